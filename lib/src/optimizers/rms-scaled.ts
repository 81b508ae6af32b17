import { at, requireRate, type Rate } from '../schedules/rate'
import type { Optimizer } from './optimizer'

/**
 * RMS-scaled descent: every parameter steps by its slope in units of the root mean square of all its slopes so far.
 * It is Adagrad with the mean in place of the sum, which is Adagrad with the rate η √(t + 1).
 *
 * s ← s + g²,  θ ← θ − η g / √(s / (t + 1))
 *
 * A parameter whose slope has been 0 all along is not moved.
 *
 * @throws RangeError when η is negative, infinite or NaN
 * @see deck A
 */
export const rmsScaled = ({ eta }: { eta: Rate }): Optimizer<'s'> => {
  requireRate('eta', eta)
  return {
    name: 'RMS-scaled descent',
    settings: { eta },
    columns: { s: 0 },
    update(g, { s }, theta, t) {
      const rate = at(eta, t)
      const share = 1 / (t + 1)
      for (let i = 0; i < g.length; i++) {
        const gi = g[i]
        const sum = (s[i] += gi ** 2)
        const sigma = Math.sqrt(share * sum)
        if (sigma !== 0) theta[i] -= (rate * gi) / sigma
      }
    },
  }
}
