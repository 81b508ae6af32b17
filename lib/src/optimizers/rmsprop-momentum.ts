import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction, requireWithin } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * RMSProp with momentum: the velocity gathers scaled slopes. In Adam it is the other way round, the gathered slope is
 * scaled.
 *
 * s ← ρ s + (1 − ρ) g²,  v ← m v − η g / √(s + ε),  θ ← θ + v
 *
 * Where the denominator is 0 the slope adds nothing to v.
 *
 * @param settings.inRoot ε inside the root; false puts it beside: √s + ε, as PyTorch does
 * @throws RangeError when η or ε is negative, infinite or NaN, or ρ or m outside 0 ≤ … < 1
 * @see Tieleman and Hinton, 2012; in this form PyTorch's and TensorFlow's
 */
export const rmsPropMomentum = ({
  eta,
  rho = 0.9,
  m = 0.9,
  epsilon = 1e-7,
  inRoot = true,
}: {
  eta: Rate
  rho?: number
  m?: number
  epsilon?: number
  inRoot?: boolean
}): Optimizer<'s' | 'v'> => {
  requireRate('eta', eta)
  requireFraction('rho', rho)
  requireFraction('m', m)
  requireWithin('epsilon', epsilon, 0)
  return {
    name: 'RMSProp, with momentum',
    settings: { eta, rho, m, epsilon, inRoot },
    columns: { s: 0, v: 0 },
    update(g, { s, v }, theta, t) {
      const [rate, keep, memory] = [at(eta, t), rho, m]
      const [inside, beside] = inRoot ? [epsilon, 0] : [0, epsilon]
      for (let i = 0; i < g.length; i++) {
        const gi = g[i]
        const mean = (s[i] = keep * s[i] + (1 - keep) * gi ** 2)
        const sigma = Math.sqrt(mean + inside) + beside
        theta[i] += v[i] = memory * v[i] - (sigma === 0 ? 0 : (rate * gi) / sigma)
      }
    },
  }
}
