import type { Data } from 'plotly.js-dist'
import { requireFinite } from '../settings'
import { requireLength } from '../training/objective'
import { ink, palette } from './colours'
import type { Figure } from './figure'
import { formatNumber } from './format-number'
import { layoutOf } from './layout'
import { straight } from './secant'
import { plotlyText } from './traces'

/**
 * Draws data as dots, and straight lines y = w x + b over them.
 *
 * @example fittedLines(income, food, { 'best line': [0.485, 0.147] }, { title: 'Food and income', x: 'income', y: 'food' })
 * @param named w and b of each line, by its name
 * @param settings the title, and what is on the axes
 * @throws RangeError when xs are empty, xs and ys are not of one length, or a number is not finite
 */
export function fittedLines(
  xs: readonly number[],
  ys: readonly number[],
  named: Readonly<Record<string, readonly number[]>>,
  { title, x, y }: { title: string; x: string; y: string },
): Figure {
  if (xs.length === 0) throw new RangeError('xs is empty; allowed: one number or more')
  requireLength('ys', ys, xs.length)
  requireFinite('xs', xs)
  requireFinite('ys', ys)
  const entries = Object.entries(named)
  for (const [name, line] of entries) {
    requireLength(`the line "${name}"`, line, 2)
    requireFinite(`the line "${name}"`, line)
  }
  const across = span(xs)
  // Lines may lead out of the data, but not so far that the data shrink to a strip.
  const [low, high] = span(ys)
  const heights = entries.flatMap(([, [w, b]]) => across.map((at) => w * at + b))
  const beyond = (high - low) / 3
  const up: [number, number] = [
    Math.max(
      low - beyond,
      heights.reduce((a, b) => Math.min(a, b), low),
    ),
    Math.min(
      high + beyond,
      heights.reduce((a, b) => Math.max(a, b), high),
    ),
  ]
  const data: Data[] = [
    {
      type: 'scatter',
      mode: 'markers',
      name: 'data',
      x: [...xs],
      y: [...ys],
      marker: { color: ink, symbol: 'circle', size: xs.length > 40 ? 5 : 8 },
      hovertemplate: `${plotlyText(x)} = %{x:.4g}<br>${plotlyText(y)} = %{y:.4g}<extra></extra>`,
    },
    ...entries.map(([name, [w, b]], i) =>
      straight(
        plotlyText(name),
        [0, b],
        w,
        across,
        palette[i % palette.length],
        i % 2 === 0 ? 'solid' : 'dash',
      ),
    ),
  ]
  const words = ([from, to]: readonly number[]) => `from ${formatNumber(from, 4)} to ${formatNumber(to, 4)}`
  const ends = (numbers: readonly number[]) => [
    numbers.reduce((a, b) => Math.min(a, b)),
    numbers.reduce((a, b) => Math.max(a, b)),
  ]
  const said = ([w, b]: readonly number[]) =>
    `y = ${formatNumber(w, 4)} x ${b < 0 ? '−' : '+'} ${formatNumber(Math.abs(b), 4)}`
  return {
    data,
    layout: layoutOf(title, { title: x, range: across }, { title: y, range: up }, data),
    caption:
      `${title}. ${xs.length} data as dots, ${x} ${words(ends(xs))}, ${y} ${words(ends(ys))}` +
      (entries.length > 0
        ? `, and as straight lines ${entries.map(([name, line]) => `${name}, ${said(line)}`).join('; ')}.`
        : '.'),
  }
}

/** All numbers with a margin. */
function span(numbers: readonly number[]): [number, number] {
  const low = numbers.reduce((a, b) => Math.min(a, b))
  const high = numbers.reduce((a, b) => Math.max(a, b))
  const margin = (high - low) * 0.05 || 1
  return [low - margin, high + margin]
}
