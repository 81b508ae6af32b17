import { formatNumber } from 'downhill'
import { expect, test } from 'vitest'

test.each([
  [35.839999999999996, '35.84'],
  [28.671999999999997, '28.672'],
  [7.516192767999999, '7.51619'],
  [0, '0'],
  [-0, '0'],
  [-0.5, '−0.5'],
  [70, '70'],
  [123456789, '1.23457 × 10⁸'],
  [0.0001, '0.0001'],
  [0.0000123, '1.23 × 10⁻⁵'],
  [9.9999999, '10'],
  [9999999.9, '1 × 10⁷'],
  [1e-38, '1 × 10⁻³⁸'],
  [-Infinity, '−∞'],
  [NaN, 'not a number'],
])('%d is written %s', (value, text) => {
  expect(formatNumber(value)).toBe(text)
})

test('as many digits are kept as were asked for', () => {
  expect(formatNumber(Math.PI, 3)).toBe('3.14')
  expect(() => formatNumber(1, 0)).toThrow('digits is 0; allowed: a whole number, 1 to 15')
})
