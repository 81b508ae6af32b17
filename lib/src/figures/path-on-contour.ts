import type { ContourData } from 'plotly.js-dist'
import type { ToyFunction } from '../functions/function'
import { ink } from './colours'
import type { Figure } from './figure'
import { layoutOf } from './layout'
import { oneFunction } from './path-on-curve'
import {
  labelled,
  outcome,
  outside,
  pointText,
  requireDomain,
  windowOf,
  type Labelled,
  type Paths,
} from './paths'
import { minimaTrace, pathTrace } from './traces'

/** The part of the plane that a figure shows. */
export interface Plane {
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
}

/**
 * Draws a function of two numbers as contour lines, with one path or more on it and the minima as stars.
 *
 * @param domain the part of the plane to show; by default all that the paths visit, and the minima
 * @throws RangeError when there is no path, a path is not 2-dimensional, or the paths are on different functions
 */
export function pathOnContour(paths: Paths<readonly number[]>, { domain }: { domain?: Plane } = {}): Figure {
  const entries = labelled('pathOnContour', paths, 2)
  const f = oneFunction('pathOnContour', entries)
  const { x, y } = planeOf(entries, domain)
  const minima = f.minima.map(({ at }) => [at[0], at[1]] as const)
  const title =
    entries.length === 1
      ? `${entries[0].label} on ${f.name}, from ${pointText(entries[0].path.rows[0].x)} ${outcome(entries[0])}`
      : `${entries.length} paths on ${f.name}`
  return {
    data: [
      contourOf(f, x, y),
      minimaTrace(minima),
      ...entries.map((entry) => pathTrace(entry, (row) => [row.x[0], row.x[1]])),
    ],
    layout: layoutOf(title, { title: 'x', range: x }, { title: 'y', range: y }),
    caption:
      `Lines of equal height of f(x, y) = ${f.name}, ` +
      (minima.length > 0
        ? `its minimum at ${minima.map((at) => pointText(at)).join(' and ')} a star, `
        : '') +
      `with the steps of ${entries.length === 1 ? 'one path' : `${entries.length} paths`}. ` +
      entries
        .map((entry) => `${entry.label} starts at ${pointText(entry.path.rows[0].x)} and ${outcome(entry)}.`)
        .join(' ') +
      outside(entries, [x, y]),
  }
}

/** The part of the plane to show: what was asked for, or all that the paths visit and the minima. */
export function planeOf(
  entries: readonly Labelled<readonly number[]>[],
  domain: Plane | undefined,
): { x: [number, number]; y: [number, number] } {
  const { minima } = entries[0].path.f
  const axis = (i: number): [number, number] =>
    windowOf(
      entries,
      i,
      minima.map(({ at }) => at[i]),
    )
  return domain
    ? { x: requireDomain('domain.x', domain.x), y: requireDomain('domain.y', domain.y) }
    : { x: axis(0), y: axis(1) }
}

/** Lines of equal height, each with its height on it. */
export function contourOf(
  f: ToyFunction<readonly number[]>,
  [left, right]: readonly [number, number],
  [bottom, top]: readonly [number, number],
): Partial<ContourData> & { type: 'contour' } {
  const n = 60
  const along = (from: number, to: number) =>
    Array.from({ length: n + 1 }, (_, i) => from + ((to - from) * i) / n)
  const x = along(left, right)
  const y = along(bottom, top)
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
