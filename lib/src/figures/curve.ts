import type { Domain, ToyFunction } from '../functions/function'
import { ink } from './colours'
import type { Figure } from './figure'
import { formatNumber } from './format-number'
import { layoutOf } from './layout'
import { listed, pointText, requireDomain } from './paths'
import { minimaTrace, starred, type Trace } from './traces'

/**
 * Draws a function of one number as a curve, with its minima as stars.
 *
 * @param domain the part of the x axis to show; by default the function's own, or −5 to 5
 * @throws RangeError when the domain is none, or the function has no finite value there
 */
export function curve(
  f: ToyFunction<number>,
  { domain = f.domain ?? [-5, 5] }: { domain?: Domain<number> | undefined } = {},
): Figure {
  const range = requireDomain('domain', domain)
  const line = curveOf(f, range)
  if (line.y.every((y) => y === null))
    throw new RangeError(
      `${f.name} has no finite value for x from ${pointText(range[0])} to ${pointText(range[1])}; choose another domain`,
    )
  const minima = minimaWithin(f, range)
  const data = [line, minimaTrace(minima.map(({ at, value }) => [at, value]))]
  return {
    data,
    layout: layoutOf(
      `The curve of ${f.name}`,
      { title: 'x', range },
      { title: `f(x) = ${f.name}`, range: heightsOf(f, range) },
      data,
    ),
    caption:
      `The curve of f(x) = ${f.name} for x from ${pointText(range[0])} to ${pointText(range[1])}` +
      `${starred(minima)}. From left to right it ${story(f, line)}.`,
  }
}

export const minimaWithin = (f: ToyFunction<number>, [from, to]: Domain<number>) =>
  f.minima.filter(({ at }) => at >= from && at <= to)

interface Curve extends Trace {
  readonly x: number[]
  readonly y: (number | null)[]
}

const places = ([from, to]: Domain<number>) =>
  Array.from({ length: 241 }, (_, i) => from + ((to - from) * i) / 240)

/** The curve within a part of the x axis. Where it jumps is a gap. */
export function curveOf(f: ToyFunction<number>, range: Domain<number>): Curve {
  const [from, to] = range
  const next = (to - from) * 1e-9
  const gaps = (f.jumps ?? [])
    .filter((at) => at > from && at < to)
    .flatMap((at): [number, number | null][] => [
      [at, f.value(at)],
      [at, null],
      [at + next, f.value(at + next)],
    ])
  const points = [...places(range).map((x): [number, number | null] => [x, f.value(x)]), ...gaps]
  points.sort(([a], [b]) => a - b)
  return {
    type: 'scatter',
    mode: 'lines',
    name: `f(x) = ${f.name}`,
    showlegend: false,
    x: points.map(([x]) => x),
    y: points.map(([, y]) => (Number.isFinite(y) ? y : null)),
    line: { color: ink, width: 2, simplify: false },
    hoverinfo: 'skip',
  }
}

/**
 * The part of the y axis that shows the curve within a part of the x axis.
 *
 * @param more further heights to show
 */
export function heightsOf(
  f: ToyFunction<number>,
  range: Domain<number>,
  more: readonly number[] = [],
): [number, number] {
  const heights = [
    ...places(range)
      .map((x) => f.value(x))
      .filter(Number.isFinite),
    ...more,
  ]
  const low = Math.min(...heights)
  const high = Math.max(...heights)
  const margin = (high - low) * 0.08 || 1
  return [low - margin, high + margin]
}

/** What the curve does, in words: `falls from 9 to 0 at x = 0 and rises to 9 at x = 3`. */
function story(f: ToyFunction<number>, { x, y }: Curve): string {
  const height = rounded(
    y.filter((value) => value !== null),
    3,
  )
  const place = rounded(x, 2)
  const pieces: [number, number][][] = [[]]
  for (const [i, value] of y.entries()) {
    const piece = pieces[pieces.length - 1]
    if (value === null) pieces.push([])
    else if (value !== piece.at(-1)?.[1]) piece.push([x[i], value])
  }
  const words = (piece: readonly [number, number][]) => {
    if (piece.length === 1) return `stays at ${height(piece[0][1])}`
    const turns = piece.slice(1, -1).flatMap((point, i) => turningPoint(f, piece[i], point, piece[i + 2]))
    const many = turns.length > 8
    const route = [piece[0], ...(many ? [] : turns), piece[piece.length - 1]]
    const moves = route.slice(1).map(([to, value], i) => {
      const before = route[i][1]
      const from = i === 0 ? ` from ${height(before)}` : ''
      return `${value < before ? 'falls' : 'rises'}${from} to ${height(value)} at x = ${place(to)}`
    })
    return listed(many ? [`turns ${turns.length} times`, ...moves] : moves)
  }
  return pieces
    .filter((piece) => piece.length > 0)
    .map(words)
    .join('; beyond a gap it ')
}

/** Where a parabola through three points turns, if the middle one is the highest or the lowest. */
function turningPoint(
  f: ToyFunction<number>,
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
): [number, number][] {
  const before = (y1 - y0) / (x1 - x0)
  const after = (y2 - y1) / (x2 - x1)
  if (before * after >= 0) return []
  const x = (x0 + x1) / 2 - (before * (x2 - x0)) / (2 * (after - before))
  return [[x, f.value(x)]]
}

/** Writes numbers to so many digits of their span. */
function rounded(values: readonly number[], digits: number): (value: number) => string {
  const span = values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b))
  const decimals = span > 0 ? Math.min(12, Math.max(0, digits - Math.floor(Math.log10(span)))) : 4
  return (value) => formatNumber(Number(value.toFixed(decimals)), 4)
}
