import { random } from 'downhill'
import type { ToleranceName } from './agree'
import type { Quiz } from './quiz'
import type { Race } from './race'

export { formula, uniform } from './travel'

/** The shape of an answer: a number, a short text, a list of one shape, or an object with named parts. */
export type Shape = 'number' | 'text' | readonly [Shape] | { readonly [part: string]: Shape }

/** The digits that a slide prints, in the places of the answer they belong to. */
export type Printed = string | undefined | readonly Printed[] | { readonly [part: string]: Printed }

type Callable = (...given: never[]) => unknown

/** What the exercise is judged by: the answer, or where that is a function, what the calls of it give. */
type Judged<F extends Callable> = ReturnType<F> extends (...asked: never[]) => infer R ? R[] : ReturnType<F>

/** One call of the learner's function. */
export type Case<F extends Callable = Callable> = {
  readonly given: Parameters<F>
  /** The answer by hand; the tests hold the reference to it. */
  readonly byHand?: Judged<F>
  readonly printed?: Printed
} & Asked<ReturnType<F>>

/** Where the answer is a function: the calls of it, in this order. */
type Asked<R> = unknown extends R
  ? { readonly asked?: readonly (readonly unknown[])[] }
  : R extends (...asked: infer P) => unknown
    ? { readonly asked: readonly P[] }
    : unknown

/** What is wrong with the answers of a check: in which case, where in it, and in words. */
export interface Wrong {
  readonly index: number
  readonly at: string
  readonly expected: string
  readonly actual: string
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
  /** Where more than one answer is right: what all of them obey, instead of the reference's own answer. */
  readonly law?: (answers: readonly Judged<F>[], cases: readonly Case<F>[]) => Wrong | undefined
}

/** A slip that is known: what it is called, what happened, and the slip itself. */
export interface Mistake<F extends Callable = Callable> {
  readonly id: string
  readonly says: string
  readonly slip: F
  /** Another convention that is right elsewhere, and so no slip. */
  readonly convention?: boolean
  /** How the answers to all cases give it away where they need not be the slip's own. */
  readonly shows?: (answers: readonly Judged<F>[], cases: readonly Case<F>[]) => boolean
}

/** What every exercise has, of whatever kind. */
export interface Common {
  readonly id: string
  readonly lesson: string
  readonly title: string
  /** The task with its formula and slide: the stub's doc comment, word for word. */
  readonly prose: string
  readonly hints: readonly [string, string, string]
  /** The line with which the code begins, after the doc comment: "export function momentumStep(…) {". */
  readonly opening: string
  /** What stands below that line as long as nothing is written. */
  readonly unwritten: string
}

/** An exercise that asks for a function, from which its stub, its checks and all feedback are made. */
export interface Exercise<F extends Callable = Callable> extends Common {
  readonly kind: 'function'
  /** The shape of the answer, or where that is a function, of what it gives. */
  readonly shape: Shape
  /** What the i-th value of a list is called; the answer's own values have depth 0, those of its parts 1. */
  readonly place?: (i: number, depth: number) => string
  /** How near two numbers have to be, if not as usual. */
  readonly tolerance?: ToleranceName
  /** A list of numbers, or a function of one number, is drawn where it goes wrong: over what, and from which number on. */
  readonly picture?: { readonly across: string; readonly up: string; readonly from?: number }
  readonly reference: F
  /** Points for leaving the arguments as they were, where there is something that could be changed. */
  readonly argumentsStay?: number
  readonly checks: (random: Random) => readonly Check<F>[]
  readonly mistakes: readonly Mistake<F>[]
  readonly otherRightAnswers: readonly F[]
}

/** An exercise whose function's type the grader no longer needs: it calls with the cases' own arguments. */
export type FunctionExercise = Exercise<(...given: unknown[]) => unknown>
export type AnyExercise = FunctionExercise | Quiz | Race

/** What an author writes of an exercise that asks for a function; its parts are checked against the function's type. */
type Definition<F extends Callable> = Omit<Exercise<F>, 'kind' | 'opening' | 'unwritten'> & {
  /** The function's head as TypeScript, after `export function`. */
  readonly signature: string
}

/** Define an exercise that asks for a function. */
export const defineExercise = <F extends Callable>({ signature, ...rest }: Definition<F>): AnyExercise => {
  const exercise: Exercise<F> = {
    ...rest,
    kind: 'function',
    opening: `export function ${signature} {`,
    unwritten: `  throw new Error('${notWrittenYet}')\n}`,
  }
  return exercise as unknown as FunctionExercise
}

/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** A number from low to high, with three decimals so that it reads well. */
  between(low: number, high: number): number
  /** A whole number from low to high, both included. */
  whole(low: number, high: number): number
}

/** Seeded numbers, the library's own. */
export function seeded(seed: number): Random {
  const next = random(seed)
  return {
    between: (low, high) => Math.round((low + (high - low) * next()) * 1000) / 1000,
    whole: (low, high) => low + Math.floor((high - low + 1) * next()),
  }
}

/** `count` things, one after the other. */
export const several = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

/** momentum-step → momentumStep, the name under which a file exports its answer. */
export const exportName = (id: string): string =>
  id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

/** What a stub throws or holds, and how one is recognised: every call ends with this message. */
export const notWrittenYet = 'not written yet'

/** The top of an exercise's file: its doc comment and the line that opens the code. Stub and solution share it. */
export function head({ prose, opening }: Pick<AnyExercise, 'prose' | 'opening'>): string {
  const comment = prose.split('\n').map((line) => ` * ${line}`.trimEnd())
  return ['/**', ...comment, ' */', opening, ''].join('\n')
}

/** The file as it is handed out. */
export const stub = (exercise: Pick<AnyExercise, 'prose' | 'opening' | 'unwritten'>): string =>
  `${head(exercise)}${exercise.unwritten}\n`
