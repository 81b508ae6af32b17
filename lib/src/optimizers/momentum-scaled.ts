import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * Momentum whose velocity is an average: the path of `momentum` with m = ρ and η = (1 − ρ) α.
 *
 * v ← ρ v − (1 − ρ) α g,  θ ← θ + v
 *
 * @throws RangeError when α is negative, infinite or NaN, or ρ outside 0 ≤ ρ < 1
 * @see deck E
 */
export const momentumScaled = ({ alpha, rho = 0.9 }: { alpha: Rate; rho?: number }): Optimizer<'v'> => {
  requireRate('alpha', alpha)
  requireFraction('rho', rho)
  return {
    name: 'momentum, scaled',
    settings: { alpha, rho },
    columns: { v: 0 },
    update(g, { v }, theta, t) {
      const [rate, memory] = [(1 - rho) * at(alpha, t), rho]
      for (let i = 0; i < g.length; i++) theta[i] += v[i] = memory * v[i] - rate * g[i]
    },
  }
}
