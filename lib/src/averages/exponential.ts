import { requireFinite, requireFraction } from '../settings'

/** V_t = ρ V_{t−1} + (1 − ρ) s_t, from a given V before the first of `data`. */
function average(data: readonly number[], rho: number, before: number): number[] {
  let v = before
  return data.map((s) => (v = rho * v + (1 - rho) * s))
}

/**
 * The exponential moving average that keeps the first value: one average a value.
 *
 * EMA₁ = s₁,  EMA_t = ρ EMA_{t−1} + (1 − ρ) s_t
 *
 * @throws RangeError when ρ is outside 0 ≤ ρ < 1, or data are not finite
 * @see deck E
 */
export function exponentialMovingAverage(data: readonly number[], rho: number): number[] {
  requireFraction('rho', rho)
  requireFinite('data', data)
  return data.length === 0 ? [] : [data[0], ...average(data.slice(1), rho, data[0])]
}

/**
 * The exponentially weighted average that starts from V₀ = 0, and is therefore too small at first.
 *
 * V_t = ρ V_{t−1} + (1 − ρ) s_t
 *
 * @throws RangeError when ρ is outside 0 ≤ ρ < 1, or data are not finite
 * @see deck E
 */
export function exponentialFromZero(data: readonly number[], rho: number): number[] {
  requireFraction('rho', rho)
  requireFinite('data', data)
  return average(data, rho, 0)
}
