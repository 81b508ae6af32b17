/** Where a function is evaluated: a number, or one number a coordinate. */
export type Point = number | readonly number[]

/** A part of the plane: from and to of each coordinate. */
export interface Plane {
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
}

/** A part of the x axis, from and to, or of the plane. */
export type Domain<P extends Point> = P extends number ? readonly [number, number] : Plane

/** The second derivative, or the Hessian: all second partial derivatives, row by row. */
export type Curvature<P extends Point> = P extends number ? number : number[][]

/** A function to descend on, with what a lesson needs to know about it. */
export interface ToyFunction<P extends Point> {
  /** As in a sentence: `x²`. */
  readonly name: string
  /** The right-hand side as TeX: `x^2`. */
  readonly tex: string
  /** The right-hand side with every operator and bracket, where it was made from an expression: `(x ^ 2) + (3 * x)`. */
  readonly expression?: string
  /** The deck that uses it, and what for. */
  readonly deck?: string
  /** What the coordinates are called, where it is not x and y: `['w', 'b']`. */
  readonly coordinates?: readonly string[]
  /** Known minima, the lowest first; empty when none is known or none exists. */
  readonly minima: readonly { readonly at: P; readonly value: number }[]
  /** The part worth a look: what figures of the function alone show. */
  readonly domain?: Domain<P>
  /** Where the curve jumps; the value there goes on to the left. */
  readonly jumps?: readonly number[]
  value(p: P): number
  /** The slope, or one partial derivative a coordinate. */
  gradient(p: P): P
  /** How the slope changes: plain descent is stable where η < 2 / (the largest curvature). */
  curvature?(p: P): Curvature<P>
}

/** Where a function is evaluated: a number for a curve, numbers for a landscape. */
export type PointOf<F> = F extends ToyFunction<infer P> ? P : never
