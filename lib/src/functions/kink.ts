import type { ToyFunction } from './function'

/** f(x) = |x|, f′(x) = ±1, and 0 at the kink itself: continuous, but without a derivative at its minimum. */
export const kink: ToyFunction<number> = {
  name: '|x|',
  tex: '|x|',
  deck: 'E: continuous, but not differentiable (its formula was in a lost figure; this one fits)',
  minima: [{ at: 0, value: 0 }],
  domain: [-3, 3],
  value: (x) => Math.abs(x),
  gradient: (x) => Math.sign(x),
}
