import { requireCount } from '../settings'
import { at, requireRate, type Rate, type Schedule } from './rate'
import { schedule } from './schedule'

/**
 * Leads up to any rate in a straight line, so that the first steps, when averages of the past hold little, stay small.
 *
 * η_t = (t + 1)/w · after(0) while t < w, then after(t − w), with w for warmSteps:
 * after(0)/w at t = 0, never 0; after(0) at t = w − 1 and again at the joint t = w; with w = 0 just `after`
 *
 * @param after the rate that follows, with its own t from 0
 * @throws RangeError when warmSteps is not a whole number of 0 or more, or `after` is negative or not finite
 * @see deck A, in words; Goyal and others, 2017
 */
export const warmUp = ({ warmSteps, after }: { warmSteps: number; after: Rate }): Schedule => {
  requireCount('warmSteps', warmSteps)
  requireRate('after', after)
  return schedule((t) =>
    t < warmSteps ? at(after, 0) * Math.min(1, (t + 1) / warmSteps) : at(after, t - warmSteps),
  )
}
