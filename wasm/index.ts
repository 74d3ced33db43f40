/** What src/core/wasm/kernels.ts calls. */
export { schedule } from './philox';
export { screen } from './screen';
export { words } from './words';
