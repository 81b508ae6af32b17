import { behaviour, type Behaviour } from '../behaviour'
import type { Path } from '../descend'
import type { Point, ToyFunction } from '../functions/function'
import { lookOf, type Look } from './colours'
import { formatNumber } from './format-number'

/** One path, several, or several with a name each: `{ 'η = 0.1': good, 'η = 1.1': wild }`. */
export type Paths<P extends Point = Point> = Path<P> | readonly Path<P>[] | Readonly<Record<string, Path<P>>>

export interface Labelled<P extends Point> {
  readonly label: string
  readonly path: Path<P>
  readonly look: Look
  readonly behaviour: Behaviour
}

/**
 * The paths of a figure, each with its name, its look and what it did. Paths without a name bear their optimizer's.
 *
 * @param figure the figure's name, for errors
 * @param dimension 1 or 2 when the figure draws only paths on such functions
 * @throws RangeError when there is no path, one has no rows, or one is of another dimension
 */
export function labelled<P extends Point>(figure: string, paths: Paths<P>, dimension?: 1 | 2): Labelled<P>[] {
  const named = namedPaths(paths)
  if (named.length === 0) throw new RangeError(`${figure} got no path; allowed: one path or more`)
  const seen = new Map<string, number>()
  return named.map(([label, path]) => {
    if (path.rows.length === 0)
      throw new RangeError(`the path "${label}" has no rows; allowed: one row or more`)
    const n = dimensionOf(path)
    if (dimension !== undefined && n !== dimension)
      throw new RangeError(
        `${figure} got the path "${label}" on ${path.f.name}, which is ${n}-dimensional; ` +
          `allowed: ${dimension === 1 ? 'paths of plain numbers' : 'paths of points with 2 coordinates'}`,
      )
    const { colour } = lookOf(path.optimizer)
    const occurrence = seen.get(colour) ?? 0
    seen.set(colour, occurrence + 1)
    return { label, path, look: lookOf(path.optimizer, occurrence), behaviour: behaviour(path) }
  })
}

function namedPaths<P extends Point>(paths: Paths<P>): [string, Path<P>][] {
  if (Array.isArray(paths)) return (paths as readonly Path<P>[]).map((path) => [path.optimizer, path])
  if ('rows' in paths && Array.isArray(paths.rows)) return [[(paths as Path<P>).optimizer, paths as Path<P>]]
  return Object.entries(paths as Readonly<Record<string, Path<P>>>)
}

export const coordinates = (p: Point): readonly number[] => (typeof p === 'number' ? [p] : p)

export const dimensionOf = (path: Path): number => coordinates(path.rows[0].x).length

/** A point as in a sentence: `0.5` or `(6, 9)`. */
export const pointText = (p: Point, digits = 4): string =>
  typeof p === 'number'
    ? formatNumber(p, digits)
    : `(${p.map((coordinate) => formatNumber(coordinate, digits)).join(', ')})`

/** Things in a row, as in a sentence: `0, −2 and 2`. */
export const listed = (things: readonly string[]): string =>
  things.length < 2 ? things.join('') : `${things.slice(0, -1).join(', ')} and ${things[things.length - 1]}`

/** What a path did, in a few words that fit over a figure: `converges, at 0.0283 after 35 steps`. */
export function outcome({ path, behaviour }: Labelled<Point>): string {
  const { last, diverged } = path
  if (diverged !== undefined) return `diverges, beyond all numbers at step ${diverged}`
  if (last.t === 0) return 'has not taken a step'
  return `${behaviour}, at ${pointText(last.x)} after ${last.t} ${last.t === 1 ? 'step' : 'steps'}`
}

/** The title over paths: what each did. */
export function outcomes(entries: readonly Labelled<Point>[]): string {
  const { f, rows } = entries[0].path
  return entries.length === 1
    ? `${capital(entries[0].label)} on ${f.name} from ${pointText(rows[0].x)}: ${outcome(entries[0])}`
    : `${f.name}: ${entries.map(({ label, behaviour }) => `${label} ${behaviour}`).join(', ')}`
}

