/** Writes all tensors by their plans: one pass over the model, a tensor at a time. */
import { InvalidArgumentError } from '../../core/index.ts';
import type { Tensor } from '../tensors/tensor.ts';
import type { PlannedTensor } from './budget/planner.ts';
import { assembled } from './decoder.ts';
import type { Piece, Plan } from './pieces/piece.ts';
import { decodePiece, encodePiece, pieceBytes, pieceRanges } from './pieces/piece.ts';

export interface EncodedTensor {
  readonly planned: PlannedTensor;
  readonly payloads: readonly Uint8Array[];
  readonly bytes: number;
  /** Sum of squared errors over mean square of the numbers: an error in equivalents of whole weights. */
  readonly relativeError: number;
  /** Sum of squared errors, each channel's in units of its step, times the tensor's step squared. */
  readonly weightedError: number;
  readonly method: string;
}

export async function encodeTensor(planned: PlannedTensor, models: 'all' | 'adaptive'): Promise<EncodedTensor> {
  const { surveyed } = planned;
  const plan: Plan = planned.plan.kind === 'lossy' ? { ...planned.plan, models } : planned.plan;
  const { tensor, meanSquare } = surveyed;
  const { data } = await tensor.read();
  const pieces: Piece[] = pieceRanges(tensor).map((range) => {
    return encodePiece(tensor, pieceBytes(data, range), range, plan);
  });
  const squaredError = pieces.reduce((sum, piece) => sum + piece.squaredError, 0);
  return {
    planned,
    payloads: pieces.map(({ payload }) => payload),
    bytes: pieces.reduce((sum, { payload }) => sum + payload.length, 0),
    relativeError: meanSquare > 0 ? squaredError / meanSquare : 0,
    weightedError: pieces.reduce((sum, piece) => sum + piece.weightedError, 0),
    method: [...new Set(pieces.map(({ method }) => method))].join('; '),
  };
}

/** The tensor that a reader will hold. */
export function reconstructed({ planned, payloads }: EncodedTensor): Tensor {
  const { surveyed, plan } = planned;
  const { tensor } = surveyed;
  const shared = plan.kind === 'lossy' ? plan.shared : noStream;
  const pieces = pieceRanges(tensor).map((range, i) => decodePiece(tensor, payloads[i]!, range, shared, 0));
  return assembled(
    tensor,
    pieces[0]!.dtype,
    pieces.map(({ data }) => data),
  );
}

function noStream(): never {
  throw new InvalidArgumentError('"plan" expected a dithered one');
}
