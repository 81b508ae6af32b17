import type { Path } from '../descend'
import type { Point } from '../functions/function'
import { compare } from './compare'
import { printedGroups, printedNumbers, type Correction } from './printed-numbers'
import type { Table } from './table'

/**
 * Where computed numbers come from: a path; the list of averages of an average's group; or, for weights, the list of
 * each ρ, as in `{ 0.5: averageWeights(0.5, 3) }`.
 */
export type Source = Path | readonly number[] | Readonly<Partial<Record<number, readonly number[]>>>

/**
 * A worked example of the slides beside what was computed: t · quantity · printed · computed · verdict.
 * A row is what the slide writes: its label, its number, and what is computed for that very label; where the slide is
 * wrong, the verdict says what the number really is. Rows that the source does not reach are left out, and the caption
 * says so.
 *
 * @throws RangeError when there is no such group, or the source reaches none of its numbers
 */
export function slideTable(group: string, source: Source): Table {
  const example = printedGroups.find((g) => g.group === group)
  if (!example) {
    const known = printedGroups.map((g) => g.group).join(', ')
    throw new RangeError(`there is no group "${group}" on the slides; allowed: ${known}`)
  }
  const numbers = printedNumbers.filter((n) => n.group === group)
  const rows = numbers.flatMap(({ quantity, printed, correction }) => {
    const label = correction?.label ?? quantity
    const computed = lookUp(label, source)
    const right = lookUp(correction?.quantity ?? quantity, source)
    if (computed === undefined || right === undefined) return []
    const match = compare(correction?.printed ?? printed, right)
    const verdict =
      match === 'differs' ? '✗ differs' : correction ? explain(quantity, printed, correction) : `✓ ${match}`
    return [[stepOf(label), pretty(label), printed, computed, verdict]]
  })
  if (rows.length === 0)
    throw new RangeError(
      `what was given has none of the numbers of "${group}", such as ${numbers[0].quantity}`,
    )
  const missing = numbers.length - rows.length
  return {
    caption:
      `Deck ${example.deck}, ${example.title}: printed and computed` +
      (missing > 0 ? `; the slides go on with ${missing} more numbers` : ''),
    columns: ['t', 'quantity', 'printed on the slide', 'computed', 'verdict'],
    rows,
  }
}

/** The verdict on a number that the slide has wrong: what it is, or what should stand there. */
function explain(quantity: string, printed: string, correction: Correction): string {
  const { erratum, quantity: is, printed: should, label = quantity } = correction
  const says =
    is === label
      ? label === quantity
        ? `right: ${should}`
        : `${pretty(quantity)} by the slide’s count, ${pretty(is)} counted rightly`
      : `this is ${pretty(is)}` + (should === printed ? '' : ` = ${should}`)
  return `✎ erratum ${erratum}: ${says}`
}

/** The computed value of a quantity such as `f'(x_10)`, or undefined when the source does not reach it. */
export function lookUp(quantity: string, source: Source): number | undefined {
  const t = stepOf(quantity)
  if (Array.isArray(source)) {
    // SMA_3 is the first of its averages, EMA_1 of its.
    const first = quantity.startsWith('SMA') ? 3 : 1
    return (source as readonly number[])[t - first]
  }
  if ('rows' in source) {
    const row = source.rows.find((row) => row.t === t) as Readonly<Record<string, Point>> | undefined
    if (!row) return undefined
    const [column, coordinate] = columnOf(quantity)
    const value = row[column]
    return typeof value === 'object' ? value[coordinate] : coordinate === 0 ? value : undefined
  }
  const rho = Number(/rho=(.*)/.exec(quantity)?.[1])
  return (source as Readonly<Partial<Record<number, readonly number[]>>>)[rho]?.[t - 1]
}

/** The index in a quantity: 10 in `f'(x_10)`. */
const stepOf = (quantity: string) => Number(/_(\d+)/.exec(quantity)![1])

/** The column of a path's rows that holds a quantity, and the coordinate within it. */
function columnOf(quantity: string): [column: string, coordinate: number] {
  if (quantity.startsWith("f'") || quantity.startsWith('df/dx')) return ['gradient', 0]
  if (quantity.startsWith('df/dy')) return ['gradient', 1]
  if (quantity.startsWith('y_')) return ['x', 1]
  return [quantity.split('_')[0], 0]
}

/** A quantity as one writes it: f′(x₁₀), ∂f/∂x(x₀, y₀). */
export const pretty = (quantity: string) =>
  quantity
    .replace(/_(\d+)/g, (_, digits: string) => digits.replace(/\d/g, (d) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(d))))
    .replace("f'", 'f′')
    .replace(/^d(f)\/d([xy])/, '∂$1/∂$2')
    .replace(',y', ', y')
    .replace('rho=', 'ρ = ')
