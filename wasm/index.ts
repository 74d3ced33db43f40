/** What src/core/wasm/kernels.ts calls. */
export { divide, firsts, quantize, rows, samples, squares, symbols } from './arrays';
export { schedule } from './philox';
export { race } from './race';
export { screen } from './screen';
export { words } from './words';
