import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction, requireWithin } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * Lion: only the sign of an average decides, so every parameter steps by η, whatever its slope. Found by a search among
 * programs.
 *
 * θ ← θ − η (sign(β₁ m + (1 − β₁) g) + λ θ),  m ← β₂ m + (1 − β₂) g
 *
 * @param settings.lambda weight decay, a pull towards 0 as in `adamW`; none by default
 * @throws RangeError when η or λ is negative, infinite or NaN, or β₁ or β₂ outside 0 ≤ β < 1
 * @see Chen et al., 2023
 */
export const lion = ({
  eta = 0.0001,
  beta1 = 0.9,
  beta2 = 0.99,
  lambda = 0,
}: { eta?: Rate; beta1?: number; beta2?: number; lambda?: number } = {}): Optimizer<'m'> => {
  requireRate('eta', eta)
  requireFraction('beta1', beta1)
  requireFraction('beta2', beta2)
  requireWithin('lambda', lambda, 0)
  return {
    name: 'Lion',
    settings: { eta, beta1, beta2, lambda },
    columns: { m: 0 },
    update(g, { m }, theta, t, x) {
      const [rate, b1, b2] = [at(eta, t), beta1, beta2]
      const pull = rate * lambda
      for (let i = 0; i < g.length; i++) {
        const gi = g[i]
        const mi = m[i]
        theta[i] -= rate * Math.sign(b1 * mi + (1 - b1) * gi) + pull * x[i]
        m[i] = b2 * mi + (1 - b2) * gi
      }
    },
  }
}
