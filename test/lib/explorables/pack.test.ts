import { describe, expect, test } from 'vitest'
import * as downhill from '../../../lib/src/index'
import { curves, landscapes, pack, remade, unpack } from '../../../lib/src/explorables/pack'
import {
  bowl,
  descend,
  fromExpression,
  square,
  type Optimizer,
  type Point,
  type ToyFunction,
} from '../../../lib/src/index'

const there = <T>(value: T): T => (unpack(pack({ value })) as { value: T }).value
const walk = (optimizer: Optimizer) => descend(bowl, [3, -0.5], optimizer, 7).rows

const { gradientDescent, momentum, adam, rmsProp, adagrad } = downhill
/** Every rule of the library, with settings that are not those it has by itself. */
const rules: readonly Optimizer[] = [
  gradientDescent({ eta: 0.03 }),
  momentum({ eta: 0.03, m: 0.7 }),
  downhill.momentumSubtracted({ eta: 0.03, gamma: 0.7 }),
  downhill.momentumScaled({ alpha: 0.3, rho: 0.7 }),
  downhill.momentumAveraged({ eta: 0.3, beta1: 0.7 }),
  downhill.nesterov({ eta: 0.03, m: 0.7 }),
  downhill.rmsScaled({ eta: 0.03 }),
  adagrad({ eta: 0.5, inRoot: false, start: 0.1 }),
  rmsProp({ eta: 0.05, rho: 0.8, start: 'gradient' }),
  downhill.rmsPropMomentum({ eta: 0.05, rho: 0.8 }),
  downhill.rmsPropCentered({ eta: 0.05, rho: 0.8 }),
  downhill.adadelta({ rho: 0.8, epsilon: 1e-3 }),
  adam({ eta: 0.2, beta1: 0.5 }),
  adam({ eta: 0.2, corrected: false }),
  downhill.adaMax({ eta: 0.2 }),
  downhill.nadam({ eta: 0.2 }),
  downhill.adamW({ eta: 0.2, lambda: 0.3 }),
  downhill.amsGrad({ eta: 0.2 }),
  downhill.lion({ eta: 0.02 }),
]

test.each(rules.map((rule) => [rule.name, rule] as const))(
  '%s comes back and walks the same path',
  (_, rule) => {
    const back = there(rule)
    expect(back.name).toBe(rule.name)
    expect(walk(back)).toEqual(walk(rule))
  },
)

test('a rule is made again with another rate, and nothing else is changed', () => {
  expect(walk(remade(momentum({ eta: 0.1, m: 0.7 }), { eta: 0.02 }))).toEqual(
    walk(momentum({ eta: 0.02, m: 0.7 })),
  )
})

/** All functions to descend on that the library exports, on the line and in the plane. */
const own = (Object.values(downhill) as unknown[]).filter(
  (one): one is ToyFunction<Point> =>
    typeof one === 'object' && one !== null && 'gradient' in one && 'minima' in one,
)

test('the page has every function of the library', () => {
  expect(own.length).toBeGreaterThan(15)
  expect([...curves, ...landscapes].map(({ name }) => name).sort()).toEqual(
    own.map(({ name }) => name).sort(),
  )
})

test.each(own.map((f) => [f.name, f] as const))(
  '%s comes back with its values, slopes, minima and part',
  (_, f) => {
    const back = there(f)
    const at: Point[] = (landscapes as readonly unknown[]).includes(f)
      ? [
          [0.3, -1.2],
          [2, 5],
        ]
      : [0.3, -1.2, 4]
    for (const p of at) {
      expect(back.value(p)).toBe(f.value(p))
      expect(back.gradient(p)).toEqual(f.gradient(p))
    }
    expect(back.minima).toEqual(f.minima)
    expect(back.domain).toEqual(f.domain)
  },
)

test('a formula comes back with a part and minima of its own', () => {
  const f = {
    ...fromExpression('x^2 + 10y^2'),
    domain: { x: [-1, 2], y: [-3, 4] },
    minima: [{ at: [0, 0], value: 0 }],
  } as const
  const back = there(f)
  expect(back).toMatchObject({ name: 'x² + 10y²', domain: f.domain, minima: f.minima })
  expect(back.value([3, 2])).toBe(49)
  expect(back.gradient([3, 2])).toEqual([6, 40])
  expect(there(fromExpression('x^2 - 2.5 cos(2x)')).value(0)).toBe(-2.5)
})

test('a part of its own goes along with a function of the library', () => {
  expect(there({ ...square, domain: [-3, 90] as const })).toMatchObject({ name: 'x²', domain: [-3, 90] })
})

test('numbers, lists and what JSON has no word for come back', () => {
  const value = { list: [1, [2, 3]], none: NaN, up: Infinity, down: -Infinity, text: '</script>', on: true }
  expect(there(value)).toEqual(value)
  expect(there(Float64Array.of(1, 2))).toEqual([1, 2])
})

describe('what a page cannot take along is refused by name:', () => {
  test.each<[string, unknown, string]>([
    ['a schedule', gradientDescent({ eta: (t) => 1 / (1 + t) }), 'eta of gradient descent is a schedule'],
    [
      'a function of one’s own',
      { name: 'mine', minima: [], value: () => 0, gradient: () => 0 },
      'a page cannot take the function mine along',
    ],
    [
      'a function that only has a known name',
      { ...square, value: (x: number) => x ** 4 },
      'x² has other values than the function that a page knows by this name',
    ],
    [
      'a formula that only mathjs can compute',
      fromExpression('sec(x)'),
      'a page cannot compute sec(x): sec is not known here',
    ],
    [
      'an optimizer of one’s own',
      { name: 'mine', columns: {}, update: () => undefined },
      'a page cannot take the optimizer mine along',
    ],
    [
      'one with noise',
      downhill.gradientNoise(momentum({ eta: 0.1 }), { eta: 0.1 }),
      'a page cannot take the optimizer momentum, with noise along',
    ],
    [
      'one with a known name and another update',
      { ...momentum({ eta: 0.1 }), update: () => undefined },
      'a page cannot take the optimizer momentum along',
    ],
    [
      'one that was put together',
      downhill.compose({
        name: 'Adam',
        direction: downhill.directions.gradient(),
        scale: downhill.scales.none(),
        rate: 0.1,
      }),
      'a page cannot take the optimizer Adam along',
    ],
    ['any other function', (x: number) => x, 'a page cannot take a function of your own along'],
  ])('%s', (_, value, sentence) => {
    expect(() => pack({ value })).toThrow(RangeError)
    expect(() => pack({ value })).toThrow(sentence)
  })
})
