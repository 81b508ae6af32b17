import { requirePositive, requireWithin } from '../settings'
import type { Schedule } from './rate'
import { schedule } from './schedule'

/**
 * Divides the rate by k after every p steps.
 *
 * η_t = η₀ / k^⌊t/p⌋: η₀ for t = 0 … p − 1, then η₀/k from t = p on, η₀/k² from t = 2p on
 *
 * @throws RangeError when η₀ is negative or not finite, p is not above 0, or k is below 1
 * @see deck E, whose loop divides where i mod p = 0; counted from i = 0 it would divide before the first step
 */
export const everyPSteps = ({ eta0, p, k }: { eta0: number; p: number; k: number }): Schedule => {
  requireWithin('eta0', eta0, 0)
  requirePositive('p', p)
  requireWithin('k', k, 1)
  return schedule((t) => eta0 / k ** Math.floor(t / p))
}
