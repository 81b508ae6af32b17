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
  printedNumbers,
  simpleMovingAverage,
  slideTable,
  square,
  twentySquare,
} from 'downhill'
import { describe, expect, test } from 'vitest'
import { lookUp, type Source } from '../../../lib/src/slides/slide-table'
import worked from '../../fixtures/worked-numbers.json'

const data = [3, 8, 6, 5, 1, 7, 9, 0, 8, 4]

/** Every worked example whose rule the library has, with the settings that stand on its slide. */
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
}
/** Worked examples whose rule comes later. */
const pending = ['rmsprop-square-9']

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

test('every group is either computed or named as pending', () => {
  expect([...Object.keys(sources), ...pending].sort()).toEqual(
    [...new Set(worked.map((number) => number.group))].sort(),
  )
})

describe.each(printedNumbers.filter((number) => !pending.includes(number.group)))(
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

test('the table says where the slide is wrong, and leaves out what a short path does not reach', () => {
  const whole = slideTable('gd-square-70', sources['gd-square-70'])
  expect(whole.rows[9]).toEqual([10, 'x₁₀', '6.012', expect.closeTo(7.516, 3), '✎ erratum 1: this is x₁₁'])
  expect(whole.rows[23][4]).toBe('✎ erratum 3: right: 0.088')
  const short = slideTable('gd-square-70', descend(square, 70, gradientDescent({ eta: 0.1 }), 2))
  expect(short.rows.map((row) => row[1])).toEqual(['x₀', 'f′(x₀)', 'x₁', 'f′(x₁)', 'x₂', 'f′(x₂)'])
  expect(short.caption).toMatch(/the slides go on with 21 more numbers/)
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
