/** Digits and minus signs, raised: 10⁻⁸. */
export const superscript = (digits: string) =>
  digits.replace(/[-\d]/g, (d) => (d === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(d))))

/**
 * A number as one writes it on a slide: 35.84 and not 35.839999999999996, −0.5 with a real minus, 1.2 × 10⁻⁵.
 *
 * @param digits how many significant digits to keep, 1 to 15; zeros at the end are left out
 * @throws RangeError when digits is not a whole number from 1 to 15
 */
export function formatNumber(value: number, digits = 6): string {
  if (!Number.isInteger(digits) || digits < 1 || digits > 15)
    throw new RangeError(`digits is ${digits}; allowed: a whole number, 1 to 15`)
  if (Number.isNaN(value)) return 'not a number'
  const sign = value < 0 ? '−' : ''
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size === Infinity) return `${sign}∞`
  const [mantissa, exponent] = size.toExponential(digits - 1).split('e') as [string, string]
  const power = Number(exponent)
  if (power >= -4 && power < 7) return sign + String(Number(`${mantissa}e${exponent}`))
  return `${sign}${Number(mantissa)} × 10${superscript(String(power))}`
}
