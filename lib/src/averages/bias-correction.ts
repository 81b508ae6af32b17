import { requireFinite, requireFraction } from '../settings'

/**
 * Repairs averages that started from V₀ = 0: divides each by the sum of its weights.
 *
 * V̂_t = V_t / (1 − ρᵗ),  t = 1 … n
 *
 * @throws RangeError when ρ is outside 0 ≤ ρ < 1, or averages are not finite
 * @see Kingma and Ba, 2015; decks A, B
 */
export function biasCorrection(averages: readonly number[], rho: number): number[] {
  requireFraction('rho', rho)
  requireFinite('averages', averages)
  return averages.map((v, i) => v / (1 - rho ** (i + 1)))
}
