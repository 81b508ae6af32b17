import type { Optimizer } from '../optimizers/optimizer'
import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction, requirePositive } from '../settings'

interface Settings {
  rho?: number
  epsilon?: number
}

function checked({ rho = 0.95, epsilon = 1e-6 }: Settings): Required<Settings> {
  requireFraction('rho', rho)
  requirePositive('epsilon', epsilon)
  return { rho, epsilon }
}

/**
 * Adadelta in the order of deck C's workflow (erratum 14): the velocity is updated first, from the current gradient,
 * as the workflow says, and the step comes after it. u and v are then the same average, their ratio is 1, and what is
 * left is plain descent with η = 1.
 *
 * v ← ρ v + (1 − ρ) g²,  u ← ρ u + (1 − ρ) g²,  θ ← θ − √(u + ε) / √(v + ε) · g
 *
 * @throws RangeError when ρ is outside 0 ≤ ρ < 1, or ε is not above 0
 * @see `adadelta` for the order as published; deck C, “Algorithm Workflow”, with β for ρ
 */
export const asPrintedAdadeltaWorkflow = (settings: Settings = {}): Optimizer<'u' | 'v'> => {
  const { rho, epsilon } = checked(settings)
  return {
    name: 'Adadelta, in the order of deck C',
    columns: { u: 0, v: 0 },
    update(g, { u, v }, theta) {
      for (let i = 0; i < g.length; i++) {
        v[i] = rho * v[i] + (1 - rho) * g[i] * g[i]
        u[i] = rho * u[i] + (1 - rho) * g[i] * g[i]
        theta[i] -= Math.sqrt((u[i] + epsilon) / (v[i] + epsilon)) * g[i]
      }
    },
  }
}

/**
 * Adadelta with the rate of deck C's section on schedules (erratum 15): squared gradients stand above and below, one step
 * apart. The ratio is near 1 and without a unit, so that this too is plain descent with η of about 1.
 *
 * v ← ρ v + (1 − ρ) g²,  θ ← θ − √((v before + ε) / (v + ε)) · g
 *
 * @throws RangeError when ρ is outside 0 ≤ ρ < 1, or ε is not above 0
 * @see `adadelta` for the rate as published; deck C, “ADA Delta”
 */
export const asPrintedAdadeltaRate = (settings: Settings = {}): Optimizer<'v'> => {
  const { rho, epsilon } = checked(settings)
  return {
    name: 'Adadelta, with the rate of deck C',
    columns: { v: 0 },
    update(g, { v }, theta) {
      for (let i = 0; i < g.length; i++) {
        const before = v[i]
        v[i] = rho * before + (1 - rho) * g[i] * g[i]
        theta[i] -= Math.sqrt((before + epsilon) / (v[i] + epsilon)) * g[i]
      }
    },
  }
}

/**
 * Adadelta as deck D starts it (erratum 21): the first step divides by a root over nothing but ε, because no gradient has
 * been accumulated yet, and neither this gradient nor this step is accumulated later. From the second step on it is
 * Adadelta.
 *
 * first step: θ ← θ − η / √(v + ε) · g with v = 0
 * then: v ← ρ v + (1 − ρ) g²,  Δ = −√(u + ε) / √(v + ε) · g,  θ ← θ + Δ,  u ← ρ u + (1 − ρ) Δ²
 *
 * @throws RangeError when η is negative, infinite or NaN, ρ outside 0 ≤ ρ < 1, or ε is not above 0
 * @see `adadelta` for the rule as published; deck D, “Adadelta”, with α for η
 */
export const asPrintedAdadeltaStart = ({
  eta,
  ...settings
}: Settings & { eta: Rate }): Optimizer<'u' | 'v'> => {
  requireRate('eta', eta)
  const { rho, epsilon } = checked(settings)
  return {
    name: 'Adadelta, as deck D starts it',
    columns: { u: 0, v: 0 },
    update(g, { u, v }, theta, t) {
      for (let i = 0; i < g.length; i++) {
        if (t > 0) v[i] = rho * v[i] + (1 - rho) * g[i] * g[i]
        const above = t === 0 ? at(eta, 0) : Math.sqrt(u[i] + epsilon)
        const step = (-above / Math.sqrt(v[i] + epsilon)) * g[i]
        if (t > 0) u[i] = rho * u[i] + (1 - rho) * step * step
        theta[i] += step
      }
    },
  }
}
