import {
  adagrad,
  adam,
  adaMax,
  adamW,
  amsGrad,
  descend,
  fromExpression,
  gradientDescent,
  humps,
  lion,
  momentum,
  momentumAveraged,
  momentumScaled,
  momentumSubtracted,
  nadam,
  nesterov,
  rmsProp,
  rmsPropMomentum,
  rmsScaled,
  square,
  stepper,
  type Optimizer,
  type Rate,
} from 'downhill'
import fc from 'fast-check'
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { finite, rules } from './rules'

const rate = finite(0, 0.2)
const memory = finite(0, 0.99)
const start = finite(-5, 5)
/** Slopes of one parameter, step by step, none of them next to nothing. */
const slopes = fc.array(fc.oneof(finite(0.01, 10), finite(-10, -0.01)), { minLength: 1, maxLength: 20 })

/** Where the optimizer stands after each step under these gradients, one number a parameter and step. */
const walk = (optimizer: Optimizer, gradients: readonly (readonly number[])[], from = 0): number[][] => {
  const x = new Float64Array(gradients[0].length).fill(from)
  const run = stepper(optimizer, x.length)
  return gradients.map((gradient) => {
    run.move(x, Float64Array.from(gradient))
    return [...x]
  })
}
const walk1 = (optimizer: Optimizer, gradients: readonly number[], from = 0): number[] =>
  walk(
    optimizer,
    gradients.map((g) => [g]),
    from,
  ).flat()

test('every rule of the library is in the table that these laws are tested on', () => {
  const others = ['compose', 'directions', 'gradient-noise', 'optimizer', 'scales', 'stepper']
  const files = readdirSync(new URL('../../../lib/src/optimizers', import.meta.url))
    .map((file) => file.replace('.ts', ''))
    .filter((name) => !others.includes(name))
  const tested = Object.keys(rules).map((name) => name.toLowerCase())
  expect(files.filter((name) => !tested.includes(name.replaceAll('-', '')))).toEqual([])
})

describe.each(Object.entries(rules))('%s', (_, { make, ranges }) => {
  const settings = fc.record(
    Object.fromEntries(Object.entries(ranges).map(([name, { good }]) => [name, good])),
  )
  const optimizers = settings.map((settings) => make(settings as never))
  const good = (changed: object = {}): Optimizer => {
    const [plain] = fc.sample(settings, { numRuns: 1, seed: 4 })
    return make({ ...plain, ...changed } as never)
  }

  test.each(
    Object.entries(ranges).flatMap(([name, { bad, allowed }]) =>
      bad.map((value) => ({ name, value, allowed })),
    ),
  )('refuses $name = $value by name and value', ({ name, value, allowed }) => {
    expect(() => good({ [name]: value })).toThrow(
      new RangeError(`${name} is ${String(value)}; allowed: ${allowed}`),
    )
  })

  const rateName = ['eta', 'alpha', 'rate'].find((name) => name in ranges)
  if (rateName) {
    test('takes a schedule as its rate, and a constant schedule is the constant rate', () => {
      const xs = (eta: Rate) => descend(humps, -1.5, good({ [rateName]: eta }), 12).rows.map((row) => row.x)
      expect(xs(() => 0.05)).toEqual(xs(0.05))
      expect(xs((t) => (t === 3 ? 0 : 0.05))).not.toEqual(xs(0.05))
      expect(xs((t) => (t < 12 ? 0.05 : NaN))).toEqual(xs(0.05))
    })

    test.each([NaN, -0.1, Infinity])('refuses a schedule that gives %f, at its step', (bad) => {
      const optimizer = good({ [rateName]: (t: number) => (t === 7 ? bad : 0.1) })
      expect(() => descend(square, 1, optimizer, 10)).toThrow(`the rate at step 7 is ${bad}`)
    })
  }

  test('steps the same recorded by descend and unrecorded by stepper', () => {
    const f = fromExpression('x^2 + 3y^2 + x*y')
    fc.assert(
      fc.property(optimizers, (optimizer) => {
        const { rows } = descend(f, [2, -1], optimizer, 9)
        const run = stepper(optimizer, 2)
        const x = Float64Array.of(2, -1)
        for (const row of rows.slice(0, -1)) {
          expect([...x]).toEqual(row.x)
          run.move(x, Float64Array.from(row.gradient))
        }
      }),
      { numRuns: 20 },
    )
  })

  test('a path of n steps is the start of the path of n + k', () => {
    fc.assert(
      fc.property(optimizers, start, fc.nat(10), fc.nat(10), (optimizer, x0, n, k) => {
        const long = descend(humps, x0, optimizer, n + k)
        expect(descend(humps, x0, optimizer, n).rows).toEqual(long.rows.slice(0, n + 1))
      }),
      { numRuns: 20 },
    )
  })

  test('changes nothing that is passed in but the point and the state', () => {
    fc.assert(
      fc.property(settings, slopes, (settings, gradient) => {
        const optimizer = make(Object.freeze(settings) as never)
        const columns = JSON.stringify(optimizer.columns)
        const { length: n } = gradient
        const [g, x] = [Float64Array.from(gradient), new Float64Array(n).fill(2)]
        const { state } = stepper(optimizer, n)
        for (let t = 0; t < 3; t++) optimizer.update(g, state, new Float64Array(n), t, x)
        expect([...g]).toEqual(gradient)
        expect([...x]).toEqual(Array(n).fill(2))
        expect(JSON.stringify(optimizer.columns)).toBe(columns)
      }),
      { numRuns: 20 },
    )
  })

  test('treats each parameter on its own', () => {
    fc.assert(
      fc.property(optimizers, slopes, slopes, (optimizer, some, others) => {
        const both = some.slice(0, others.length).map((g, t) => [g, others[t]])
        expect(walk(optimizer, both)).toEqual(
          both.map((_, t) => [
            walk1(optimizer, some.slice(0, t + 1))[t],
            walk1(optimizer, others.slice(0, t + 1))[t],
          ]),
        )
      }),
      { numRuns: 10 },
    )
  })

  test('stays where the ground is flat, with decay moves towards 0, and never gives NaN', () => {
    fc.assert(
      fc.property(optimizers, (optimizer) => {
        const xs = walk1(optimizer, Array<number>(10).fill(0), 3)
        if ('lambda' in ranges) expect(xs).toEqual(xs.map((x, t) => Math.min(Math.max(x, 0), xs[t - 1] ?? 3)))
        else expect(xs).toEqual(Array(10).fill(3))
      }),
    )
  })

  test('gives finite numbers where gradients are 0, or so small that their squares are', () => {
    const steps = fc.array(fc.constantFrom(0, 0, 1e-200, -1e-170, 1e-30, 1, -3), {
      minLength: 1,
      maxLength: 20,
    })
    fc.assert(
      fc.property(optimizers, steps, (optimizer, gradients) => {
        for (const x of walk1(optimizer, gradients)) expect(x).toSatisfy(Number.isFinite)
      }),
    )
  })
})

