import { defineExercise, several, uniform, type Case, type Random, type Wrong } from '../exercise'

type MiniBatches = (n: number, size: number, random: () => number) => number[][]
type Law = (answers: readonly number[][][], cases: readonly Case<MiniBatches>[]) => Wrong | undefined

const someSeed = (random: Random) => random.whole(0, 2 ** 32 - 1)
const deal = (n: number, size: number, random: Random): Case<MiniBatches> => ({
  given: [n, size, uniform(someSeed(random))],
})

/** The first case whose batches break a rule. */
const each =
  (rule: (batches: readonly number[][], n: number, size: number) => Omit<Wrong, 'index'> | undefined): Law =>
  (answers, cases) => {
    for (const [index, { given }] of cases.entries()) {
      const broken = rule(answers[index], given[0], given[1])
      if (broken) return { index, ...broken }
    }
    return undefined
  }

const onceEach = each((batches, n) => {
  const times = Array.from({ length: n }, () => 0)
  let stranger: number | undefined
  for (const index of batches.flat()) {
    if (Number.isInteger(index) && index >= 0 && index < n) times[index]++
    else stranger ??= index
  }
  const expected = 'once'
  const odd = times.findIndex((count) => count !== 1)
  if (odd >= 0)
    return { at: `the index ${odd}`, expected, actual: times[odd] === 0 ? 'never' : `${times[odd]} times` }
  return stranger === undefined
    ? undefined
    : { at: `the index ${stranger}`, expected: 'never', actual: 'there' }
})

/** How long the batches have to be. */
const lengths = (n: number, size: number) =>
  several(Math.ceil(n / size), () => size).map((full, i) => Math.min(full, n - i * size))

const rightSizes = each((batches, n, size) => {
  const [expected, actual] = [lengths(n, size), batches.map((batch) => batch.length)].map((one) =>
    one.join(', '),
  )
  return expected === actual ? undefined : { at: 'the sizes of the batches', expected, actual }
})

/**
 * Are all orders of n equally likely? Counts what came (whole orders, or each index at each place), and compares with
 * what chance makes of it. Each limit is such that of a thousand million right answers one would be above it.
 */
function evenly(
  what: string,
  limit: number,
  countsOf: (orders: readonly (readonly number[])[]) => {
    readonly counts: ReadonlyMap<string, number>
    readonly usual: number
    readonly chi2: number
  },
): Law {
  return (answers, cases) => {
    const broken = onceEach(answers, cases)
    if (broken) return broken
    const { counts, usual, chi2 } = countsOf(answers.map((batches) => batches.flat()))
    if (chi2 <= limit) return undefined
    const [name, times] = [...counts].sort(([, a], [, b]) => b - a)[0]
    return {
      index: 0,
      at: `${what} in ${answers.length} shuffles`,
      expected: `each about ${Math.round(usual)} times`,
      actual: `${name} came ${times} times`,
    }
  }
}

const count = (things: readonly string[]) => {
  const counts = new Map<string, number>()
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1)
  return counts
}

/** Σ (count − usual)² / usual, over `cells` of them. */
function unevenness(counts: ReadonlyMap<string, number>, usual: number, cells: number): number {
  const seen = [...counts.values()].reduce((sum, times) => sum + (times - usual) ** 2 / usual, 0)
  return seen + (cells - counts.size) * usual
}

/** χ² with 23 degrees of freedom. */
const evenOrders = evenly('the orders', 90, (orders) => {
  const counts = count(orders.map((order) => order.join(' ')))
  const usual = orders.length / 24
  return { counts, usual, chi2: unevenness(counts, usual, 24) }
})

/** χ² with 121 degrees of freedom: the rows and columns of the table add up to the number of shuffles. */
const evenPlaces = evenly('the places of each index', 240, (orders) => {
  const counts = count(
    orders.flatMap((order) => order.map((index, place) => `${index} at place ${place + 1}`)),
  )
  const usual = orders.length / 12
  return { counts, usual, chi2: (11 / 12) * unevenness(counts, usual, 144) }
})

/** Pairs of cases with the same random numbers. */
const sameAgain: Law = (answers) => {
  for (let i = 0; i + 1 < answers.length; i += 2) {
    const [expected, actual] = [answers[i], answers[i + 1]].map((one) => JSON.stringify(one))
    if (expected !== actual)
      return { index: i, at: 'called again with the same random numbers', expected, actual }
  }
  return undefined
}

const isOrdered = (batch: readonly number[]) =>
  batch.every((index, k) => k === 0 || index === batch[k - 1] + 1)

