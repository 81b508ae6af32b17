import { requirePositive, requireWithin } from '../settings'
import type { Schedule } from './rate'
import { between, schedule } from './schedule'

/**
 * Leads from one rate to another along a power of the time that is left: in a straight line with power 1, and with a
 * larger power fast at first and slowly at last.
 *
 * η_t = end + (η₀ − end)(1 − t/T)^power, with T for steps: η₀ at t = 0, end from t = T on; `end` may be above η₀
 *
 * @throws RangeError when η₀ or end is negative or not finite, or steps or power is not above 0
 * @see Chen and others (DeepLab), 2017, with power 0.9
 */
export const polynomial = ({
  eta0,
  end = 0,
  steps,
  power = 1,
}: {
  eta0: number
  end?: number
  steps: number
  power?: number
}): Schedule => {
  requireWithin('eta0', eta0, 0)
  requireWithin('end', end, 0)
  requirePositive('steps', steps)
  requirePositive('power', power)
  return schedule((t) => between(end, eta0, Math.max(0, 1 - t / steps) ** power))
}
