/**
 * The slope of f at x, from two of its values: one a little to the right of x, one as far to the left.
 *
 *   f′(x) ≈ (f(x + h) − f(x − h)) / (2 · h)
 *
 * This is the central difference: the rise between two points that are 2h apart, divided by 2h. On the slide (deck E,
 * f(x) = x²) the slope at 70 is 140. A large h shows what the formula does: f(x) = x³ is flat at 0, and yet
 *
 *   derivative((x) => x ** 2, 70)      gives  140
 *   derivative((x) => x ** 3, 0, 0.5)  gives  0.25
 *
 * Two numbers count as equal here when they differ by no more than a millionth: near x, f can only be told to 16 digits.
 *
 * @param f the function: call it with a number to get its value there
 * @param x where the slope is asked for
 * @param h how far to step to each side; 1e-5 when it is not given
 * @returns the central difference
 */
export function derivative(f: (x: number) => number, x: number, h = 1e-5): number {
  throw new Error('not written yet')
}
