/**
 * One epoch in mini-batches: the indices 0 … n − 1 in an order of chance, cut into batches of the same size.
 *
 * Before each epoch the samples are shuffled, so that every batch is a fair sample of the data (decks B and E). Every index
 * comes once; each order is as likely as any other; the last batch is shorter where size does not divide n.
 *
 *   miniBatches(7, 3, random)  gives, for example,  [[4, 0, 6], [2, 5, 1], [3]]
 *
 * Take chance from random alone: it gives a new number from 0 up to, but not including, 1 each time it is called, so
 * Math.floor(random() * k) is one of 0 … k − 1. With the same numbers from random come the same batches: a run can be
 * repeated. A shuffle that is fair: go from the last place to the first, and swap what is there with one of the places up
 * to and including it, drawn by chance.
 *
 * @param n how many samples there are, 1 or more
 * @param size how many indices a batch holds, 1 or more, perhaps more than n
 * @param random gives a random number each time it is called
 * @returns the batches, each a list of indices
 */
export function miniBatches(n: number, size: number, random: () => number): number[][] {
  const order = Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const there = order[j]
    order[j] = order[i]
    order[i] = there
  }
  const batches: number[][] = []
  for (let start = 0; start < n; start += size) batches.push(order.slice(start, start + size))
  return batches
}
