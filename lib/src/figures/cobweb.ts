import type { Data } from 'plotly.js-dist'
import type { Path } from '../descend'
import { ink, lookOf } from './colours'
import type { Figure } from './figure'
import { formatNumber } from './format-number'
import { layoutOf } from './layout'
import { drawableRows, labelled, outcome, outside, pointText, requireDomain, windowOf } from './paths'

/**
 * Draws where each step of gradient descent lands: the map x ↦ x − η f′(x), the diagonal on which a point stays where
 * it is, and the path as the staircase or spiral between the two. The rate η is read off the path.
 *
 * @param domain the part of the x axis to show; by default all that the path visits, and the minima near it
 * @throws RangeError when the path is not of plain numbers, has no step, or is not gradient descent with one rate
 */
export function cobweb(path: Path<number>, { domain }: { domain?: readonly [number, number] } = {}): Figure {
  const entries = labelled('cobweb', path, 1)
  const entry = entries[0]
  const eta = constantRate(path)
  const { f } = path
  const map = (x: number) => x - eta * f.gradient(x)
  const [from, to] = domain
    ? requireDomain('domain', domain)
    : windowOf(
        entries,
        0,
        f.minima.slice(0, 1).map(({ at }) => at),
      )
  const n = 240
  const x = Array.from({ length: n + 1 }, (_, i) => from + ((to - from) * i) / n)
  const rows = drawableRows(entry)
  const look = lookOf(path.optimizer)
  const web = rows.slice(1).flatMap((row, i) => [
    [rows[i].x, row.x],
    [row.x, row.x],
  ])
  web.unshift([rows[0].x, rows[0].x])
  const data: Data[] = [
    {
      type: 'scatter',
      mode: 'lines',
      name: 'stays: xₜ₊₁ = xₜ',
      x: [from, to],
      y: [from, to],
      line: { color: ink, dash: 'dash', width: 1.5 },
      hoverinfo: 'skip',
    },
    {
      type: 'scatter',
      mode: 'lines',
      name: 'lands: xₜ₊₁ = xₜ − η f′(xₜ)',
      x,
      y: x.map(map).map((y) => (Number.isFinite(y) ? y : null)),
      line: { color: ink, width: 2.5 },
      hoverinfo: 'skip',
    },
    {
      type: 'scatter',
      mode: 'lines+markers',
      name: `${entry.label}: ${entry.behaviour}`,
      x: web.map(([a]) => a),
      y: web.map(([, b]) => b),
      line: { color: look.colour, width: 1.5 },
      marker: {
        color: look.colour,
        symbol: web.map((_, i) => (i === 0 ? (`${look.symbol}-open` as const) : look.symbol)),
        size: web.map((_, i) => (i === 0 ? 12 : i % 2 === 1 ? 7 : 1)),
        line: { color: look.colour, width: 2 },
      },
      hovertext: web.map(([a, b], i) =>
        i === 0 ? `x₀ = ${pointText(a, 6)}` : `from ${pointText(a, 6)} to ${pointText(b, 6)}`,
      ),
      hoverinfo: 'text',
    },
  ]
  return {
    data,
    layout: layoutOf(
      `η = ${formatNumber(eta, 4)} on ${f.name} from ${pointText(path.rows[0].x)}: ${outcome(entry)}`,
      { title: 'xₜ', range: [from, to] },
      { title: 'xₜ₊₁', range: [from, to] },
      data,
    ),
    caption:
      `The next point against the present one, for f(x) = ${f.name} and η = ${formatNumber(eta, 4)}: the dashed diagonal, ` +
      `the line of where a step lands, and the path between them, which starts at ${pointText(path.rows[0].x)} and ${outcome(entry)}. ` +
      shape(path) +
      outside(entries, [[from, to]]),
  }
}

/** What the path looks like between the two lines. */
function shape(path: Path<number>): string {
  const turns = path.rows.slice(2).filter((row, i) => row.step * path.rows[i + 1].step < 0).length
  return turns > path.rows.length / 2 - 1 && turns > 0
    ? 'It winds round the place where they cross.'
    : 'It is a staircase on one side of the diagonal.'
}

/** The one η with which every step is −η times the gradient before it. */
function constantRate({ rows, optimizer }: Path<number>): number {
  const moving = rows
    .slice(1)
    .flatMap((row, i) => (rows[i].gradient === 0 ? [] : [-row.step / rows[i].gradient]))
  if (moving.length === 0)
    throw new RangeError(
      `cobweb got a path of ${rows.length - 1} steps that does not move; allowed: a path that does`,
    )
  const eta = moving[0]
  if (moving.some((rate) => Math.abs(rate - eta) > 1e-6 * Math.abs(eta)))
    throw new RangeError(
      `cobweb got a path by ${optimizer} whose steps are not all −η times the gradient; ` +
        'allowed: gradient descent with one η',
    )
  return Number(eta.toPrecision(12))
}
