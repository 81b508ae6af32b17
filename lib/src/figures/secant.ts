import type { Data } from 'plotly.js-dist'
import type { Domain, ToyFunction } from '../functions/function'
import { requireNumber } from '../settings'
import { ink, palette } from './colours'
import { curveOf, heightsOf } from './curve'
import type { Figure } from './figure'
import { formatNumber } from './format-number'
import { layoutOf } from './layout'
import { requireDomain } from './paths'
import type { Place, Trace } from './traces'

/**
 * Draws the secant, the straight line through the points of a curve at x and at x + h, with the step h to the side and
 * the step up or down that give its slope, and beside it the tangent at x.
 *
 * @example withSlider({ label: 'h', values: [2, 1, 0.5, 0.1], figure: (h) => secant(square, 1, h) })
 * @param h how far the second point is to the right, or to the left when it is below 0
 * @param domain the part of the x axis to show; by default the function's own, or −5 to 5
 * @throws RangeError when h is 0, a number is not finite, or the domain is none
 */
export function secant(
  f: ToyFunction<number>,
  x: number,
  h: number,
  { domain = f.domain ?? [-5, 5] }: { domain?: Domain<number> | undefined } = {},
): Figure {
  if (h === 0) throw new RangeError('h is 0; allowed: any other finite number')
  requireNumber('x', x)
  requireNumber('h', h)
  const here = requireNumber('f(x)', f.value(x))
  const there = requireNumber('f(x + h)', f.value(x + h))
  const range = requireDomain('domain', domain)
  const slope = (there - here) / h
  const limit = requireNumber('f′(x)', f.gradient(x))
  const number = (value: number) => formatNumber(value, 5)
  const data: Data[] = [
    curveOf(f, range),
    straight(`tangent, slope ${number(limit)}`, [x, here], limit, range, ink, 'dash'),
    straight(`secant, slope ${number(slope)}`, [x, here], slope, range, palette[0], 'solid'),
    {
      type: 'scatter',
      mode: 'lines',
      name: 'h to the side, then up or down',
      x: [x, x + h, x + h],
      y: [here, here, there],
      line: { color: palette[1], width: 2, dash: 'dot' },
      hoverinfo: 'skip',
    },
    {
      type: 'scatter',
      mode: 'markers',
      name: 'points',
      showlegend: false,
      x: [x, x + h],
      y: [here, there],
      marker: { color: palette[0], size: 10 },
      hovertemplate: 'x = %{x:.6g}<br>f = %{y:.6g}<extra></extra>',
    },
  ]
  return {
    data,
    layout: layoutOf(
      `${f.name} at ${number(x)}: the secant’s slope is ${number(slope)}, the tangent’s ${number(limit)}`,
      { title: 'x', range },
      { title: `f(x) = ${f.name}`, range: heightsOf(f, range) },
      data,
    ),
    caption:
      `The curve of f(x) = ${f.name} with two points, at x = ${number(x)} and ${number(x + h)}. The secant goes through both: ` +
      `over ${number(h)} to the side it changes by ${number(there - here)}, so its slope is ${number(slope)}. ` +
      `The dashed tangent touches the curve at ${number(x)} with the slope ${number(limit)}.`,
  }
}

/** A straight line through a place, over a part of the x axis. */
export function straight(
  name: string,
  [x, y]: Place,
  slope: number,
  [from, to]: Domain<number>,
  color: string,
  dash: 'solid' | 'dash',
): Trace {
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    x: [from, to],
    y: [y + slope * (from - x), y + slope * (to - x)],
    line: { color, width: 2, dash },
    hoverinfo: 'skip',
  }
}
