import {
  beale,
  bowl,
  classify,
  composite,
  eigenvalues,
  fromExpression,
  hessian,
  himmelblau,
  humps,
  illConditioned,
  jump,
  kink,
  logSquare,
  narrowValley,
  plateau,
  rosenbrock,
  saddle,
  square,
  twoMinima,
  type Point,
  type ToyFunction,
} from 'downhill'
import fc from 'fast-check'
import { eigs } from 'mathjs'
import { describe, expect, test } from 'vitest'

const double = (min: number, max: number) => fc.double({ min, max, noNaN: true })

/** The same function without its own curvature, so that differences must find it. */
const without = <P extends Point>(f: ToyFunction<P>): ToyFunction<P> => ({
  name: f.name,
  tex: f.tex,
  minima: f.minima,
  value: (p) => f.value(p),
  gradient: (p) => f.gradient(p),
})

describe.each([bowl, saddle, illConditioned, narrowValley, twoMinima, rosenbrock, beale, himmelblau])(
  '$name',
  (f) => {
    test('has by differences of its gradient the Hessian that it tells itself', () => {
      fc.assert(
        fc.property(double(-2, 2), double(-1, 1), (x, y) => {
          const found = hessian(without(f), [x, y])
          f.curvature!([x, y]).forEach((row, i) => {
            row.forEach((entry, k) => {
              expect(Math.abs(found[i][k] - entry)).toBeLessThan(1e-5 * Math.max(1, Math.abs(entry)))
            })
          })
          expect(found[0][1]).toBe(found[1][0])
          expect(hessian(f, [x, y])).toEqual(f.curvature!([x, y]))
        }),
      )
    })
  },
)

test('the second derivative of a function of one number is a matrix of one', () => {
  expect(hessian(square, 5)).toEqual([[2]])
  expect(hessian(logSquare, 5)).toEqual([[-0.08]])
  expect(hessian(fromExpression('x^3'), 2)).toEqual([[12]])
  expect(hessian(without(composite), 3)[0][0]).toBeCloseTo(12 * 9 + 24 * 3 + 8, 5)
  expect(hessian(without(composite), 3e5)[0][0] / composite.curvature!(3e5)).toBeCloseTo(1, 8)
})

test('a Hessian in four dimensions is found row by row', () => {
  const f: ToyFunction<readonly number[]> = {
    name: 'x₁x₂ + x₃x₄² + x₄',
    tex: '',
    minima: [],
    value: ([a, b, c, d]) => a * b + c * d * d + d,
    gradient: ([a, b, c, d]) => [b, a, d * d, 2 * c * d + 1],
  }
  const expected = [
    [0, 1, 0, 0],
    [1, 0, 0, 0],
    [0, 0, 0, 10],
    [0, 0, 10, 6],
  ]
  hessian(f, [1, 2, 3, 5]).forEach((row, i) => {
    row.forEach((entry, k) => {
      expect(entry).toBeCloseTo(expected[i][k], 8)
    })
  })
})

const symmetric = (n: number, entry: fc.Arbitrary<number>) =>
  fc
    .array(entry, { minLength: n * n, maxLength: n * n })
    .map((list) =>
      Array.from({ length: n }, (_, i) =>
        Array.from({ length: n }, (_, k) => list[Math.min(i, k) * n + Math.max(i, k)]),
      ),
    )

test.each([1, 2, 3, 6])('the eigenvalues of a symmetric matrix of %d rows are those of mathjs', (n) => {
  fc.assert(
    fc.property(symmetric(n, double(-10, 10)), (matrix) => {
      const ours = eigenvalues(matrix)
      const before = JSON.stringify(matrix)
      const trace = matrix.reduce((sum, row, i) => sum + row[i], 0)
      expect(ours.reduce((a, b) => a + b, 0)).toBeCloseTo(trace, 9)
      const squares = matrix.flat().reduce((sum, v) => sum + v * v, 0)
      expect(ours.reduce((a, b) => a + b * b, 0)).toBeCloseTo(squares, 8)
      expect([...ours].sort((a, b) => a - b)).toEqual(ours)
      expect(JSON.stringify(matrix)).toBe(before)
    }),
  )
  fc.assert(
    fc.property(symmetric(n, fc.integer({ min: -9, max: 9 })), (matrix) => {
      const theirs = (eigs(matrix, { eigenvectors: false, precision: 1e-13 }).values as number[]).map(Number)
      theirs.sort((a, b) => a - b)
      eigenvalues(matrix).forEach((value, i) => {
        expect(value).toBeCloseTo(theirs[i], 6)
      })
    }),
    { numRuns: 40 },
  )
})

