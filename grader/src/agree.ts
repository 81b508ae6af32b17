import type { Shape } from './exercise'

/**
 * Two numbers agree within 1e-9 of the larger, or within 1e-12 of the largest number of the case: without the second,
 * right answers that cancel towards 0 would fail. −0 is 0. NaN agrees with nothing.
 */
export function agree(a: number, b: number, largest: number): boolean {
  if (a === b) return true
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false
  return Math.abs(a - b) <= Math.max(1e-9 * Math.max(Math.abs(a), Math.abs(b)), 1e-12 * largest)
}

/** The largest finite magnitude among all numbers of a value. */
export function largestOf(value: unknown): number {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.abs(value) : 0
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce((most: number, part) => Math.max(most, largestOf(part)), 0)
}

/** A part of an answer that is not what the shape asks for, in words: "a promise". */
export interface Odd {
  readonly odd: string
}
export const odd = (words: string): Odd => ({ odd: words })
export const isOdd = (answer: Answer): answer is Odd =>
  typeof answer === 'object' && 'odd' in answer && typeof answer.odd === 'string'

/** An answer as it came back: the shape's numbers, with an Odd where something else stood. */
export type Answer = number | Odd | readonly Answer[] | { readonly [part: string]: Answer }

/** Where two answers first differ: the way there (list indices and part names), and what stands there. */
export interface Difference {
  readonly path: readonly (number | string)[]
  readonly expected: Answer
  readonly actual: Answer
}

/** The first place where an answer differs from the expected one; a list's values come before its length. */
export function firstDifference(
  expected: Answer,
  actual: Answer,
  largest: number,
  path: readonly (number | string)[] = [],
): Difference | undefined {
  const here = { path, expected, actual }
  if (isOdd(expected) || isOdd(actual)) {
    return isOdd(expected) && isOdd(actual) && expected.odd === actual.odd ? undefined : here
  }
  if (typeof expected === 'number' || typeof actual === 'number') {
    return typeof expected === 'number' && typeof actual === 'number' && agree(expected, actual, largest)
      ? undefined
      : here
  }
  if (isList(expected)) {
    if (!isList(actual)) return here
    for (let i = 0; i < Math.min(expected.length, actual.length); i++) {
      const inside = firstDifference(expected[i], actual[i], largest, [...path, i])
      if (inside) return inside
    }
    return expected.length === actual.length ? undefined : here
  }
  if (isList(actual)) return here
  for (const [part, value] of Object.entries(expected)) {
    const inside = firstDifference(value, actual[part] ?? odd('nothing'), largest, [...path, part])
    if (inside) return inside
  }
  return undefined
}

export const isList = (value: Answer): value is readonly Answer[] => Array.isArray(value)

/**
 * Read what the submission's process wrote, by the exercise's own shape and number by number. The text is not to be
 * trusted: whatever does not fit becomes an Odd.
 */
export function decode(written: unknown, shape: Shape): Answer {
  if (typeof written === 'number') return shape === 'number' ? written : odd('a number')
  if (shape === 'number' && typeof written === 'string' && special.includes(written)) return Number(written)
  if (typeof written === 'object' && written !== null && 'odd' in written) {
    return odd(typeof written.odd === 'string' ? written.odd.slice(0, 80) : 'something else')
  }
  if (!Array.isArray(written) || shape === 'number') return odd('something else')
  const parts = written as unknown[]
  if (isListShape(shape)) return parts.slice(0, mostValues).map((part) => decode(part, shape[0]))
  return Object.fromEntries(Object.entries(shape).map(([name, inner], i) => [name, decode(parts[i], inner)]))
}

/** More values than any exercise asks for. */
export const mostValues = 10_000

const special = ['NaN', 'Infinity', '-Infinity']
const isListShape = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape)
