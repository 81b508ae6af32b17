import { requirePositive, requireWithin } from '../settings'
import { polynomial } from './polynomial'
import type { Schedule } from './rate'
import { warmUp } from './warm-up'

/**
 * Warm up, then decay: in a straight line up to the peak, and in a straight line down to 0.
 *
 * η_t = (t + 1)/w · peak while t < w, then (1 − (t − w)/d) · peak, and 0 from t = w + d on, with w for warmSteps and d for
 * decaySteps: peak/w at t = 0, peak at t = w − 1 and at the joint t = w
 *
 * @throws RangeError when peak is negative or not finite, warmSteps not a whole number of 0 or more, or decaySteps not
 * above 0
 * @see deck A, in words
 */
export const warmUpDecay = ({
  peak,
  warmSteps,
  decaySteps,
}: {
  peak: number
  warmSteps: number
  decaySteps: number
}): Schedule => {
  requireWithin('peak', peak, 0)
  requirePositive('decaySteps', decaySteps)
  return warmUp({ warmSteps, after: polynomial({ eta0: peak, steps: decaySteps }) })
}
