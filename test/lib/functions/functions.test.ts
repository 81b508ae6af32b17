import { bowl, composite, fromExpression, humps, logSquare, nineSquare, square, twentySquare } from 'downhill'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const double = (min: number, max: number) => fc.double({ min, max, noNaN: true })

describe.each([
  [square, fromExpression('x^2')],
  [nineSquare, fromExpression('9x^2')],
  [twentySquare, fromExpression('20x^2')],
  [logSquare, fromExpression('log(x^2)')],
  [composite, fromExpression('(x^2 + 2x)^2')],
  [humps, fromExpression('x^2 - 2.5cos(2x)')],
])('$name', (f, symbolic) => {
  test('has the value and the gradient that mathjs derives', () => {
    fc.assert(
      fc.property(double(0.01, 50), fc.boolean(), (size, negative) => {
        const x = negative ? -size : size
        const close = (ours: number, theirs: number) => {
          expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(theirs)) * 100)
        }
        close(f.value(x), symbolic.value(x))
        close(f.gradient(x), symbolic.gradient(x))
      }),
    )
  })

  test('has its minima where the slope changes from falling to rising', () => {
    for (const { at, value } of f.minima) {
      expect(f.value(at)).toBeCloseTo(value, 12)
      expect(f.gradient(at)).toBeCloseTo(0, 12)
      expect(f.gradient(at - 1e-3)).toBeLessThan(0)
      expect(f.gradient(at + 1e-3)).toBeGreaterThan(0)
    }
    expect([...f.minima].sort((a, b) => a.value - b.value)).toEqual(f.minima)
  })
})

test('the bowl has the value and the gradient that mathjs derives', () => {
  const symbolic = fromExpression('x^2 + y^2')
  fc.assert(
    fc.property(double(-50, 50), double(-50, 50), (x, y) => {
      expect(bowl.value([x, y])).toBeCloseTo(symbolic.value([x, y]), 9)
      bowl.gradient([x, y]).forEach((g, i) => {
        expect(g).toBeCloseTo(symbolic.gradient([x, y])[i], 12)
      })
    }),
  )
})

test('the slopes printed on the slides are those of the functions chosen for them', () => {
  expect(nineSquare.gradient(70)).toBe(1260)
  expect(twentySquare.gradient(2)).toBe(80)
  expect(logSquare.gradient(9)).toBeCloseTo(0.2222, 4)
})

test('an expression becomes value, symbolic gradient and TeX', () => {
  const f = fromExpression('x^2 + 3y^2')
  expect(f.value([2, 1])).toBe(7)
  expect(f.gradient([2, 1])).toEqual([4, 6])
  expect(f.tex.replaceAll(' ', '')).toBe('{x}^{2}+3~{y}^{2}')
  expect(fromExpression('x^2 - x * y').gradient([5, 3])).toEqual([7, -5])
  expect(fromExpression('e^x').gradient(0)).toBe(1)
  expect(fromExpression('7').gradient(3)).toBe(0)
  expect(fromExpression('sqrt(x)').value(-1)).toBeNaN()
})

test.each([
  ['x^', /"x\^" cannot be read/],
  ['z^2', /speaks of z; allowed: x, y, numbers/],
  ['x(x + 1)', /calls x like a function: write x \* \(…\)/],
  ['floor(x)', /"floor\(x\)" cannot be derived/],
  ['nosuch(x)', /cannot be/],
  ['x = 3', /cannot be derived/],
  ['', /cannot be/],
])('the expression "%s" is refused in words', (text, message) => {
  expect(() => fromExpression(text)).toThrow(SyntaxError)
  expect(() => fromExpression(text)).toThrow(message)
})
