import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction, requireWithin } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * RMSProp: Adagrad with a memory that fades, so that a rate can grow again where the slope has become small.
 *
 * s ← ρ s + (1 − ρ) g²,  θ ← θ − η g / √(s + ε)
 *
 * Where the denominator is 0 there is no move.
 *
 * @param settings.inRoot ε inside the root; false puts it beside: √s + ε, as PyTorch does
 * @param settings.start s before the first step, or 'gradient': the first step then sets s = g², so that σ₀ = |g₀|
 * @throws RangeError when η, ε or the start is negative, infinite or NaN, or ρ outside 0 ≤ ρ < 1
 * @see Tieleman and Hinton, 2012; decks A and D (start 'gradient', ρ called α and β), B, C and E (start 0)
 */
export const rmsProp = ({
  eta,
  rho = 0.9,
  epsilon = 1e-7,
  inRoot = true,
  start = 0,
}: {
  eta: Rate
  rho?: number
  epsilon?: number
  inRoot?: boolean
  start?: number | 'gradient'
}): Optimizer<'s'> => {
  requireRate('eta', eta)
  requireFraction('rho', rho)
  requireWithin('epsilon', epsilon, 0)
  if (start !== 'gradient') requireWithin('start', start, 0)
  return {
    name: 'RMSProp',
    settings: { eta, rho, epsilon, inRoot, start },
    columns: { s: start === 'gradient' ? 0 : start },
    update(g, { s }, theta, t) {
      const rate = at(eta, t)
      const [inside, beside] = inRoot ? [epsilon, 0] : [0, epsilon]
      const keep = t === 0 && start === 'gradient' ? 0 : rho
      for (let i = 0; i < g.length; i++) {
        const gi = g[i]
        const mean = (s[i] = keep * s[i] + (1 - keep) * gi ** 2)
        const sigma = Math.sqrt(mean + inside) + beside
        if (sigma !== 0) theta[i] -= (rate * gi) / sigma
      }
    },
  }
}
