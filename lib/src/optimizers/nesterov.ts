import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * Nesterov's accelerated gradient: momentum that takes the slope where its velocity is about to carry it.
 *
 * v ← m v − η ∇f(θ + m v),  θ ← θ + v
 *
 * @throws RangeError when η is negative, infinite or NaN, or m outside 0 ≤ m < 1
 * @see Nesterov, 1983, in the form of Sutskever et al., 2013; decks B, C and D
 */
export const nesterov = ({ eta, m = 0.9 }: { eta: Rate; m?: number }): Optimizer<'v'> => {
  requireRate('eta', eta)
  requireFraction('m', m)
  return {
    name: 'Nesterov',
    settings: { eta, m },
    columns: { v: 0 },
    lookAhead({ v }, offset) {
      for (let i = 0; i < v.length; i++) offset[i] = m * v[i]
    },
    update(g, { v }, theta, t) {
      const [rate, memory] = [at(eta, t), m]
      for (let i = 0; i < g.length; i++) theta[i] += v[i] = memory * v[i] - rate * g[i]
    },
  }
}
