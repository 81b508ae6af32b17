import type { Data } from 'plotly.js-dist'
import type { Plane, ToyFunction } from '../functions/function'
import { palette } from './colours'
import { alike, contourOf, formulaOf, minimaInside, planeFor, planeLayout } from './contour'
import type { Figure } from './figure'
import { formatNumber } from './format-number'
import { pointText } from './paths'
import { arrows, minimaTrace, starred } from './traces'

const [across, up] = [12, 8]

/**
 * Draws which way is downhill all over the plane, and how steep it is: arrows against the gradient, on lines of equal
 * height. The steeper, the longer; the longest reaches almost to the next one.
 *
 * @param domain the part of the plane to show; by default the function's own, or −5 to 5 both ways
 * @throws RangeError when the domain is none, or the function or its gradient has no finite value there
 */
export function gradientField(
  f: ToyFunction<readonly number[]>,
  { domain }: { domain?: Plane | undefined } = {},
): Figure {
  const plane = planeFor(f, domain)
  const lines = contourOf(f, plane)
  const cell = [(plane.x[1] - plane.x[0]) / across, (plane.y[1] - plane.y[0]) / up]
  const places = Array.from({ length: across * up }, (_, i): [number, number] => [
    plane.x[0] + cell[0] * ((i % across) + 0.5),
    plane.y[0] + cell[1] * (Math.floor(i / across) + 0.5),
  ])
  const slopes = places
    .map((at) => ({ at, gradient: f.gradient(at) }))
    .filter(({ gradient }) => gradient.every(Number.isFinite))
  if (slopes.length === 0)
    throw new RangeError(`${f.name} has no finite gradient in this part of the plane; choose another domain`)
  const steepness = ({ gradient }: (typeof slopes)[number]) => Math.hypot(...gradient)
  const steepest = slopes.reduce((a, b) => (steepness(b) > steepness(a) ? b : a))
  const scales = cell.map(
    (size, i) => size / slopes.reduce((most, { gradient }) => Math.max(most, Math.abs(gradient[i])), 0),
  )
  const scale = steepness(steepest) > 0 ? 0.95 * Math.min(...scales) : 0
  const share = (place: (typeof slopes)[number]) => Math.sqrt(steepness(place) / (steepness(steepest) || 1))
  const minima = minimaInside(f, plane)
  const data: Data[] = [
    lines,
    minimaTrace(minima.map(({ at }) => [at[0], at[1]])),
    arrows(
      'downhill',
      slopes.map(({ at }) => at),
      slopes.map(({ at: [x, y], gradient: [gx, gy] }) => [x - scale * gx, y - scale * gy]),
      palette[0],
      'solid',
      slopes.map((place) => 4 + 8 * share(place)),
    ),
  ]
  return {
    data,
    layout: planeLayout(`Downhill on ${f.name}`, plane, data, f),
    caption:
      `Lines of equal height of ${formulaOf(f)}${starred(minima)}, and arrows that point downhill, against the gradient` +
      `${alike(plane) ? ': they cross the lines at a right angle' : ''}. The steeper, the longer: of all arrows the one at ` +
      `${pointText(steepest.at)} is the longest, for a gradient ${formatNumber(steepness(steepest), 4)} long.`,
  }
}
