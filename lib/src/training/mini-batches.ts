import { requireCount } from '../settings'
import { shuffle } from './shuffle'

/**
 * Deals n samples, numbered 0 … n − 1, into mini-batches of `size` (the last one perhaps smaller): one epoch, each sample
 * once. Shuffled by `random`; in order without it.
 *
 * @throws RangeError when n is not a whole number of 0 or more, or size not one of 1 or more
 * @see decks B and E
 */
export function miniBatches(n: number, size: number, random?: () => number): number[][] {
  requireCount('n', n)
  requireCount('size', size, 1)
  const order = random ? shuffle(n, random) : Array.from({ length: n }, (_, i) => i)
  return Array.from({ length: Math.ceil(n / size) }, (_, k) => order.slice(k * size, (k + 1) * size))
}

/** Mini-batches without end, epoch after epoch, each epoch shuffled anew. */
export function* endlessBatches(n: number, size: number, random: () => number): Generator<number[], never> {
  for (;;) yield* miniBatches(n, size, random)
}