export const miniBatches = defineExercise<MiniBatches>({
  id: 'mini-batches',
  lesson: '04-batches',
  title: 'Shuffled mini-batches',
  prose: `One epoch in mini-batches: the indices 0 … n − 1 in an order of chance, cut into batches of the same size.

Before each epoch the samples are shuffled, so that every batch is a fair sample of the data (decks B and E). Every index
comes once; each order is as likely as any other; the last batch is shorter where size does not divide n.

  miniBatches(7, 3, random)  gives, for example,  [[4, 0, 6], [2, 5, 1], [3]]

Take chance from random alone: it gives a new number from 0 up to, but not including, 1 each time it is called, so
Math.floor(random() * k) is one of 0 … k − 1. With the same numbers from random come the same batches: a run can be
repeated. A shuffle that is fair: go from the last place to the first, and swap what is there with one of the places up
to and including it, drawn by chance.

@param n how many samples there are, 1 or more
@param size how many indices a batch holds, 1 or more, perhaps more than n
@param random gives a random number each time it is called
@returns the batches, each a list of indices`,
  signature: 'miniBatches(n: number, size: number, random: () => number): number[][]',
  shape: [['number']],
  reference: (n, size, random) => {
    const order = Array.from({ length: n }, (_, i) => i)
    for (let i = n - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      ;[order[i], order[j]] = [order[j], order[i]]
    }
    return Array.from({ length: Math.ceil(n / size) }, (_, k) => order.slice(k * size, (k + 1) * size))
  },
  checks: (random) => [
    {
      name: 'every index comes once',
      points: 2,
      cases: [
        deal(10, 3, random),
        ...several(12, () => deal(random.whole(13, 60), random.whole(2, 8), random)),
      ],
      law: onceEach,
    },
    {
      name: 'the batches have their size, the last one what is left',
      points: 2,
      cases: [
        deal(10, 5, random),
        deal(10, 4, random),
        ...several(12, () => deal(random.whole(13, 60), random.whole(2, 8), random)),
      ],
      law: rightSizes,
    },
    {
      name: 'each order is as likely as any other: 1,000 shuffles of four',
      points: 2,
      cases: several(1000, () => deal(4, 2, random)),
      law: evenOrders,
    },
    {
      name: 'each index is as likely at any place: 2,500 shuffles of twelve',
      points: 2,
      cases: several(2500, () => deal(12, 5, random)),
      law: evenPlaces,
    },
    {
      name: 'the same random numbers give the same batches',
      points: 1,
      cases: several(3, () => someSeed(random)).flatMap((seed) =>
        several(2, (): Case<MiniBatches> => ({ given: [64, 10, uniform(seed)] })),
      ),
      law: sameAgain,
    },
    {
      name: 'edges: one sample, batches of one, one batch for all',
      points: 1,
      edge: true,
      cases: [
        { ...deal(1, 1, random), byHand: [[0]] },
        deal(6, 1, random),
        deal(6, 6, random),
        deal(6, 10, random),
      ],
      law: (answers, cases) => onceEach(answers, cases) ?? rightSizes(answers, cases),
    },
  ],
  mistakes: [
    {
      id: 'no shuffle',
      says: 'The indices come in their own order, the same in every epoch; the batches should be made of a shuffled list.',
      slip: (n, size) =>
        Array.from({ length: Math.ceil(n / size) }, (_, k) =>
          Array.from({ length: Math.min(size, n - k * size) }, (_, i) => k * size + i),
        ),
    },
    {
      id: 'the short last batch is left out',
      says: 'Where size does not divide n, the samples that are left make a last, shorter batch; here they are lost.',
      slip: (n, size, random) => {
        const order = Array.from({ length: n }, (_, i) => i)
        for (let i = n - 1; i > 0; i--) {
          const j = Math.floor(random() * (i + 1))
          ;[order[i], order[j]] = [order[j], order[i]]
        }
        return Array.from({ length: Math.floor(n / size) }, (_, k) => order.slice(k * size, (k + 1) * size))
      },
      shows: (answers, cases) =>
        answers.every((batches, i) => {
          const [n, size] = cases[i].given
          return (
            batches.length === Math.floor(n / size) &&
            batches.every((batch) => batch.length === size) &&
            new Set(batches.flat()).size === batches.length * size
          )
        }),
    },
    {
      id: 'drawn with replacement',
      says: 'Each index is drawn from all n, so some come twice and others never; in one epoch every sample has its turn once.',
      slip: (n, size, random) =>
        Array.from({ length: Math.ceil(n / size) }, (_, k) =>
          Array.from({ length: Math.min(size, n - k * size) }, () => Math.floor(random() * n)),
        ),
      shows: (answers, cases) =>
        !rightSizes(answers, cases) &&
        answers.flat(2).every((index) => Number.isInteger(index) && index >= 0) &&
        answers.filter((batches) => new Set(batches.flat()).size < batches.flat().length).length >
          answers.length / 2,
    },
    {
      id: 'Math.random for random',
      says: 'The same numbers from random give other batches each time, so chance comes from somewhere else; take it from random, and a run can be repeated.',
      slip: (n, size) => {
        const order = Array.from({ length: n }, (_, i) => i)
        for (let i = n - 1; i > 0; i--) {
          const j = Math.floor(Math.random() * (i + 1))
          ;[order[i], order[j]] = [order[j], order[i]]
        }
        return Array.from({ length: Math.ceil(n / size) }, (_, k) => order.slice(k * size, (k + 1) * size))
      },
      shows: (answers, cases) =>
        sameAgain(
          answers.filter((_, i) => cases[i].given[0] === 64),
          [],
        ) !== undefined,
    },
    {
      id: 'the batches are shuffled, not the samples',
      says: 'Neighbours stay together: the list is cut first, and then only the batches change places. Shuffle the indices, then cut.',
      slip: (n, size, random) => {
        const batches = Array.from({ length: Math.ceil(n / size) }, (_, k) =>
          Array.from({ length: Math.min(size, n - k * size) }, (_, i) => k * size + i),
        )
        for (let i = batches.length - 1; i > 0; i--) {
          const j = Math.floor(random() * (i + 1))
          ;[batches[i], batches[j]] = [batches[j], batches[i]]
        }
        return batches
      },
      shows: (answers, cases) =>
        !onceEach(answers, cases) &&
        answers.every((batches, i) =>
          batches.every((batch) => batch[0] % cases[i].given[1] === 0 && isOrdered(batch)),
        ),
    },
    {
      id: 'a biased shuffle',
      says: 'Every index comes once, but some orders come more often than others. When the i-th place is swapped with any of all n places, or a list is sorted by chance, the chances do not divide evenly; swap it with one of the places up to and including i.',
      slip: (n, size, random) => {
        const order = Array.from({ length: n }, (_, i) => i)
        for (let i = 0; i < n; i++) {
          const j = Math.floor(random() * n)
          ;[order[i], order[j]] = [order[j], order[i]]
        }
        return Array.from({ length: Math.ceil(n / size) }, (_, k) => order.slice(k * size, (k + 1) * size))
      },
      shows: (answers, cases) => {
        const breaks = (law: Law, shuffled: number) => {
          const which = [...cases.keys()].filter((i) => cases[i].given[0] === shuffled)
          return law(
            which.map((i) => answers[i]),
            which.map((i) => cases[i]),
          )
        }
        return (
          !onceEach(answers, cases) &&
          !rightSizes(answers, cases) &&
          (breaks(evenOrders, 4) ?? breaks(evenPlaces, 12)) !== undefined
        )
      },
    },
    {
      id: 'counts from 1',
      says: 'The indices go from 1 to n; the first sample has the index 0, the last one n − 1.',
      slip: (n, size, random) => {
        const order = Array.from({ length: n }, (_, i) => i + 1)
        for (let i = n - 1; i > 0; i--) {
          const j = Math.floor(random() * (i + 1))
          ;[order[i], order[j]] = [order[j], order[i]]
        }
        return Array.from({ length: Math.ceil(n / size) }, (_, k) => order.slice(k * size, (k + 1) * size))
      },
      shows: (answers, cases) =>
        answers.every((batches, i) => {
          const indices = batches.flat()
          return indices.length === cases[i].given[0] && Math.min(...indices) === 1 && new Set(indices).size === Math.max(...indices)
        }),
    },
  ],
  otherRightAnswers: [
    (n, size, random) => {
      const left = Array.from({ length: n }, (_, i) => i)
      const batches: number[][] = []
      while (left.length > 0) {
        const batch: number[] = []
        while (batch.length < size && left.length > 0)
          batch.push(...left.splice(Math.floor(random() * left.length), 1))
        batches.push(batch)
      }
      return batches
    },
    (n, size, random) => {
      const keyed = Array.from({ length: n }, (_, index) => ({ index, key: random() }))
      const order = keyed.sort((a, b) => a.key - b.key).map(({ index }) => index)
      return order.reduce<number[][]>((batches, index, i) => {
        if (i % size === 0) batches.push([])
        batches[batches.length - 1].push(index)
        return batches
      }, [])
    },
    (n, size, random) => {
      // Each index is put in at a place of chance among those before it.
      const order: number[] = []
      for (let i = 0; i < n; i++) order.splice(Math.floor(random() * (i + 1)), 0, i)
      const cut = (rest: number[]): number[][] =>
        rest.length === 0 ? [] : [rest.slice(0, size), ...cut(rest.slice(size))]
      return cut(order)
    },
  ],
  hints: [
    'What has to be done first: cut the list into batches, or shuffle it? And how long is the last batch of 7 samples by threes?',
    'Make the list 0 … n − 1. For i from n − 1 down to 1, draw j from 0 … i by Math.floor(random() * (i + 1)), and swap the two places.',
    'Then cut: order.slice(start, start + size) for start = 0, size, 2 · size, … as long as start < n. The last slice is shorter by itself.',
  ],
})
