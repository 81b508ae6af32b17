import type { Data } from 'plotly.js-dist'
import type { Plane, ToyFunction } from '../functions/function'
import { ink } from './colours'
import { formulaOf, gridOf, lookedAt, minimaInside, namesOf, planeFor, shorter } from './contour'
import type { Figure } from './figure'
import { spaceOf } from './layout'
import { starred } from './traces'

/**
 * Draws a function of two numbers as a surface in space, which the reader turns with the pointer; its minima are dots.
 *
 * @param domain the part of the plane to show; by default the function's own, or −5 to 5 both ways
 * @throws RangeError when the domain is none, or the function has no finite value there
 */
export function surface(
  f: ToyFunction<readonly number[]>,
  { domain }: { domain?: Plane | undefined } = {},
): Figure {
  const plane = planeFor(f, domain)
  const grid = gridOf(f, plane)
  const { x, y } = namesOf(f)
  const minima = minimaInside(f, plane)
  const some = minima.length > 0
  const heights = grid.z.flat().filter((z) => z !== null)
  const height = heights.reduce((a, b) => Math.max(a, b)) - heights.reduce((a, b) => Math.min(a, b))
  const data: Data[] = [
    {
      type: 'surface',
      ...grid,
      z: shorter(grid.z),
      colorscale: 'Cividis',
      showscale: false,
      contours: { z: { show: true, color: ink, width: 1 } },
      hovertemplate: `${x} = %{x:.3g}<br>${y} = %{y:.3g}<br>f = %{z:.4g}<extra></extra>`,
    },
    {
      type: 'scatter3d',
      mode: 'markers',
      name: 'minimum',
      showlegend: some,
      x: some ? minima.map(({ at }) => at[0]) : [null],
      y: some ? minima.map(({ at }) => at[1]) : [null],
      // A little above the surface, which would hide half of them.
      z: some ? minima.map(({ value }) => value + 0.04 * height) : [null],
      marker: { symbol: 'circle', size: 5, color: 'white', line: { color: 'black', width: 1 } },
      hovertemplate: 'minimum at (%{x:.4g}, %{y:.4g})<extra></extra>',
    },
  ]
  return {
    data,
    layout: spaceOf(
      `The surface of ${f.name}`,
      { title: x, range: plane.x },
      { title: y, range: plane.y },
      { title: `f(${x}, ${y})` },
      data,
    ),
    caption:
      `The surface of ${formulaOf(f)}${starred(minima, 'dot')}, ${lookedAt(f, plane, grid)} ` +
      'Dark is low, bright is high; drag it to look from another side.',
  }
}
