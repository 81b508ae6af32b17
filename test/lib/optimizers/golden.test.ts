import {
  adadelta,
  adagrad,
  adam,
  adaMax,
  adamW,
  amsGrad,
  bowl,
  descend,
  fromExpression,
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
  type Optimizer,
  type ToyFunction,
} from 'downhill'
import { describe, expect, test } from 'vitest'
import fixture from '../../fixtures/trajectories.json'

/** Settings as PyTorch and optax call them. */
interface Options {
  lr?: number
  learning_rate?: number
  momentum?: number
  dampening?: number
  initial_accumulator_value?: number
  lr_decay?: number
  alpha?: number
  centered?: boolean
  betas?: number[]
  amsgrad?: boolean
  weight_decay?: number
  eps_in_sqrt?: boolean
  initial_scale?: number
  eps_root?: number
}
interface Case {
  source: string
  optimizer: string
  options: Options
  function: string
  start: number[]
  steps: number
  points: number[][]
}
const paths = (fixture as (Case | { schedule: string })[]).filter((c): c is Case => 'points' in c)

/** The fixture's functions, on vectors, with gradients written out by hand here. */
const functions: Record<string, ToyFunction<readonly number[]>> = {
  square: { ...bowl, value: ([x]) => x * x, gradient: ([x]) => [2 * x] },
  nineSquare: { ...bowl, value: ([x]) => 9 * x * x, gradient: ([x]) => [18 * x] },
  bowl: { ...bowl, value: ([x, y]) => x * x + 25 * y * y, gradient: ([x, y]) => [2 * x, 50 * y] },
  rosenbrock: fromExpression('(1 - x)^2 + 100 (y - x^2)^2'),
}

/** The forms of momentum that walk its path. Theirs has no rate in its velocity, which is the same at a constant rate. */
const momenta = (eta: number, m: number) => ({
  momentum: momentum({ eta, m }),
  momentumSubtracted: momentumSubtracted({ eta, gamma: m }),
  momentumScaled: momentumScaled({ alpha: eta / (1 - m), rho: m }),
  momentumAveraged: momentumAveraged({ eta: eta / (1 - m), beta1: m }),
})

