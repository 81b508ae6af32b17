import { requirePositive, requireWithin } from '../settings'
import type { Schedule } from './rate'
import { schedule } from './schedule'

/**
 * Multiplies the rate by γ after every τ steps.
 *
 * η_t = η₀ γ^⌊t/τ⌋: η₀ for t = 0 … τ − 1, then γη₀ from t = τ on, γ²η₀ from t = 2τ on
 *
 * @throws RangeError when η₀ is negative or not finite, γ is outside 0 ≤ γ ≤ 1, or τ is not above 0
 * @see deck C
 */
export const stepDecay = ({ eta0, gamma, tau }: { eta0: number; gamma: number; tau: number }): Schedule => {
  requireWithin('eta0', eta0, 0)
  requireWithin('gamma', gamma, 0, 1)
  requirePositive('tau', tau)
  return schedule((t) => eta0 * gamma ** Math.floor(t / tau))
}
