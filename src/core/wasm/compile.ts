/** Modules of wasm/, compiled on first use by whoever needs them. */

/** The exports of a base64 module; undefined where WebAssembly or its SIMD is missing or not allowed, or the host is big-endian. */
export function compiledExports(module: string): WebAssembly.Exports | undefined {
  // A module's memory is little-endian; views of it are as the host is.
  if (new Uint8Array(Uint32Array.of(1).buffer)[0] !== 1) return undefined;
  try {
    const bytes = Uint8Array.from(atob(module), (character) => character.charCodeAt(0));
    return new WebAssembly.Instance(new WebAssembly.Module(bytes), {}).exports;
  } catch {
    // No WebAssembly, no SIMD, or a page whose policy forbids compiling: the plain forms do the same.
    return undefined;
  }
}
