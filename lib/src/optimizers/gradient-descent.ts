import { at, requireRate, type Rate } from '../schedules/rate'
import type { Optimizer } from './optimizer'

/**
 * Plain gradient descent: a step against the slope.
 *
 * θ ← θ − η g
 *
 * @throws RangeError when η is negative, infinite or NaN
 * @see Cauchy, 1847; decks A, B, D, E
 */
export const gradientDescent = ({ eta }: { eta: Rate }): Optimizer<never> => {
  requireRate('eta', eta)
  return {
    name: 'gradient descent',
    settings: { eta },
    columns: {},
    update(g, _, theta, t) {
      const rate = at(eta, t)
      for (let i = 0; i < g.length; i++) theta[i] -= rate * g[i]
    },
  }
}
