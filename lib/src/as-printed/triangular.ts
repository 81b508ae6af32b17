import type { Schedule } from '../schedules/rate'
import { schedule } from '../schedules/schedule'
import type { Triangle } from '../schedules/triangular'
import { requirePositive, requireWithin } from '../settings'

/**
 * The triangular schedule as deck C has it (erratum 11), with ⌊T/μ⌋ for ⌊T/(2μ)⌋: it climbs once, falls from its highest
 * rate to its lowest at t = h, and stays there.
 *
 * η_t = low + (high − low) max(0, 1 − |t/h − 2⌊t/h⌋ − 1|), with h for halfCycle
 *
 * @throws RangeError when low is negative, high below low, one of them not finite, or halfCycle not above 0
 * @see `triangular` for the schedule of Smith, 2017; deck C, “Triangular Schedule”, with μ for h
 */
export const asPrintedTriangular = ({ low, high, halfCycle }: Triangle): Schedule => {
  requireWithin('low', low, 0)
  requireWithin('high', high, low)
  requirePositive('halfCycle', halfCycle)
  return schedule((t) => {
    const T = t / halfCycle
    return low + (high - low) * Math.max(0, 1 - Math.abs(T - 2 * Math.floor(T) - 1))
  })
}
