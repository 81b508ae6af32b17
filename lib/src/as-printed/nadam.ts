import type { Optimizer } from '../optimizers/optimizer'
import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction, requireWithin } from '../settings'

/**
 * NAdam as deck C has it (erratum 13): the velocity u carries η already and is multiplied by η once more, and nothing is
 * corrected. For a small η the velocity all but vanishes from the step. The deck's ∇L(θ − βu) and ∇L are both taken
 * ahead here, at θ − βu, and its β and β₁ are one.
 *
 * u ← β₁ u + η g,  v ← β₂ v + (1 − β₂) g²,  θ ← θ − η / (√v + ε) · (β₁ u + (1 − β₁) g);  no move where √v + ε is 0
 *
 * @throws RangeError when a setting is out of its range, by name
 * @see `nadam` for the rule as published; deck C, “Modified NAG Equations”
 */
export const asPrintedNadam = ({
  eta = 0.001,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: {
  eta?: Rate
  beta1?: number
  beta2?: number
  epsilon?: number
} = {}): Optimizer<'u' | 'v'> => {
  requireRate('eta', eta)
  requireFraction('beta1', beta1)
  requireFraction('beta2', beta2)
  requireWithin('epsilon', epsilon, 0)
  return {
    name: 'NAdam, as deck C prints it',
    columns: { u: 0, v: 0 },
    lookAhead({ u }, offset) {
      for (let i = 0; i < u.length; i++) offset[i] = -beta1 * u[i]
    },
    update(g, { u, v }, theta, t) {
      const rate = at(eta, t)
      for (let i = 0; i < g.length; i++) {
        u[i] = beta1 * u[i] + rate * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i]
        const below = Math.sqrt(v[i]) + epsilon
        if (below > 0) theta[i] -= (rate / below) * (beta1 * u[i] + (1 - beta1) * g[i])
      }
    },
  }
}
