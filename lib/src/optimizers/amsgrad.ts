import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction, requireWithin } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * AMSGrad: Adam that remembers the largest v of each parameter, so that its rate never grows again.
 *
 * m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  u ← max(u, v),  θ ← θ − η m / (√u + ε)
 *
 * Where the denominator is 0 there is no move. The paper has no ε.
 *
 * @param settings.corrected false, as published: m and v are taken as they are. 'before' corrects m and v as Adam
 *   does, and takes the largest corrected v, as optax does. 'after' corrects m and the largest v, as PyTorch does: then
 *   the denominator does shrink while the correction fades.
 * @throws RangeError when η or ε is negative, infinite or NaN, or β₁ or β₂ outside 0 ≤ β < 1
 * @see Reddi, Kale and Kumar, 2018
 */
export const amsGrad = ({
  eta = 0.001,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  corrected = false,
}: {
  eta?: Rate
  beta1?: number
  beta2?: number
  epsilon?: number
  corrected?: false | 'before' | 'after'
} = {}): Optimizer<'m' | 'v' | 'u'> => {
  requireRate('eta', eta)
  requireFraction('beta1', beta1)
  requireFraction('beta2', beta2)
  requireWithin('epsilon', epsilon, 0)
  return {
    name: 'AMSGrad',
    settings: { eta, beta1, beta2, epsilon, corrected },
    columns: { m: 0, v: 0, u: 0 },
    update(g, { m, v, u }, theta, t) {
      const [rate, b1, b2, eps] = [at(eta, t), beta1, beta2, epsilon]
      const correct1 = corrected ? 1 / (1 - beta1 ** (t + 1)) : 1
      const correct2 = corrected ? 1 / (1 - beta2 ** (t + 1)) : 1
      const [before, after] = corrected === 'after' ? [1, correct2] : [correct2, 1]
      for (let i = 0; i < g.length; i++) {
        const gi = g[i]
        const mHat = correct1 * (m[i] = b1 * m[i] + (1 - b1) * gi)
        const vHat = before * (v[i] = b2 * v[i] + (1 - b2) * gi ** 2)
        const sigma = Math.sqrt(after * (u[i] = Math.max(u[i], vHat))) + eps
        if (sigma !== 0) theta[i] -= (rate * mHat) / sigma
      }
    },
  }
}
