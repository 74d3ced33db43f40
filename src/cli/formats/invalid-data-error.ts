/** An input file is not what its format says, or lacks what the command needs of it. */
import { SamplewireError } from '../../core/index.ts';

export class InvalidDataError extends SamplewireError {
  readonly code = 'InvalidData';
}
