import { requireCount } from '../settings'

/**
 * The numbers 0 … n − 1 in an order drawn by chance, each of the n! orders equally likely.
 *
 * From the back: place i swaps with one of the places 0 … i.
 *
 * @throws RangeError when n is not a whole number of 0 or more
 * @see Fisher and Yates, 1938, in the form of Durstenfeld, 1964
 */
export function shuffle(n: number, random: () => number): number[] {
  requireCount('n', n)
  const order = Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return order
}
