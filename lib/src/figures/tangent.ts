import type { Data } from 'plotly.js-dist'
import type { Domain, ToyFunction } from '../functions/function'
import { requireNumber } from '../settings'
import { ink, palette } from './colours'
import { curveOf, heightsOf } from './curve'
import type { Figure } from './figure'
import { formatNumber } from './format-number'
import { layoutOf } from './layout'
import { requireDomain } from './paths'
import { straight } from './secant'
import { arrows } from './traces'

/**
 * Draws the tangent of a curve at x, and an arrow at its point of contact that says which way is downhill: against the
 * sign of the slope.
 *
 * @example withSlider({ label: 'x', values: [-3, 0, 3], figure: (x) => tangent(square, x) })
 * @param domain the part of the x axis to show; by default the function's own, or −5 to 5
 * @throws RangeError when x, f(x) or f′(x) is not finite, or the domain is none
 */
export function tangent(
  f: ToyFunction<number>,
  x: number,
  { domain = f.domain ?? [-5, 5] }: { domain?: Domain<number> | undefined } = {},
): Figure {
  requireNumber('x', x)
  const y = requireNumber('f(x)', f.value(x))
  const slope = requireNumber('f′(x)', f.gradient(x))
  const range = requireDomain('domain', domain)
  const heights = heightsOf(f, range)
  // As long as it looks on the page: the two axes have different scales.
  const [wide, high] = [range[1] - range[0], heights[1] - heights[0]]
  const length = 0.14 / Math.hypot(1, (slope * wide) / high)
  const aside = -Math.sign(slope) * length * wide
  const number = (value: number) => formatNumber(value, 4)
  const way = slope === 0 ? 'neither way is downhill' : `downhill is to the ${slope > 0 ? 'left' : 'right'}`
  const data: Data[] = [
    curveOf(f, range),
    straight('tangent', [x, y], slope, range, ink, 'dash'),
    arrows('downhill', [[x, y]], [[x + aside, y + slope * aside]], palette[0], 'solid'),
    {
      type: 'scatter',
      mode: 'markers',
      name: 'x',
      showlegend: false,
      x: [x],
      y: [y],
      marker: { color: palette[0], size: 10 },
      hovertemplate: `x = %{x:.6g}<br>f = %{y:.6g}<br>f′ = ${number(slope)}<extra></extra>`,
    },
  ]
  return {
    data,
    layout: layoutOf(
      `${f.name} at ${number(x)}: the slope is ${number(slope)}, ${way}`,
      { title: 'x', range },
      { title: `f(x) = ${f.name}`, range: heights },
      data,
    ),
    caption:
      `The curve of f(x) = ${f.name} and its dashed tangent at x = ${number(x)}, where it is ${number(y)} high. ` +
      `The slope there is ${number(slope)}: ${way}${slope === 0 ? '' : ', as the arrow says'}.`,
  }
}
