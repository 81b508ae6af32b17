import { requireWithin } from '../settings'
import type { Schedule } from './rate'
import { schedule } from './schedule'

/**
 * Lets the rate fall by the same fraction at each step, λ large for a fast fall.
 *
 * η_t = η₀ e^(−λt): η₀ at t = 0, η₀/e at t = 1/λ, never 0
 *
 * @throws RangeError when η₀ or λ is negative or not finite
 * @see deck C
 */
export const naturalDecay = ({ eta0, lambda }: { eta0: number; lambda: number }): Schedule => {
  requireWithin('eta0', eta0, 0)
  requireWithin('lambda', lambda, 0)
  return schedule((t) => eta0 * Math.exp(-lambda * t))
}
