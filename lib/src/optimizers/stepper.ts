import { requireCount } from '../settings'
import type { Optimizer, Vector } from './optimizer'

/** An optimizer at work on n numbers, without a record of its path: what networks run. */
export interface Stepper<Column extends string> {
  readonly state: Readonly<Record<Column, Vector>>
  /** The offset at which the optimizer wants the next gradient, or undefined when it wants it at the point. */
  ahead(): Vector | undefined
  /** Takes the gradient and moves the point x, in place, by one step. */
  move(x: Vector, gradient: Vector): void
}

/** Puts an optimizer to work on n numbers, its state at the start values. */
export function stepper<Column extends string>(optimizer: Optimizer<Column>, n: number): Stepper<Column> {
  requireCount('n', n, 1)
  const state = startState(optimizer, n)
  const offset = new Float64Array(n)
  let t = 0
  return {
    state,
    ahead() {
      if (!optimizer.lookAhead) return undefined
      optimizer.lookAhead(state, offset, t)
      return offset
    },
    move(x, gradient) {
      if (x.length !== n) throw wrongLength('the point', x, n)
      if (gradient.length !== n) throw wrongLength('the gradient', gradient, n)
      optimizer.update(gradient, state, x, t++, x)
    },
  }
}

const wrongLength = (what: string, { length }: Vector, n: number) =>
  new RangeError(`${what} has ${length} numbers; allowed: ${n}, one a parameter`)

/** The columns of an optimizer's state, or of a part's, before the first step, n numbers each. */
export function startState<Column extends string>(
  { columns }: Pick<Optimizer<Column>, 'columns'>,
  n: number,
): Record<Column, Vector> {
  const state = {} as Record<Column, Vector>
  for (const name of Object.keys(columns) as Column[]) state[name] = new Float64Array(n).fill(columns[name])
  return state
}
