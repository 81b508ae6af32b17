import { requireFraction, requirePositive } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * Adadelta: no rate at all. The steps so far set the size of the next one, and ε sets the first.
 *
 * s ← ρ s + (1 − ρ) g²,  Δ = −√((u + ε) / (s + ε)) g,  u ← ρ u + (1 − ρ) Δ²,  θ ← θ + Δ
 *
 * @throws RangeError when ρ is outside 0 ≤ ρ < 1, or ε is not above 0: it would never set out
 * @see Zeiler, 2012; decks B (with γ for ρ), C and D
 */
export const adadelta = ({ rho = 0.95, epsilon = 1e-6 }: { rho?: number; epsilon?: number } = {}): Optimizer<
  's' | 'u'
> => {
  requireFraction('rho', rho)
  requirePositive('epsilon', epsilon)
  return {
    name: 'Adadelta',
    settings: { rho, epsilon },
    columns: { s: 0, u: 0 },
    update(g, { s, u }, theta) {
      const [keep, eps] = [rho, epsilon]
      for (let i = 0; i < g.length; i++) {
        const gi = g[i]
        const ui = u[i]
        const slopes = (s[i] = keep * s[i] + (1 - keep) * gi ** 2)
        const delta = -Math.sqrt((ui + eps) / (slopes + eps)) * gi
        u[i] = keep * ui + (1 - keep) * delta ** 2
        theta[i] += delta
      }
    },
  }
}
