/**
 * A learning rate that warms up in a straight line to its peak, and then decays in a straight line to 0.
 *
 *   η_t = peak · (t + 1) / w           while t < w
 *   η_t = peak · (1 − (t − w) / d)     from t = w to t = w + d, where it comes to 0
 *   η_t = 0                            after that
 *
 * w stands for warmSteps, d for decaySteps. The first step, t = 0, has the rate peak / w already: with 0 it would not
 * move. The last step of the warm-up, t = w − 1, has the whole peak, and so has t = w, where the decay begins. w may
 * be 0: then there is no warm-up, and the decay begins at t = 0. Deck A has it in words. Give back a function that
 * tells the rate for any t. It may be asked for any t, in any order, and twice for the same:
 *
 *   const rate = warmUpDecay(0.8, 4, 8)
 *   rate(0)   gives  0.2
 *   rate(3)   gives  0.8
 *   rate(4)   gives  0.8
 *   rate(6)   gives  0.6
 *   rate(12)  gives  0
 *   rate(50)  gives  0
 *
 * @param peak the highest rate, 0 or more
 * @param warmSteps w, how many steps the warm-up takes: a whole number, 0 or more
 * @param decaySteps d, how many steps it takes from the peak to 0: a whole number, 1 or more
 * @returns a function of the step number t (0, 1, 2, …) that gives the rate η_t
 */
export function warmUpDecay(peak: number, warmSteps: number, decaySteps: number): (t: number) => number {
  throw new Error('not written yet')
}
