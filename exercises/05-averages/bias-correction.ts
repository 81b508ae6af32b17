/**
 * The exponential average from V_0 = 0, corrected for its start.
 *
 *   V_t = ρ · V_t−1 + (1 − ρ) · s_t        t = 1, 2, …, V_0 = 0
 *   corrected V_t = V_t / (1 − ρᵗ)
 *
 * The weights of s_1, …, s_t in V_t make 1 − ρᵗ together; divided by that they make 1, and the first corrected value is
 * s_1 itself. Only what is given back is corrected: the average goes on from V_t as it is (deck E). Deck D lets the
 * corrected value go on, which is one of its errata.
 *
 *   biasCorrection([3, 6, 12], 0.5)  gives  [3, 5, 9]     from V = 1.5, 3.75, 7.875
 *   biasCorrection([4, 9, 8], 0.25)  gives  [4, 8, 8]     from V = 3, 7.5, 7.875
 *
 * @param data the values s_1, s_2, …, oldest first, at least one; the list stays as it is
 * @param rho ρ, the share of the past that is kept, from 0 to below 1
 * @returns a new list of the corrected averages, oldest first
 */
export function biasCorrection(data: number[], rho: number): number[] {
  throw new Error('not written yet')
}
