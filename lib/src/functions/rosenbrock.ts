import type { ToyFunction } from './function'

/**
 * f(x, y) = (1 − x)² + 100 (y − x²)²: a curved valley, easy to find and long to follow, with the minimum at (1, 1).
 *
 * @see Rosenbrock, 1960, with the start (−1.2, 1)
 */
export const rosenbrock: ToyFunction<readonly number[]> = {
  name: 'Rosenbrock’s function',
  tex: '(1 - x)^2 + 100(y - x^2)^2',
  minima: [{ at: [1, 1], value: 0 }],
  domain: { x: [-2, 2], y: [-1, 3] },
  value: ([x, y]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient: ([x, y]) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
  curvature: ([x, y]) => [
    [2 - 400 * (y - 3 * x * x), -400 * x],
    [-400 * x, 200],
  ],
}
