/**
 * A learning rate that falls along half a cosine, jumps back up and falls again: cosine annealing with restarts.
 *
 *   η_t = low + ½ · (high − low) · (1 + cos(π · s / period))        t = 0, 1, 2, …
 *
 * s is the time since the last restart, s = t − period · ⌊t / period⌋, where ⌊ ⌋ rounds down. At every multiple of the
 * period s is 0 and the rate is high; from there it falls, slowly at first and slowly at last. It comes near to low,
 * and before it gets there the next period begins. Deck C has the formula with η_min, η_max and T_max, and the restart
 * in words. The period need not be whole. Give back a function that tells the rate for any t. It may be asked for any
 * t, in any order, and twice for the same:
 *
 *   const rate = cosineRestarts(1, 0.2, 6)
 *   rate(0)   gives  1
 *   rate(2)   gives  0.8
 *   rate(3)   gives  0.6
 *   rate(6)   gives  1
 *   rate(10)  gives  0.4
 *
 * @param high the rate at each restart
 * @param low the rate towards which it falls, from 0 to high
 * @param period how many steps there are from one restart to the next: above 0, perhaps a fraction
 * @returns a function of the step number t (0, 1, 2, …) that gives the rate η_t
 */
export function cosineRestarts(high: number, low: number, period: number): (t: number) => number {
  return (t) => {
    const since = t - period * Math.floor(t / period)
    return low + ((high - low) / 2) * (1 + Math.cos((Math.PI * since) / period))
  }
}
