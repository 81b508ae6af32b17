import type { ToyFunction } from './function'

/** f(x, y) = x² + y², ∇f = (2x, 2y): the round bowl. */
export const bowl: ToyFunction<readonly number[]> = {
  name: 'x² + y²',
  tex: 'x^2 + y^2',
  deck: 'E: the 2-D function, from (6, 9)',
  minima: [{ at: [0, 0], value: 0 }],
  domain: { x: [-10, 10], y: [-10, 10] },
  value: ([x = NaN, y = NaN]) => x * x + y * y,
  gradient: ([x = NaN, y = NaN]) => [2 * x, 2 * y],
  curvature: () => [
    [2, 0],
    [0, 2],
  ],
}
