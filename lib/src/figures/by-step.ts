import type { Point } from '../functions/function'
import type { Figure } from './figure'
import { formatNumber } from './format-number'
import { layoutOf } from './layout'
import { coordinates, isThinned, labelled, stories, type Labelled, type Paths } from './paths'
import { plotlyText } from './traces'

/**
 * Draws a quantity of several paths against the step t.
 *
 * @param quantity a column of the path's rows, such as 'x', 'f', 'gradient', 'v'; between bars, as in '|x|', its size
 * @param log whether the vertical axis is logarithmic; zeros and negative numbers are left out there, and named
 * @throws RangeError when there is no path, or a path has no such column of plain numbers
 */
export function byStep(
  paths: Paths,
  { quantity = '|x|', log = false }: { quantity?: string; log?: boolean } = {},
): Figure {
  const entries = labelled('byStep', paths)
  const series = entries.map((entry) => ({ ...entry, values: valuesOf(entry, quantity) }))
  const limit = ceiling(series, log)
  // A browser cannot place what lies too far outside the picture.
  const far = log ? Infinity : limit * 1e6
  const shown = series.map(({ values }) =>
    values.map((value) => (Math.abs(value) > far || (log && value <= 0) ? null : value)),
  )
  const drawn = shown.flat().filter((value) => value !== null)
  const inside = drawn.filter((value) => Math.abs(value) <= limit)
  const cut = series.some(({ values }) => values.some((value) => Math.abs(value) > limit))
  const range = cut ? rangeOf(inside, log) : undefined
  const fs = [...new Set(entries.map(({ path }) => path.f.name))].join(', ')
  const last = Math.max(...series.map(({ path }) => path.last.t))
  const name = quantity === 'f' ? 'f(x)' : quantity
  const data = series.map(({ label, look, behaviour, path, values }, i) => ({
    type: 'scatter' as const,
    mode: values.length > 26 ? 'lines' : 'lines+markers',
    name: plotlyText(`${label}: ${behaviour}`),
    x: path.rows.map((row) => row.t),
    y: shown[i],
    line: { color: look.colour, dash: look.dash, width: 2 },
    marker: { color: look.colour, symbol: look.symbol, size: 7 },
    hovertemplate: `t = %{x}<br>${name} = %{y:.5g}<extra>${plotlyText(label)}</extra>`,
  }))
  return {
    data,
    layout: layoutOf(
      `${name} step by step, on ${fs}`,
      { title: 'step t', range: [-0.02 * last - 0.2, last * 1.02 + 0.2], whole: true },
      { title: log ? `${name} (log axis)` : name, log, ...(range && { range }) },
      data,
    ),
    caption:
      `${name} against the step t${log ? ', on a logarithmic axis' : ''}, on ${fs}. ` +
      stories(entries) +
      (log ? straight(series) : '') +
      remarks(series, shown, log) +
      (cut ? ` The axis ends at ${formatNumber(limit, 2)}; what is larger lies outside the picture.` : ''),
  }
}

interface Series extends Labelled<Point> {
  readonly values: readonly number[]
}

/** A quantity of each row: a column, or between bars its size. */
function valuesOf({ label, path }: Labelled<Point>, quantity: string): number[] {
  const bars = /^\|(.+)\|$/.exec(quantity)
  const column = bars ? bars[1] : quantity
  return path.rows.map((row) => {
    const value = (row as unknown as Readonly<Record<string, Point | undefined>>)[column]
    if (value === undefined || (!bars && typeof value !== 'number')) {
      const columns = Object.keys(path.rows[0]).filter((key) => key !== 't')
      throw new RangeError(
        value === undefined
          ? `the path "${label}" has no quantity ${quantity}; allowed: ${columns.map((c) => `${c}, |${c}|`).join(', ')}`
          : `${quantity} of the path "${label}" is a point; allowed: a number, such as |${column}|`,
      )
    }
    return bars ? Math.hypot(...coordinates(value)) : (value as number)
  })
}

/** Where the axis ends when some paths run away from the others: far above the others' largest number on a log axis. */
function ceiling(series: readonly Series[], log: boolean): number {
  const tame = series.filter(({ behaviour }) => behaviour !== 'diverges').flatMap(({ values }) => values)
  const largest = tame.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return largest > 0 ? largest * (log ? 1000 : 2) : Infinity
}

function rangeOf(values: readonly number[], log: boolean): [number, number] {
  const scaled = log ? values.map(Math.log10) : values
  const low = Math.min(...scaled)
  const high = Math.max(...scaled)
  const margin = (high - low) * 0.05 || 1
  return [low - margin, high + margin]
}

/** On a log axis a straight line is a constant factor a step: names it where there is one. */
function straight(series: readonly Series[]): string {
  return series
    .flatMap(({ label, path, values }) => {
      if (isThinned(path)) return []
      const factors = values.slice(1).map((value, t) => value / values[t])
      if (factors.length < 2 || factors.some((f) => !(f > 0) || Math.abs(f / factors[0] - 1) > 1e-6))
        return []
      return [` ${label} is a straight line: each step multiplies by ${formatNumber(factors[0], 4)}.`]
    })
    .join('')
}

/** The steps that a log axis cannot show. */
function remarks(
  series: readonly Series[],
  shown: readonly (readonly (number | null)[])[],
  log: boolean,
): string {
  if (!log) return ''
  return series
    .flatMap(({ label, path, values }, i) => {
      const row = values.findIndex((value, k) => shown[i][k] === null && value <= 0)
      if (row < 0) return []
      return [
        ` ${label} is ${values[row] === 0 ? 'exactly 0' : 'negative'} at step ${path.rows[row].t}, which a log axis cannot show.`,
      ]
    })
    .join('')
}
