import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction, requireWithin } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * RMSProp, centered: divides by how much the slope varies instead of how large it is, so that a slope which stays the
 * same takes ever larger steps.
 *
 * s ← ρ s + (1 − ρ) g²,  a ← ρ a + (1 − ρ) g,  θ ← θ − η g / √(s − a² + ε)
 *
 * Where the denominator is 0 there is no move. What rounding leaves of s − a² below 0 counts as 0.
 *
 * @param settings.inRoot ε inside the root; false puts it beside: √(s − a²) + ε, as PyTorch does
 * @throws RangeError when η or ε is negative, infinite or NaN, or ρ outside 0 ≤ ρ < 1
 * @see Graves, 2013
 */
export const rmsPropCentered = ({
  eta,
  rho = 0.9,
  epsilon = 1e-7,
  inRoot = true,
}: {
  eta: Rate
  rho?: number
  epsilon?: number
  inRoot?: boolean
}): Optimizer<'s' | 'a'> => {
  requireRate('eta', eta)
  requireFraction('rho', rho)
  requireWithin('epsilon', epsilon, 0)
  return {
    name: 'RMSProp, centered',
    settings: { eta, rho, epsilon, inRoot },
    columns: { s: 0, a: 0 },
    update(g, { s, a }, theta, t) {
      const [rate, keep] = [at(eta, t), rho]
      const [inside, beside] = inRoot ? [epsilon, 0] : [0, epsilon]
      for (let i = 0; i < g.length; i++) {
        const gi = g[i]
        const mean = (a[i] = keep * a[i] + (1 - keep) * gi)
        const meanSquare = (s[i] = keep * s[i] + (1 - keep) * gi ** 2)
        const sigma = Math.sqrt(Math.max(0, meanSquare - mean ** 2) + inside) + beside
        if (sigma !== 0) theta[i] -= (rate * gi) / sigma
      }
    },
  }
}
