import { at, requireRate, type Rate } from '../schedules/rate'
import type { Optimizer, Vector } from './optimizer'

/** One part of the formula: where to go, mₜ (see `directions`), or what to divide by, σₜ (see `scales`). */
export interface Part<Column extends string = string> {
  /** State of its own, each column with its value before the first step. */
  readonly columns: Readonly<Record<Column, number>>
  /** Brings its state up to date and fills `into`, which still holds what it filled in the step before. */
  fill(gradient: Vector, state: Record<Column, Vector>, into: Vector, t: number): void
}

/**
 * Optimizers from parts, by the one formula that most of them share. The path's columns m and sigma show both parts.
 *
 * θ ← θ − (ηₜ / σₜ) mₜ
 *
 * Where σₜ is 0 there is no move. Outside the formula stay the rules that take the gradient elsewhere (Nesterov), keep
 * the rate inside their velocity (momentum under a schedule), or look at their own steps (Adadelta) or at θ (AdamW).
 *
 * @param settings.name what tables and legends call it, and so its colour
 * @throws RangeError when the rate is negative, infinite or NaN
 * @see deck A
 */
export const compose = <D extends string, S extends string>({
  direction,
  scale,
  rate,
  name = 'composed',
}: {
  direction: Part<D>
  scale: Part<S>
  rate: Rate
  name?: string
}): Optimizer<'m' | 'sigma' | D | S> => {
  requireRate('rate', rate)
  const columns = { m: 0, sigma: 0, ...direction.columns, ...scale.columns }
  return {
    name,
    columns,
    update(g, state, theta, t) {
      const { m, sigma } = state
      const eta = at(rate, t)
      direction.fill(g, state, m, t)
      scale.fill(g, state, sigma, t)
      for (let i = 0; i < g.length; i++) if (sigma[i] !== 0) theta[i] -= (eta * m[i]) / sigma[i]
    },
  }
}
