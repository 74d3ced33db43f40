/**
 * The same network trained as well, without noise, and sent by `rounding`: `node scripts/round-digits.mjs FOLDER`, the
 * folder of train-digits.mjs. With `posterior` after it, the means of the distributions take the place of the network's.
 * For every budget the better of two reconstructions, by the error on the training digits.
 */
import { compressWeights, decompressWeights, floatTensor } from '../dist/compress-ml/index.js';
import { loadDigits } from './digits/data.mjs';
import { meansOf, startTensorflow } from './digits/network.mjs';
import { errorOf, valuesByName } from './digits/plain-network.mjs';
import { MEANS, POSTERIOR } from './digits/plan.mjs';
import { fitPosterior, pretrain } from './digits/stages.mjs';

const SIZES = [2000, 2500, 3000, 3500, 4500, 6000, 8000, 10_000];

await startTensorflow();
const { training, heldOut } = loadDigits();
const [folder, stage = 'means'] = process.argv.slice(2);
const network = await pretrain(folder, training, MEANS);
const fitted =
  stage === 'posterior'
    ? (await fitPosterior(folder, training, meansOf(network.tensors), { ...POSTERIOR, name: 'posterior' })).network
    : network;
const { tensors } = fitted;
const plain = tensors.map(({ name, shape, mean }) => floatTensor(name, [...shape], [...mean.dataSync()]));
const curve = [];
for (const size of SIZES) {
  const found = [];
  for (const reconstruction of ['matched', 'mean']) {
    const options = { budget: { size }, methods: ['rounding'], reconstruction, smallTensors: 'half' };
    const { bytes } = await compressWeights(plain, options);
    const values = valuesByName(decompressWeights(bytes).tensors);
    found.push({ bytes: bytes.length, trainingError: errorOf(values, training), error: errorOf(values, heldOut) });
  }
  curve.push(found.sort((a, b) => a.trainingError - b.trainingError)[0]);
  console.log(curve.at(-1));
}
