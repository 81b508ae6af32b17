import type { ScatterData } from 'plotly.js-dist'
import type { Point } from '../functions/function'
import { ink } from './colours'
import { drawableRows, pointText, type Labelled } from './paths'

/** A scatter trace with its type: what all traces here are, but contours and bars. */
export type Trace = Partial<ScatterData> & { type: 'scatter' }

const subscript = (t: number) => String(t).replace(/\d/g, (d) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(d)))

/**
 * A path through given points of the picture, one a row: a line with a marker a step. The start is large and open, the
 * end large and filled, both with their name, x₀ and x₃₅.
 */
export function pathTrace<P extends Point>(
  entry: Labelled<P>,
  place: (row: Labelled<P>['path']['rows'][number]) => readonly [x: number, y: number],
): Trace {
  const { label, look, behaviour } = entry
  const rows = drawableRows(entry)
  const end = rows.length - 1
  const ends = <T>(start: T, between: T, last: T) =>
    rows.map((_, i) => (i === end ? last : i === 0 ? start : between))
  const places = rows.map(place)
  return {
    type: 'scatter',
    mode: 'lines+markers+text',
    name: `${label}: ${behaviour}`,
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    line: { color: look.colour, dash: look.dash, width: 1.5 },
    marker: {
      color: look.colour,
      symbol: ends(`${look.symbol}-open` as const, look.symbol, look.symbol),
      size: ends(12, rows.length > 60 ? 4 : 7, 12),
      line: { color: look.colour, width: 2 },
    },
    text: rows.map((row, i) => (i === 0 || i === end ? `x${subscript(row.t)}` : '')),
    textposition: 'top right',
    textfont: { color: ink, size: 13 },
    hovertext: rows.map((row) => `t = ${row.t}<br>x = ${pointText(row.x, 6)}<br>f = ${pointText(row.f, 6)}`),
    hoverinfo: 'text',
  }
}

/** Minima as stars. */
export function minimaTrace(places: readonly (readonly [x: number, y: number])[]): Trace {
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'minimum',
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    marker: { symbol: 'star', size: 12, color: ink },
    hovertemplate: 'minimum at (%{x:.4g}, %{y:.4g})<extra></extra>',
  }
}
