import { requireCount } from '../settings'
import { at, requireRate, type Rate, type Schedule } from './rate'
import { schedule } from './schedule'

/**
 * Stays at the first value of any rate for a while, before that rate sets out.
 *
 * η_t = after(0) while t < h, then after(t − h), with h for holdSteps; with h = 0 just `after`
 *
 * @param after the rate that follows, with its own t from 0
 * @throws RangeError when holdSteps is not a whole number of 0 or more, or `after` is negative or not finite
 * @see Hu and others, 2024 (warm-up, stable, decay)
 */
export const hold = ({ holdSteps, after }: { holdSteps: number; after: Rate }): Schedule => {
  requireCount('holdSteps', holdSteps)
  requireRate('after', after)
  return schedule((t) => at(after, Math.max(0, t - holdSteps)))
}
