/**
 * Whether x is allowed by deck E's domain, x ∈ ℕ with −100 ≤ x ≤ 100 (erratum 8). The path from 70 leaves it at its second
 * step, and its left half is empty.
 *
 * @see deck E, “Square function”, “Another Square function”, “Optimization: 2D function”
 */
export const asPrintedDomain = (x: number): boolean => Number.isInteger(x) && x >= 0 && x <= 100

/**
 * Whether, by deck B's claim, a point is a local minimum: it is wherever batch descent comes to rest, that is, wherever the
 * gradient has vanished (erratum 10). A saddle point and a plateau have no gradient either.
 *
 * @param gradient the slope, or one partial derivative a coordinate
 * @param tolerance the size of a slope that counts as none
 * @see deck B, on batch gradient descent: what it says of the non-convex case
 */
export const asPrintedLocalMinimum = (gradient: number | readonly number[], tolerance = 1e-6): boolean =>
  (typeof gradient === 'number' ? [gradient] : gradient).every((slope) => Math.abs(slope) <= tolerance)

/**
 * Adagrad's effective rate by deck C's claim that it falls exponentially (erratum 16): the exponential through its first
 * two rates. Under slopes of constant size the rate is η / (|g| √t), which falls ever more slowly.
 *
 * rate_t = first · (second / first)^{t − 1},  t = 1, 2, …
 *
 * @see deck C, “Visual Analysis of AdaGrad Behavior”
 */
export const asPrintedAdagradRate =
  (first: number, second: number) =>
  (t: number): number =>
    first * (second / first) ** (t - 1)
