/** Where a function is evaluated: a number, or one number a coordinate. */
export type Point = number | readonly number[]

/** A function to descend on, with what a lesson needs to know about it. */
export interface ToyFunction<P extends Point> {
  /** As in a sentence: `x²`. */
  readonly name: string
  /** The right-hand side as TeX: `x^2`. */
  readonly tex: string
  /** The deck that uses it, and what for. */
  readonly deck?: string
  /** Known minima, the lowest first; empty when none is known or none exists. */
  readonly minima: readonly { readonly at: P; readonly value: number }[]
  value(p: P): number
  /** The slope, or one partial derivative a coordinate. */
  gradient(p: P): P
}
