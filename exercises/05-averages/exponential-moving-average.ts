/**
 * The exponential moving average: each value is mixed into the average so far, which slowly forgets.
 *
 *   a_1 = s_1
 *   a_t = ρ · a_t−1 + (1 − ρ) · s_t        t = 2, 3, …
 *
 * ρ is the share of the past that is kept. The first value is kept as it is, so there are as many averages as values.
 * On the slide (deck E, ρ = 0.5) the values 3 8 6 5 1 7 9 0 8 4 begin with 3.0, 5.5, 5.8 (rounded), 5.4 (rounded):
 *
 *   exponentialMovingAverage([3, 8, 6, 5], 0.5)  gives  [3, 5.5, 5.75, 5.375]
 *
 * @param data the values s_1, s_2, …, oldest first, at least one; it stays as it is
 * @param rho ρ, from 0 to below 1; with 0 nothing of the past is kept
 * @returns a new list of the averages, oldest first
 */
export function exponentialMovingAverage(data: number[], rho: number): number[] {
  throw new Error('not written yet')
}
