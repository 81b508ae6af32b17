import {
  averageWeights,
  bowl,
  compare,
  descend,
  exponentialMovingAverage,
  gradientDescent,
  logSquare,
  momentum,
  nineSquare,
  printedGroups,
  printedNumbers,
  rmsProp,
  simpleMovingAverage,
  slideTable,
  square,
  twentySquare,
} from 'downhill'
import { describe, expect, test } from 'vitest'
import { lookUp, type Source } from '../../../lib/src/slides/slide-table'
import worked from '../../fixtures/worked-numbers.json'

const data = [3, 8, 6, 5, 1, 7, 9, 0, 8, 4]

/** Every worked example, with the settings that stand on its slide. */
const sources: Record<string, Source> = {
  'gd-square-70': descend(square, 70, gradientDescent({ eta: 0.1 }), 35),
  'gd-square9-70': descend(nineSquare, 70, gradientDescent({ eta: 0.1 }), 4),
  'gd-square20-2': descend(twentySquare, 2, gradientDescent({ eta: 0.1 }), 4),
  'gd-log-9': descend(logSquare, 9, gradientDescent({ eta: 10 }), 4),
  'gd-bowl-6-9': descend(bowl, [6, 9], gradientDescent({ eta: 0.1 }), 4),
  'sma-k2': simpleMovingAverage(data, 2),
  'ema-rho0.5': exponentialMovingAverage(data, 0.5),
  'ewa-weights': { 0.5: averageWeights(0.5, 3), 0.9: averageWeights(0.9, 3), 0.98: averageWeights(0.98, 3) },
  'momentum-square-90': descend(square, 90, momentum({ eta: 0.1, m: 0.9 }), 5),
  'rmsprop-square-9': descend(square, 9, rmsProp({ eta: 0.1, rho: 0.9, epsilon: 1e-7, start: 0 }), 3),
}

test('the ledger holds the 126 printed numbers of the decks, digit by digit and in order', () => {
  expect(printedNumbers).toHaveLength(126)
  expect(printedNumbers.map(({ correction: _, ...number }) => number)).toEqual(
    worked.map(({ group, deck, quantity, printed, verdict }) => ({
      group,
      deck,
      quantity,
      printed,
      verdict,
    })),
  )
})

test('every group is computed', () => {
  expect(Object.keys(sources).sort()).toEqual([...new Set(worked.map((number) => number.group))].sort())
})

describe.each(printedNumbers)(
  '$group, $quantity = $printed',
  ({ group, quantity, printed, verdict, correction }) => {
    const source = sources[group]

    test('is computed as an independent recomputation has it', () => {
      const { value } = worked.find((number) => number.group === group && number.quantity === quantity)!
      expect(lookUp(quantity, source)).toBeCloseTo(value, 9)
    })

    test(
      correction ? `is erratum ${correction.erratum}, and its correction is reproduced` : `is ${verdict}`,
      () => {
        expect(compare(printed, lookUp(quantity, source)!)).toBe(verdict === 'erratum' ? 'differs' : verdict)
        if (correction)
          expect(compare(correction.printed, lookUp(correction.quantity, source)!)).not.toBe('differs')
        else expect(verdict).not.toBe('erratum')
      },
    )
  },
)

test('the slide table of a group shows each of its numbers, none as differing', () => {
  for (const [group, source] of Object.entries(sources)) {
    const table = slideTable(group, source)
    expect(table.rows).toHaveLength(printedNumbers.filter((number) => number.group === group).length)
    expect(table.rows.map((row) => row.at(-1)).filter((verdict) => String(verdict).startsWith('✗'))).toEqual(
      [],
    )
  }
})

test('with another rate the table says of every later number that it differs', () => {
  const table = slideTable('momentum-square-90', descend(square, 90, momentum({ eta: 0.2 }), 5))
  expect(table.rows.slice(3).map((row) => row[4])).toEqual(Array.from({ length: 14 }, () => '✗ differs'))
})

test('the table says where the slide is wrong: its label, what is computed for it, and what the number is', () => {
  const { rows } = slideTable('gd-square-70', sources['gd-square-70'])
  const verdicts = (t: number) => rows.filter((row) => row[0] === t).map((row) => [row[1], row[2], row[4]])
  expect(rows[9]).toEqual([10, 'x₁₀', '6.012', expect.closeTo(7.516, 3), '✎ erratum 1: this is x₁₁'])
  expect(verdicts(32)).toEqual([
    ['x₃₂', '0.044', '✎ erratum 2: this is x₃₃'],
    ['f′(x₃₂)', '0.88', '✎ erratum 3: this is f′(x₃₃) = 0.088'],
  ])
  expect(verdicts(34)).toEqual([
    ['f′(x₃₄)', '0.071', '✎ erratum 4: f′(x₃₃) by the slide’s count, f′(x₃₄) counted rightly'],
    ['x₃₄', '0.028', '✎ erratum 2: this is x₃₅'],
  ])
  // Erratum 4: what stands there is true; 2 · 70 · 0.8³⁴ = 0.07099.
  expect(rows[25][3]).toBeCloseTo(0.07099, 5)
  const weights = slideTable('ewa-weights', sources['ewa-weights'])
  expect(weights.rows[6].at(-1)).toBe('✎ erratum 5: right: 0.0192')
  const { rows: thirds } = slideTable('rmsprop-square-9', sources['rmsprop-square-9'])
  expect(thirds[8]).toEqual([2, 'x₂', '8.27', expect.closeTo(8.458, 3), '✎ erratum 6: this is x₃'])
})

test('the table leaves out what a short path does not reach, also where only the right quantity is too far', () => {
  const short = (steps: number) =>
    slideTable('gd-square-70', descend(square, 70, gradientDescent({ eta: 0.1 }), steps))
  expect(short(2).rows.map((row) => row[1])).toEqual(['x₀', 'f′(x₀)', 'x₁', 'f′(x₁)', 'x₂', 'f′(x₂)'])
  expect(short(2).caption).toBe(
    'Deck E, f(x) = x² from x₀ = 70 with η = 0.1: printed and computed; the slides go on with 21 more numbers',
  )
  expect(short(10).rows.at(-1)?.[1]).toBe('x₄')
  expect(short(34).rows.at(-1)?.[1]).toBe('f′(x₃₄)')
})

test('every group has a title that no other has, and no title names a group', () => {
  expect(printedGroups.map((g) => g.group)).toEqual([...new Set(worked.map((number) => number.group))])
  expect(new Set(printedGroups.map((g) => g.title)).size).toBe(printedGroups.length)
  for (const { group, title } of printedGroups) expect(title).not.toContain(group)
})

test('an unknown group is refused with the groups there are', () => {
  expect(() => slideTable('gd-square', [])).toThrow(/no group "gd-square".*gd-square-70, gd-square9-70/)
  expect(() => slideTable('gd-square-70', [])).toThrow(/none of the numbers of "gd-square-70"/)
})

test.each([
  ['5.8', 5.75, 'rounded'],
  ['3.82', 3.8269, 'truncated'],
  ['-1.39', -1.3991, 'truncated'],
  ['-30.59', -30.6, 'truncated'],
  ['12', 12, 'exact'],
  ['35.84', 35.839999999999996, 'exact'],
  ['6.012', 6.0131, 'differs'],
  ['1', NaN, 'differs'],
] as const)('printed %s against %f is %s', (printed, computed, verdict) => {
  expect(compare(printed, computed)).toBe(verdict)
})
