/**
 * A learning rate that goes up and down between two rates, in straight lines, again and again.
 *
 *   η_t = low + (high − low) · (1 − |t / h − 2 · ⌊t / (2h)⌋ − 1|)        t = 0, 1, 2, …
 *
 * h stands for halfCycle, the time from low to high: the rate is low at t = 0, high at t = h, low again at t = 2h,
 * where the next cycle begins. ⌊ ⌋ rounds down, | | takes the sign away. Deck C has μ for h and ⌊t / μ⌋, and its rate
 * never comes up a second time. h need not be whole: with h = 2.5 the highest rate lies between two steps. Give back a
 * function that tells the rate for any t. It may be asked for any t, in any order, and twice for the same:
 *
 *   const rate = triangular(0.2, 1, 4)
 *   rate(0)   gives  0.2
 *   rate(4)   gives  1
 *   rate(7)   gives  0.4
 *   rate(10)  gives  0.6
 *
 * @param low the lowest rate, 0 or more
 * @param high the highest rate, low or more
 * @param halfCycle h, how many steps it takes from low to high: above 0, perhaps a fraction
 * @returns a function of the step number t (0, 1, 2, …) that gives the rate η_t
 */
export function triangular(low: number, high: number, halfCycle: number): (t: number) => number {
  throw new Error('not written yet')
}
