import type { ContourData, Data, Layout } from 'plotly.js-dist'
import type { Plane, ToyFunction } from '../functions/function'
import { ink } from './colours'
import type { Figure } from './figure'
import { layoutOf } from './layout'
import {
  labelled,
  oneFunction,
  outcomes,
  outside,
  pointText,
  requireDomain,
  stories,
  windowOf,
} from './paths'
import type { Labelled, Paths } from './paths'
import { minimaTrace, pathTrace } from './traces'

/**
 * Draws a function of two numbers as contour lines, with one path or more on it and the minima as stars.
 *
 * @param domain the part of the plane to show; by default all that the paths visit, and the minima
 * @throws RangeError when there is no path, a path is not 2-dimensional, or the paths are on different functions
 */
export function pathOnContour(paths: Paths<readonly number[]>, { domain }: { domain?: Plane } = {}): Figure {
  const entries = labelled('pathOnContour', paths, 2)
  const f = oneFunction('pathOnContour', entries)
  const plane = planeOf(entries, domain)
  const stars = f.minima.map(({ at }) => pointText(at)).join(' and ')
  return {
    ...drawOnContour(entries, plane, outcomes(entries)),
    caption:
      `Lines of equal height of f(x, y) = ${f.name}${stars && `, with a star at its minimum ${stars}`}, and a marker a step. ` +
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
): Omit<Figure, 'caption'> {
  const { f } = entries[0].path
  const data: Data[] = [
    contourOf(f, plane),
    minimaTrace(f.minima.map(({ at }) => [at[0], at[1]])),
    ...entries.map((entry) =>
      pathTrace(entry, 'x = %{x:.6g}<br>y = %{y:.6g}', (row) => [row.x[0], row.x[1]]),
    ),
  ]
  return { data, layout: planeLayout(title, plane, data) }
}

/** Whether both axes are about equally long. */
function alike({ x, y }: Plane): boolean {
  const ratio = (x[1] - x[0]) / (y[1] - y[0])
  return ratio > 0.6 && ratio < 1.8
}

/** Both axes on one scale, so that steepest descent crosses the lines at a right angle, unless one is longer by far. */
export function planeLayout(title: string, { x, y }: Plane, data: readonly Data[]): Partial<Layout> {
  const layout = layoutOf(title, { title: 'x', range: x }, { title: 'y', range: y }, data)
  if (!alike({ x, y })) return layout
  return {
    ...layout,
    height: 520,
    xaxis: { ...layout.xaxis, constrain: 'domain' },
    yaxis: { ...layout.yaxis, constrain: 'domain', scaleanchor: 'x' },
  }
}

/** Lines of equal height, each with its height on it. */
export function contourOf(
  f: ToyFunction<readonly number[]>,
  plane: Plane,
): Partial<ContourData> & { type: 'contour' } {
  const along = ([from, to]: readonly [number, number]) =>
    Array.from({ length: 61 }, (_, i) => from + ((to - from) * i) / 60)
  const x = along(plane.x)
  const y = along(plane.y)
  return {
    type: 'contour',
    x,
    y,
    z: y.map((yi) => x.map((xi) => f.value([xi, yi])).map((z) => (Number.isFinite(z) ? round(z) : null))),
    ncontours: 14,
    contours: { coloring: 'lines', showlabels: true, labelfont: { color: ink, size: 11 } },
    colorscale: [
      [0, ink],
      [1, ink],
    ],
    line: { width: 1 },
    showscale: false,
    hovertemplate: 'x = %{x:.3g}<br>y = %{y:.3g}<br>f = %{z:.4g}<extra></extra>',
  }
}

/** Five digits are more than a picture shows, and a quarter of the bytes. */
const round = (z: number) => Number(z.toPrecision(5))
