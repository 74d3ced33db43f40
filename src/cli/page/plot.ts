/**
 * Charts as SVG text, drawn when the page is written: the page itself runs nothing. Colours are the page's custom
 * properties, so that one drawing serves light, dark and print.
 */

type Options = Readonly<Record<string, unknown>>;
type Mark = (data: readonly unknown[], options?: Options) => unknown;

/** The marks of Observable Plot that charts use. */
export interface PlotMarks {
  readonly dot: Mark;
  readonly lineY: Mark;
  readonly rectX: Mark;
  readonly rectY: Mark;
  readonly ruleX: Mark;
  readonly ruleY: Mark;
  readonly text: Mark;
}

/** A chart: given the library's marks, what to draw. */
export interface Chart {
  /** What a screen reader says. */
  readonly label: string;
  options(plot: PlotMarks): Options;
}

/** Wide enough for a column of a desktop page, narrow enough that a phone scales its text little. */
const CHART_WIDTH = 430;

/** Loaded only when a page is asked for. */
export async function chartDrawer(): Promise<(chart: Chart) => string> {
  const [plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')]);
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  return ({ label, options }) => {
    const svg = plot.plot({
      document,
      width: CHART_WIDTH,
      className: 'chart',
      style: { fontSize: '13px', background: 'none' },
      ...options(plot),
    });
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
    // The page gives the size; a hundredth of a pixel is finer than a screen.
    svg.removeAttribute('width');
    svg.removeAttribute('height');
    return svg.outerHTML.replace(/<[^>]+>/g, (tag) => tag.replace(/(\.\d\d)\d+/g, '$1'));
  };
}
