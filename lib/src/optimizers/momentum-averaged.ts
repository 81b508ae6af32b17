import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * Momentum as an average of the gradients, the form that Adam builds on: for a constant rate, the path of
 * `momentum` with m = β₁ and its η equal to (1 − β₁) η here.
 *
 * m ← β₁ m + (1 − β₁) g,  θ ← θ − η m
 *
 * @throws RangeError when η is negative, infinite or NaN, or β₁ outside 0 ≤ β₁ < 1
 * @see deck E
 */
export const momentumAveraged = ({ eta, beta1 = 0.9 }: { eta: Rate; beta1?: number }): Optimizer<'m'> => {
  requireRate('eta', eta)
  requireFraction('beta1', beta1)
  return {
    name: 'momentum, averaged',
    settings: { eta, beta1 },
    columns: { m: 0 },
    update(g, { m }, theta, t) {
      const [rate, b1] = [at(eta, t), beta1]
      for (let i = 0; i < g.length; i++) theta[i] -= rate * (m[i] = b1 * m[i] + (1 - b1) * g[i])
    },
  }
}
