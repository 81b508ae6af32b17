import type { Data } from 'plotly.js-dist'
import type { Domain } from '../functions/function'
import { requireFinite } from '../settings'
import { looksOf } from './colours'
import type { Figure } from './figure'
import { formatNumber } from './format-number'
import { layoutOf } from './layout'
import { requireDomain } from './paths'
import { capital } from './paths'
import { plotlyText } from './traces'

/** What is on an axis, and whether it is logarithmic. */
export interface LinesAxis {
  readonly title: string
  readonly log?: boolean
  /** Where it begins and ends; by default it shows all there is. Under a slider a range holds it still. */
  readonly range?: Domain<number>
}

/**
 * Draws numbers against other numbers, a line for each name; an optimizer's name has its colour.
 *
 * @example lines({ forward: hs.map((h) => [h, errorOf(h)]) }, { title: 'The error', x: { title: 'h', log: true }, y: { title: 'error', log: true } })
 * @param named pairs of x and y, from left to right or as they come
 * @throws RangeError when there is no line, a line is empty, it holds something else than pairs of finite numbers, or a range makes no sense
 */
export function lines(
  named: Readonly<Record<string, readonly (readonly number[])[]>>,
  { title, x, y }: { title: string; x: LinesAxis; y: LinesAxis },
): Figure {
  const entries = Object.entries(named)
  if (entries.length === 0) throw new RangeError('lines got no line; allowed: one line or more')
  for (const [name, pairs] of entries) {
    if (pairs.length === 0) throw new RangeError(`the line "${name}" is empty; allowed: one pair or more`)
    pairs.forEach((pair, i) => {
      if (pair.length !== 2)
        throw new RangeError(`${name}[${i}] has ${pair.length} numbers; allowed: 2, x and y`)
      requireFinite(`${name}[${i}]`, pair)
    })
  }
  const shown = (value: number, { log = false }: LinesAxis) => (log && value <= 0 ? null : value)
  const looks = looksOf(entries.map(([name]) => name))
  const data: Data[] = entries.map(([name, pairs], i) => ({
    type: 'scatter',
    mode: pairs.length > 40 ? 'lines' : 'lines+markers',
    name: plotlyText(name),
    x: pairs.map(([at]) => shown(at, x)),
    y: pairs.map(([, value]) => shown(value, y)),
    line: { color: looks[i].colour, dash: looks[i].dash, width: 2.5 },
    marker: {
      color: looks[i].colour,
      symbol: looks[i].symbol,
      size: 7,
      line: { color: looks[i].colour, width: 2 },
    },
    hovertemplate: `${plotlyText(x.title)} = %{x:.4g}<br>${plotlyText(y.title)} = %{y:.4g}<extra>${plotlyText(name)}</extra>`,
  }))
  const axis = ({ title, log = false, range }: LinesAxis) => ({
    title: log ? `${title} (log axis)` : title,
    log,
    ...(range && { range: rangeOf(title, range, log) }),
  })
  return {
    data,
    layout: layoutOf(title, axis(x), axis(y), data),
    caption:
      `${title}. ${capital(y.title)} against ${x.title}${scaleWords(x, y)}. ` +
      entries.map(([name, pairs]) => `${name}: ${story(pairs, x.title)}.${leftOut(pairs, y)}`).join(' '),
  }
}

/** A range as Plotly takes it: on a logarithmic axis by the powers of ten. */
function rangeOf(title: string, range: Domain<number>, log: boolean): readonly [number, number] {
  const [from, to] = requireDomain(`the range of ${title}`, range)
  if (log && from <= 0)
    throw new RangeError(`the range of ${title} begins at ${from}; allowed on a log axis: above 0`)
  return log ? [Math.log10(from), Math.log10(to)] : [from, to]
}

const scaleWords = (x: LinesAxis, y: LinesAxis) =>
  x.log && y.log
    ? ', both on logarithmic axes'
    : x.log || y.log
      ? `, ${(x.log ? x : y).title} on a logarithmic axis`
      : ''

/** Where a line begins and ends, and its highest and lowest on the way. */
function story(pairs: readonly (readonly number[])[], x: string): string {
  const spot = ([at, value]: readonly number[]) =>
    `${formatNumber(value, 3)} at ${x} = ${formatNumber(at, 3)}`
  const [first, last] = [pairs[0], pairs[pairs.length - 1]]
  const lowest = pairs.reduce((a, b) => (b[1] < a[1] ? b : a))
  const highest = pairs.reduce((a, b) => (b[1] > a[1] ? b : a))
  const between = [
    ...(highest[1] > Math.max(first[1], last[1]) ? [{ pair: highest, word: 'up to' }] : []),
    ...(lowest[1] < Math.min(first[1], last[1]) ? [{ pair: lowest, word: 'down to' }] : []),
  ].sort((a, b) => pairs.indexOf(a.pair) - pairs.indexOf(b.pair))
  return [
    `from ${spot(first)}`,
    ...between.map(({ pair, word }) => `${word} ${spot(pair)}`),
    ...(pairs.length > 1 ? [`to ${spot(last)}`] : []),
  ].join(', ')
}

const leftOut = (pairs: readonly (readonly number[])[], { log = false }: LinesAxis) => {
  const count = log ? pairs.filter(([, value]) => value <= 0).length : 0
  return count === 0
    ? ''
    : ` ${count} ${count === 1 ? 'value is' : 'values are'} not above 0, which a log axis cannot show.`
}
