export declare const goldenWeights: readonly { readonly name: string; make(): Promise<Uint8Array> }[];
export declare function optionsOf(name: string): { seed?: string };
