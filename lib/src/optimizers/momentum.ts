import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * Momentum: the step remembers the steps before it, as a rolling ball does.
 *
 * v ← m v − η g,  θ ← θ + v
 *
 * @throws RangeError when η is negative, infinite or NaN, or m outside 0 ≤ m < 1
 * @see Polyak, 1964; decks D (with λ for m and α for η) and E
 */
export const momentum = ({ eta, m = 0.9 }: { eta: Rate; m?: number }): Optimizer<'v'> => {
  requireRate('eta', eta)
  requireFraction('m', m)
  return {
    name: 'momentum',
    settings: { eta, m },
    columns: { v: 0 },
    update(g, { v }, theta, t) {
      const [rate, memory] = [at(eta, t), m]
      for (let i = 0; i < g.length; i++) theta[i] += v[i] = memory * v[i] - rate * g[i]
    },
  }
}
