import {
  descend,
  fromExpression,
  gradientDescent,
  humps,
  momentum,
  momentumAveraged,
  momentumScaled,
  momentumSubtracted,
  nesterov,
  square,
  stepper,
  type Optimizer,
  type Rate,
} from 'downhill'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const rate = finite(0, 0.2)
const memory = finite(0, 0.99)
const start = finite(-5, 5)

const all: Record<string, (eta: Rate) => Optimizer> = {
  gradientDescent: (eta) => gradientDescent({ eta }),
  momentum: (eta) => momentum({ eta }),
  momentumSubtracted: (eta) => momentumSubtracted({ eta }),
  momentumScaled: (alpha) => momentumScaled({ alpha }),
  momentumAveraged: (eta) => momentumAveraged({ eta }),
  nesterov: (eta) => nesterov({ eta }),
}

test('the four forms of momentum walk one path under a change of η', () => {
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

test('the first step of momentum and of Nesterov is the first step of plain descent', () => {
  fc.assert(
    fc.property(start, rate, memory, (x0, eta, m) => {
      const plain = descend(humps, x0, gradientDescent({ eta }), 1).last.x
      expect(descend(humps, x0, momentum({ eta, m }), 1).last.x).toBe(plain)
      expect(descend(humps, x0, nesterov({ eta, m }), 1).last.x).toBe(plain)
    }),
  )
})

test('with m = 0 momentum and Nesterov are plain descent', () => {
  fc.assert(
    fc.property(start, rate, (x0, eta) => {
      const xs = (optimizer: Optimizer) => descend(humps, x0, optimizer, 15).rows.map((row) => row.x)
      expect(xs(momentum({ eta, m: 0 }))).toEqual(xs(gradientDescent({ eta })))
      expect(xs(nesterov({ eta, m: 0 }))).toEqual(xs(gradientDescent({ eta })))
    }),
  )
})

test('on a quadratic of curvature L plain descent shrinks |x| exactly when η < 2/L', () => {
  fc.assert(
    fc.property(finite(0.1, 50), finite(0.05, 1.95), (L, fraction) => {
      const f = { ...square, value: (x: number) => (L / 2) * x * x, gradient: (x: number) => L * x }
      const at = (eta: number) => Math.abs(descend(f, 1, gradientDescent({ eta }), 10).last.x)
      expect(at(fraction / L)).toBeLessThan(1)
      expect(at((2 + fraction) / L)).toBeGreaterThan(1)
    }),
  )
})

describe.each(Object.entries(all))('%s', (_, make) => {
  test('takes a schedule as its rate, and a constant schedule is the constant rate', () => {
    const xs = (eta: Rate) => descend(humps, -1.5, make(eta), 12).rows.map((row) => row.x)
    expect(xs(() => 0.05)).toEqual(xs(0.05))
    expect(xs((t) => (t === 3 ? 0 : 0.05))).not.toEqual(xs(0.05))
    expect(xs((t) => (t < 12 ? 0.05 : NaN))).toEqual(xs(0.05))
  })

  test.each([NaN, -0.1, Infinity, -Infinity])('refuses a rate of %f, at once or at its step', (bad) => {
    expect(() => make(bad)).toThrow(/(eta|alpha) is .*; allowed: a finite number, 0 or more/)
    expect(() =>
      descend(
        square,
        1,
        make((t) => (t === 7 ? bad : 0.1)),
        10,
      ),
    ).toThrow(/the rate at step 7 is/)
  })

  test('steps the same recorded by descend and unrecorded by stepper', () => {
    const f = fromExpression('x^2 + 3y^2 + x*y')
    const path = descend(f, [2, -1], make(0.05), 9)
    const run = stepper(make(0.05), 2)
    const x = Float64Array.of(2, -1)
    for (let t = 0; t < 9; t++) {
      const offset = run.ahead() ?? [0, 0]
      run.move(x, Float64Array.from(f.gradient([...x].map((xi, i) => xi + offset[i]))))
    }
    expect([...x]).toEqual(path.last.x)
  })
})

test.each([
  [() => momentum({ eta: 0.1, m: 1 }), /m is 1; allowed: 0 ≤ m < 1/],
  [() => momentum({ eta: 0.1, m: -0.1 }), /m is -0.1/],
  [() => momentumSubtracted({ eta: 0.1, gamma: NaN }), /gamma is NaN; allowed: 0 ≤ gamma < 1/],
  [() => momentumScaled({ alpha: 0.1, rho: 1.5 }), /rho is 1.5/],
  [() => momentumAveraged({ eta: 0.1, beta1: Infinity }), /beta1 is Infinity/],
  [() => nesterov({ eta: 0.1, m: 2 }), /m is 2/],
])('a memory outside 0 ≤ m < 1 is refused by name (%#)', (make, message) => {
  expect(make).toThrow(message)
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
