import type { ToyFunction } from './function'

/**
 * f(x, y) = x²/20 + 100y², ∇f = (x/10, 200y): a bowl that is 2000 times as curved along y as along x. With η = 10⁻² = 2/200
 * descent goes to and fro along y for ever; with η = 10⁻⁷ it has come 1% of the way along x after a million steps.
 */
export const illConditioned: ToyFunction<readonly number[]> = {
  name: 'x²/20 + 100y²',
  tex: '\\frac{x^2}{20} + 100y^2',
  deck: 'A: convex, and yet no one learning rate fits it (its formula was in a lost figure; this one fits)',
  minima: [{ at: [0, 0], value: 0 }],
  domain: { x: [-12, 12], y: [-1.2, 1.2] },
  value: ([x, y]) => (x * x) / 20 + 100 * y * y,
  gradient: ([x, y]) => [x / 10, 200 * y],
  curvature: () => [
    [0.1, 0],
    [0, 200],
  ],
}
