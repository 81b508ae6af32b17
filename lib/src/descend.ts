import type { Point, PointOf, ToyFunction } from './functions/function'
import type { Optimizer, Vector } from './optimizers/optimizer'
import { startState } from './optimizers/stepper'
import { requireCount, requireFinite } from './settings'

/**
 * One step of a path, as a slide writes it: x_t, f(x_t), f′(x_t) and the state columns (v_t, s_t, …) after t updates.
 * `gradient` is the one that the next step uses; `ahead` is where it was taken, when that is not x itself (Nesterov).
 * `step` is the move that led here, 0 at the start.
 */
export type Row<P extends Point = Point, Column extends string = never> = {
  readonly t: number
  readonly x: P
  readonly f: number
  readonly gradient: P
  readonly step: P
  readonly ahead?: P
} & Readonly<Record<Column, P>>

/** What `descend` saw on its way: n steps give n + 1 rows, t = 0 … n, unless it was told to record fewer. */
export interface Path<P extends Point = Point, Column extends string = never> {
  readonly f: ToyFunction<P>
  /** The optimizer's name. */
  readonly optimizer: string
  readonly rows: readonly Row<P, Column>[]
  readonly last: Row<P, Column>
  /** The first step with a number that is not finite any more; the rows end before it. */
  readonly diverged: number | undefined
  /** One sentence on what was not finite at `diverged`. */
  readonly why: string | undefined
}

/**
 * Runs an optimizer on a function and records the path. A plain number in gives plain numbers out.
 *
 * @param start where to begin; it is not changed
 * @param steps how many steps to take, 0 or more
 * @param every records the rows t = 0, every, 2·every, … and the last one: for paths too long to keep whole
 * @throws RangeError when start, steps, every or the function's answer at the start make no sense
 */
export function descend<
  F extends ToyFunction<number> | ToyFunction<readonly number[]>,
  Column extends string,
>(
  f: F,
  start: PointOf<F>,
  optimizer: Optimizer<Column>,
  steps: number,
  options?: { every?: number },
): Path<PointOf<F>, Column>
export function descend<P extends Point, Column extends string>(
  f: ToyFunction<P>,
  start: P,
  optimizer: Optimizer<Column>,
  steps: number,
  { every = 1 }: { every?: number } = {},
): Path<P, Column> {
  requireCount('steps', steps)
  requireCount('every', every, 1)
  const scalar = typeof start === 'number'
  const x = Float64Array.from(scalar ? [start] : start)
  requireFinite('start', x)
  if (x.length === 0) throw new RangeError('start has no numbers; allowed: one number a coordinate')
  const point = (v: Vector): P => (scalar ? v[0] : listOf(v)) as P
  const state = startState(optimizer, x.length)
  const columns = Object.keys(optimizer.columns) as Column[]

  const rows: Row<P, Column>[] = []
  const step: Vector = new Float64Array(x.length)
  const offset: Vector = new Float64Array(x.length)
  const gradient: Vector = new Float64Array(x.length)
  for (let t = 0; ; t++) {
    optimizer.lookAhead?.(state, offset, t)
    const ahead = optimizer.lookAhead && x.map((xi, i) => xi + offset[i])
    let value: number
    try {
      value = f.value(point(x))
      fill(gradient, f.gradient(point(ahead ?? x)), scalar)
    } catch (cause) {
      const says = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`${f.name} failed at step ${t}, x = ${String(point(x))}: ${says}`, { cause })
    }

    const finite =
      allFinite(x) &&
      Number.isFinite(value) &&
      allFinite(gradient) &&
      columns.every((name) => allFinite(state[name]))
    if (!finite) {
      const why = notFinite({ x, 'f(x)': [value], 'the gradient': gradient, ...state })
      const last = rows.at(-1)
      if (!last)
        throw new RangeError(`${why} at the start ${String(start)} of ${f.name}; choose another start`)
      return { f, optimizer: optimizer.name, rows, last, diverged: t, why: `at step ${t}, ${why}` }
    }
    if (t % every === 0 || t === steps) {
      const row: Record<string, unknown> = {
        t,
        x: point(x),
        f: value,
        gradient: point(gradient),
        step: point(step),
      }
      if (ahead) row.ahead = point(ahead)
      for (const name of columns) row[name] = point(state[name])
      rows.push(row as Row<P, Column>)
    }
    if (t === steps)
      return { f, optimizer: optimizer.name, rows, last: rows.at(-1)!, diverged: undefined, why: undefined }

    step.fill(0)
    optimizer.update(gradient, state, step, t, x)
    for (let i = 0; i < x.length; i++) x[i] += step[i]
  }
}

/** Its numbers as a plain list: a loop, for this is most of what a step costs. */
function listOf(vector: Vector): number[] {
  const list: number[] = []
  for (let i = 0; i < vector.length; i++) list.push(vector[i])
  return list
}

function allFinite(vector: Vector): boolean {
  for (let i = 0; i < vector.length; i++) if (!Number.isFinite(vector[i])) return false
  return true
}

/** Writes the answer of a function into the gradient, and refuses it when it has not one number a coordinate. */
function fill(gradient: Vector, answer: Point, scalar: boolean): void {
  const numbers: unknown = scalar ? [answer] : answer
  const n = gradient.length
  if (!Array.isArray(numbers) || numbers.length !== n || numbers.some((g) => typeof g !== 'number'))
    throw new RangeError(
      `its gradient is ${JSON.stringify(answer)}; allowed: ${scalar ? 'a number' : `${n} numbers, one a coordinate`}`,
    )
  for (let i = 0; i < n; i++) gradient[i] = numbers[i] as number
}

/** Names the first of the quantities that is not finite: `f(x) is Infinity`. */
function notFinite(quantities: Record<string, ArrayLike<number>>): string {
  const [name, numbers] = Object.entries(quantities).find(
    ([, numbers]) => !Array.from(numbers).every(Number.isFinite),
  )!
  return `${name} is ${String(Array.from(numbers).find((number) => !Number.isFinite(number)))}`
}
