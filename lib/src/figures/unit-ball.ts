import type { Data } from 'plotly.js-dist'
import { lpNorm } from '../norm'
import { dashes, palette } from './colours'
import { planeLayout } from './contour'
import type { Figure } from './figure'
import { formatNumber } from './format-number'

/**
 * Draws where the Lp norm of a point in the plane is 1, a line for each p.
 *
 * @param ps the values of p, each 1 or more, or Infinity
 * @throws RangeError when there is no p, or one is below 1 or NaN
 */
export function unitBall(ps: readonly number[] = [1, 2, 4, Infinity]): Figure {
  if (ps.length === 0) throw new RangeError('unitBall got no p; allowed: one p or more')
  const directions = Array.from({ length: 361 }, (_, degree) => (degree * Math.PI) / 180).map(
    (angle) => [Math.cos(angle), Math.sin(angle)] as const,
  )
  const data: Data[] = ps.map((p, i) => {
    const points = directions.map(([x, y]) => {
      const size = lpNorm([x, y], p)
      return [x / size, y / size] as const
    })
    return {
      type: 'scatter',
      mode: 'lines',
      name: `p = ${formatNumber(p, 3)}`,
      x: points.map(([x]) => round(x)),
      y: points.map(([, y]) => round(y)),
      line: { color: palette[i % palette.length], dash: dashes[i % dashes.length], width: 2.5 },
      hovertemplate: `(%{x:.3g}, %{y:.3g})<extra>p = ${formatNumber(p, 3)}</extra>`,
    }
  })
  return {
    data,
    layout: planeLayout('Where the Lp norm is 1', { x: [-2, 2], y: [-1.2, 1.2] }, data),
    caption:
      'All points whose norm is 1, as a closed line for each p. All the lines meet at 1 and −1 on the two axes; ' +
      'on the diagonal ' +
      ps
        .map((p) => {
          const x = formatNumber(1 / lpNorm([1, 1], p), 3)
          return `p = ${formatNumber(p, 3)}${shape(p)} goes through (${x}, ${x})`
        })
        .join(', ') +
      '.',
  }
}

/** Without −0. */
const round = (coordinate: number) => Number(coordinate.toFixed(4)) + 0

const shape = (p: number) =>
  p === 1 ? ' (a square on its corner)' : p === 2 ? ' (a circle)' : p === Infinity ? ' (a square)' : ''
