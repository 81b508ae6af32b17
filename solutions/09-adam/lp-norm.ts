/**
 * The length of a vector in the L_p norm.
 *
 *   ‖v‖_p = (|v_1|^p + … + |v_n|^p)^(1/p)        p ≥ 1
 *   ‖v‖_∞ = the largest |v_i|                    p = Infinity
 *
 * p = 2 is the length with a ruler, p = 1 the way along the streets. The larger p is, the more the largest part outweighs
 * the others, until for p = Infinity nothing else counts: that is the norm inside AdaMax (deck C).
 *
 *   lpNorm([3, -4], 2)         gives  5
 *   lpNorm([3, -4], 1)         gives  7
 *   lpNorm([3, -4], Infinity)  gives  4
 *   lpNorm([3, -4], 1000)      gives  4 as well, to all digits
 *
 * The last one needs a thought: 4^1000 is larger than any number that the computer knows. Divide all parts by the largest
 * first, and multiply the norm by it in the end. The norm of [] and of [0, 0] is 0.
 *
 * @param vector the parts of v, none or more; it stays as it is
 * @param p 1 or more, perhaps Infinity
 * @returns the norm, 0 or more
 */
export function lpNorm(vector: number[], p: number): number {
  const largest = Math.max(0, ...vector.map(Math.abs))
  if (p === Infinity || largest === 0) return largest
  let sum = 0
  for (const part of vector) sum += (Math.abs(part) / largest) ** p
  return largest * sum ** (1 / p)
}
