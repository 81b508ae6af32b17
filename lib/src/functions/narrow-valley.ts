import type { ToyFunction } from './function'

/**
 * f(x, y) = x²/100 + √(1 + 100y²) − 1: a valley with straight walls and a bottom curved by 100. With η above 2/100 plain
 * descent is thrown from wall to wall: the loss stops falling while the gradient stays large.
 */
export const narrowValley: ToyFunction<readonly number[]> = {
  name: 'x²/100 + √(1 + 100y²) − 1',
  tex: '\\frac{x^2}{100} + \\sqrt{1 + 100y^2} - 1',
  deck: 'A: the loss has stopped falling, the gradient is still large (its formula was in a lost figure; this one fits)',
  minima: [{ at: [0, 0], value: 0 }],
  domain: { x: [-6, 6], y: [-1, 1] },
  value: ([x, y]) => (x * x) / 100 + Math.sqrt(1 + 100 * y * y) - 1,
  gradient: ([x, y]) => [x / 50, (100 * y) / Math.sqrt(1 + 100 * y * y)],
  curvature: ([, y]) => [
    [0.02, 0],
    [0, 100 / (1 + 100 * y * y) ** 1.5],
  ],
}
