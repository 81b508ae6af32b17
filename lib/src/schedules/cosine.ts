import { requirePositive, requireWithin } from '../settings'
import type { Schedule } from './rate'
import { between, halfCosine, schedule } from './schedule'

/**
 * Cosine annealing: falls along half a cosine, slowly at both ends.
 *
 * η_t = low + ½(high − low)(1 + cos(πt/T)), with T for steps:
 * high at t = 0, half-way at t = T/2, low at t = T; what goes on after the end rises again, to high at t = 2T
 *
 * @throws RangeError when high is negative or not finite, low is outside 0 ≤ low ≤ high, or steps not above 0
 * @see Loshchilov and Hutter, 2017 (SGDR); deck C, with η_min, η_max and T_max
 */
export const cosine = ({ high, low = 0, steps }: { high: number; low?: number; steps: number }): Schedule => {
  requireWithin('high', high, 0)
  requireWithin('low', low, 0, high)
  requirePositive('steps', steps)
  return schedule((t) => between(low, high, halfCosine(t / steps)))
}