describe('momentum', () => {
  test('walks one path in its four forms under a change of η', () => {
    fc.assert(
      fc.property(start, rate, memory, (x0, eta, m) => {
        const [first, ...others] = [
          momentum({ eta, m }),
          momentumSubtracted({ eta, gamma: m }),
          momentumScaled({ alpha: eta / (1 - m), rho: m }),
          momentumAveraged({ eta: eta / (1 - m), beta1: m }),
        ].map((optimizer: Optimizer) => descend(square, x0, optimizer, 20).rows.map((row) => row.x))
        for (const other of others)
          other.forEach((x, t) => {
            expect(x).toBeCloseTo(first[t], 9)
          })
      }),
    )
  })

  test('takes the first step of plain descent, and so does Nesterov', () => {
    fc.assert(
      fc.property(start, rate, memory, (x0, eta, m) => {
        const plain = descend(humps, x0, gradientDescent({ eta }), 1).last.x
        expect(descend(humps, x0, momentum({ eta, m }), 1).last.x).toBe(plain)
        expect(descend(humps, x0, nesterov({ eta, m }), 1).last.x).toBe(plain)
      }),
    )
  })

  test('is plain descent with m = 0, and so is Nesterov', () => {
    fc.assert(
      fc.property(start, rate, (x0, eta) => {
        const xs = (optimizer: Optimizer) => descend(humps, x0, optimizer, 15).rows.map((row) => row.x)
        expect(xs(momentum({ eta, m: 0 }))).toEqual(xs(gradientDescent({ eta })))
        expect(xs(nesterov({ eta, m: 0 }))).toEqual(xs(gradientDescent({ eta })))
      }),
    )
  })
})

describe('on a quadratic of curvature L', () => {
  const run = (L: number, optimizer: Optimizer, steps: number) => {
    const f = { ...square, value: (x: number) => (L / 2) * x * x, gradient: (x: number) => L * x }
    return Math.abs(descend(f, 1, optimizer, steps).last.x)
  }

  test('plain descent shrinks |x| exactly when η < 2/L', () => {
    fc.assert(
      fc.property(finite(0.1, 50), finite(0.05, 1.95), (L, fraction) => {
        expect(run(L, gradientDescent({ eta: fraction / L }), 10)).toBeLessThan(1)
        expect(run(L, gradientDescent({ eta: (2 + fraction) / L }), 10)).toBeGreaterThan(1)
      }),
    )
  })

  test('momentum bears a larger rate: it is stable up to η = 2 (1 + m) / L', () => {
    fc.assert(
      fc.property(finite(0.1, 50), finite(0, 0.9), (L, m) => {
        const limit = (2 * (1 + m)) / L
        expect(run(L, momentum({ eta: 0.97 * limit, m }), 500)).toBeLessThan(1)
        expect(run(L, momentum({ eta: 1.03 * limit, m }), 500)).toBeGreaterThan(1)
      }),
    )
  })
})

