import type { ToyFunction } from './function'

/**
 * f(x, y) = x⁴/4 − x³/3 − x² + y², ∇f = (x (x + 1)(x − 2), 2y): a local minimum at (−1, 0), a saddle point at (0, 0) and
 * the global minimum at (2, 0).
 */
export const twoMinima: ToyFunction<readonly number[]> = {
  name: 'x⁴/4 − x³/3 − x² + y²',
  tex: '\\frac{x^4}{4} - \\frac{x^3}{3} - x^2 + y^2',
  deck: 'E: local and global minimum, in two dimensions',
  minima: [
    { at: [2, 0], value: -8 / 3 },
    { at: [-1, 0], value: -5 / 12 },
  ],
  domain: { x: [-2.2, 3.2], y: [-2.2, 2.2] },
  value: ([x, y]) => x ** 4 / 4 - x ** 3 / 3 - x * x + y * y,
  gradient: ([x, y]) => [x * (x + 1) * (x - 2), 2 * y],
  curvature: ([x]) => [
    [3 * x * x - 2 * x - 2, 0],
    [0, 2],
  ],
}
