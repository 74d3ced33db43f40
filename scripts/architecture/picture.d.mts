import type { Layer } from './imports.mjs';

export declare function drawLayers(layers: readonly Layer[], nameOf: (name: string) => string): string;
