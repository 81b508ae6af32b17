import {
  adagrad,
  adam,
  adaMax,
  amsGrad,
  compose,
  descend,
  directions,
  fromExpression,
  gradientDescent,
  momentum,
  momentumAveraged,
  nadam,
  rmsProp,
  rmsScaled,
  scales,
  type Optimizer,
  type Part,
} from 'downhill'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const { gradient, velocity, average, nextAverage } = directions
const f = fromExpression('x^2 + 3y^2 + x*y')
const points = (optimizer: Optimizer) => descend(f, [2, -1], optimizer, 15).rows.map((row) => row.x)

const fraction = fc.double({ min: 0, max: 0.99, noNaN: true })
const settings = fc.record({
  eta: fc.oneof(
    fc.double({ min: 0, max: 0.2, noNaN: true }),
    fc.constant((t: number) => 0.2 / (1 + t)),
  ),
  beta1: fraction,
  rho: fraction,
  epsilon: fc.constantFrom(0, 1e-8, 0.1),
  start: fc.constantFrom(0, 0.1),
  inRoot: fc.boolean(),
  corrected: fc.boolean(),
})
type Settings = typeof settings extends fc.Arbitrary<infer S> ? S : never

/** Each named optimizer and its parts: where to go, and what to divide by. */
const composed: Record<string, (s: Settings) => [named: Optimizer, composed: Optimizer]> = {
  'plain descent: gradient / 1': ({ eta }) => [
    gradientDescent({ eta }),
    compose({ direction: gradient(), scale: scales.none(), rate: eta }),
  ],
  'momentum, averaged: average / 1': ({ eta, beta1 }) => [
    momentumAveraged({ eta, beta1 }),
    compose({ direction: average({ beta1 }), scale: scales.none(), rate: eta }),
  ],
  'RMS-scaled descent: gradient / root of the mean': ({ eta }) => [
    rmsScaled({ eta }),
    compose({ direction: gradient(), scale: scales.mean(), rate: eta }),
  ],
  'Adagrad: gradient / root of the sum': ({ eta, epsilon, inRoot, start }) => [
    adagrad({ eta, epsilon, inRoot, start }),
    compose({ direction: gradient(), scale: scales.sum({ epsilon, inRoot, start }), rate: eta }),
  ],
  'RMSProp: gradient / root of the moving average': ({ eta, rho, epsilon, inRoot, start }) => [
    rmsProp({ eta, rho, epsilon, inRoot, start }),
    compose({ direction: gradient(), scale: scales.average({ rho, epsilon, inRoot, start }), rate: eta }),
  ],
  'RMSProp from the first gradient': ({ eta, rho, epsilon }) => [
    rmsProp({ eta, rho, epsilon, start: 'gradient' }),
    compose({ direction: gradient(), scale: scales.average({ rho, epsilon, start: 'gradient' }), rate: eta }),
  ],
  'Adam: average / root of the moving average, both corrected or not': (s) => {
    const { eta, beta1, rho, epsilon, inRoot, corrected } = s
    return [
      adam({ eta, beta1, beta2: rho, epsilon, inRoot, corrected }),
      compose({
        direction: average({ beta1, corrected }),
        scale: scales.average({ rho, epsilon, inRoot, corrected }),
        rate: eta,
      }),
    ]
  },
  'AdaMax: corrected average / largest': ({ eta, beta1, rho }) => [
    adaMax({ eta, beta1, beta2: rho }),
    compose({ direction: average({ beta1, corrected: true }), scale: scales.largest({ rho }), rate: eta }),
  ],
  'NAdam: next average / root of the corrected moving average': ({ eta, beta1, rho, epsilon }) => [
    nadam({ eta, beta1, beta2: rho, epsilon }),
    compose({
      direction: nextAverage({ beta1 }),
      scale: scales.average({ rho, epsilon, inRoot: false, corrected: true }),
      rate: eta,
    }),
  ],
  'AMSGrad: average / largest root of the moving average': ({ eta, beta1, rho, epsilon }) => [
    amsGrad({ eta, beta1, beta2: rho, epsilon }),
    compose({ direction: average({ beta1 }), scale: scales.largestAverage({ rho, epsilon }), rate: eta }),
  ],
}

