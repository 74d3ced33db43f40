/**
 * The part of Observable Plot that is used here, which this folder's tsconfig puts in the place of Plot's own
 * declarations: those need d3's, which are not installed, and do not hold under exact optional properties.
 */
type Options = Readonly<Record<string, unknown>>;
type Mark = (data: readonly unknown[], options?: Options) => unknown;

export declare function plot(options: Options): SVGSVGElement;
export declare const dot: Mark;
export declare const lineY: Mark;
export declare const rectX: Mark;
export declare const rectY: Mark;
export declare const ruleX: Mark;
export declare const ruleY: Mark;
export declare const text: Mark;
