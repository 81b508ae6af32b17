import type { Point, ToyFunction } from './functions/function'
import type { Optimizer, Vector } from './optimizers/optimizer'
import { stepper } from './optimizers/stepper'
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

/** What `descend` saw on its way: n steps give n + 1 rows, t = 0 … n. */
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
 * @throws RangeError when start, steps or the function's answer at the start make no sense
 */
export function descend<Column extends string>(
  f: ToyFunction<number>,
  start: number,
  optimizer: Optimizer<Column>,
  steps: number,
): Path<number, Column>
export function descend<Column extends string>(
  f: ToyFunction<readonly number[]>,
  start: readonly number[],
  optimizer: Optimizer<Column>,
  steps: number,
): Path<readonly number[], Column>
export function descend<P extends Point, Column extends string>(
  f: ToyFunction<P>,
  start: P,
  optimizer: Optimizer<Column>,
  steps: number,
): Path<P, Column> {
  requireCount('steps', steps)
  const scalar = typeof start === 'number'
  const x = Float64Array.from(scalar ? [start] : start)
  requireFinite('start', x)
  const point = (v: Vector): P => (scalar ? v[0] : Array.from(v)) as P
  const run = stepper(optimizer, x.length)
  const columns = Object.keys(optimizer.columns) as Column[]

  const rows: Row<P, Column>[] = []
  let step: Vector = new Float64Array(x.length)
  for (let t = 0; ; t++) {
    const offset = run.ahead()
    const ahead = offset && x.map((xi, i) => xi + offset[i])
    let value: number
    let gradient: Vector
    try {
      value = f.value(point(x))
      gradient = toVector(f.gradient(point(ahead ?? x)), x.length, scalar)
    } catch (cause) {
      const says = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`${f.name} failed at step ${t}, x = ${String(point(x))}: ${says}`, { cause })
    }

    const finite =
      x.every(Number.isFinite) &&
      Number.isFinite(value) &&
      gradient.every(Number.isFinite) &&
      columns.every((name) => run.state[name].every(Number.isFinite))
    if (!finite) {
      const why = notFinite({ x, 'f(x)': [value], 'the gradient': gradient, ...run.state })
      const last = rows.at(-1)
      if (!last)
        throw new RangeError(`${why} at the start ${String(start)} of ${f.name}; choose another start`)
      return { f, optimizer: optimizer.name, rows, last, diverged: t, why: `at step ${t}, ${why}` }
    }
    const row: Record<string, unknown> = {
      t,
      x: point(x),
      f: value,
      gradient: point(gradient),
      step: point(step),
    }
    if (ahead) row.ahead = point(ahead)
    for (const name of columns) row[name] = point(run.state[name])
    rows.push(row as Row<P, Column>)
    if (t === steps)
      return { f, optimizer: optimizer.name, rows, last: rows[t], diverged: undefined, why: undefined }

    step = run.next(gradient)
    for (let i = 0; i < x.length; i++) x[i] += step[i]
  }
}

/** The gradient as numbers in a row, refused when it has not one number a coordinate. */
function toVector(gradient: Point, n: number, scalar: boolean): Vector {
  const numbers: unknown = scalar ? [gradient] : gradient
  if (!Array.isArray(numbers) || numbers.length !== n || numbers.some((g) => typeof g !== 'number'))
    throw new RangeError(
      `its gradient is ${JSON.stringify(gradient)}; allowed: ${scalar ? 'a number' : `${n} numbers, one a coordinate`}`,
    )
  return Float64Array.from(numbers as number[])
}

/** Names the first of the quantities that is not finite: `f(x) is Infinity`. */
function notFinite(quantities: Record<string, ArrayLike<number>>): string {
  const [name, numbers] = Object.entries(quantities).find(
    ([, numbers]) => !Array.from(numbers).every(Number.isFinite),
  )!
  return `${name} is ${String(Array.from(numbers).find((number) => !Number.isFinite(number)))}`
}
