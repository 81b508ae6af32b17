import { requirePositive, requireWithin } from '../settings'
import type { Schedule } from './rate'
import { between, schedule } from './schedule'

/** What the triangular schedules need: the two rates between which they go, and the steps from one to the other. */
export interface Triangle {
  low: number
  high: number
  halfCycle: number
}

/**
 * Goes up and down between two rates in straight lines.
 *
 * η_t = low + (high − low)(1 − |t/h − 2⌊t/2h⌋ − 1|), with h for halfCycle:
 * low at t = 0, high at t = h, low at t = 2h, where the next cycle begins
 *
 * @throws RangeError when high is negative or not finite, low is outside 0 ≤ low ≤ high, or halfCycle not above 0
 * @see Smith, 2017 (cyclical learning rates); deck C, with η_min, η_max and μ for h, where a slip stops it after h
 */
export const triangular = ({ low, high, halfCycle }: Triangle): Schedule => {
  requireTriangle({ low, high, halfCycle })
  return schedule((t) => between(low, high, height(t / halfCycle)))
}

/**
 * Like `triangular`, with half the height in each cycle after the first.
 *
 * η_t = low + (high − low)(1 − |t/h − 2⌊t/2h⌋ − 1|) / 2^⌊t/2h⌋, with h for halfCycle:
 * low at t = 0, high at t = h, low at t = 2h, half-way to high at t = 3h
 *
 * @throws RangeError as `triangular` does
 * @see Smith, 2017 (cyclical learning rates)
 */
export const triangular2 = ({ low, high, halfCycle }: Triangle): Schedule => {
  requireTriangle({ low, high, halfCycle })
  return schedule((t) => between(low, high, height(t / halfCycle) / 2 ** Math.floor(t / (2 * halfCycle))))
}

/** The triangle itself, after a number of half cycles: 0 at 0, 1 at 1, 0 at 2. */
const height = (halfCycles: number) => 1 - Math.abs((halfCycles % 2) - 1)

function requireTriangle({ low, high, halfCycle }: Triangle): void {
  requireWithin('high', high, 0)
  requireWithin('low', low, 0, high)
  requirePositive('halfCycle', halfCycle)
}
