import { descend } from '../../descend'
import type { ToyFunction } from '../../functions/function'
import type { Optimizer } from '../../optimizers/optimizer'
import type { Table } from '../table'

/** A place where a deck is wrong, and how to see it. The texts are Markdown with TeX. */
export interface Erratum {
  /** 1 to 24, as the lessons cite it. */
  readonly number: number
  readonly deck: 'A' | 'B' | 'C' | 'D' | 'E'
  /** The title of the slide or section, as the deck has it. */
  readonly place: string
  /** The lesson that meets it on its way. */
  readonly lesson: string
  readonly printed: string
  readonly right: string
  /** What happens when it is computed as printed. */
  readonly why: string
  /** Where the right one comes from. */
  readonly source: string
  /** Computes the printed version and the right one on a small case. */
  readonly run: () => Table
}

/** A verdict cell, by what was found. */
export const verdict = (holds: boolean, yes: string, no: string): string => (holds ? `✓ ${yes}` : `✗ ${no}`)

/** A verdict on a step's length against the right one, within one part in a hundred. */
export function lengthVerdict(printed: number, right: number): string {
  const times = Math.max(printed / right, right / printed)
  const how = times > 1000 ? 'over 1000' : String(Number(times.toPrecision(2)))
  return verdict(times <= 1.01, 'as long', `${how} times too ${printed > right ? 'long' : 'short'}`)
}

/** A slope of 1 everywhere, on which a step's length shows nothing but the rule itself. */
export const steady: ToyFunction<number> = {
  name: 'x',
  tex: 'x',
  minima: [],
  value: (x) => x,
  gradient: () => 1,
}

/** Rows of a table: some steps' lengths on a slope of 1 in units of η, as printed and right, and the verdict. */
export function stepLengths(eta: number, asPrinted: Optimizer, published: Optimizer): Table['rows'] {
  const [printed, right] = [asPrinted, published].map((rule) =>
    descend(steady, 0, rule, 5000).rows.map(({ step }) => -step / eta),
  )
  return [1, 2, 5, 10, 100, 1000, 5000].map((t) => [
    t,
    printed[t],
    right[t],
    lengthVerdict(printed[t], right[t]),
  ])
}
