import type { Data } from 'plotly.js-dist'
import { requireFinite } from '../settings'
import { dashes, ink, palette, symbols } from './colours'
import type { Figure } from './figure'
import { formatNumber } from './format-number'
import { layoutOf } from './layout'

/** An average's values: from t = 1 on, one a value of the data, or from another t on. */
export type Average = readonly number[] | { readonly from: number; readonly values: readonly number[] }

/**
 * Draws data as dots and averages of them as lines, against t = 1, 2, …
 *
 * @example series(data, { 'ρ = 0.5': exponentialMovingAverage(data, 0.5), 'k = 2': { from: 3, values: simpleMovingAverage(data, 2) } })
 * @param averages by name; a list that starts elsewhere than at t = 1 says where
 * @throws RangeError when the data are empty or not finite, or an average has not as many values as the data and does not say where it starts
 */
export function series(
  data: readonly number[],
  averages: Readonly<Record<string, Average>> = {},
  { title = 'The data and their averages' }: { title?: string } = {},
): Figure {
  if (data.length === 0) throw new RangeError('data is empty; allowed: one number or more')
  requireFinite('data', data)
  const lines = Object.entries(averages).map(([name, average]) => {
    const { from, values } = 'from' in average ? average : { from: 1, values: average }
    requireFinite(name, values)
    if (!('from' in average) && values.length !== data.length)
      throw new RangeError(
        `${name} has ${values.length} values beside ${data.length} data; allowed: as many as data, or { from, values }`,
      )
    return { name, from, values }
  })
  const many = data.length > 40
  const traces: Data[] = [
    {
      type: 'scatter',
      mode: many ? 'markers' : 'lines+markers',
      name: 'data',
      x: data.map((_, i) => i + 1),
      y: [...data],
      line: { color: ink, width: 1, dash: 'dot' },
      marker: { color: ink, symbol: 'circle', size: many ? 4 : 8 },
      hovertemplate: 't = %{x}<br>s = %{y:.5g}<extra>data</extra>',
    },
    ...lines.map(({ name, from, values }, i) => ({
      type: 'scatter' as const,
      mode: many ? 'lines' : 'lines+markers',
      name,
      x: values.map((_, k) => from + k),
      y: [...values],
      line: { color: palette[i % palette.length], width: 2.5, dash: dashes[i % dashes.length] },
      marker: { color: palette[i % palette.length], symbol: symbols[(i + 1) % symbols.length], size: 8 },
      hovertemplate: 't = %{x}<br>average = %{y:.5g}<extra></extra>',
    })),
  ]
  return {
    data: traces,
    layout: layoutOf(title, { title: 't', whole: true }, { title: 'value' }, traces),
    caption:
      `${data.length} data, from ${spread(data)}, as dots` +
      (lines.length > 0
        ? `, and as lines ${lines.map(({ name, values }) => `${name}, ${values.length === 0 ? 'without values' : `from ${spread(values)}, which ends at ${formatNumber(values[values.length - 1], 4)}`}`).join('; ')}.`
        : '.'),
  }
}

const spread = (values: readonly number[]) =>
  `${formatNumber(
    values.reduce((a, b) => Math.min(a, b)),
    4,
  )} to ${formatNumber(
    values.reduce((a, b) => Math.max(a, b)),
    4,
  )}`
