import type { Optimizer } from '../optimizers/optimizer'
import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction } from '../settings'

/**
 * Nesterov's method as deck C has it (erratum 24): the velocity is brought up to date, and θ never moves by it.
 *
 * u ← m u + η ∇f(θ − m u), and no θ ← θ − u
 *
 * @throws RangeError when η is negative, infinite or NaN, or m outside 0 ≤ m < 1
 * @see `nesterov` for the whole rule; deck C, “Mathematical Formulation of NAG”, with β for m
 */
export const asPrintedNesterov = ({ eta, m = 0.9 }: { eta: Rate; m?: number }): Optimizer<'u'> => {
  requireRate('eta', eta)
  requireFraction('m', m)
  return {
    name: 'Nesterov, as deck C prints it',
    columns: { u: 0 },
    lookAhead({ u }, offset) {
      for (let i = 0; i < u.length; i++) offset[i] = -m * u[i]
    },
    update(g, { u }, _theta, t) {
      const rate = at(eta, t)
      for (let i = 0; i < g.length; i++) u[i] = m * u[i] + rate * g[i]
    },
  }
}