/** One sentence a path, as one sees it. */
export const stories = (entries: readonly Labelled<Point>[]): string =>
  entries
    .map((entry) => {
      const turns = isThinned(entry.path) ? 0 : turnsOf(entry)
      const turning =
        turns === 0
          ? ''
          : `, turning round ${turns === 1 ? 'once' : turns === 2 ? 'twice' : `${turns} times`}`
      return `${capital(entry.label)} starts at ${pointText(entry.path.rows[0].x)} and ${outcome(entry)}${turning}.`
    })
    .join(' ')

/** Whether a path's rows are only some of its steps. */
export const isThinned = ({ rows, last }: Path): boolean => rows.length <= last.t

/** What the markers of paths stand for, as in a sentence. */
export const markers = (entries: readonly Labelled<Point>[]): string =>
  entries.some(({ path }) => isThinned(path)) ? 'a marker at some of the steps' : 'a marker a step'

/** How often a path turned against its step before. */
const turnsOf = ({ path: { rows } }: Labelled<Point>): number =>
  rows.slice(1).filter((row, i) => {
    const before = coordinates(rows[i].step)
    return coordinates(row.step).reduce((sum, s, k) => sum + s * before[k], 0) < 0
  }).length

/** A sentence's first letter; Greek letters keep their meaning. */
export const capital = (text: string): string =>
  text.replace(/^[a-z](?=[a-z])/, (letter) => letter.toUpperCase())

/** The function that all paths of a figure share. */
export function oneFunction<P extends Point>(
  figure: string,
  entries: readonly Labelled<P>[],
): ToyFunction<P> {
  const { f } = entries[0].path
  const other = entries.find(({ path }) => path.f !== f && path.f.name !== f.name)
  if (other)
    throw new RangeError(
      `${figure} got paths on ${f.name} and on ${other.path.f.name}; allowed: paths on one function`,
    )
  return f
}

/**
 * The rows that a figure can draw. Those from the first on that is a million times as far out as the start, or as high
 * in the square of that, are left out: a browser cannot place them.
 */
export function drawableRows<P extends Point>({ path: { rows } }: Labelled<P>): Path<P>['rows'] {
  const far = 1e6 * Math.max(1, ...coordinates(rows[0].x).map(Math.abs))
  const high = 1e12 * Math.max(1, Math.abs(rows[0].f))
  const end = rows.findIndex(
    (row) => Math.abs(row.f) > high || coordinates(row.x).some((x) => Math.abs(x) > far),
  )
  return end < 0 ? rows : rows.slice(0, end)
}

/**
 * The part of an axis that a figure shows: all given numbers with a margin. When a path diverges, its own numbers count
 * only up to three times the size of where it started, so that the picture keeps its scale.
 */
export function windowOf(
  paths: readonly Labelled<Point>[],
  coordinate: number,
  more: readonly number[] = [],
): [number, number] {
  let low = Math.min(...more)
  let high = Math.max(...more)
  for (const entry of paths) {
    const start = coordinates(entry.path.rows[0].x)[coordinate]
    const limit = 3 * Math.max(...[start, ...more].map(Math.abs), 1e-12)
    for (const row of drawableRows(entry)) {
      const x = coordinates(row.x)[coordinate]
      if (entry.behaviour === 'diverges' && Math.abs(x) > limit) continue
      low = Math.min(low, x)
      high = Math.max(high, x)
    }
  }
  const margin = (high - low) * 0.1 || Math.max(Math.abs(high) * 0.5, 1)
  return [low - margin, high + margin]
}

/** The range that a lesson asked for, refused by name when it is none. */
export function requireDomain(name: string, domain: readonly [number, number]): [number, number] {
  const [from, to] = domain
  if (!(Number.isFinite(from) && Number.isFinite(to) && from < to))
    throw new RangeError(
      `${name} is [${String(from)}, ${String(to)}]; allowed: two finite numbers, the smaller first`,
    )
  return [from, to]
}

/** The steps of a path that lie outside the picture, as a remark; empty when none does. */
export function outside(
  paths: readonly Labelled<Point>[],
  windows: readonly (readonly [number, number])[],
): string {
  const remarks = paths.flatMap(({ label, path }) => {
    const out = path.rows.find((row) =>
      coordinates(row.x).some((x, i) => x < windows[i][0] || x > windows[i][1]),
    )
    if (!out) return []
    return [`${paths.length > 1 ? `${label} is` : 'The path is'} outside the picture at step ${out.t}.`]
  })
  return remarks.length > 0 ? ` ${remarks.join(' ')}` : ''
}