describe('one formula gives, to the last bit,', () => {
  test.each(Object.entries(composed))('%s', (_, both) => {
    fc.assert(
      fc.property(settings, (s) => {
        const [named, composed] = both(s)
        expect(points(composed)).toEqual(points(named))
      }),
    )
  })

  test.each<[string, Optimizer, Optimizer]>([
    ['Adagrad', adagrad({ eta: 0.1 }), compose({ direction: gradient(), scale: scales.sum(), rate: 0.1 })],
    [
      'RMSProp',
      rmsProp({ eta: 0.1 }),
      compose({ direction: gradient(), scale: scales.average(), rate: 0.1 }),
    ],
    ['AMSGrad', amsGrad(), compose({ direction: average(), scale: scales.largestAverage(), rate: 0.001 })],
    [
      'AdaMax',
      adaMax(),
      compose({ direction: average({ corrected: true }), scale: scales.largest(), rate: 0.002 }),
    ],
    [
      'NAdam',
      nadam(),
      compose({
        direction: nextAverage(),
        scale: scales.average({ rho: 0.999, epsilon: 1e-8, inRoot: false, corrected: true }),
        rate: 0.001,
      }),
    ],
  ])('%s with what both have as default', (_, named, composed) => {
    expect(points(composed)).toEqual(points(named))
  })
})

test('one formula gives momentum up to rounding: the rate, while constant, is multiplied later', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 0.1, noNaN: true }), fraction, (eta, m) => {
      const composed = points(compose({ direction: velocity({ m }), scale: scales.none(), rate: eta }))
      points(momentum({ eta, m })).forEach((x, t) => {
        x.forEach((xi, i) => {
          expect(composed[t][i]).toBeCloseTo(xi, 10)
        })
      })
    }),
  )
  expect(points(compose({ direction: velocity(), scale: scales.none(), rate: 0.0625 }))[15][0]).toBeCloseTo(
    points(momentum({ eta: 0.0625 }))[15][0],
    10,
  )
})

test('the path shows both parts of the step', () => {
  const optimizer = compose({ direction: velocity({ m: 0.5 }), scale: scales.sum({ epsilon: 0 }), rate: 0.4 })
  const square = {
    ...f,
    value: ([x]: readonly number[]) => x * x,
    gradient: ([x]: readonly number[]) => [2 * x],
  }
  const [, first, second] = descend(square, [10], optimizer, 2).rows
  // Slopes 20 and 19.2: velocity 20 and 10 + 19.2, root of the sum 20 and √(400 + 368.64).
  expect([first.m, first.sigma, first.x]).toEqual([[20], [20], [9.6]])
  expect(second.m[0]).toBeCloseTo(29.2, 12)
  expect(second.sigma[0]).toBeCloseTo(Math.sqrt(768.64), 12)
  expect(second.x[0]).toBeCloseTo(9.6 - (0.4 * 29.2) / Math.sqrt(768.64), 12)
})

test('both parts bring their own state, each from its start', () => {
  const state = (scale: Part) => compose({ direction: average(), scale, rate: 0.1 }).columns
  expect(state(scales.sum({ start: 0.1 }))).toEqual({ m: 0, sigma: 0, average: 0, s: 0.1 })
  expect(state(scales.average({ start: 0.1 }))).toEqual({ m: 0, sigma: 0, average: 0, s: 0.1 })
  expect(state(scales.average({ start: 'gradient' }))).toEqual({ m: 0, sigma: 0, average: 0, s: 0 })
})

test('what is composed is called so, or by the name it is given', () => {
  const parts = { direction: gradient(), scale: scales.none(), rate: 0.1 }
  expect(compose(parts).name).toBe('composed')
  expect(compose({ ...parts, name: 'gradient descent' }).name).toBe('gradient descent')
})
