/** The part of seedrandom's alea that is used: a generator of 32-bit integers keyed by text. */
declare module 'seedrandom/lib/alea.js' {
  export default function alea(seed: string): { int32(): number };
}
