import type { ToyFunction } from './function'

/** f(x) = x², f′(x) = 2x: the first function of every deck. */
export const square: ToyFunction<number> = {
  name: 'x²',
  tex: 'x^2',
  deck: 'E: gradient descent from 70 and 99, momentum from 90, RMSProp from 9',
  minima: [{ at: 0, value: 0 }],
  domain: [-10, 10],
  value: (x) => x * x,
  gradient: (x) => 2 * x,
  curvature: () => 2,
}
