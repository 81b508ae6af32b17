import type { ToyFunction } from './function'

/** f(x) = ln x², f′(x) = 2/x: falls without end towards its pole at 0, so it has no minimum. */
export const logSquare: ToyFunction<number> = {
  name: 'ln x²',
  tex: '\\ln x^2',
  deck: 'E: “another function” with slope 0.22 at 9, from 9 with η = 10',
  minima: [],
  domain: [-10, 10],
  value: (x) => Math.log(x * x),
  gradient: (x) => 2 / x,
  curvature: (x) => -2 / (x * x),
}
