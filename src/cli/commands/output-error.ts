/** How much the output of a network changes: needs TensorFlow.js, which is loaded when it is asked for. */
import type { MeasureOutputError, Model } from '../../compress-ml/index.ts';
import { UsageError } from '../arguments/usage-error.ts';

/** `calibrate`: a file of inputs; undefined for synthetic ones. @throws UsageError where the model cannot be run */
export async function outputErrorMeasure(model: Model, calibrate: string | undefined): Promise<MeasureOutputError> {
  const inputs = calibrate === undefined ? '' : ` on ${calibrate}`;
  throw new UsageError(
    `--tolerance expected a model that can be run${inputs}, got one of format ${model.document.format}: use --error or --bits`,
  );
}
