import { normal, random } from 'downhill'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const take = (n: number, draw: () => number) => Array.from({ length: n }, draw)
const mean = (numbers: number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length

// Made from the words of numpy's RandomState (MT19937): low 26 bits of one, low 27 of the next.
test.each([
  [5489, [0.14231628679132657, 0.9706837940257024, 0.1271559596623283, 0.45605476309492243]],
  [0, [0.12406416194182224, 0.7721193584278794, 0.5768557109573459, 0.872523354173535]],
  [7, [0.883730639142549, 0.9148029268847597, 0.0581903949846726, 0.3017715152906931]],
])('seed %i gives the numbers of the Mersenne Twister', (seed, expected) => {
  expect(take(4, random(seed))).toEqual(expected)
})

test('any whole number is a seed, and the same seed gives the same numbers, 0 or more and less than 1', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (seed) => {
      const numbers = take(20, random(seed))
      expect(take(20, random(seed))).toEqual(numbers)
      expect(numbers.every((u) => u >= 0 && u < 1)).toBe(true)
    }),
  )
})

test('the first numbers of neighbouring seeds are spread as evenly as the numbers of one seed', () => {
  for (const numbers of [take(20_000, random(1)), Array.from({ length: 20_000 }, (_, s) => random(s)())]) {
    const counts = new Array<number>(20).fill(0)
    for (const u of numbers) counts[Math.floor(20 * u)]++
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    expect(chiSquare).toBeLessThan(43.8) // 19 degrees of freedom: one source of chance in a thousand is above
  }
})

test.each([NaN, Infinity, 1.5, 2 ** 53])('a seed of %d is refused by name', (seed) => {
  expect(() => random(seed)).toThrow(
    new RangeError(`seed is ${seed}; allowed: a whole number from −2⁵³ + 1 to 2⁵³ − 1`),
  )
})

describe('normal numbers', () => {
  const numbers = take(100_000, normal(random(3)))

  test('have mean 0, variance 1, no skew and the tails of N(0, 1)', () => {
    expect(mean(numbers)).toBeCloseTo(0, 1.9)
    expect(mean(numbers.map((z) => z ** 2))).toBeCloseTo(1, 1.5)
    expect(mean(numbers.map((z) => z ** 3))).toBeCloseTo(0, 1)
    expect(mean(numbers.map((z) => z ** 4))).toBeCloseTo(3, 0.9)
    expect(mean(numbers.map((z) => Number(Math.abs(z) < 1.96)))).toBeCloseTo(0.95, 2)
  })

  test('do not depend on the one before', () => {
    expect(mean(numbers.slice(1).map((z, i) => z * numbers[i]))).toBeCloseTo(0, 1.9)
  })

  test('are finite even where the source gives 0', () => {
    for (const z of take(
      2,
      normal(() => 0),
    ))
      expect(z).toBeCloseTo(0, 15)
    expect(normal(() => 1 - 2 ** -53)()).toBeCloseTo(Math.sqrt(106 * Math.LN2), 9)
  })
})
