import type { ToyFunction } from './function'

/** f(x) = 20x², f′(x) = 40x: with η = 0.1 every step triples |x|. */
export const twentySquare: ToyFunction<number> = {
  name: '20x²',
  tex: '20x^2',
  deck: 'E: “square function” with slope 80 at 2, from 2',
  minima: [{ at: 0, value: 0 }],
  domain: [-10, 10],
  value: (x) => 20 * x * x,
  gradient: (x) => 40 * x,
  curvature: () => 40,
}
