import type { ToyFunction } from './function'

/** f(x, y) = x² − y², ∇f = (2x, −2y): level at the origin, which is a minimum along x and a maximum along y. */
export const saddle: ToyFunction<readonly number[]> = {
  name: 'x² − y²',
  tex: 'x^2 - y^2',
  deck: 'B and E: a saddle point, where descent can stop though it is no minimum',
  minima: [],
  domain: { x: [-3, 3], y: [-3, 3] },
  value: ([x, y]) => x * x - y * y,
  gradient: ([x, y]) => [2 * x, -2 * y],
  curvature: () => [
    [2, 0],
    [0, -2],
  ],
}
