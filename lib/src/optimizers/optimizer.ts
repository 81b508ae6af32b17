/** Numbers in a row, one a parameter. */
export type Vector = Float64Array

/**
 * A rule that turns gradients into steps. Its state is named columns of one number a parameter, called as on
 * the slides (v, s, m, u).
 */
export interface Optimizer<Column extends string = string> {
  /** What tables, legends and colours call it. */
  readonly name: string
  /** What it was made with, where that is all there is to know: an explorable makes it again from them. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** Each column of the state with its value before the first step. */
  readonly columns: Readonly<Record<Column, number>>
  /**
   * One step: brings the state up to date and adds the step to θ. θ is the point x itself, which is so moved in one
   * loop over memory, or a row of zeros where the step alone is wanted. What the loop needs of the settings has a
   * local name: a loop over a million parameters is then fast from its first pass.
   */
  update(gradient: Vector, state: Record<Column, Vector>, theta: Vector, t: number, x: Vector): void
  /** Where to take the gradient, as an offset from the point. Without it the gradient is taken at the point. */
  lookAhead?(state: Record<Column, Vector>, offset: Vector, t: number): void
}
