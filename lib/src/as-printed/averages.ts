import { requireCount, requireFraction } from '../settings'

/**
 * The weights of s₁, s₂, s₃ in V₃ with deck E's slip for ρ = 0.98 (erratum 5). Its 0.0392 is what one gets by taking the
 * exponent of ρ² for a factor; the deck's other weights of s₁ are right.
 *
 * w₁ = 2ρ(1 − ρ),  w₂ = ρ(1 − ρ),  w₃ = 1 − ρ
 *
 * @throws RangeError when ρ is outside 0 ≤ ρ < 1
 * @see `averageWeights`, whose w₁ is ρ²(1 − ρ); deck E, “Exponentially weighted averages”
 */
export function asPrintedWeights(rho: number): number[] {
  requireFraction('rho', rho)
  return [2 * rho * (1 - rho), rho * (1 - rho), 1 - rho]
}

/**
 * The σ of parameter i at step t with deck A's sum taken at its word (erratum 22): i runs from 0 to t in it, so it goes
 * over the parameters of one step and not over the steps of one parameter. All parameters get the same σ, and where there
 * are fewer than t + 1 of them there is none: NaN.
 *
 * σ_t = √(Σ_{i = 0 … t} g_{t,i}² / (t + 1))
 *
 * @param gradients one gradient a step, from step 0 on: gradients[t][i]
 * @throws RangeError when t is not the number of one of the steps
 * @see `rmsScaled` for the sum over the steps; deck A, “Root Mean Square”
 */
export function asPrintedSigma(gradients: readonly (readonly number[])[], t: number): number {
  requireCount('t', t)
  if (t >= gradients.length)
    throw new RangeError(`t is ${t}; allowed: a step from 0 to ${gradients.length - 1}`)
  if (t >= gradients[t].length) return NaN
  const sum = gradients[t].slice(0, t + 1).reduce((total, slope) => total + slope * slope, 0)
  return Math.sqrt(sum / (t + 1))
}
