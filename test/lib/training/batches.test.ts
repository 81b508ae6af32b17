import { miniBatches, random, shuffle } from 'downhill'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const numbers = (n: number) => Array.from({ length: n }, (_, i) => i)
const sorted = (order: readonly number[]) => [...order].sort((a, b) => a - b)

describe('shuffle', () => {
  test('gives each of 0 … n − 1 once, the same for the same seed', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.integer(), (n, seed) => {
        const order = shuffle(n, random(seed))
        expect(sorted(order)).toEqual(numbers(n))
        expect(shuffle(n, random(seed))).toEqual(order)
      }),
    )
  })

  test('gives each of the 24 orders of four equally often', () => {
    const draw = random(11)
    const counts = new Map<string, number>()
    for (let k = 0; k < 24_000; k++) {
      const order = shuffle(4, draw).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(24)
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    expect(chiSquare).toBeLessThan(49.7) // 23 degrees of freedom: one fair shuffle in a thousand is above
  })

  test('by hand: draws of 0.5 swap 3 with 2, 2 with 1, 1 with 1', () => {
    expect(shuffle(4, () => 0.5)).toEqual([0, 3, 1, 2])
  })
})

describe('mini-batches', () => {
  test('hold each sample once an epoch, all of the given size but perhaps the last', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100 }), fc.integer({ min: 1, max: 40 }), fc.integer(), (n, size, seed) => {
        const batches = miniBatches(n, size, random(seed))
        expect(sorted(batches.flat())).toEqual(numbers(n))
        expect(batches.map((batch) => batch.length)).toEqual(
          numbers(Math.ceil(n / size)).map((k) => Math.min(size, n - k * size)),
        )
      }),
    )
  })

  test('are in order without a source of chance', () => {
    expect(miniBatches(5, 2)).toEqual([[0, 1], [2, 3], [4]])
  })

  test('are dealt anew from one source: no two epochs alike', () => {
    const draw = random(1)
    expect(miniBatches(50, 10, draw)).not.toEqual(miniBatches(50, 10, draw))
  })
})

test.each<[string, () => unknown, string]>([
  ['n = −1', () => shuffle(-1, random(1)), 'n is -1; allowed: a whole number, 0 or more'],
  ['n = 2.5', () => miniBatches(2.5, 1), 'n is 2.5; allowed: a whole number, 0 or more'],
  ['size = 0', () => miniBatches(3, 0), 'size is 0; allowed: a whole number, 1 or more'],
])('%s is refused by name', (_, attempt, message) => {
  expect(attempt).toThrow(new RangeError(message))
})
