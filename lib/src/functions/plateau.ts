import type { ToyFunction } from './function'

/** f(x) = 1 − e^(−x²), f′(x) = 2x e^(−x²): a hole in a plateau, on which the gradient vanishes within a few units. */
export const plateau: ToyFunction<number> = {
  name: '1 − e^(−x²)',
  tex: '1 - e^{-x^2}',
  deck: 'E: the vanishing gradient (its formula was in a lost figure; this one fits)',
  minima: [{ at: 0, value: 0 }],
  domain: [-5, 5],
  value: (x) => -Math.expm1(-x * x),
  gradient: (x) => 2 * x * Math.exp(-x * x),
  curvature: (x) => (2 - 4 * x * x) * Math.exp(-x * x),
}
