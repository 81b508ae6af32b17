import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction, requireWithin } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * AdamW: Adam that also draws every parameter towards 0, beside the gradient and not through it, so that σ does not
 * scale the pull.
 *
 * m̂ and v̂ as in `adam`,  θ ← θ − η (m̂ / (√v̂ + ε) + λ θ)
 *
 * Where the denominator is 0 only the pull moves the parameter. λ is multiplied by η, as PyTorch and optax do it; the
 * paper multiplies it by the schedule alone.
 *
 * @param settings.lambda weight decay, how strong the pull is
 * @throws RangeError when η, λ or ε is negative, infinite or NaN, or β₁ or β₂ outside 0 ≤ β < 1
 * @see Loshchilov and Hutter, 2019
 */
export const adamW = ({
  eta = 0.001,
  lambda = 0.01,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: {
  eta?: Rate
  lambda?: number
  beta1?: number
  beta2?: number
  epsilon?: number
} = {}): Optimizer<'m' | 'v'> => {
  requireRate('eta', eta)
  requireWithin('lambda', lambda, 0)
  requireFraction('beta1', beta1)
  requireFraction('beta2', beta2)
  requireWithin('epsilon', epsilon, 0)
  return {
    name: 'AdamW',
    settings: { eta, lambda, beta1, beta2, epsilon },
    columns: { m: 0, v: 0 },
    update(g, { m, v }, theta, t, x) {
      const [rate, b1, b2, eps] = [at(eta, t), beta1, beta2, epsilon]
      const pull = rate * lambda
      const correct1 = 1 / (1 - beta1 ** (t + 1))
      const correct2 = 1 / (1 - beta2 ** (t + 1))
      for (let i = 0; i < g.length; i++) {
        const gi = g[i]
        const xi = x[i]
        const mHat = correct1 * (m[i] = b1 * m[i] + (1 - b1) * gi)
        const vHat = correct2 * (v[i] = b2 * v[i] + (1 - b2) * gi ** 2)
        const sigma = Math.sqrt(vHat) + eps
        theta[i] -= (sigma === 0 ? 0 : (rate * mHat) / sigma) + pull * xi
      }
    },
  }
}