/** Rules that see a slope only in units of other slopes, with ε = 0. */
const scaleFree: Record<string, (eta: number, beta1: number, beta2: number) => Optimizer> = {
  rmsScaled: (eta) => rmsScaled({ eta }),
  adagrad: (eta) => adagrad({ eta, epsilon: 0 }),
  rmsProp: (eta, _, rho) => rmsProp({ eta, rho, epsilon: 0 }),
  'rmsProp from the first gradient': (eta, _, rho) => rmsProp({ eta, rho, epsilon: 0, start: 'gradient' }),
  rmsPropMomentum: (eta, m, rho) => rmsPropMomentum({ eta, m, rho, epsilon: 0 }),
  adam: (eta, beta1, beta2) => adam({ eta, beta1, beta2, epsilon: 0 }),
  'adam without correction': (eta, beta1, beta2) => adam({ eta, beta1, beta2, epsilon: 0, corrected: false }),
  adaMax: (eta, beta1, beta2) => adaMax({ eta, beta1, beta2 }),
  nadam: (eta, beta1, beta2) => nadam({ eta, beta1, beta2, epsilon: 0 }),
  adamW: (eta, beta1, beta2) => adamW({ eta, beta1, beta2, epsilon: 0 }),
  amsGrad: (eta, beta1, beta2) => amsGrad({ eta, beta1, beta2, epsilon: 0 }),
  'amsGrad, corrected': (eta, beta1, beta2) =>
    amsGrad({ eta, beta1, beta2, epsilon: 0, corrected: 'before' }),
  lion: (eta, beta1, beta2) => lion({ eta, beta1, beta2 }),
}
test.each(Object.entries(scaleFree))(
  '%s does not notice when every gradient is c times as large',
  (_, make) => {
    fc.assert(
      // Powers of two, by which every number is multiplied without rounding.
      fc.property(
        slopes,
        finite(0.01, 0.2),
        memory,
        memory,
        fc.integer({ min: -30, max: 30 }),
        (...drawn) => {
          const [gradients, eta, beta1, beta2, power] = drawn
          const scaled = gradients.map((g) => g * 2 ** power)
          // λ pulls alike in both, from 0.
          walk1(make(eta, beta1, beta2), scaled).forEach((x, t) => {
            expect(x).toBeCloseTo(walk1(make(eta, beta1, beta2), gradients)[t], 10)
          })
        },
      ),
    )
  },
)

/** How long the very first step is, in units of η, whatever the slope. */
const firstStep: Record<
  string,
  [size: (beta1: number, beta2: number) => number, optimizer: keyof typeof scaleFree]
> = {
  'RMS-scaled descent': [() => 1, 'rmsScaled'],
  Adagrad: [() => 1, 'adagrad'],
  'RMSProp from the first gradient': [() => 1, 'rmsProp from the first gradient'],
  'RMSProp from 0': [(_, rho) => 1 / Math.sqrt(1 - rho), 'rmsProp'],
  Adam: [() => 1, 'adam'],
  'Adam without correction': [
    (beta1, beta2) => (1 - beta1) / Math.sqrt(1 - beta2),
    'adam without correction',
  ],
  AdaMax: [() => 1, 'adaMax'],
  NAdam: [(beta1) => 1 + beta1 / (1 + beta1), 'nadam'],
  AMSGrad: [(beta1, beta2) => (1 - beta1) / Math.sqrt(1 - beta2), 'amsGrad'],
  'AMSGrad, corrected': [() => 1, 'amsGrad, corrected'],
  Lion: [() => 1, 'lion'],
}
test.each(Object.entries(firstStep))(
  'the first step of %s has a size of its own, against the slope',
  (_, law) => {
    const [size, name] = law
    fc.assert(
      fc.property(slopes, finite(0.01, 0.2), memory, memory, ([g], eta, beta1, beta2) => {
        const [x] = walk1(scaleFree[name](eta, beta1, beta2), [g])
        expect(x / eta).toBeCloseTo(-Math.sign(g) * size(beta1, beta2), 10)
      }),
    )
  },
)

