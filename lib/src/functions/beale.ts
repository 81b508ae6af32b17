import type { ToyFunction } from './function'

/** The three terms whose squares are added. */
const terms = (x: number, y: number) => [1.5 - x + x * y, 2.25 - x + x * y ** 2, 2.625 - x + x * y ** 3]

/**
 * f(x, y) = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²: almost flat around its minimum at (3, 0.5), with
 * steep walls at the corners.
 *
 * @see Beale, 1958
 */
export const beale: ToyFunction<readonly number[]> = {
  name: 'Beale’s function',
  tex: '(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2',
  minima: [{ at: [3, 0.5], value: 0 }],
  domain: { x: [-4.5, 4.5], y: [-4.5, 4.5] },
  value: ([x, y]) => terms(x, y).reduce((sum, term) => sum + term ** 2, 0),
  gradient([x, y]) {
    const [a, b, c] = terms(x, y)
    return [2 * (a * (y - 1) + b * (y ** 2 - 1) + c * (y ** 3 - 1)), 2 * x * (a + 2 * b * y + 3 * c * y ** 2)]
  },
  curvature([x, y]) {
    const [a, b, c] = terms(x, y)
    const mixed =
      2 * (a + 2 * b * y + 3 * c * y ** 2) +
      2 * x * (y - 1 + 2 * y * (y ** 2 - 1) + 3 * y ** 2 * (y ** 3 - 1))
    return [
      [2 * ((y - 1) ** 2 + (y ** 2 - 1) ** 2 + (y ** 3 - 1) ** 2), mixed],
      [mixed, 2 * x * (x + 4 * x * y ** 2 + 2 * b + 9 * x * y ** 4 + 6 * c * y)],
    ]
  },
}
