import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction, requireWithin } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * AdaMax: Adam with the largest recent slope of each parameter in place of a root mean square.
 *
 * m ← β₁ m + (1 − β₁) g,  u ← max(β₂ u, |g|),  θ ← θ − η m / (1 − β₁ᵗ⁺¹) / u
 *
 * Where u is 0 there is no move.
 *
 * @param settings.epsilon added to |g|; the paper has none, PyTorch and optax take 1e-8
 * @throws RangeError when η or ε is negative, infinite or NaN, or β₁ or β₂ outside 0 ≤ β < 1
 * @see Kingma and Ba, 2015; deck C, whose own version is among the errata
 */
export const adaMax = ({
  eta = 0.002,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 0,
}: { eta?: Rate; beta1?: number; beta2?: number; epsilon?: number } = {}): Optimizer<'m' | 'u'> => {
  requireRate('eta', eta)
  requireFraction('beta1', beta1)
  requireFraction('beta2', beta2)
  requireWithin('epsilon', epsilon, 0)
  return {
    name: 'AdaMax',
    settings: { eta, beta1, beta2, epsilon },
    columns: { m: 0, u: 0 },
    update(g, { m, u }, theta, t) {
      const [rate, b1, b2, eps] = [at(eta, t), beta1, beta2, epsilon]
      const correct1 = 1 / (1 - beta1 ** (t + 1))
      for (let i = 0; i < g.length; i++) {
        const gi = g[i]
        const mHat = correct1 * (m[i] = b1 * m[i] + (1 - b1) * gi)
        const largest = (u[i] = Math.max(b2 * u[i], Math.abs(gi) + eps))
        if (largest !== 0) theta[i] -= (rate * mHat) / largest
      }
    },
  }
}
