import { requirePositive, requireWithin } from '../settings'
import type { Schedule } from './rate'
import { schedule } from './schedule'

/**
 * Multiplies the rate by λ within every k steps, a little at each step. It is `naturalDecay` with −ln(λ)/k for its λ.
 *
 * η_t = η₀ λ^(t/k): η₀ at t = 0, λη₀ at t = k, never 0
 *
 * @throws RangeError when η₀ is negative or not finite, λ is outside 0 ≤ λ ≤ 1, or k is not above 0
 * @see deck E, with s for t
 */
export const exponentialDecay = ({
  eta0,
  lambda,
  k = 1,
}: {
  eta0: number
  lambda: number
  k?: number
}): Schedule => {
  requireWithin('eta0', eta0, 0)
  requireWithin('lambda', lambda, 0, 1)
  requirePositive('k', k)
  return schedule((t) => eta0 * lambda ** (t / k))
}
