import { requireCount, requireFraction } from '../settings'

/**
 * How much each of n values counts in the exponentially weighted average V_n from V₀ = 0, the oldest first.
 * The weights sum to 1 − ρⁿ.
 *
 * w_i = (1 − ρ) ρ^{n−i},  i = 1 … n
 *
 * @throws RangeError when ρ is outside 0 ≤ ρ < 1, or n is not a whole number of 0 or more
 * @see deck E
 */
export function averageWeights(rho: number, n: number): number[] {
  requireFraction('rho', rho)
  requireCount('n', n)
  return Array.from({ length: n }, (_, i) => (1 - rho) * rho ** (n - 1 - i))
}
