import { batchNorm } from 'downhill'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const number = fc.double({ min: -100, max: 100, noNaN: true })
const batch = fc
  .record({ rows: fc.integer({ min: 1, max: 12 }), columns: fc.integer({ min: 1, max: 5 }) })
  .chain(({ rows, columns }) =>
    fc.array(fc.array(number, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  )

const moments = (numbers: readonly number[]) => {
  const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length
  return { mean, variance: numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length }
}
const column = (rows: readonly (readonly number[])[], j: number) => rows.map((row) => row[j])

test('each column has mean 0 and variance v / (v + ε): 1, but for ε', () => {
  fc.assert(
    fc.property(batch, (rows) => {
      const n = rows[0].length
      const before = structuredClone(rows)
      const normalized = batchNorm(rows, new Array<number>(n).fill(1), new Array<number>(n).fill(0), 1e-5)
      expect(rows).toEqual(before)
      for (let j = 0; j < n; j++) {
        const { variance } = moments(column(rows, j))
        const after = moments(column(normalized, j))
        expect(after.mean).toBeCloseTo(0, 8)
        expect(after.variance).toBeCloseTo(variance / (variance + 1e-5), 8)
      }
    }),
  )
})

test('two rows by hand: columns become −1 and 1, then scaled and shifted', () => {
  expect(
    batchNorm(
      [
        [1, 10],
        [3, 30],
      ],
      [1, 2],
      [0, 5],
      1e-12,
    ),
  ).toEqual([
    [expect.closeTo(-1, 9), expect.closeTo(3, 9)],
    [expect.closeTo(1, 9), expect.closeTo(7, 9)],
  ])
})

test('it does not see by how much a column was shifted or scaled', () => {
  fc.assert(
    fc.property(fc.array(number, { minLength: 3, maxLength: 9 }), (numbers) => {
      fc.pre(moments(numbers).variance > 1)
      const rows = numbers.map((x) => [x, 1000 * x - 7])
      for (const [a, b] of batchNorm(rows, [1, 1], [0, 0], 1e-12)) expect(a).toBeCloseTo(b, 6)
    }),
  )
})

test('a single row, and a column without variance, become β', () => {
  expect(batchNorm([[3, -4]], [2, 2], [0.5, 1])).toEqual([[0.5, 1]])
  expect(batchNorm([[7], [7], [7]], [2], [0.25])).toEqual([[0.25], [0.25], [0.25]])
})

test.each<[string, () => unknown, string]>([
  ['no rows', () => batchNorm([], [], []), 'batch is empty; allowed: one row or more'],
  [
    'rows of two lengths',
    () => batchNorm([[1, 2], [3]], [1, 1], [0, 0]),
    'batch[1] has 1 entries; allowed: 2',
  ],
  ['too few scales', () => batchNorm([[1, 2]], [1], [0, 0]), 'gamma has 1 entries; allowed: 2'],
  ['too many shifts', () => batchNorm([[1]], [1], [0, 0]), 'beta has 2 entries; allowed: 1'],
  ['NaN', () => batchNorm([[NaN]], [1], [0]), 'batch[0][0] is NaN; allowed: finite numbers'],
  ['ε = 0', () => batchNorm([[1]], [1], [0], 0), 'epsilon is 0; allowed: a finite number above 0'],
])('%s is refused by name', (_, attempt, message) => {
  expect(attempt).toThrow(new RangeError(message))
})
