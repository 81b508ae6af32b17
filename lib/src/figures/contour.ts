import type { ContourData, Data, Layout } from 'plotly.js-dist'
import type { Domain, Plane, ToyFunction } from '../functions/function'
import { ink } from './colours'
import type { Figure } from './figure'
import { formatNumber } from './format-number'
import { layoutOf } from './layout'
import { pointText, requireDomain } from './paths'
import { minimaTrace, starred } from './traces'

type Surface = ToyFunction<readonly number[]>

/**
 * Draws a function of two numbers as lines of equal height, with its minima as stars.
 *
 * @param domain the part of the plane to show; by default the function's own, or −5 to 5 both ways
 * @param log whether the lines stand at powers of ten above the lowest height: for a function that is steep at its edges
 * @throws RangeError when the domain is none, or the function has no finite value there
 */
export function contour(
  f: Surface,
  { domain, log = false }: { domain?: Plane | undefined; log?: boolean } = {},
): Figure {
  const plane = planeFor(f, domain)
  const grid = gridOf(f, plane)
  const data: Data[] = [
    contourOf(f, plane, log),
    minimaTrace(minimaInside(f, plane).map(({ at }) => [at[0], at[1]])),
  ]
  return {
    data,
    layout: planeLayout(`Lines of equal height of ${f.name}`, plane, data, f),
    caption:
      `Lines of equal height of ${formulaOf(f)}${starred(minimaInside(f, plane))}, ${lookedAt(f, plane, grid)}` +
      (log ? ` ${tenfold}` : ''),
  }
}

/** What lines on a log scale mean, in a sentence. */
export const tenfold = 'From a line to the next but one, the height above the lowest grows tenfold.'

/** What the coordinates of a function of two numbers are called. */
export const namesOf = ({ coordinates: [x, y] = ['x', 'y'] }: Pick<Surface, 'coordinates'>) => ({ x, y })

/** `f(x, y) = x² + y²` */
export function formulaOf(f: Surface): string {
  const { x, y } = namesOf(f)
  return `f(${x}, ${y}) = ${f.name}`
}

/** The part of the plane to show of a function alone. */
export function planeFor(f: Surface, domain: Plane | undefined): Plane {
  const { x, y } = domain ?? f.domain ?? { x: [-5, 5], y: [-5, 5] }
  return { x: requireDomain('domain.x', x), y: requireDomain('domain.y', y) }
}

export const minimaInside = (f: Surface, { x, y }: Plane) =>
  f.minima.filter(({ at }) => at[0] >= x[0] && at[0] <= x[1] && at[1] >= y[0] && at[1] <= y[1])

/** Heights over a part of the plane, row by row along y. */
export interface Grid {
  readonly x: number[]
  readonly y: number[]
  readonly z: (number | null)[][]
}

export function gridOf(f: Surface, plane: Plane, cells = 60): Grid {
  const along = ([from, to]: Domain<number>) =>
    Array.from({ length: cells + 1 }, (_, i) => from + ((to - from) * i) / cells)
  const [x, y] = [along(plane.x), along(plane.y)]
  const z = y.map((yi) =>
    x.map((xi) => f.value([xi, yi])).map((height) => (Number.isFinite(height) ? height : null)),
  )
  if (z.flat().every((height) => height === null))
    throw new RangeError(`${f.name} has no finite value in this part of the plane; choose another domain`)
  return { x, y, z }
}

/** What part of the plane a picture shows, and where the function is lowest and highest there, in words. */
export function lookedAt(f: Surface, plane: Plane, { x, y, z }: Grid): string {
  const points = z.flatMap((row, k) => row.map((height, i) => ({ height, at: [x[i], y[k]] })))
  const finite = points.filter((point): point is { height: number; at: number[] } => point.height !== null)
  const lowest = finite.reduce((a, b) => (b.height < a.height ? b : a))
  const highest = finite.reduce((a, b) => (b.height > a.height ? b : a))
  const part = ([from, to]: Domain<number>) => `from ${formatNumber(from, 4)} to ${formatNumber(to, 4)}`
  const least = minimaInside(f, plane).reduce(
    (a, b) => (b.value < a.height ? { height: b.value, at: [...b.at] } : a),
    lowest,
  )
  return (
    `for ${namesOf(f).x} ${part(plane.x)} and ${namesOf(f).y} ${part(plane.y)}. There it is lowest, ${formatNumber(least.height, 4)}, at ` +
    `${pointText(least.at)}, and highest, ${formatNumber(highest.height, 4)}, at ${pointText(highest.at)}.`
  )
}

/** Whether both axes are about equally long. */
export function alike({ x, y }: Plane): boolean {
  const ratio = (x[1] - x[0]) / (y[1] - y[0])
  return ratio > 0.6 && ratio < 1.8
}

/** Both axes on one scale, so that steepest descent crosses the lines at a right angle, unless one is longer by far. */
export function planeLayout(
  title: string,
  { x, y }: Plane,
  data: readonly Data[],
  f: Pick<Surface, 'coordinates'> = {},
): Partial<Layout> {
  const names = namesOf(f)
  const layout = layoutOf(title, { title: names.x, range: x }, { title: names.y, range: y }, data)
  if (!alike({ x, y })) return layout
  return {
    ...layout,
    height: 520,
    xaxis: { ...layout.xaxis, constrain: 'domain' },
    yaxis: { ...layout.yaxis, constrain: 'domain', scaleanchor: 'x' },
  }
}

/** Lines of equal height, each with its height on it; on a log scale two lines a power of ten, without. */
export function contourOf(f: Surface, plane: Plane, log = false): Partial<ContourData> & { type: 'contour' } {
  const grid = gridOf(f, plane, log ? 120 : 60)
  return {
    type: 'contour',
    x: grid.x,
    y: grid.y,
    ...(log ? logLines(f, grid) : evenLines(f, grid)),
    colorscale: [
      [0, ink],
      [1, ink],
    ],
    line: { width: 1 },
    showscale: false,
  }
}

const hovered = (f: Surface) => `${namesOf(f).x} = %{x:.3g}<br>${namesOf(f).y} = %{y:.3g}<br>`

const evenLines = (f: Surface, { z }: Grid): Partial<ContourData> => ({
  z: shorter(z),
  ncontours: 14,
  contours: { coloring: 'lines', showlabels: true, labelfont: { color: ink, size: 11 } },
  hovertemplate: `${hovered(f)}f = %{z:.4g}<extra></extra>`,
})

/** Five digits are more than a picture shows, and a quarter of the bytes. */
export const shorter = (z: Grid['z']): Grid['z'] =>
  z.map((row) => row.map((height) => (height === null ? null : Number(height.toPrecision(5)) + 0)))

function logLines(f: Surface, { z }: Grid): Partial<ContourData> {
  const heights = [...z.flat().filter((height) => height !== null), ...f.minima.map(({ value }) => value)]
  const lowest = heights.reduce((a, b) => Math.min(a, b))
  const highest = heights.reduce((a, b) => Math.max(a, b))
  const least = (highest - lowest || 1) * 1e-4
  const power = (height: number) => Math.log10(Math.max(height - lowest, least))
  const above = lowest === 0 ? 'f' : 'f above the lowest'
  return {
    z: shorter(z.map((row) => row.map((height) => (height === null ? null : power(height))))),
    autocontour: false,
    contours: {
      coloring: 'lines',
      start: Math.ceil(2 * Math.log10(least)) / 2,
      end: power(highest),
      size: 0.5,
    },
    hovertemplate: `${hovered(f)}${above} = 10^%{z:.2f}<extra></extra>`,
  }
}
