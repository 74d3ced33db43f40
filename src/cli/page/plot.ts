/**
 * Charts as SVG text, drawn when the page is written: the page itself runs nothing. Colours are the page's custom properties, so that
 * one drawing serves light, dark and print.
 */
import type * as Plot from '@observablehq/plot';

export type PlotLibrary = typeof Plot;

/** A chart: given the library, what to draw. */
export interface Chart {
  /** What a screen reader says. */
  readonly label: string;
  options(plot: PlotLibrary): Plot.PlotOptions;
}

/** Wide enough for a column of a desktop page, narrow enough that a phone scales its text little. */
export const CHART_WIDTH = 430;

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
