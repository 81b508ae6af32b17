import {
  adadelta,
  adagrad,
  adam,
  adaMax,
  adamW,
  amsGrad,
  compose,
  directions,
  gradientDescent,
  lion,
  momentum,
  momentumAveraged,
  momentumScaled,
  momentumSubtracted,
  nadam,
  nesterov,
  rmsProp,
  rmsPropCentered,
  rmsPropMomentum,
  rmsScaled,
  scales,
  type Optimizer,
  type Part,
  type Rate,
} from 'downhill'
import fc from 'fast-check'

export const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true })

interface Range {
  /** Values to try a rule with. */
  readonly good: fc.Arbitrary<unknown>
  /** Values that it refuses. */
  readonly bad: readonly unknown[]
  /** What the refusal says is allowed. */
  readonly allowed: string
}
const rate: Range = {
  good: finite(0, 0.2),
  bad: [NaN, -0.1, Infinity, -Infinity],
  allowed: 'a finite number, 0 or more, or a function of t',
}
const fraction = (name: string): Range => ({
  good: fc.oneof(fc.constant(0), finite(1e-3, 0.99)),
  bad: [NaN, -0.1, 1, 1.5, Infinity],
  allowed: `0 ≤ ${name} < 1`,
})
const notNegative: Range = {
  good: fc.oneof(fc.constant(0), finite(1e-12, 0.5)),
  bad: [NaN, -1e-8, Infinity],
  allowed: 'a finite number, 0 or more',
}
const positive: Range = {
  good: finite(1e-12, 0.5),
  bad: [NaN, 0, -1e-8, Infinity],
  allowed: 'a finite number above 0',
}
const one = (...values: unknown[]): Range => ({ good: fc.constantFrom(...values), bad: [], allowed: '' })

const [m, gamma, rho, beta1, beta2] = ['m', 'gamma', 'rho', 'beta1', 'beta2'].map(fraction)
const yesOrNo = one(true, false)
const epsilon = notNegative

interface Rule {
  readonly make: (settings: never) => Optimizer
  readonly ranges: Readonly<Record<string, Range>>
}
const composed = (
  direction: keyof typeof directions,
  scale: keyof typeof scales,
  ranges: Rule['ranges'],
): Rule => ({
  make: ({ rate, ...settings }: { rate: Rate }) =>
    compose({
      direction: (directions[direction] as (settings: object) => Part)(settings),
      scale: (scales[scale] as (settings: object) => Part)(settings),
      rate,
    }),
  ranges: { rate, ...ranges },
})

/** Every rule with its settings: what holds for all of them is tested on this table. */
export const rules: Readonly<Record<string, Rule>> = {
  gradientDescent: { make: gradientDescent, ranges: { eta: rate } },
  momentum: { make: momentum, ranges: { eta: rate, m } },
  momentumSubtracted: { make: momentumSubtracted, ranges: { eta: rate, gamma } },
  momentumScaled: { make: momentumScaled, ranges: { alpha: rate, rho } },
  momentumAveraged: { make: momentumAveraged, ranges: { eta: rate, beta1 } },
  nesterov: { make: nesterov, ranges: { eta: rate, m } },
  rmsScaled: { make: rmsScaled, ranges: { eta: rate } },
  adagrad: { make: adagrad, ranges: { eta: rate, epsilon, inRoot: yesOrNo, start: notNegative } },
  rmsProp: { make: rmsProp, ranges: { eta: rate, rho, epsilon, inRoot: yesOrNo, start: notNegative } },
  rmsPropMomentum: { make: rmsPropMomentum, ranges: { eta: rate, rho, m, epsilon, inRoot: yesOrNo } },
  rmsPropCentered: { make: rmsPropCentered, ranges: { eta: rate, rho, epsilon, inRoot: yesOrNo } },
  adadelta: { make: adadelta, ranges: { rho, epsilon: positive } },
  adam: { make: adam, ranges: { eta: rate, beta1, beta2, epsilon, inRoot: yesOrNo, corrected: yesOrNo } },
  adamax: { make: adaMax, ranges: { eta: rate, beta1, beta2, epsilon } },
  nadam: { make: nadam, ranges: { eta: rate, beta1, beta2, epsilon } },
  adamw: { make: adamW, ranges: { eta: rate, lambda: notNegative, beta1, beta2, epsilon } },
  amsgrad: {
    make: amsGrad,
    ranges: { eta: rate, beta1, beta2, epsilon, corrected: one(false, 'before', 'after') },
  },
  lion: { make: lion, ranges: { eta: rate, beta1, beta2, lambda: notNegative } },
  'rmsProp from the first gradient': {
    make: (settings: { eta: number }) => rmsProp({ ...settings, start: 'gradient' }),
    ranges: { eta: rate, rho, epsilon, inRoot: yesOrNo },
  },
  'compose: gradient, sum': composed('gradient', 'sum', { epsilon, inRoot: yesOrNo, start: notNegative }),
  'compose: velocity, none': composed('velocity', 'none', { m }),
  'compose: velocity, mean': composed('velocity', 'mean', { m }),
  'compose: average, average': composed('average', 'average', {
    beta1,
    rho,
    epsilon,
    inRoot: yesOrNo,
    start: notNegative,
    corrected: yesOrNo,
  }),
  'compose: average, largest': composed('average', 'largest', { beta1, corrected: yesOrNo, rho }),
  'compose: nextAverage, largestAverage': composed('nextAverage', 'largestAverage', { beta1, rho, epsilon }),
}
