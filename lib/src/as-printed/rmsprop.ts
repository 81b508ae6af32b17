import type { Optimizer } from '../optimizers/optimizer'
import { at, requireRate, type Rate } from '../schedules/rate'
import { requireFraction, requireWithin } from '../settings'

interface Settings {
  eta: Rate
  rho?: number
  epsilon?: number
}

/**
 * RMSProp as deck D starts it (erratum 19): σ₀ is the gradient with its sign, so that the first step is −η whatever the
 * slope, downhill or up. (The σ₂ by which the deck divides in the second step needs the gradient at θ₂, which that step
 * has yet to find; here it is σ₁, as in the deck's general line.)
 *
 * σ₀ = g₀, then σ ← √(ρ σ² + (1 − ρ) g² + ε);  θ ← θ − η g / σ;  no move where σ is 0
 *
 * @throws RangeError when η is negative, infinite or NaN, ρ outside 0 ≤ ρ < 1, or ε negative or not finite
 * @see `rmsProp` with `start: 'gradient'` for |g₀|; deck D, “RMSprop”, with α for η and β for ρ
 */
export const asPrintedRmsPropSigned = ({ eta, rho = 0.9, epsilon = 1e-8 }: Settings): Optimizer<'sigma'> => {
  requireRate('eta', eta)
  requireFraction('rho', rho)
  requireWithin('epsilon', epsilon, 0)
  return {
    name: 'RMSProp, as deck D prints it',
    columns: { sigma: 0 },
    update(g, { sigma }, theta, t) {
      const rate = at(eta, t)
      for (let i = 0; i < g.length; i++) {
        sigma[i] = t === 0 ? g[i] : Math.sqrt(rho * sigma[i] * sigma[i] + (1 - rho) * g[i] * g[i] + epsilon)
        if (sigma[i] !== 0) theta[i] -= (rate * g[i]) / sigma[i]
      }
    },
  }
}

/**
 * RMSProp as one slide of deck E has it (erratum 7): the root knows the newest gradient, the step still goes by the one
 * before it. There is none before the first, so the first step is 0.
 *
 * s ← ρ s + (1 − ρ) g²,  θ ← θ − η / √(s + ε) · (g of the step before);  no move where s + ε is 0
 *
 * @throws RangeError when η is negative, infinite or NaN, ρ outside 0 ≤ ρ < 1, or ε negative or not finite
 * @see `rmsProp` for the rule that the deck's other slides and its numbers have; deck E, “For square function”
 */
export const asPrintedRmsPropLate = ({
  eta,
  rho = 0.9,
  epsilon = 1e-7,
}: Settings): Optimizer<'s' | 'before'> => {
  requireRate('eta', eta)
  requireFraction('rho', rho)
  requireWithin('epsilon', epsilon, 0)
  return {
    name: 'RMSProp, as a slide of deck E prints it',
    columns: { s: 0, before: 0 },
    update(g, { s, before }, theta, t) {
      const rate = at(eta, t)
      for (let i = 0; i < g.length; i++) {
        s[i] = rho * s[i] + (1 - rho) * g[i] * g[i]
        if (s[i] + epsilon > 0) theta[i] -= (rate / Math.sqrt(s[i] + epsilon)) * before[i]
        before[i] = g[i]
      }
    },
  }
}
