import { lpNorm } from 'downhill'
import fc from 'fast-check'
import { norm } from 'mathjs'
import { expect, test } from 'vitest'

const double = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const vector = fc.array(double(-100, 100), { minLength: 1, maxLength: 8 })
const p = fc.oneof(double(1, 40), fc.constant(Infinity))

test('the norm is that of mathjs', () => {
  fc.assert(
    fc.property(vector, fc.oneof(double(1, 20), fc.constant(Infinity)), (x, p) => {
      // mathjs computes the powers as they are, and loses the small ones.
      const theirs = norm(x, p) as number
      expect(Math.abs(lpNorm(x, p) - theirs)).toBeLessThanOrEqual(1e-9 * Math.max(1, theirs))
    }),
  )
})

test('hand arithmetic', () => {
  expect(lpNorm([3, -4], 1)).toBe(7)
  expect(lpNorm([3, -4], 2)).toBeCloseTo(5, 14)
  expect(lpNorm([3, -4], 3)).toBeCloseTo(Math.cbrt(91), 14)
  expect(lpNorm([3, -4], Infinity)).toBe(4)
  expect(lpNorm([-2], 1.5)).toBe(2)
  expect(lpNorm([0, 0], 2)).toBe(0)
  expect(lpNorm([], 2)).toBe(0)
  expect(lpNorm(Float64Array.of(1, 1, 1, 1), 2)).toBe(2)
})

test('no power overflows or vanishes', () => {
  expect(lpNorm([1e200, 1e200], 2) / (Math.SQRT2 * 1e200)).toBeCloseTo(1, 12)
  expect(lpNorm([1e-200, 1e-200], 2) / (Math.SQRT2 * 1e-200)).toBeCloseTo(1, 12)
  expect(lpNorm([3, 5], 1000)).toBe(5)
  expect(lpNorm([5, 5], 1000)).toBeCloseTo(5 * 2 ** 0.001, 12)
})

test('it is a norm: it scales, it knows no signs, and the way round is never shorter', () => {
  fc.assert(
    fc.property(vector, p, double(-10, 10), (x, p, c) => {
      const size = lpNorm(x, p)
      expect(lpNorm(x.map((xi) => c * xi), p)).toBeCloseTo(Math.abs(c) * size, 8) // prettier-ignore
      expect(lpNorm(x.map(Math.abs), p)).toBe(size)
      const y = [...x].reverse()
      expect(lpNorm(x.map((xi, i) => xi + y[i]), p)).toBeLessThanOrEqual(2 * size * (1 + 1e-12)) // prettier-ignore
    }),
  )
})

test('a larger p gives a smaller norm, down to the largest entry', () => {
  fc.assert(
    fc.property(vector, double(1, 20), double(0, 20), (x, p, more) => {
      const largest = lpNorm(x, Infinity)
      expect(lpNorm(x, p + more)).toBeLessThanOrEqual(lpNorm(x, p) * (1 + 1e-12))
      expect(lpNorm(x, p)).toBeGreaterThanOrEqual(largest)
      expect(lpNorm(x, 1)).toBeLessThanOrEqual(x.length * largest * (1 + 1e-12))
    }),
  )
})

test.each([0.5, 0, -1, NaN])('p = %d is refused by name', (p) => {
  expect(() => lpNorm([1, 2], p)).toThrow(RangeError)
  expect(() => lpNorm([1, 2], p)).toThrow(`p is ${p}; allowed: 1 or more, or Infinity`)
})

test('an entry that is not finite is refused by its place', () => {
  expect(() => lpNorm([1, NaN], 2)).toThrow('vector[1] is NaN; allowed: finite numbers')
})
