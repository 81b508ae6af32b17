import type { Data } from 'plotly.js-dist'
import type { ToyFunction } from '../functions/function'
import { ink } from './colours'
import type { Figure } from './figure'
import { layoutOf } from './layout'
import {
  drawableRows,
  labelled,
  oneFunction,
  outcomes,
  outside,
  requireDomain,
  stories,
  windowOf,
} from './paths'
import type { Labelled, Paths } from './paths'
import { minimaTrace, pathTrace, type Trace } from './traces'

/**
 * Draws a function of one number as a curve, with one path or more on it, a marker a step.
 *
 * @param domain the part of the x axis to show; by default all that the paths visit, and the minima where they end
 * @throws RangeError when there is no path, a path is not 1-dimensional, or the paths are on different functions
 */
export function pathOnCurve(
  paths: Paths<number>,
  { domain }: { domain?: readonly [number, number] } = {},
): Figure {
  const entries = labelled('pathOnCurve', paths, 1)
  const f = oneFunction('pathOnCurve', entries)
  const range = rangeOf(entries, domain)
  return {
    ...drawOnCurve(entries, range, outcomes(entries)),
    caption: `The curve of f(x) = ${f.name}, and a marker a step. ${stories(entries)}${outside(entries, [range])}`,
  }
}

/** The part of the x axis to show: what was asked for, or all that the paths visit and the minima where they end. */
export function rangeOf(
  entries: readonly Labelled<number>[],
  domain: readonly [number, number] | undefined,
): [number, number] {
  if (domain) return requireDomain('domain', domain)
  const near = entries.flatMap(({ path, behaviour }) => {
    const { x } = behaviour === 'diverges' ? path.rows[0] : path.last
    const minima = path.f.minima.map(({ at }) => at)
    return minima.sort((a, b) => Math.abs(a - x) - Math.abs(b - x)).slice(0, 1)
  })
  return windowOf(entries, 0, near)
}

/** The curve with its minima and paths, within a part of the x axis. */
export function drawOnCurve(
  entries: readonly Labelled<number>[],
  range: readonly [number, number],
  title: string,
  heights = heightsOf(entries, range),
): Omit<Figure, 'caption'> {
  const { minima, name } = entries[0].path.f
  const data: Data[] = [
    curveOf(entries[0].path.f, range),
    minimaTrace(
      minima.filter(({ at }) => at >= range[0] && at <= range[1]).map(({ at, value }) => [at, value]),
    ),
    ...entries.map((entry) => pathTrace(entry, 'x = %{x:.6g}<br>f = %{y:.6g}', (row) => [row.x, row.f])),
  ]
  return {
    data,
    layout: layoutOf(title, { title: 'x', range }, { title: `f(x) = ${name}`, range: heights }, data),
  }
}

const places = ([from, to]: readonly [number, number]) =>
  Array.from({ length: 241 }, (_, i) => from + ((to - from) * i) / 240)

/** The curve within a part of the x axis. */
export function curveOf(f: ToyFunction<number>, range: readonly [number, number]): Trace {
  const x = places(range)
  return {
    type: 'scatter',
    mode: 'lines',
    name: `f(x) = ${f.name}`,
    showlegend: false,
    x,
    y: x.map((xi) => f.value(xi)).map((y) => (Number.isFinite(y) ? y : null)),
    line: { color: ink, width: 2 },
    hoverinfo: 'skip',
  }
}

/** The part of the y axis that shows the curve and the paths within a part of the x axis. */
export function heightsOf(
  entries: readonly Labelled<number>[],
  range: readonly [number, number],
): [number, number] {
  const { f } = entries[0].path
  const rows = entries
    .flatMap((entry) => drawableRows(entry))
    .filter(({ x }) => x >= range[0] && x <= range[1])
  const heights = [
    ...places(range)
      .map((x) => f.value(x))
      .filter(Number.isFinite),
    ...rows.map((row) => row.f),
  ]
  const low = Math.min(...heights)
  const high = Math.max(...heights)
  const margin = (high - low) * 0.08 || 1
  return [low - margin, high + margin]
}
