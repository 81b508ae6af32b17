import type { Data } from 'plotly.js-dist'
import type { Plane } from '../functions/function'
import { alike, contourOf, formulaOf, minimaInside, namesOf, planeLayout, tenfold } from './contour'
import type { Figure } from './figure'
import { labelled, markers, oneFunction, outcomes, outside, requireDomain, stories, windowOf } from './paths'
import type { Labelled, Paths } from './paths'
import { minimaTrace, pathTrace, starred } from './traces'

/**
 * Draws a function of two numbers as contour lines, with one path or more on it and the minima as stars.
 *
 * @param domain the part of the plane to show; by default all that the paths visit, and the minima
 * @param log whether the lines stand at powers of ten above the lowest height: for a function that is steep at its edges
 * @throws RangeError when there is no path, a path is not 2-dimensional, or the paths are on different functions
 */
export function pathOnContour(
  paths: Paths<readonly number[]>,
  { domain, log = false }: { domain?: Plane | undefined; log?: boolean } = {},
): Figure {
  const entries = labelled('pathOnContour', paths, 2)
  const f = oneFunction('pathOnContour', entries)
  const plane = planeOf(entries, domain)
  return {
    ...drawOnContour(entries, plane, outcomes(entries), log),
    caption:
      `Lines of equal height of ${formulaOf(f)}${starred(minimaInside(f, plane))}, and ${markers(entries)}. ` +
      (log ? `${tenfold} ` : '') +
      stories(entries) +
      outside(entries, [plane.x, plane.y]),
  }
}

/** The part of the plane to show: what was asked for, or all that the paths visit and the minima. */
export function planeOf(entries: readonly Labelled<readonly number[]>[], domain: Plane | undefined): Plane {
  if (domain) return { x: requireDomain('domain.x', domain.x), y: requireDomain('domain.y', domain.y) }
  const { minima } = entries[0].path.f
  const axis = (i: number) =>
    windowOf(
      entries,
      i,
      minima.map(({ at }) => at[i]),
    )
  const x = axis(0)
  const y = axis(1)
  const more = (1.5 * (y[1] - y[0]) - (x[1] - x[0])) / 2
  return alike({ x, y }) && more > 0 ? { x: [x[0] - more, x[1] + more], y } : { x, y }
}

/** The contour lines with minima and paths, within a part of the plane. */
export function drawOnContour(
  entries: readonly Labelled<readonly number[]>[],
  plane: Plane,
  title: string,
  log = false,
): Omit<Figure, 'caption'> {
  const { f } = entries[0].path
  const { x, y } = namesOf(f)
  const data: Data[] = [
    contourOf(f, plane, log),
    minimaTrace(minimaInside(f, plane).map(({ at }) => [at[0], at[1]])),
    ...entries.map((entry) =>
      pathTrace(entry, `${x} = %{x:.6g}<br>${y} = %{y:.6g}`, (row) => [row.x[0], row.x[1]]),
    ),
  ]
  return { data, layout: planeLayout(title, plane, data, f) }
}
