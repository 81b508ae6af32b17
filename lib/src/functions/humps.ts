import type { ToyFunction } from './function'

/**
 * f(x) = x² − 2.5 cos 2x, f′(x) = 2x + 5 sin 2x: a global minimum at 0 with a hump and a local minimum on either side.
 * It stands in for deck E's “another function”, whose formula was in a lost figure.
 */
export const humps: ToyFunction<number> = {
  name: 'x² − 2.5 cos 2x',
  tex: 'x^2 - 2.5\\cos 2x',
  deck: 'E: “another function”, from −1.5, −3.2 and −3.5 (its formula was in a lost figure; this one fits)',
  minima: [
    { at: 0, value: -2.5 },
    { at: -2.4531475754281877, value: 5.536199725955359 },
    { at: 2.4531475754281877, value: 5.536199725955359 },
  ],
  domain: [-4.5, 4.5],
  value: (x) => x * x - 2.5 * Math.cos(2 * x),
  gradient: (x) => 2 * x + 5 * Math.sin(2 * x),
  curvature: (x) => 2 + 10 * Math.cos(2 * x),
}
