/** node bench/weights/one.mjs NAME FILE: one network to a JSON file. A process of its own: TensorFlow.js keeps its memory. */
import { writeFileSync } from 'node:fs';
import { measureModel } from './measure.mjs';
import { MODELS } from './models.mjs';
import { startTensorflow } from './network.mjs';

const [name, file, ...variants] = process.argv.slice(2);
await startTensorflow();
const model = MODELS.find((each) => each.name === name);
const keep = (found) => writeFileSync(file, JSON.stringify(found));
await measureModel(model, keep, variants.length > 0 ? variants : undefined);
process.exit(0);
