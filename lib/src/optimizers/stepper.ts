import { requireCount } from '../settings'
import type { Optimizer, Vector } from './optimizer'

/** An optimizer at work on n numbers, without a record of its path: what `descend` and networks run. */
export interface Stepper<Column extends string> {
  readonly state: Record<Column, Vector>
  /** The offset at which the optimizer wants the next gradient, or undefined when it wants it at the point. */
  ahead(): Vector | undefined
  /** Takes the gradient and gives the step to add to the point. The step is written over by the next call. */
  next(gradient: Vector): Vector
}

/** Puts an optimizer to work on n numbers, its state at the start values. */
export function stepper<Column extends string>(optimizer: Optimizer<Column>, n: number): Stepper<Column> {
  requireCount('n', n, 1)
  const state = {} as Record<Column, Vector>
  for (const name of Object.keys(optimizer.columns) as Column[])
    state[name] = new Float64Array(n).fill(optimizer.columns[name])
  const step = new Float64Array(n)
  const offset = new Float64Array(n)
  let t = 0
  return {
    state,
    ahead() {
      if (!optimizer.lookAhead) return undefined
      optimizer.lookAhead(state, offset, t)
      return offset
    },
    next(gradient) {
      if (gradient.length !== n)
        throw new RangeError(`the gradient has ${gradient.length} numbers; allowed: ${n}, one a parameter`)
      optimizer.update(gradient, state, step, t++)
      return step
    },
  }
}
