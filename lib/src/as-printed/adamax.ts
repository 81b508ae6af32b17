import type { Optimizer } from '../optimizers/optimizer'
import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction, requireWithin } from '../settings'

/**
 * AdaMax as deck C has it (erratum 12): Adam whose v averages the square of the largest slope of all parameters. So all
 * parameters share one rate, and one with small slopes hardly moves. Everything else is as in the deck's section on Adam.
 *
 * m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) ‖g‖∞²,  θ ← θ − η m̂ / (√v̂ + ε),  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ);
 * no move where √v̂ + ε is 0
 *
 * @throws RangeError when a setting is out of its range, by name
 * @see `adaMax` for the rule as published, u ← max(β₂ u, |g|) for each parameter; deck C, “Update Rule for Adam Max”
 */
export const asPrintedAdaMax = ({
  eta = 0.002,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: {
  eta?: Rate
  beta1?: number
  beta2?: number
  epsilon?: number
} = {}): Optimizer<'m' | 'v'> => {
  requireRate('eta', eta)
  requireFraction('beta1', beta1)
  requireFraction('beta2', beta2)
  requireWithin('epsilon', epsilon, 0)
  return {
    name: 'AdaMax, as deck C prints it',
    columns: { m: 0, v: 0 },
    update(g, { m, v }, theta, t) {
      const rate = at(eta, t) / (1 - beta1 ** (t + 1))
      const largest = g.reduce((norm, slope) => Math.max(norm, Math.abs(slope)), 0)
      for (let i = 0; i < g.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * largest * largest
        const below = Math.sqrt(v[i] / (1 - beta2 ** (t + 1))) + epsilon
        if (below > 0) theta[i] -= (rate * m[i]) / below
      }
    },
  }
}
