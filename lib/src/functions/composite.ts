import type { ToyFunction } from './function'

/** f(x) = (x² + 2x)², f′(x) = 2 (x² + 2x)(2x + 2): a square of a square, steep enough to want η = 0.0005 at 3. */
export const composite: ToyFunction<number> = {
  name: '(x² + 2x)²',
  tex: '(x^2 + 2x)^2',
  deck: 'E: “composite function”, from 3 with η = 0.0005 (its formula was in a lost figure; this one fits)',
  minima: [
    { at: 0, value: 0 },
    { at: -2, value: 0 },
  ],
  domain: [-3.2, 1.2],
  value: (x) => (x * x + 2 * x) ** 2,
  gradient: (x) => 2 * (x * x + 2 * x) * (2 * x + 2),
  curvature: (x) => 12 * x * x + 24 * x + 8,
}
