import { requirePositive, requireWithin } from '../settings'
import type { Schedule } from './rate'
import { between, halfCosine, schedule } from './schedule'

/**
 * One cycle for a whole run: up from a moderate rate to a high one, and down to almost nothing, along half cosines.
 *
 * η_t goes from low at t = 0 to high at t = up, then to end at t = up + down, and stays there
 *
 * @param low by default high/25
 * @param end by default low/10,000
 * @throws RangeError when high or end is negative or not finite, low is outside 0 ≤ low ≤ high, or up or down not above 0
 * @see Smith and Topin, 2019 (super-convergence), in straight lines there; in half cosines as PyTorch has it
 */
export const oneCycle = ({
  high,
  low = high / 25,
  end = low / 1e4,
  up,
  down,
}: {
  high: number
  low?: number
  end?: number
  up: number
  down: number
}): Schedule => {
  requireWithin('high', high, 0)
  requireWithin('low', low, 0, high)
  requireWithin('end', end, 0)
  requirePositive('up', up)
  requirePositive('down', down)
  return schedule((t) =>
    t < up
      ? between(high, low, halfCosine(t / up))
      : between(end, high, halfCosine(Math.min(1, (t - up) / down))),
  )
}
