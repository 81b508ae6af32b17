import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction, requireWithin } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * NAdam: Adam with Nesterov's look ahead. It steps along the average as the next step will see it, of which this
 * step's slope is already known.
 *
 * m ← β₁ m + (1 − β₁) g,  m̄ = β₁ m / (1 − β₁ᵗ⁺²) + (1 − β₁) g / (1 − β₁ᵗ⁺¹)
 * v ← β₂ v + (1 − β₂) g²,  v̂ = v / (1 − β₂ᵗ⁺¹)
 * θ ← θ − η m̄ / (√v̂ + ε)
 *
 * Where the denominator is 0 there is no move. The paper lets β₁ change from step to step; here it stays.
 *
 * @throws RangeError when η or ε is negative, infinite or NaN, or β₁ or β₂ outside 0 ≤ β < 1
 * @see Dozat, 2016; deck C, whose own version is among the errata
 */
export const nadam = ({
  eta = 0.001,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: { eta?: Rate; beta1?: number; beta2?: number; epsilon?: number } = {}): Optimizer<'m' | 'v'> => {
  requireRate('eta', eta)
  requireFraction('beta1', beta1)
  requireFraction('beta2', beta2)
  requireWithin('epsilon', epsilon, 0)
  return {
    name: 'NAdam',
    settings: { eta, beta1, beta2, epsilon },
    columns: { m: 0, v: 0 },
    update(g, { m, v }, theta, t) {
      const [rate, b1, b2, eps] = [at(eta, t), beta1, beta2, epsilon]
      const next = beta1 / (1 - beta1 ** (t + 2))
      const now = (1 - beta1) / (1 - beta1 ** (t + 1))
      const correct2 = 1 / (1 - beta2 ** (t + 1))
      for (let i = 0; i < g.length; i++) {
        const gi = g[i]
        const mBar = next * (m[i] = b1 * m[i] + (1 - b1) * gi) + now * gi
        const vHat = correct2 * (v[i] = b2 * v[i] + (1 - b2) * gi ** 2)
        const sigma = Math.sqrt(vHat) + eps
        if (sigma !== 0) theta[i] -= (rate * mBar) / sigma
      }
    },
  }
}
