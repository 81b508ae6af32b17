import type { Data } from 'plotly.js-dist'
import type { Schedule } from '../schedules/rate'
import { requireCount } from '../settings'
import { dashes, palette } from './colours'
import type { Figure } from './figure'
import { formatNumber } from './format-number'
import { layoutOf } from './layout'
import { plotlyText } from './traces'

/**
 * Draws learning rates against the step t, a line for each schedule.
 *
 * @example rates({ step: stepDecay({ eta0: 0.2, gamma: 0.5, tau: 20 }), cosine: cosine({ high: 0.2, steps: 100 }) })
 * @param steps how many steps to show
 * @param log whether the vertical axis is logarithmic; a rate of 0 is left out there
 * @throws RangeError when there is no schedule, or steps is not a whole number of 1 or more
 */
export function rates(
  schedules: Readonly<Record<string, Schedule>>,
  { steps = 100, log = false }: { steps?: number; log?: boolean } = {},
): Figure {
  const entries = Object.entries(schedules)
  if (entries.length === 0) throw new RangeError('rates got no schedule; allowed: one schedule or more')
  requireCount('steps', steps, 1)
  const lines = entries.map(([name, eta]) => ({
    name,
    values: Array.from({ length: steps + 1 }, (_, t) => eta(t)),
  }))
  const data: Data[] = lines.map(({ name, values }, i) => ({
    type: 'scatter',
    mode: 'lines',
    name: plotlyText(name),
    x: values.map((_, t) => t),
    y: values.map((rate) => (log && rate === 0 ? null : rate)),
    line: { color: palette[i % palette.length], dash: dashes[i % dashes.length], width: 2.5 },
    hovertemplate: `t = %{x}<br>η = %{y:.4g}<extra>${plotlyText(name)}</extra>`,
  }))
  return {
    data,
    layout: layoutOf(
      `The learning rate over ${steps} steps`,
      { title: 'step t', whole: true },
      { title: log ? 'η (log axis)' : 'η', log },
      data,
    ),
    caption:
      `The learning rate η against the step t${log ? ', on a logarithmic axis' : ''}. ` +
      lines.map(({ name, values }) => `${name}: ${story(values)}.`).join(' '),
  }
}

/** Where a rate begins and ends, and its highest and lowest on the way. */
function story(values: readonly number[]): string {
  const rate = (value: number) => formatNumber(value, 3)
  const highest = values.reduce((a, b) => Math.max(a, b))
  const lowest = values.reduce((a, b) => Math.min(a, b))
  const [first, last] = [values[0], values[values.length - 1]]
  const between = [
    ...(highest > Math.max(first, last) ? [`up to ${rate(highest)} at step ${values.indexOf(highest)}`] : []),
    ...(lowest < Math.min(first, last) ? [`down to ${rate(lowest)} at step ${values.indexOf(lowest)}`] : []),
  ]
  return `from ${rate(first)} ${[...between, `to ${rate(last)} at step ${values.length - 1}`].join(', ')}`
}