/** Which settings of ours are theirs. What stands here beside their options are their defaults that differ from ours. */
const settings: Record<string, (options: Options) => Record<string, Optimizer>> = {
  'torch SGD': ({ lr: eta = 0 }) => ({ gradientDescent: gradientDescent({ eta }) }),
  'torch SGD momentum': ({ lr = 0, momentum = 0 }) => momenta(lr, momentum),
  'torch SGD nesterov': ({ lr: eta = 0, momentum: m = 0 }) => ({ nesterov: nesterov({ eta, m }) }),
  'torch Adagrad': ({ lr = 0, lr_decay = 0, initial_accumulator_value: start = 0 }) => ({
    adagrad: adagrad({ eta: (t) => lr / (1 + lr_decay * t), epsilon: 1e-10, inRoot: false, start }),
  }),
  'torch RMSprop': ({ lr: eta = 0, alpha: rho = 0, centered, momentum: m }) => {
    const common = { eta, rho, epsilon: 1e-8, inRoot: false }
    if (centered) return { rmsPropCentered: rmsPropCentered(common) }
    const withMomentum = { rmsPropMomentum: rmsPropMomentum({ ...common, m: m ?? 0 }) }
    return m ? withMomentum : { rmsProp: rmsProp(common), ...withMomentum }
  },
  'torch Adadelta': () => ({ adadelta: adadelta({ rho: 0.9 }) }),
  'torch Adam': ({ lr: eta = 0, betas: [beta1, beta2] = [0.9, 0.999], amsgrad }) =>
    amsgrad
      ? { amsGrad: amsGrad({ eta, beta1, beta2, corrected: 'after' }) }
      : { adam: adam({ eta, beta1, beta2 }), adamW: adamW({ eta, beta1, beta2, lambda: 0 }) },
  'torch AdamW': ({ lr: eta = 0, weight_decay: lambda = 0 }) => ({ adamW: adamW({ eta, lambda }) }),
  'torch Adamax': ({ lr: eta = 0 }) => ({ adaMax: adaMax({ eta, epsilon: 1e-8 }) }),
  'optax sgd': ({ learning_rate: eta = 0, momentum: m, ...rest }): Record<string, Optimizer> =>
    m === undefined
      ? { gradientDescent: gradientDescent({ eta }) }
      : 'nesterov' in rest
        ? { nesterov: nesterov({ eta, m }) }
        : momenta(eta, m),
  'optax adagrad': ({ learning_rate: eta = 0, initial_accumulator_value: start = 0.1 }) => ({
    adagrad: adagrad({ eta, start }),
  }),
  'optax rmsprop': ({ learning_rate: eta = 0, eps_in_sqrt: inRoot = true, initial_scale: start = 0 }) => ({
    rmsProp: rmsProp({ eta, epsilon: 1e-8, inRoot, start }),
  }),
  'optax adadelta': () => ({ adadelta: adadelta({ rho: 0.9 }) }),
  'optax adam': ({ learning_rate: eta = 0, eps_root: epsilon }) => ({
    adam: epsilon === undefined ? adam({ eta }) : adam({ eta, epsilon, inRoot: true }),
  }),
  'optax adamax': ({ learning_rate: eta = 0 }) => ({ adaMax: adaMax({ eta, epsilon: 1e-8 }) }),
  'optax nadam': ({ learning_rate: eta = 0 }) => ({ nadam: nadam({ eta }) }),
  'optax amsgrad': ({ learning_rate: eta = 0 }) => ({ amsGrad: amsGrad({ eta, corrected: 'before' }) }),
  'optax lion': ({ learning_rate: eta = 0 }) => ({ lion: lion({ eta, lambda: 1e-3 }) }),
}

/** Conventions that the course does not carry: how many paths, and why. */
const left: Record<string, { paths: number; why: string; is: (c: Case) => boolean }> = {
  'dampening of PyTorch': {
    paths: 4,
    why: 'its first gradient goes in whole and all later ones scaled by 1 − dampening; no deck and no paper does that',
    is: ({ options }) => options.dampening !== undefined,
  },
  'NAdam of PyTorch': {
    paths: 8,
    why: 'it lets β₁ grow by a schedule where m enters the step but not in m itself; the paper has one and the same there',
    is: ({ source, optimizer }) => source === 'torch' && optimizer === 'NAdam',
  },
  RAdam: {
    paths: 3,
    why: 'a later rule, which no deck has and none of the others needs',
    is: ({ optimizer }) => optimizer === 'RAdam',
  },
}
const ours = paths.filter((c) => !Object.values(left).some(({ is }) => is(c)))

test('of the 137 paths 122 are ours, and each other one is a convention that the course does not carry', () => {
  expect([paths.length, ours.length]).toEqual([137, 122])
  for (const { paths: count, is } of Object.values(left)) expect(paths.filter(is)).toHaveLength(count)
})

/** The largest error of a coordinate, each divided by the coordinate itself, however near to 0 the path passes. */
const relativeError = (ours: readonly number[], theirs: readonly number[]) =>
  Math.max(...ours.map((x, i) => (x === theirs[i] ? 0 : Math.abs(x / theirs[i] - 1))))

describe.each(ours)('$source $optimizer $options on $function', (c) => {
  test.each(Object.entries(settings[`${c.source} ${c.optimizer}`](c.options)))(
    'is the path of %s to 1e-12',
    (_, optimizer) => {
      // With Nesterov they keep the point ahead; both start in one place.
      const path = descend(functions[c.function], c.start, optimizer, c.steps).rows.map(
        (row) => row.ahead ?? row.x,
      )
      expect(path).toHaveLength(c.points.length)
      for (const [t, theirs] of c.points.entries())
        expect(relativeError(path[t], theirs), `step ${t}`).toBeLessThan(1e-12)
    },
  )
})
