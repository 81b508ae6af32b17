/**
 * The weights of s_1, …, s_n in the exponential average V_n that starts from V_0 = 0.
 *
 *   V_t = ρ · V_t−1 + (1 − ρ) · s_t
 *   V_n = w_1 · s_1 + w_2 · s_2 + … + w_n · s_n
 *
 * Put the first line into itself until only the values are left, and the weights stand before them: the newest value has
 * 1 − ρ, and each older one ρ times the weight of the one after it. Together they make 1 − ρⁿ, not 1: what is missing is
 * the weight of the 0 at the start. On the slide (deck E) n = 3, with ρ = 0.5, 0.9 and 0.98; there the first weight for
 * ρ = 0.98 is misprinted as 0.0392, it is 0.0192.
 *
 *   averageWeights(0.5, 3)  gives  [0.125, 0.25, 0.5]
 *   averageWeights(0.9, 3)  gives  [0.081, 0.09, 0.1]
 *   averageWeights(0.9, 0)  gives  []
 *
 * @param rho ρ, the share of the past that is kept, from 0 to below 1
 * @param n how many values there are, 0 or more
 * @returns the weights w_1, …, w_n: that of the oldest value first
 */
export function averageWeights(rho: number, n: number): number[] {
  throw new Error('not written yet')
}
