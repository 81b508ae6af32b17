import { adam } from '../optimizers/adam'
import type { Optimizer } from '../optimizers/optimizer'
import { at, requireRate } from '../schedules/rate'
import { requireFraction, requireWithin } from '../settings'

type Settings = Pick<NonNullable<Parameters<typeof adam>[0]>, 'eta' | 'beta1' | 'beta2' | 'epsilon'>

function checked({ eta = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: Settings): Required<Settings> {
  requireRate('eta', eta)
  requireFraction('beta1', beta1)
  requireFraction('beta2', beta2)
  requireWithin('epsilon', epsilon, 0)
  return { eta, beta1, beta2, epsilon }
}

/**
 * Adam as deck C's section on schedules has it: its averages start at 0 and nothing corrects them (erratum 18). At first
 * m is 10 times too small and, with β₂ = 0.999, the root 31.6 times, so that the first step is 3.16 times η.
 *
 * m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  θ ← θ − η m / √(v + ε)
 *
 * @throws RangeError when a setting is out of its range, by name
 * @see `adam` for the rule as published; deck C, “Adaptive Learning Rate Schemes”, with u for m
 */
export const asPrintedAdamUncorrected = (settings: Settings = {}): Optimizer<'m' | 'v'> => ({
  ...adam({ ...settings, inRoot: true, corrected: false }),
  name: 'Adam, as deck C prints it',
})

/**
 * Adam as deck E's last formula has it: m is corrected and v is not (erratum 23), so that the first step is 1 / √(1 − β₂)
 * times η, 31.6 times with β₂ = 0.999.
 *
 * m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  θ ← θ − η / √(v + ε) · m / (1 − β₁ᵗ); no move where v + ε is 0
 *
 * @throws RangeError when a setting is out of its range, by name
 * @see `adam` for the rule as published; deck E, “What about RMSProp+Momentum”
 */
export const asPrintedAdamHalfCorrected = (settings: Settings = {}): Optimizer<'m' | 'v'> => {
  const { eta, beta1, beta2, epsilon } = checked(settings)
  return {
    name: 'Adam, as deck E prints it',
    columns: { m: 0, v: 0 },
    update(g, { m, v }, theta, t) {
      const rate = at(eta, t) / (1 - beta1 ** (t + 1))
      for (let i = 0; i < g.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i]
        v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i]
        const root = Math.sqrt(v[i] + epsilon)
        if (root > 0) theta[i] -= (rate * m[i]) / root
      }
    },
  }
}

/**
 * Adam as deck D unrolls it: the corrected moments go into the next step's averages and are corrected there once more
 * (erratum 20). v grows without end, and the steps die away. The correction has the exponents 1 and 2 at the first two
 * steps and, by the deck's general line, t − 1 at every later step t.
 *
 * m ← (β₁ m + (1 − β₁) g) / (1 − β₁ᵏ),  v ← (β₂ v + (1 − β₂) g²) / (1 − β₂ᵏ),  θ ← θ − η m / (√v + ε),
 * k = 1, 2, 2, 3, 4, …; no move where √v + ε is 0
 *
 * @throws RangeError when a setting is out of its range, by name
 * @see `adam` for the rule as published; deck D, “Adam(RMSprop+Momentum)”, with σ for m and α for η
 */
export const asPrintedAdamFedBack = (settings: Settings = {}): Optimizer<'m' | 'v'> => {
  const { eta, beta1, beta2, epsilon } = checked(settings)
  return {
    name: 'Adam, as deck D prints it',
    columns: { m: 0, v: 0 },
    update(g, { m, v }, theta, t) {
      const rate = at(eta, t)
      const k = t < 2 ? t + 1 : t
      for (let i = 0; i < g.length; i++) {
        m[i] = (beta1 * m[i] + (1 - beta1) * g[i]) / (1 - beta1 ** k)
        v[i] = (beta2 * v[i] + (1 - beta2) * g[i] * g[i]) / (1 - beta2 ** k)
        const below = Math.sqrt(v[i]) + epsilon
        if (below > 0) theta[i] -= (rate * m[i]) / below
      }
    },
  }
}
