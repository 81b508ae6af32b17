import type { ToyFunction } from './function'

/** f(x) = 9x², f′(x) = 18x: with η = 0.1 every step flips the sign and shrinks |x| by 0.8. */
export const nineSquare: ToyFunction<number> = {
  name: '9x²',
  tex: '9x^2',
  deck: 'E: “another square function”, from 70 and 99',
  minima: [{ at: 0, value: 0 }],
  domain: [-10, 10],
  value: (x) => 9 * x * x,
  gradient: (x) => 18 * x,
  curvature: () => 18,
}
