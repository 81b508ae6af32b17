import type { ToyFunction } from './function'

/**
 * f(x) = x², and 3 lower from −1 on to the left; f′(x) = 2x on both sides. Its lowest value stands at the edge of the
 * jump, which no slope tells of: descent walks past it and up the step.
 */
export const jump: ToyFunction<number> = {
  name: 'x² − 3 [x ≤ −1]',
  tex: '\\begin{cases} x^2 - 3 & x \\le -1 \\\\ x^2 & x > -1 \\end{cases}',
  deck: 'E: discontinuous (its formula was in a lost figure; this one fits)',
  minima: [
    { at: -1, value: -2 },
    { at: 0, value: 0 },
  ],
  domain: [-3, 3],
  jumps: [-1],
  value: (x) => x * x - (x <= -1 ? 3 : 0),
  gradient: (x) => 2 * x,
}
