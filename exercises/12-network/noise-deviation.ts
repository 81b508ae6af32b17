/**
 * The standard deviation of the noise that is added to the gradients in step t.
 *
 *   g_t ← g_t + N(0, σ_t²)        σ_t² = η / (1 + t)^γ
 *
 * Deck B gives the variance σ_t², the mean of the squared noise; who draws the noise wants the deviation σ_t, its
 * root. It fades as training goes on. η is no learning rate here but the variance in the first step, t = 0. Usual is γ
 * = 0.55.
 *
 *   noiseDeviation(0.25, 1, 0)   gives  0.5
 *   noiseDeviation(36, 0.5, 15)  gives  3
 *
 * @param eta the variance η of the first noise, 0 or more
 * @param gamma γ, how fast the noise fades: 0 or more
 * @param t the number of the step: 0, 1, 2, …
 * @returns σ_t, 0 or more
 */
export function noiseDeviation(eta: number, gamma: number, t: number): number {
  throw new Error('not written yet')
}
