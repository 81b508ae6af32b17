/**
 * A learning rate that stays as it is for τ steps, and is then multiplied by γ, again and again.
 *
 *   η_t = η₀ · γ^⌊t / τ⌋        t = 0, 1, 2, …
 *
 * ⌊ ⌋ rounds down: for t = 0 … τ − 1 it is 0, for t = τ … 2τ − 1 it is 1 (deck C). Give back a function that tells the rate
 * for any t. It may be asked for any t, in any order, and twice for the same:
 *
 *   const rate = stepDecay(0.8, 0.5, 10)
 *   rate(0)   gives  0.8
 *   rate(9)   gives  0.8
 *   rate(10)  gives  0.4
 *   rate(25)  gives  0.2
 *
 * @param eta0 the rate η₀ at the start
 * @param gamma γ, what is left of the rate after each stair, from 0 to 1
 * @param tau τ, how many steps a stair is long: a whole number, 1 or more
 * @returns a function of the step number t (0, 1, 2, …) that gives the rate η_t
 */
export function stepDecay(eta0: number, gamma: number, tau: number): (t: number) => number {
  throw new Error('not written yet')
}
