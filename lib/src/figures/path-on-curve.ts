import type { Data } from 'plotly.js-dist'
import type { Domain } from '../functions/function'
import { curveOf, heightsOf, minimaWithin } from './curve'
import type { Figure } from './figure'
import { layoutOf } from './layout'
import {
  drawableRows,
  labelled,
  markers,
  oneFunction,
  outcomes,
  outside,
  requireDomain,
  stories,
  windowOf,
} from './paths'
import type { Labelled, Paths } from './paths'
import { minimaTrace, pathTrace } from './traces'

/**
 * Draws a function of one number as a curve, with one path or more on it, a marker a step.
 *
 * @param domain the part of the x axis to show; by default all that the paths visit, and the minima where they end
 * @throws RangeError when there is no path, a path is not 1-dimensional, or the paths are on different functions
 */
export function pathOnCurve(
  paths: Paths<number>,
  { domain }: { domain?: Domain<number> | undefined } = {},
): Figure {
  const entries = labelled('pathOnCurve', paths, 1)
  const f = oneFunction('pathOnCurve', entries)
  const range = rangeOf(entries, domain)
  return {
    ...drawOnCurve(entries, range, outcomes(entries)),
    caption: `The curve of f(x) = ${f.name}, and ${markers(entries)}. ${stories(entries)}${outside(entries, [range])}`,
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
  heights = heightsAround(entries, range),
): Omit<Figure, 'caption'> {
  const { f } = entries[0].path
  const data: Data[] = [
    curveOf(f, range),
    minimaTrace(minimaWithin(f, range).map(({ at, value }) => [at, value])),
    ...entries.map((entry) => pathTrace(entry, 'x = %{x:.6g}<br>f = %{y:.6g}', (row) => [row.x, row.f])),
  ]
  return {
    data,
    layout: layoutOf(title, { title: 'x', range }, { title: `f(x) = ${f.name}`, range: heights }, data),
  }
}

/** The part of the y axis that shows the curve and the paths within a part of the x axis. */
export function heightsAround(
  entries: readonly Labelled<number>[],
  range: readonly [number, number],
): [number, number] {
  const rows = entries.flatMap((entry) => drawableRows(entry))
  const within = rows.filter(({ x }) => x >= range[0] && x <= range[1])
  return heightsOf(
    entries[0].path.f,
    range,
    within.map((row) => row.f),
  )
}
