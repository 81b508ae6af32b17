import { requireFinite, requirePositive } from './settings'

/**
 * The slope of a curve from the heights on both sides of x. Its error falls as h² until rounding, about 10⁻¹⁶/h, takes
 * over: around h = 10⁻⁵ it is at its best.
 *
 * f′(x) ≈ (f(x + h) − f(x − h)) / 2h
 *
 * @throws RangeError when h is not above 0
 * @see decks B and E, for the limit h → 0
 */
export function centralDifference(f: (x: number) => number, x: number, h = 1e-5): number {
  requirePositive('h', h)
  return (f(x + h) - f(x - h)) / (2 * h)
}

/**
 * The slope of a curve from the heights at x and to the right of it, as the limit has it. Its error falls as h only, and
 * is at its best around h = 10⁻⁸.
 *
 * f′(x) ≈ (f(x + h) − f(x)) / h
 *
 * @throws RangeError when h is not above 0
 * @see decks B and E, for the limit h → 0
 */
export function forwardDifference(f: (x: number) => number, x: number, h = 1e-8): number {
  requirePositive('h', h)
  return (f(x + h) - f(x)) / h
}

/**
 * The gradient by central differences, one coordinate after the other. The point stays as it is.
 *
 * @throws RangeError when h is not above 0, or the point is not finite
 */
export function numericalGradient(
  f: (point: readonly number[]) => number,
  point: readonly number[],
  h = 1e-5,
): number[] {
  requireFinite('point', point)
  const along = (i: number) => (moved: number) => f(point.map((x, k) => (k === i ? moved : x)))
  return point.map((x, i) => centralDifference(along(i), x, h))
}
