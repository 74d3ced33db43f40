/** What every encoder throws for a symbol without a cell. */
import { ImpossibleSymbolError } from '../../core/index.ts';

export function impossibleSymbol(frequency: number): ImpossibleSymbolError {
  return new ImpossibleSymbolError(`"symbol" expected a frequency above 0, got ${frequency}`);
}
