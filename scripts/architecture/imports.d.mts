export interface Layer {
  readonly name: string;
  readonly imports: readonly string[];
  readonly packages: readonly string[];
}
export declare function layersOf(folder: string): Layer[];
export declare function heights(layers: readonly Layer[]): Map<string, number>;
