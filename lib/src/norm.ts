import { requireFinite } from './settings'

/**
 * The Lp norm: how large a vector is. p = 1 adds the sizes, p = 2 is the length, and p = ∞ takes the largest size.
 * It is computed relative to the largest entry, so that no power overflows.
 *
 * ‖x‖_p = (|x₁|ᵖ + … + |x_n|ᵖ)^(1/p),  ‖x‖_∞ = max |x_i|,  0 for an empty vector
 *
 * @param p 1 or more, or Infinity
 * @throws RangeError when p is below 1 or NaN, or an entry is not finite
 * @see deck C, on the way from Adam to AdaMax
 */
export function lpNorm(vector: ArrayLike<number>, p: number): number {
  if (!(p >= 1)) throw new RangeError(`p is ${p}; allowed: 1 or more, or Infinity`)
  requireFinite('vector', vector)
  const sizes = Array.from(vector, Math.abs)
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0)
  if (p === Infinity || largest === 0) return largest
  return largest * sizes.reduce((sum, size) => sum + (size / largest) ** p, 0) ** (1 / p)
}
