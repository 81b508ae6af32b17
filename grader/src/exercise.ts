/** The shape of an answer: a number, a list of one shape, or an object with named parts. */
export type Shape = 'number' | readonly [Shape] | { readonly [part: string]: Shape }

/** An answer, or an argument, once it is plain data. */
export type Value = number | readonly Value[] | { readonly [part: string]: Value }

/** The digits that a slide prints, in the places of the answer they belong to. */
export type Printed = string | undefined | readonly Printed[] | { readonly [part: string]: Printed }

type Callable = (...given: never[]) => unknown

/** One call of the learner's function. */
export interface Case<F extends Callable = Callable> {
  readonly given: Parameters<F>
  /** The answer by hand; the tests hold the reference to it. */
  readonly byHand?: ReturnType<F>
  readonly printed?: Printed
}

/** A group of calls that earns its points together. */
export interface Check<F extends Callable = Callable> {
  readonly name: string
  readonly points: number
  readonly cases: readonly Case<F>[]
  /** Where the numbers are printed: the deck, and the group in the ledger of printed numbers. */
  readonly slide?: { readonly deck: string; readonly group: string }
  /** An edge: a slip may be written so that it differs here and is still the same slip. */
  readonly edge?: boolean
}

/** A slip that is known: what it is called, what happened, and the slip itself. */
export interface Mistake<F extends Callable = Callable> {
  readonly id: string
  readonly says: string
  readonly slip: F
}

/** One exercise, from which its stub, its checks and all feedback are made. */
export interface Exercise<F extends Callable = Callable> {
  readonly id: string
  readonly lesson: string
  readonly title: string
  /** The task with its formula and slide: the stub's doc comment, word for word. */
  readonly prose: string
  /** The function's head as TypeScript, after `export function`. */
  readonly signature: string
  readonly shape: Shape
  /** What the i-th value of a list answer is called. */
  readonly place?: (i: number) => string
  readonly reference: F
  /** Points for leaving the arguments as they were, where there is something that could be changed. */
  readonly argumentsStay?: number
  readonly checks: (random: Random) => readonly Check<F>[]
  readonly mistakes: readonly Mistake<F>[]
  readonly otherRightAnswers: readonly F[]
  readonly hints: readonly [string, string, string]
}

/** An exercise whose function's type the grader no longer needs: it calls with the cases' own arguments. */
export type AnyExercise = Exercise<(...given: unknown[]) => Value>

/** Define an exercise: its parts are checked against the type of its function. */
export const defineExercise = <F extends Callable>(exercise: Exercise<F>): AnyExercise =>
  exercise as unknown as AnyExercise

/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** A number from low to high, with three decimals so that it reads well. */
  between(low: number, high: number): number
  /** A whole number from low to high, both included. */
  whole(low: number, high: number): number
}

/** Seeded numbers (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    between: (low, high) => Math.round((low + (high - low) * next()) * 1000) / 1000,
    whole: (low, high) => low + Math.floor((high - low + 1) * next()),
  }
}

/** `count` things, one after the other. */
export const several = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

/**
 * A function that is handed to the learner's code, from its text: the feedback shows the text, and the learner's process
 * evaluates it. So it can use its own parameter and numbers, nothing else.
 */
export function formula(text: string): (x: number) => number {
  return Object.assign((0, eval)(text) as (x: number) => number, { text })
}

/** The text of a function made by `formula`. */
export const textOf = (given: unknown): string | undefined =>
  typeof given === 'function' && 'text' in given && typeof given.text === 'string' ? given.text : undefined

/** momentum-step → momentumStep, the name under which a file exports its function. */
export const exportName = (id: string): string =>
  id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

/** What a stub throws, and how one is recognised: every call ends with this message. */
export const notWrittenYet = 'not written yet'

/** The top of an exercise's file: its doc comment and the head of its function. Stub and solution share it. */
export function head({ prose, signature }: Pick<AnyExercise, 'prose' | 'signature'>): string {
  const comment = prose.split('\n').map((line) => ` * ${line}`.trimEnd())
  return ['/**', ...comment, ' */', `export function ${signature} {`, ''].join('\n')
}

/** The file as it is handed out. */
export const stub = (exercise: Pick<AnyExercise, 'prose' | 'signature'>): string =>
  `${head(exercise)}  throw new Error('${notWrittenYet}')\n}\n`