test('eigenvalues by hand', () => {
  expect(eigenvalues([[7]])).toEqual([7])
  expect(eigenvalues([])).toEqual([])
  const by = (matrix: number[][], ...expected: number[]) => {
    eigenvalues(matrix).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 12)
    })
  }
  by([[2, 1], [1, 2]], 1, 3) // prettier-ignore
  by([[0, 1], [1, 0]], -1, 1) // prettier-ignore
  by([[2, -1, 0], [-1, 2, -1], [0, -1, 2]], 2 - Math.SQRT2, 2, 2 + Math.SQRT2) // prettier-ignore
  by([[1, 1e-200], [1e-200, 2]], 1, 2) // prettier-ignore
  by([[1e-200, 0], [0, 1e200]], 1e-200, 1e200) // prettier-ignore
})

test.each<[string, number[][], string]>([
  [
    'a row too short',
    [[1, 2], [2]],
    'row 1 of the matrix has 1 entries; allowed: 2, as many as there are rows',
  ],
  [
    'a matrix that is not symmetric',
    [
      [1, 2],
      [3, 4],
    ],
    'matrix[0][1] is 2 and matrix[1][0] is 3; allowed: a symmetric matrix',
  ],
  [
    'a number that is none',
    [
      [1, 2],
      [2, NaN],
    ],
    'matrix[1][1] is NaN; allowed: finite numbers',
  ],
])('%s is refused by name', (_, matrix, message) => {
  expect(() => eigenvalues(matrix)).toThrow(RangeError)
  expect(() => eigenvalues(matrix)).toThrow(message)
})

test('the known minima are minima, and the places between them saddle points and maxima', () => {
  for (const f of [bowl, illConditioned, narrowValley, twoMinima, rosenbrock, beale, himmelblau])
    for (const { at } of f.minima) expect(classify(f, at).kind).toBe('minimum')
  for (const f of [square, composite, humps, plateau])
    for (const { at } of f.minima) expect(classify(f, at).kind).toBe('minimum')
  expect(classify(saddle, [0, 0])).toEqual({ kind: 'saddle', gradientNorm: 0, curvatures: [-2, 2] })
  expect(classify(twoMinima, [0, 0]).kind).toBe('saddle')
  expect(classify(composite, -1).kind).toBe('maximum')
  // The one maximum of Himmelblau's function, and one of its four saddle points.
  expect(classify(himmelblau, [-0.270844590667832, -0.923038522009]).kind).toBe('maximum')
  expect(classify(himmelblau, [0.0866775056, 2.8842547018]).kind).toBe('saddle')
})

test('where the curvature is 0 it is undecided, and where there is a slope it is no critical point', () => {
  for (const f of ['x^4', '-x^4', 'x^3', 'x^2 + y^4', 'x^2 + y^3']) {
    const g = fromExpression(f)
    const at = f.includes('y') ? [0, 0] : 0
    expect(classify(g as ToyFunction<number | readonly number[]>, at).kind).toBe('flat')
  }
  expect(classify(plateau, 6).kind).toBe('flat')
  expect(classify(square, 3)).toEqual({ kind: 'slope', gradientNorm: 6, curvatures: [2] })
  expect(classify(bowl, [3, 4]).gradientNorm).toBe(10)
  // Neither tool sees the lowest point of the jump; the kink looks infinitely curved.
  expect(classify(jump, -1).kind).toBe('slope')
  expect(classify(kink, 0).kind).toBe('minimum')
})

test('both signs of curvature are a saddle point even where a third one is 0', () => {
  const f: ToyFunction<readonly number[]> = {
    name: 'x² − y² + z³',
    tex: '',
    minima: [],
    value: ([x, y, z]) => x * x - y * y + z ** 3,
    gradient: ([x, y, z]) => [2 * x, -2 * y, 3 * z * z],
  }
  expect(classify(f, [0, 0, 0]).kind).toBe('saddle')
})

test('what counts as 0 can be set', () => {
  expect(classify(square, 1e-4).kind).toBe('slope')
  expect(classify(square, 1e-4, { tolerance: 1e-3 }).kind).toBe('minimum')
  expect(classify(illConditioned, [0, 0], { tolerance: 0.5 }).kind).toBe('flat')
  expect(() => classify(square, 0, { tolerance: 0 })).toThrow(
    'tolerance is 0; allowed: a finite number above 0',
  )
  expect(() => classify(bowl, [0, NaN])).toThrow('point[1] is NaN; allowed: finite numbers')
})
