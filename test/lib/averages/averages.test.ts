import {
  averageWeights,
  biasCorrection,
  exponentialFromZero,
  exponentialMovingAverage,
  simpleMovingAverage,
} from 'downhill'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 40 })
const rho = fc.double({ min: 0, max: 0.999, noNaN: true })

test('the simple average of the last k values looks only at the past', () => {
  expect(simpleMovingAverage([1, 2, 3, 4], 3)).toEqual([2, 3])
  expect(simpleMovingAverage([5], 1)).toEqual([5])
  expect(simpleMovingAverage([1, 2], 3)).toEqual([])
  expect(simpleMovingAverage([], 1)).toEqual([])
})

test('an exponential average keeps the first value, or starts from zero', () => {
  expect(exponentialMovingAverage([8, 4, 4], 0.5)).toEqual([8, 6, 5])
  expect(exponentialFromZero([8, 4, 4], 0.5)).toEqual([4, 4, 4])
  expect(exponentialMovingAverage([], 0.5)).toEqual([])
  expect(exponentialMovingAverage([3, 1, 2], 0)).toEqual([3, 1, 2])
})

test('bias correction repairs the start: a constant comes out as itself', () => {
  expect(biasCorrection([0.2, 0.38], 0.9)).toEqual([expect.closeTo(2), expect.closeTo(2)])
  fc.assert(
    fc.property(rho, fc.integer({ min: 1, max: 60 }), (r, n) => {
      for (const v of biasCorrection(exponentialFromZero(Array<number>(n).fill(7), r), r))
        expect(v).toBeCloseTo(7, 9)
    }),
  )
})

test('averages stay between the smallest and the largest value', () => {
  fc.assert(
    fc.property(values, rho, fc.integer({ min: 1, max: 10 }), (data, r, k) => {
      const [low, high] = [Math.min(...data) - 1e-9, Math.max(...data) + 1e-9]
      const all = [
        ...simpleMovingAverage(data, k),
        ...exponentialMovingAverage(data, r),
        ...biasCorrection(exponentialFromZero(data, r), r),
      ]
      for (const a of all) expect(low <= a && a <= high).toBe(true)
    }),
  )
})

test('the weights of the past give the average from zero, and sum to 1 − ρⁿ', () => {
  fc.assert(
    fc.property(values, rho, (data, r) => {
      const weights = averageWeights(r, data.length)
      const weighted = weights.reduce((sum, w, i) => sum + w * data[i], 0)
      expect(weighted).toBeCloseTo(exponentialFromZero(data, r).at(-1)!, 8)
      expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1 - r ** data.length, 12)
    }),
  )
  expect(averageWeights(0.5, 0)).toEqual([])
})

test.each([
  [() => simpleMovingAverage([1], 0), /k is 0; allowed: a whole number, 1 or more/],
  [() => simpleMovingAverage([1], 1.5), /k is 1.5/],
  [() => simpleMovingAverage([1, NaN], 1), /data\[1\] is NaN; allowed: finite numbers/],
  [() => exponentialMovingAverage([1], 1), /rho is 1; allowed: 0 ≤ rho < 1/],
  [() => exponentialFromZero([Infinity], 0.5), /data\[0\] is Infinity/],
  [() => averageWeights(-0.1, 3), /rho is -0.1/],
  [() => averageWeights(0.5, -1), /n is -1/],
  [() => biasCorrection([1], 1), /rho is 1/],
])('bad input is refused by name (%#)', (run, message) => {
  expect(run).toThrow(message)
})
