import type { Shape } from './exercise'
import { visible } from './visible'

/** How near two numbers have to be: within a share of the larger, or within a share of the largest number of the case. */
interface Tolerance {
  readonly ofThese: number
  readonly ofLargest: number
}

/** All tolerances there are. */
export const tolerances = {
  /**
   * For everything that is worked out by its formula: far more than rounding makes of any order of the sums, far less
   * than any slip. The second is for right answers that cancel towards 0, like x − step near the minimum.
   */
  usual: { ofThese: 1e-9, ofLargest: 1e-12 },
  /** For difference quotients: f rounds at 1e-16 of its value, and dividing that by h = 1e-5 makes 1e-11 of it. */
  differences: { ofThese: 1e-6, ofLargest: 1e-6 },
} satisfies Record<string, Tolerance>

export type ToleranceName = keyof typeof tolerances

/** Do two numbers agree? −0 is 0. NaN agrees with nothing. */
export function agree(
  a: number,
  b: number,
  largest: number,
  { ofThese, ofLargest }: Tolerance = tolerances.usual,
): boolean {
  if (a === b) return true
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false
  return Math.abs(a - b) <= Math.max(ofThese * Math.max(Math.abs(a), Math.abs(b)), ofLargest * largest)
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

/** An answer as it came back: the shape's numbers and texts, with an Odd where something else stood. */
export type Answer = number | string | Odd | readonly Answer[] | { readonly [part: string]: Answer }

/** The way to a place in an answer: list indices and part names. */
export type Way = readonly (number | string)[]

/** Where two answers first differ, and what stands there. */
export interface Difference {
  readonly path: Way
  readonly expected: Answer
  readonly actual: Answer
}

/** The first place where an answer differs from the expected one; a list's values come before its length. */
export function firstDifference(
  expected: Answer,
  actual: Answer,
  agrees: (a: number, b: number) => boolean,
): Difference | undefined {
  const here = { path: [], expected, actual }
  if (isOdd(expected) || isOdd(actual)) {
    return isOdd(expected) && isOdd(actual) && expected.odd === actual.odd ? undefined : here
  }
  if (typeof expected !== 'object' || typeof actual !== 'object') {
    const same =
      typeof expected === 'number' && typeof actual === 'number'
        ? agrees(expected, actual)
        : expected === actual
    return same ? undefined : here
  }
  if (isList(expected)) {
    if (!isList(actual)) return here
    for (let i = 0; i < Math.min(expected.length, actual.length); i++) {
      const inside = firstDifference(expected[i], actual[i], agrees)
      if (inside) return { ...inside, path: [i, ...inside.path] }
    }
    return expected.length === actual.length ? undefined : here
  }
  if (isList(actual)) return here
  for (const [part, value] of Object.entries(expected)) {
    const inside = firstDifference(value, actual[part] ?? odd('nothing'), agrees)
    if (inside) return { ...inside, path: [part, ...inside.path] }
  }
  return undefined
}

export const isList = (value: Answer): value is readonly Answer[] => Array.isArray(value)

/** The first place where something stands that the shape does not ask for. */
export function firstOdd(answer: Answer): { path: Way; actual: Odd } | undefined {
  if (typeof answer !== 'object') return undefined
  if (isOdd(answer)) return { path: [], actual: answer }
  for (const [key, part] of isList(answer) ? answer.entries() : Object.entries(answer)) {
    const inside = firstOdd(part)
    if (inside) return { ...inside, path: [key, ...inside.path] }
  }
  return undefined
}

/**
 * Read what the submission's process wrote, by the exercise's own shape and number by number. The text is not to be
 * trusted: whatever does not fit becomes an Odd.
 */
export function decode(written: unknown, shape: Shape): Answer {
  if (typeof written === 'object' && written !== null && 'odd' in written) {
    return odd(typeof written.odd === 'string' ? visible(written.odd.slice(0, 80)) : 'something else')
  }
  if (shape === 'text')
    return typeof written === 'string' ? visible(written.slice(0, 80)) : odd('something else')
  if (typeof written === 'number') return shape === 'number' ? written : odd('a number')
  if (shape === 'number') {
    return typeof written === 'string' && special.includes(written) ? Number(written) : odd('something else')
  }
  if (!Array.isArray(written)) return odd('something else')
  const parts = written as unknown[]
  if (isListShape(shape)) return parts.slice(0, mostValues).map((part) => decode(part, shape[0]))
  return Object.fromEntries(Object.entries(shape).map(([name, inner], i) => [name, decode(parts[i], inner)]))
}

/** More values than any exercise asks for. */
export const mostValues = 10_000

const special = ['NaN', 'Infinity', '-Infinity']
const isListShape = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape)
