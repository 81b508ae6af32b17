import {
  beale,
  centralDifference,
  forwardDifference,
  fromExpression,
  himmelblau,
  humps,
  numericalGradient,
  rosenbrock,
  square,
} from 'downhill'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const double = (min: number, max: number) => fc.double({ min, max, noNaN: true })

test('both differences are near the slope that mathjs derives, the central one nearer', () => {
  const f = fromExpression('sin(x) + x^3')
  fc.assert(
    fc.property(double(-3, 3), (x) => {
      const value = (at: number) => f.value(at)
      expect(Math.abs(centralDifference(value, x) - f.gradient(x))).toBeLessThan(1e-8)
      expect(Math.abs(forwardDifference(value, x) - f.gradient(x))).toBeLessThan(2e-6)
    }),
  )
})

test('the error grows towards both ends of h: with h² and h on the right, with 1/h on the left', () => {
  const error = (h: number, difference: typeof centralDifference) =>
    Math.abs(difference(Math.exp, 1, h) - Math.E)
  // Taylor: f‴h²/6 for the central difference, f″h/2 for the forward one.
  for (const h of [0.1, 0.01, 0.001]) {
    expect(error(h, centralDifference) / ((Math.E * h * h) / 6)).toBeCloseTo(1, 2)
    expect(error(h, forwardDifference) / ((Math.E * h) / 2)).toBeCloseTo(1, 1)
  }
  expect(error(1e-5, centralDifference)).toBeLessThan(1e-9)
  expect(error(1e-13, centralDifference)).toBeGreaterThan(1e-5)
  expect(error(1e-17, centralDifference)).toBe(Math.E)
})

test('hand arithmetic: x² at 3 with h = 0.5', () => {
  expect(centralDifference((x) => square.value(x), 3, 0.5)).toBe(6)
  expect(forwardDifference((x) => square.value(x), 3, 0.5)).toBe(6.5)
})

test('the numerical gradient is near the true one, and the point stays as it is', () => {
  for (const f of [rosenbrock, beale, himmelblau])
    fc.assert(
      fc.property(double(-2, 2), double(-2, 2), (x, y) => {
        const point = Object.freeze([x, y])
        const exact = f.gradient(point)
        numericalGradient((p) => f.value(p), point).forEach((g, i) => {
          expect(Math.abs(g - exact[i])).toBeLessThan(1e-5)
        })
      }),
    )
  expect(numericalGradient(([x]) => humps.value(x), [1])[0]).toBeCloseTo(humps.gradient(1), 8)
  expect(numericalGradient(() => 1, [])).toEqual([])
  expect(numericalGradient(([x, y]) => x * x * y, [3, 2], 0.5)).toEqual([12, 9])
})

test.each([0, -1, NaN, Infinity])('h = %d is refused by name', (h) => {
  const message = `h is ${h}; allowed: a finite number above 0`
  expect(() => centralDifference(Math.sin, 0, h)).toThrow(message)
  expect(() => forwardDifference(Math.sin, 0, h)).toThrow(message)
  expect(() => numericalGradient(() => 0, [0], h)).toThrow(message)
})

test('a point that is not finite is refused by name', () => {
  expect(() => numericalGradient(() => 0, [0, Infinity])).toThrow(
    'point[1] is Infinity; allowed: finite numbers',
  )
})
