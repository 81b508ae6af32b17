import type { Isolation } from './confine'
import type { Picture } from './picture'

export type Status = 'pass' | 'fail' | 'unfinished' | 'crash' | 'timeout' | 'memory' | 'ungradable'

/** What came of one check. */
export interface CheckResult {
  readonly name: string
  readonly score: number
  readonly points: number
  /** The deck whose slide the numbers come from, and the digits it prints where the answer first differs. */
  readonly slide?: { readonly deck: string; readonly printed?: string }
  readonly firstDifference?: { readonly at: string; readonly expected: string; readonly actual: string }
}

/** A known slip, or another convention, whose answers these are. */
export interface Recognised {
  readonly id: string
  readonly says: string
  readonly convention?: true
}

/** What a result says of its isolation when nothing of the submission was run. */
export const nothingRun = 'nothing was run'

/** What came of grading one submission. */
export interface Result {
  readonly exercise: string
  readonly score: number
  readonly points: number
  readonly status: Status
  readonly isolation: Isolation | typeof nothingRun
  readonly seed: number
  readonly milliseconds: number
  readonly checks: readonly CheckResult[]
  readonly mistake?: Recognised
  readonly message?: string
}

/** What feedback tells of a check beyond its result. */
export interface Told {
  /** The call of the first difference, as one could type it, and where in its answer. */
  readonly call?: string
  readonly at?: string
  /** What is to be said about the answer, right or wrong. */
  readonly says?: string
  readonly picture?: Picture
}

/** A result with all that feedback tells. */
export interface Graded {
  readonly result: Result
  /** One a check. */
  readonly told: readonly Told[]
  /** The line of the file to look at: where it stopped with an error, or else the function's where it is known. */
  readonly line?: number
  /** What the submission printed with console.log. */
  readonly printed?: string
  /** A picture of the whole. */
  readonly picture?: Picture
}
