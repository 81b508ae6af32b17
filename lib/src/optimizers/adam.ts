import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction, requireWithin } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * Adam: momentum for the direction, RMSProp for the size, and both averages corrected for their start at 0.
 *
 * m ← β₁ m + (1 − β₁) g,  m̂ = m / (1 − β₁ᵗ⁺¹)
 * v ← β₂ v + (1 − β₂) g²,  v̂ = v / (1 − β₂ᵗ⁺¹)
 * θ ← θ − η m̂ / (√v̂ + ε)
 *
 * Where the denominator is 0 there is no move.
 *
 * @param settings.inRoot true puts ε inside the root: √(v̂ + ε)
 * @param settings.corrected false takes m and v as they are; with `inRoot` that is the simple version of deck E
 * @throws RangeError when η or ε is negative, infinite or NaN, or β₁ or β₂ outside 0 ≤ β < 1
 * @see Kingma and Ba, 2015; decks A, B, C, D and E
 */
export const adam = ({
  eta = 0.001,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  inRoot = false,
  corrected = true,
}: {
  eta?: Rate
  beta1?: number
  beta2?: number
  epsilon?: number
  inRoot?: boolean
  corrected?: boolean
} = {}): Optimizer<'m' | 'v'> => {
  requireRate('eta', eta)
  requireFraction('beta1', beta1)
  requireFraction('beta2', beta2)
  requireWithin('epsilon', epsilon, 0)
  return {
    name: corrected ? 'Adam' : 'Adam, without correction',
    settings: { eta, beta1, beta2, epsilon, inRoot, corrected },
    columns: { m: 0, v: 0 },
    update(g, { m, v }, theta, t) {
      const [rate, b1, b2] = [at(eta, t), beta1, beta2]
      const [inside, beside] = inRoot ? [epsilon, 0] : [0, epsilon]
      const correct1 = corrected ? 1 / (1 - beta1 ** (t + 1)) : 1
      const correct2 = corrected ? 1 / (1 - beta2 ** (t + 1)) : 1
      for (let i = 0; i < g.length; i++) {
        const gi = g[i]
        const mHat = correct1 * (m[i] = b1 * m[i] + (1 - b1) * gi)
        const vHat = correct2 * (v[i] = b2 * v[i] + (1 - b2) * gi ** 2)
        const sigma = Math.sqrt(vHat + inside) + beside
        if (sigma !== 0) theta[i] -= (rate * mHat) / sigma
      }
    },
  }
}