describe('one rule is another', () => {
  const same = (one: Optimizer, other: Optimizer, gradients: readonly number[], from = 1) => {
    expect(walk1(one, gradients, from)).toEqual(walk1(other, gradients, from))
  }

  test('AdamW without decay is Adam', () => {
    fc.assert(
      fc.property(slopes, rate, memory, memory, (gradients, eta, beta1, beta2) => {
        same(adamW({ eta, beta1, beta2, lambda: 0 }), adam({ eta, beta1, beta2 }), gradients)
      }),
    )
  })

  test('Adam without momentum and correction, ε inside the root, is RMSProp', () => {
    fc.assert(
      fc.property(slopes, rate, memory, finite(0, 0.1), (gradients, eta, rho, epsilon) => {
        const simple = adam({ eta, beta1: 0, beta2: rho, epsilon, inRoot: true, corrected: false })
        same(simple, rmsProp({ eta, rho, epsilon }), gradients)
      }),
    )
  })

  test('RMSProp with momentum 0 is RMSProp', () => {
    fc.assert(
      fc.property(slopes, rate, memory, (gradients, eta, rho) => {
        same(rmsPropMomentum({ eta, rho, m: 0 }), rmsProp({ eta, rho }), gradients)
      }),
    )
  })

  test('RMS-scaled descent is Adagrad with the rate η √(t + 1), and RMSProp with ρ = 0 the sign of the slope', () => {
    fc.assert(
      fc.property(slopes, rate, (gradients, eta) => {
        const growing = adagrad({ eta: (t) => eta * Math.sqrt(t + 1), epsilon: 0 })
        const byRms = walk1(rmsScaled({ eta }), gradients)
        walk1(growing, gradients).forEach((x, t) => {
          expect(byRms[t]).toBeCloseTo(x, 10)
        })
        let sum = 0
        for (const [t, x] of walk1(rmsProp({ eta, rho: 0, epsilon: 0 }), gradients).entries()) {
          sum -= eta * Math.sign(gradients[t])
          expect(x).toBeCloseTo(sum, 10)
        }
      }),
    )
  })

  test('AMSGrad is Adam while no v is smaller than the one before', () => {
    fc.assert(
      fc.property(slopes, rate, memory, memory, (gradients, eta, beta1, beta2) => {
        const growing = gradients.map((g, t) => Math.sign(g) * 2 ** t)
        same(amsGrad({ eta, beta1, beta2 }), adam({ eta, beta1, beta2, corrected: false }), growing)
      }),
    )
  })
})

test('what AMSGrad divides by never shrinks, in the published form and corrected before the maximum', () => {
  fc.assert(
    fc.property(slopes, memory, fc.constantFrom(false, 'before'), (gradients, beta2, corrected) => {
      const run = stepper(amsGrad({ beta2, corrected: corrected as false | 'before' }), 1)
      let before = 0
      for (const g of gradients) {
        run.move(new Float64Array(1), Float64Array.of(g))
        const [u] = run.state.u
        expect(u).toBeGreaterThanOrEqual(before)
        expect(u).toBeGreaterThanOrEqual(corrected ? 0 : run.state.v[0])
        before = u
      }
    }),
  )
})

test('the steps of Lion all have the size η', () => {
  fc.assert(
    fc.property(slopes, finite(0.01, 0.2), memory, memory, (gradients, eta, beta1, beta2) => {
      let before = 0
      for (const x of walk1(lion({ eta, beta1, beta2 }), gradients)) {
        expect(Math.abs(x - before)).toBeCloseTo(eta, 10)
        before = x
      }
    }),
  )
})

test('weight decay alone shrinks a parameter by η λ of itself a step', () => {
  fc.assert(
    fc.property(finite(0.01, 0.2), finite(0, 0.5), (eta, lambda) => {
      for (const optimizer of [adamW({ eta, lambda }), lion({ eta, lambda })])
        walk1(optimizer, [0, 0, 0, 0], 8).forEach((x, t) => {
          expect(x).toBeCloseTo(8 * (1 - eta * lambda) ** (t + 1), 10)
        })
    }),
  )
})

test('rmsProp refuses a start that is neither a number nor the gradient', () => {
  expect(() => rmsProp({ eta: 0.1, start: 'slope' as 'gradient' })).toThrow(/start is slope; allowed/)
})

test('the stepper refuses a point or a gradient of the wrong length', () => {
  const run = stepper(momentum({ eta: 0.1 }), 2)
  expect(() => {
    run.move(Float64Array.of(1, 2), Float64Array.of(1))
  }).toThrow(/the gradient has 1 numbers; allowed: 2/)
  expect(() => {
    run.move(Float64Array.of(1, 2, 3), Float64Array.of(1, 2))
  }).toThrow(/the point has 3 numbers; allowed: 2/)
  expect(() => stepper(momentum({ eta: 0.1 }), 0)).toThrow(/n is 0/)
})
