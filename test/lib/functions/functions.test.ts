import {
  beale,
  behaviour,
  bowl,
  composite,
  descend,
  fromExpression,
  gradientDescent,
  himmelblau,
  humps,
  illConditioned,
  jump,
  kink,
  logSquare,
  narrowValley,
  nineSquare,
  plateau,
  rosenbrock,
  saddle,
  square,
  twentySquare,
  twoMinima,
  type Plane,
  type ToyFunction,
} from 'downhill'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const double = (min: number, max: number) => fc.double({ min, max, noNaN: true })

/** Equal up to rounding, of the order of the numbers that cancel on the way. */
const close = (ours: number, theirs: number, size = 1) => {
  expect(Math.abs(ours - theirs)).toBeLessThanOrEqual(1e-12 * Math.max(1, size, Math.abs(theirs)))
}

describe.each<[ToyFunction<number>, ToyFunction<number>]>([
  [square, fromExpression('x^2')],
  [nineSquare, fromExpression('9x^2')],
  [twentySquare, fromExpression('20x^2')],
  [logSquare, fromExpression('log(x^2)')],
  [composite, fromExpression('(x^2 + 2x)^2')],
  [humps, fromExpression('x^2 - 2.5cos(2x)')],
  [plateau, fromExpression('1 - e^(-x^2)')],
  [kink, fromExpression('abs(x)')],
])('$name', (f, symbolic) => {
  test('has the value, the slope and the curvature that mathjs derives', () => {
    fc.assert(
      fc.property(double(0.01, 50), fc.boolean(), (size, negative) => {
        const x = negative ? -size : size
        close(f.value(x), symbolic.value(x))
        close(f.gradient(x), symbolic.gradient(x), size ** 3)
        if (f.curvature) close(f.curvature(x), symbolic.curvature!(x), size ** 2)
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

  test('has its minima where one looks at it', () => {
    const [from, to] = f.domain!
    expect(from).toBeLessThan(to)
    for (const { at } of f.minima) expect(at > from && at < to).toBe(true)
  })
})

describe.each<[ToyFunction<readonly number[]>, ToyFunction<readonly number[]>]>([
  [bowl, fromExpression('x^2 + y^2')],
  [saddle, fromExpression('x^2 - y^2')],
  [illConditioned, fromExpression('x^2/20 + 100y^2')],
  [narrowValley, fromExpression('x^2/100 + sqrt(1 + 100y^2) - 1')],
  [twoMinima, fromExpression('x^4/4 - x^3/3 - x^2 + y^2')],
  [rosenbrock, fromExpression('(1 - x)^2 + 100 (y - x^2)^2')],
  [beale, fromExpression('(1.5 - x + x * y)^2 + (2.25 - x + x * y^2)^2 + (2.625 - x + x * y^3)^2')],
  [himmelblau, fromExpression('(x^2 + y - 11)^2 + (x + y^2 - 7)^2')],
])('$name', (f, symbolic) => {
  const { x, y } = f.domain as Plane

  test('has the value, the gradient and the Hessian that mathjs derives', () => {
    fc.assert(
      fc.property(double(...x), double(...y), (xi, yi) => {
        const point = [xi, yi]
        close(f.value(point), symbolic.value(point), 1e4)
        f.gradient(point).forEach((g, i) => {
          close(g, symbolic.gradient(point)[i], 1e4)
        })
        f.curvature!(point).forEach((row, i) => {
          row.forEach((h, k) => {
            close(h, symbolic.curvature!(point)[i][k], 1e4)
          })
        })
      }),
    )
  })

  test('has its minima where the gradient is 0 and every way leads up', () => {
    for (const { at, value } of f.minima) {
      expect(f.value(at)).toBeCloseTo(value, 12)
      for (const g of f.gradient(at)) expect(g).toBeCloseTo(0, 12)
      for (let angle = 0; angle < 6.28; angle += 0.1)
        expect(f.value([at[0] + 0.05 * Math.cos(angle), at[1] + 0.05 * Math.sin(angle)])).toBeGreaterThan(
          value,
        )
    }
    expect([...f.minima].sort((a, b) => a.value - b.value)).toEqual(f.minima)
  })

  test('has its minima where one looks at it', () => {
    for (const [from, to] of [x, y]) expect(from).toBeLessThan(to)
    for (const { at } of f.minima)
      expect(at[0] > x[0] && at[0] < x[1] && at[1] > y[0] && at[1] < y[1]).toBe(true)
  })
})

test('a point with a coordinate missing has no value', () => {
  for (const f of [bowl, saddle, illConditioned, twoMinima, rosenbrock, beale, himmelblau])
    expect(f.value([1])).toBeNaN()
})

test('the slopes printed on the slides are those of the functions chosen for them', () => {
  expect(nineSquare.gradient(70)).toBe(1260)
  expect(twentySquare.gradient(2)).toBe(80)
  expect(logSquare.gradient(9)).toBeCloseTo(0.2222, 4)
})

const plain = (eta: number) => gradientDescent({ eta })

test('from a point on its ridge descent stops at the saddle point, from beside it not', () => {
  expect(descend(saddle, [2, 0], plain(0.1), 200).last.gradient).toEqual([
    expect.closeTo(0, 12),
    expect.closeTo(0, 12),
  ])
  expect(descend(saddle, [2, 1e-9], plain(0.1), 200).last.f).toBeLessThan(-1e6)
})

test('on the plateau descent crawls, in the hole it converges', () => {
  expect(behaviour(descend(plateau, 3, plain(0.1), 100))).toBe('crawls')
  expect(descend(plateau, 3, plain(0.1), 100).last.x).toBeGreaterThan(2.9)
  expect(descend(plateau, 1.5, plain(0.1), 100).last.x).toBeLessThan(1e-6)
})

test('at a kink no constant rate comes to rest: it ends going to and fro by half a step', () => {
  for (const eta of [0.1, 0.01]) {
    const { rows } = descend(kink, 1.033, plain(eta), 1000)
    const [x, next] = rows.slice(-2).map((row) => row.x)
    expect(Math.abs(x - next)).toBeCloseTo(eta, 12)
    expect(Math.sign(x)).toBe(-Math.sign(next))
  }
  expect(kink.gradient(0)).toBe(0)
})

test('descent walks past the lowest point at the edge of a jump, and up the step', () => {
  const { rows, last } = descend(jump, -2.5, plain(0.1), 100)
  expect(last.x).toBeCloseTo(0, 6)
  expect(last.f).toBeCloseTo(0, 6)
  const step = rows.findIndex(({ x }) => x > -1)
  expect(rows[step].f - rows[step - 1].f).toBeGreaterThan(2)
  expect(rows.slice(0, step).every(({ f }, t) => t === 0 || f < rows[t - 1].f)).toBe(true)
  // The path is that of x², step for step.
  expect(rows.map(({ x }) => x)).toEqual(descend(square, -2.5, plain(0.1), 100).rows.map(({ x }) => x))
  expect(jump.value(jump.minima[0].at)).toBe(jump.minima[0].value)
  expect([jump.value(-1 - 1e-9), jump.value(-1 + 1e-9)]).toEqual([expect.closeTo(-2), expect.closeTo(1)])
  for (const { at, value } of jump.minima)
    for (const away of [-0.1, 0.1]) expect(jump.value(at + away)).toBeGreaterThan(value)
})

test('on the badly conditioned bowl η = 10⁻² bounces for ever across it, and η = 10⁻⁷ never arrives', () => {
  const start = [10, 1]
  const large = descend(illConditioned, start, plain(1e-2), 5000)
  expect(behaviour(large)).toBe('oscillates')
  large.rows.forEach(({ x: [, y] }, t) => {
    expect(y).toBeCloseTo(t % 2 === 0 ? 1 : -1, 9)
  })
  expect(Math.abs(large.last.x[0])).toBeLessThan(0.1)
  // A little more leaves the bowl, a little less settles: 10⁻² is the limit 2 / 200 itself.
  expect(behaviour(descend(illConditioned, start, plain(1.01e-2), 100))).toBe('diverges')
  expect(Math.abs(descend(illConditioned, start, plain(0.99e-2), 1000).last.x[1])).toBeLessThan(1e-6)

  const small = descend(illConditioned, start, plain(1e-7), 100_000).last
  expect(small.x[0]).toBeGreaterThan(9.98)
  expect(small.x[1]).toBeCloseTo(Math.exp(-2), 3)
})

test('between the walls of the narrow valley the loss stops falling while the gradient stays large', () => {
  const { rows } = descend(narrowValley, [4, 1], plain(0.05), 300)
  expect(rows[300].f).toBeGreaterThan(0.9 * rows[20].f)
  expect(rows[300].f).toBeGreaterThan(1)
  for (const { gradient } of rows.slice(20)) expect(Math.hypot(...gradient)).toBeGreaterThan(9)
  for (const [t, { x }] of rows.entries()) if (t > 20) expect(x[1] * rows[t - 1].x[1]).toBeLessThan(0)
  // Below 2 / 100, it comes to the bottom.
  expect(Math.abs(descend(narrowValley, [4, 1], plain(0.015), 300).last.x[1])).toBeLessThan(1e-6)
})

test('where descent starts decides which of two minima it finds', () => {
  const end = (x: number) => descend(twoMinima, [x, 1], plain(0.1), 300).last
  expect(end(-0.1).x[0]).toBeCloseTo(-1, 9)
  expect(end(0.1).x[0]).toBeCloseTo(2, 9)
  expect(end(0.1).f).toBeLessThan(end(-0.1).f)
})

test('an expression becomes value, symbolic gradient, curvature and TeX', () => {
  const f = fromExpression('x^2 + 3y^2')
  expect(f.value([2, 1])).toBe(7)
  expect(f.gradient([2, 1])).toEqual([4, 6])
  expect(f.curvature!([2, 1])).toEqual([
    [2, 0],
    [0, 6],
  ])
  expect(f.tex.replaceAll(' ', '')).toBe('{x}^{2}+3~{y}^{2}')
  expect(fromExpression('x^2 - x * y').gradient([5, 3])).toEqual([7, -5])
  expect(fromExpression('x^2 - x * y').curvature!([5, 3])).toEqual([
    [2, -1],
    [-1, 0],
  ])
  expect(fromExpression('x^3').curvature!(2)).toBe(12)
  expect(fromExpression('e^x').gradient(0)).toBe(1)
  expect(fromExpression('7').gradient(3)).toBe(0)
  expect(fromExpression('sqrt(x)').value(-1)).toBeNaN()
})

test.each([
  ['x^2 + 20y^2', 'x² + 20y²'],
  ['x^4/4 - x ^ 3', 'x⁴/4 − x³'],
  ['x * y^10', 'x · y¹⁰'],
  ['x^2.5 + 2^3^x + x^(2) + x^y', 'x^2.5 + 2^3^x + x^(2) + x^y'],
  ['1e-5x^-2', '1e-5x^−2'],
])('the expression %s has the name %s', (text, name) => {
  expect(fromExpression(text).name).toBe(name)
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
