import type { ToyFunction } from '../functions/function'
import { ink } from './colours'
import type { Figure } from './figure'
import { layoutOf } from './layout'
import {
  drawableRows,
  labelled,
  outcome,
  outside,
  pointText,
  requireDomain,
  windowOf,
  type Labelled,
  type Paths,
} from './paths'
import { minimaTrace, pathTrace, type Trace } from './traces'

/**
 * Draws a function of one number as a curve, with one path or more on it, a marker a step.
 *
 * @param domain the part of the x axis to show; by default all that the paths visit, and the minima near them
 * @throws RangeError when there is no path, a path is not 1-dimensional, or the paths are on different functions
 */
export function pathOnCurve(
  paths: Paths<number>,
  { domain }: { domain?: readonly [number, number] } = {},
): Figure {
  const entries = labelled('pathOnCurve', paths, 1)
  const f = oneFunction('pathOnCurve', entries)
  const [from, to] = domain ? requireDomain('domain', domain) : windowOf(entries, 0, nearestMinimum(entries))
  const { curve, range } = curveOf(f, from, to, entries)
  const minima = f.minima.filter(({ at }) => at >= from && at <= to)
  const title =
    entries.length === 1
      ? `${entries[0].label} on ${f.name}, from ${pointText(entries[0].path.rows[0].x)} ${outcome(entries[0])}`
      : `${entries.length} paths on ${f.name}`
  return {
    data: [
      curve,
      minimaTrace(minima.map(({ at, value }) => [at, value])),
      ...entries.map((entry) => pathTrace(entry, (row) => [row.x, row.f])),
    ],
    layout: layoutOf(title, { title: 'x', range: [from, to] }, { title: 'f(x)', range }),
    caption:
      `The curve of f(x) = ${f.name} with the steps of ${entries.length === 1 ? 'one path' : `${entries.length} paths`} on it. ` +
      entries.map((entry) => `${story(entry)}.`).join(' ') +
      outside(entries, [[from, to]]),
  }
}

/** One sentence on a path, as one sees it. */
function story(entry: Labelled<number>): string {
  const { label, path } = entry
  const sides = path.rows.slice(1).filter((row, i) => row.step * path.rows[i].step < 0).length
  return (
    `${label} starts at x = ${pointText(path.rows[0].x)} and ${outcome(entry)}` +
    (sides > 0 ? `, turning round ${sides === 1 ? 'once' : `${sides} times`}` : '')
  )
}

/** The function that all paths share. */
export function oneFunction<P extends number | readonly number[]>(
  figure: string,
  entries: readonly Labelled<P>[],
): ToyFunction<P> {
  const f = entries[0].path.f
  const other = entries.find(({ path }) => path.f !== f && path.f.name !== f.name)
  if (other)
    throw new RangeError(
      `${figure} got paths on ${f.name} and on ${other.path.f.name}; allowed: paths on one function`,
    )
  return f
}

/** The minimum nearest to where a path ended: it belongs into the picture. */
function nearestMinimum(entries: readonly Labelled<number>[]): number[] {
  return entries.flatMap(({ path, behaviour }) => {
    const { x } = behaviour === 'diverges' ? path.rows[0] : path.last
    const near = path.f.minima.map(({ at }) => at).sort((a, b) => Math.abs(a - x) - Math.abs(b - x))
    return near.slice(0, 1)
  })
}

/** The curve between two points, and the part of the y axis that shows it together with the paths. */
export function curveOf(
  f: ToyFunction<number>,
  from: number,
  to: number,
  entries: readonly Labelled<number>[],
): { curve: Trace; range: [number, number] } {
  const n = 240
  const x = Array.from({ length: n + 1 }, (_, i) => from + ((to - from) * i) / n)
  const y = x.map((xi) => f.value(xi)).map((yi) => (Number.isFinite(yi) ? yi : null))
  const heights = [
    ...y.filter((yi) => yi !== null),
    ...entries.flatMap((entry) =>
      drawableRows(entry)
        .filter((row) => row.x >= from && row.x <= to)
        .map((row) => row.f),
    ),
  ]
  const low = Math.min(...heights)
  const high = Math.max(...heights)
  const margin = (high - low) * 0.08 || 1
  return {
    curve: {
      type: 'scatter',
      mode: 'lines',
      name: `f(x) = ${f.name}`,
      x,
      y,
      line: { color: ink, width: 2 },
      hoverinfo: 'skip',
    },
    range: [low - margin, high + margin],
  }
}
