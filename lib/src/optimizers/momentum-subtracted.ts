import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * Momentum with a velocity that points uphill and is subtracted: the path of `momentum` with m = γ.
 *
 * v ← γ v + η g,  θ ← θ − v
 *
 * @throws RangeError when η is negative, infinite or NaN, or γ outside 0 ≤ γ < 1
 * @see Qian, 1999; deck B
 */
export const momentumSubtracted = ({ eta, gamma = 0.9 }: { eta: Rate; gamma?: number }): Optimizer<'v'> => {
  requireRate('eta', eta)
  requireFraction('gamma', gamma)
  return {
    name: 'momentum, subtracted',
    settings: { eta, gamma },
    columns: { v: 0 },
    update(g, { v }, theta, t) {
      const [rate, memory] = [at(eta, t), gamma]
      for (let i = 0; i < g.length; i++) theta[i] -= v[i] = memory * v[i] + rate * g[i]
    },
  }
}
