import type { ScatterData } from 'plotly.js-dist'
import type { Point } from '../functions/function'
import { ink } from './colours'
import { drawableRows, isThinned, listed, pointText, type Labelled } from './paths'

/** A scatter trace with its type: what all traces here are, but contours and bars. */
export type Trace = Partial<ScatterData> & { type: 'scatter' }

export type Place = readonly [x: number, y: number]

/** The name of a step's point: x₁₀, or θ₁₀ where the coordinates have names of their own. */
export const pointName = (t: number, letter = 'x') =>
  `${letter}${String(t).replace(/\d/g, (d) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(d)))}`

/** Plotly reads names and hover texts as HTML. */
export const plotlyText = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

/**
 * A path through given places of the picture, one a row: a line with a marker a step. The start is large and open, the
 * end large and filled, both with their name, x₀ and x₃₅.
 *
 * @param hover what the pointer reads at a step, as a Plotly template
 */
export function pathTrace<P extends Point>(
  entry: Labelled<P>,
  hover: string,
  place: (row: Labelled<P>['path']['rows'][number]) => readonly [x: number, y: number],
): Trace {
  const { label, look, behaviour } = entry
  const { f } = entry.path
  const rows = drawableRows(entry)
  const end = rows.length - 1
  const ends = <T>(start: T, between: T, last: T) =>
    rows.map((_, i) => (i === end ? last : i === 0 ? start : between))
  const places = rows.map(place)
  return {
    type: 'scatter',
    mode: 'lines+markers+text',
    name: plotlyText(`${label}: ${behaviour}`),
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    line: { color: look.colour, dash: look.dash, width: 1.5 },
    marker: {
      color: look.colour,
      symbol: ends(`${look.symbol}-open` as const, look.symbol, look.symbol),
      size: ends(12, end > 60 ? 4 : 7, 12),
      line: { color: look.colour, width: 2 },
    },
    text: rows.map((row, i) => (i === 0 || i === end ? pointName(row.t, f.coordinates && 'θ') : '')),
    textposition: 'top right',
    textfont: { color: ink, size: 13 },
    ...(isThinned(entry.path) && { customdata: rows.map((row) => row.t) }),
    hovertemplate: `t = %{${isThinned(entry.path) ? 'customdata' : 'pointNumber'}}<br>${hover}<extra>${plotlyText(label)}</extra>`,
  }
}

/** Minima as stars. Without any there is still a trace, so that the frames of a slider have the same traces. */
export function minimaTrace(places: readonly (readonly [x: number, y: number])[]): Trace {
  const some = places.length > 0
  return {
    type: 'scatter',
    mode: 'markers',
    name: 'minimum',
    showlegend: some,
    x: some ? places.map(([x]) => x) : [null],
    y: some ? places.map(([, y]) => y) : [null],
    marker: { symbol: 'star', size: 12, color: ink },
    hovertemplate: 'minimum at (%{x:.4g}, %{y:.4g})<extra></extra>',
  }
}

/** Which minima are marked, as a part of a sentence; empty when none is. */
export function starred(minima: readonly { readonly at: Point }[], mark = 'star'): string {
  const places = listed(minima.map(({ at }) => pointText(at)))
  if (minima.length === 0) return ''
  return minima.length === 1
    ? `, with a ${mark} at its minimum ${places}`
    : `, with ${mark}s at its minima ${places}`
}

/**
 * Arrows from place to place; after each is a gap. An arrow of no length is left out.
 *
 * @param heads the size of each arrow's head
 */
export function arrows(
  name: string,
  from: readonly Place[],
  to: readonly Place[],
  color: string,
  dash: 'dot' | 'solid',
  heads = from.map(() => 13),
): Trace {
  const kept = from
    .map((start, i) => ({ start, end: to[i], head: heads[i] }))
    .filter(({ start, end }) => start[0] !== end[0] || start[1] !== end[1])
  const along = (i: 0 | 1) =>
    kept.length > 0 ? kept.flatMap(({ start, end }) => [start[i], end[i], null]) : [null]
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name,
    x: along(0),
    y: along(1),
    line: { color, dash, width: 2 },
    marker: {
      color,
      opacity: 1,
      line: { width: 0 },
      symbol: 'arrow',
      angleref: 'previous',
      size: kept.flatMap(({ head }) => [0, head, 0]),
    },
    hoverinfo: 'skip',
  }
}
