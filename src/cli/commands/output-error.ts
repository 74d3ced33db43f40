/** How much the output of a network changes: the network itself, run on inputs, with tensors exchanged. */
import { type Model, type Tensor, WeightsDecoder } from '../../compress-ml/index.ts';
import type { OutputMeasure } from '../../compress-ml/tfjs/index.ts';
import { aboutFile } from '../arguments/about-file.ts';
import { UsageError } from '../arguments/usage-error.ts';
import { type Inputs, openInputs, openTensorflow } from '../models/network.ts';
import { uint8Baseline } from '../models/uint8-baseline.ts';
import type { Calibration } from '../report/weights-summary.ts';

export interface OutputErrorMeasure {
  readonly measure: OutputMeasure['measure'];
  readonly inputs: Inputs;
  readonly hint: string | undefined;
  /** Of the finished file, beside what eight bits per weight do. */
  calibration(file: Uint8Array, seed: string | Uint8Array | undefined): Promise<Calibration>;
}

/** `calibrate`: files of inputs; none for synthetic ones. @throws UsageError where the model cannot be run */
export async function outputErrorMeasure(
  name: string,
  model: Model,
  calibrate: readonly string[],
): Promise<OutputErrorMeasure> {
  const { format, text } = model.document;
  if (format !== 'tensorflowjs' || text === '') {
    const got = format === 'tensorflowjs' ? 'a weights manifest' : `a ${format} file`;
    throw new UsageError(
      `--tolerance expected a model that can be run (model.json), got ${got}: use --error or --bits`,
    );
  }
  const layer = await openTensorflow();
  const tensors: Tensor[] = [];
  for (const tensor of model.tensors) tensors.push(await tensor.read());
  const network = await layer.loadModel(name, model.document, tensors);
  const inputs = await openInputs(layer, network, calibrate);
  const outputMeasure = await aboutFile(inputs.description, () => layer.outputMeasure(network, inputs.inputs));
  return {
    measure: outputMeasure.measure,
    inputs,
    hint: layer.hint,
    async calibration(file, seed) {
      const decoder = new WeightsDecoder(seed === undefined ? {} : { seed });
      const received = decoder.push(file);
      const { error, worst, outputs } = await outputMeasure.evaluate(new Map(received.map((one) => [one.name, one])));
      const { bytes, changed } = await uint8Baseline(model);
      const baseline = await outputMeasure.evaluate(changed);
      return {
        inputs: inputs.inputs.length,
        source: inputs.description,
        isSynthetic: inputs.isSynthetic,
        error,
        worst,
        outputs,
        uint8Brotli: { bytes, error: baseline.error },
      };
    },
  };
}
