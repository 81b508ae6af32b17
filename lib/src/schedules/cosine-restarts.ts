import { requirePositive, requireWithin } from '../settings'
import type { Schedule } from './rate'
import { between, halfCosine, schedule } from './schedule'

/**
 * Cosine annealing with warm restarts: falls along half a cosine, jumps back up, and falls again, each time `growth`
 * times as long as before.
 *
 * η_t = low + ½(high − low)(1 + cos(πs/T)), s steps after the last restart, in a period of T:
 * high at t = 0, period, period (1 + growth), … ; low is what each period would reach at its end, where the next begins
 *
 * @throws RangeError when high is negative or not finite, low is outside 0 ≤ low ≤ high, period not above 0, or growth below 1
 * @see Loshchilov and Hutter, 2017 (SGDR), with T₀ for period and T_mult for growth; deck C, in words
 */
export const cosineRestarts = ({
  high,
  low = 0,
  period,
  growth = 1,
}: {
  high: number
  low?: number
  period: number
  growth?: number
}): Schedule => {
  requireWithin('high', high, 0)
  requireWithin('low', low, 0, high)
  requirePositive('period', period)
  requireWithin('growth', growth, 1)
  return schedule((t) => {
    if (growth === 1) return between(low, high, halfCosine((t % period) / period))
    let [since, length] = [t, period]
    while (since >= length) [since, length] = [since - length, length * growth]
    return between(low, high, halfCosine(since / length))
  })
}
