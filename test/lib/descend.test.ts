import {
  behaviour,
  bowl,
  composite,
  descend,
  gradientDescent,
  humps,
  logSquare,
  momentum,
  nesterov,
  nineSquare,
  square,
  type ToyFunction,
} from 'downhill'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test('row t holds what the slide "f = x², x₀ = 90" writes with index t', () => {
  const path = descend(square, 90, momentum({ eta: 0.1, m: 0.9 }), 2)
  expect(path.rows).toEqual([
    { t: 0, x: 90, f: 8100, gradient: 180, step: 0, v: 0 },
    { t: 1, x: 72, f: 5184, gradient: 144, step: -18, v: -18 },
    {
      t: 2,
      x: expect.closeTo(41.4),
      f: expect.closeTo(1713.96),
      gradient: expect.closeTo(82.8),
      step: expect.closeTo(-30.6),
      v: expect.closeTo(-30.6),
    },
  ])
  expect(path.last).toBe(path.rows[2])
  expect(path.optimizer).toBe('momentum')
})

test('a plain number in gives plain numbers out, a point gives points', () => {
  const path = descend(bowl, [6, 9], momentum({ eta: 0.1 }), 1)
  expect(path.last).toEqual({
    t: 1,
    x: [expect.closeTo(4.8), expect.closeTo(7.2)],
    f: expect.closeTo(74.88),
    gradient: [expect.closeTo(9.6), expect.closeTo(14.4)],
    step: [expect.closeTo(-1.2), expect.closeTo(-1.8)],
    v: [expect.closeTo(-1.2), expect.closeTo(-1.8)],
  })
})

test('Nesterov’s rows say where the gradient was taken: at x + m v', () => {
  const [first, second] = descend(square, 90, nesterov({ eta: 0.1, m: 0.9 }), 2).rows
  expect(first).toMatchObject({ x: 90, ahead: 90, gradient: 180 })
  expect(second).toMatchObject({
    x: 72,
    v: -18,
    ahead: expect.closeTo(55.8),
    gradient: expect.closeTo(111.6),
  })
})

test('a path of n steps is the start of the path of n + k', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), fc.double({ min: -4, max: 4, noNaN: true }), (n, k, x0) => {
      const rows = (steps: number) => descend(humps, x0, nesterov({ eta: 0.1 }), steps).rows
      expect(rows(n + k).slice(0, n + 1)).toEqual(rows(n))
    }),
  )
})

test('neither the start nor anything a function hands out is changed or kept', () => {
  const start = Object.freeze([6, 9])
  const buffer = [0, 0]
  const reuses: ToyFunction<readonly number[]> = {
    ...bowl,
    gradient(p) {
      ;(p as number[]).forEach((x, i) => (buffer[i] = 2 * x))
      ;(p as number[]).fill(0)
      return buffer
    },
  }
  const path = descend(reuses, start, gradientDescent({ eta: 0.1 }), 3)
  expect(path.rows).toEqual(descend(bowl, [6, 9], gradientDescent({ eta: 0.1 }), 3).rows)
  expect(start).toEqual([6, 9])
})

test('a path that leaves the finite numbers ends before that, and says when and why', () => {
  const path = descend(nineSquare, 99, gradientDescent({ eta: 1 }), 1000)
  expect(path.diverged).toBe(path.rows.length)
  expect(path.why).toBe(`at step ${path.rows.length}, f(x) is Infinity`)
  expect(path.rows.every((row) => Number.isFinite(row.x) && Number.isFinite(row.f))).toBe(true)
  expect(descend(square, 70, gradientDescent({ eta: 0.1 }), 5)).toMatchObject({
    diverged: undefined,
    why: undefined,
  })
})

test('a gradient that is NaN at step 17 ends the path there', () => {
  let asked = 0
  const breaks = { ...square, gradient: (x: number) => (asked++ === 17 ? NaN : 2 * x) }
  const path = descend(breaks, 70, gradientDescent({ eta: 0.1 }), 40)
  expect(path).toMatchObject({ diverged: 17, why: 'at step 17, the gradient is NaN' })
  expect(path.last.t).toBe(16)
})

test('a state that overflows ends the path, though the point stands still', () => {
  const squares = {
    name: 'squares',
    columns: { s: 0 },
    update: (g: Float64Array, { s }: { s: Float64Array }) => (s[0] = g[0] ** 2),
  }
  const path = descend({ ...square, gradient: () => 1e200 }, 1, squares, 5)
  expect(path).toMatchObject({ diverged: 1, why: 'at step 1, s is Infinity' })
})

test('a function that throws is named with its step and point, and keeps its cause', () => {
  const cause = new Error('no such point')
  const throws = {
    ...square,
    value: (x: number) => {
      if (x < 50) throw cause
      return x * x
    },
  }
  expect(() => descend(throws, 70, gradientDescent({ eta: 0.1 }), 5)).toThrow(
    expect.objectContaining({ message: 'x² failed at step 2, x = 44.8: no such point', cause }),
  )
})

test.each([
  [
    () => descend(square, NaN, gradientDescent({ eta: 0.1 }), 5),
    /start\[0\] is NaN; allowed: finite numbers/,
  ],
  [() => descend(bowl, [1, Infinity], gradientDescent({ eta: 0.1 }), 5), /start\[1\] is Infinity/],
  [
    () => descend(bowl, [], gradientDescent({ eta: 0.1 }), 5),
    /start has no numbers; allowed: one number a coordinate/,
  ],
  [
    () => descend(square, 1, gradientDescent({ eta: 0.1 }), -1),
    /steps is -1; allowed: a whole number, 0 or more/,
  ],
  [() => descend(square, 1, gradientDescent({ eta: 0.1 }), 2.5), /steps is 2.5/],
  [
    () => descend(logSquare, 0, gradientDescent({ eta: 0.1 }), 5),
    /f\(x\) is -Infinity at the start 0 of ln x²/,
  ],
  [
    () => descend(bowl, [1, 2, 3], gradientDescent({ eta: 0.1 }), 5),
    /x² \+ y² failed at step 0, x = 1,2,3: its gradient is \[2,4\]; allowed: 3 numbers/,
  ],
  [
    () =>
      descend({ ...square, gradient: () => [2] as unknown as number }, 1, gradientDescent({ eta: 0.1 }), 5),
    /its gradient is \[2\]; allowed: a number/,
  ],
])('bad input is refused by name (%#)', (run, message) => {
  expect(run).toThrow(message)
})

test.each([
  ['crawls', square, 99, 0.001],
  ['converges', square, 99, 0.1],
  ['oscillates', square, 99, 0.8],
  ['diverges', square, 99, 1.1],
  ['oscillates', nineSquare, 70, 0.1],
  ['converges', composite, 3, 0.0005],
] as const)('a path %s on %o from %f with η = %f', (word, f, start, eta) => {
  expect(behaviour(descend(f, start, gradientDescent({ eta }), 60))).toBe(word)
})

test('from −3.2 plain descent stays in the local minimum, and momentum from 0.50 to 0.96 rolls on to the global one', () => {
  const end = (m: number) => descend(humps, -3.2, momentum({ eta: 0.1, m }), 1500).last.x
  expect(descend(humps, -3.2, gradientDescent({ eta: 0.1 }), 200).last.x).toBeCloseTo(-2.453, 3)
  for (const m of [0.5, 0.6, 0.7, 0.8, 0.9, 0.96]) expect(end(m)).toBeCloseTo(0, 3)
  for (const m of [0, 0.2, 0.4]) expect(end(m)).toBeCloseTo(-2.453, 3)
})

test('from −1.5 with η = 0.2 plain descent ends bouncing around the minimum', () => {
  const [a, b] = descend(humps, -1.5, gradientDescent({ eta: 0.2 }), 301).rows.slice(-2)
  expect(Math.abs(a.x)).toBeCloseTo(0.57, 2)
  expect(a.x).toBeCloseTo(-b.x, 6)
})

test('a long path is thinned to every k-th row and the last, with the same numbers', () => {
  const rule = momentum({ eta: 0.1, m: 0.9 })
  const whole = descend(square, 90, rule, 25)
  const thin = descend(square, 90, rule, 25, { every: 10 })
  expect(thin.rows).toEqual([0, 10, 20, 25].map((t) => whole.rows[t]))
  expect(thin.last).toEqual(whole.last)
  expect(descend(square, 90, rule, 25, { every: Number.MAX_SAFE_INTEGER }).rows).toHaveLength(2)
  expect(() => descend(square, 90, rule, 25, { every: 0 })).toThrow(
    /every is 0; allowed: a whole number, 1 or more/,
  )
})

test('a start is of the function’s own kind, and so is the path: this is checked when it is compiled', () => {
  const optimizer = gradientDescent({ eta: 0.1 })
  const x: number = descend(square, 3, optimizer, 1).last.x
  const [y]: readonly number[] = descend(bowl, [3, 4], optimizer, 1).last.x
  const inPlace = {
    name: 'f',
    tex: 'f',
    minima: [],
    value: (p: number) => p * p,
    gradient: (p: number) => 2 * p,
  }
  expect([x, y, descend(inPlace, 3, optimizer, 1).last.x]).toEqual([2.4, expect.closeTo(2.4), 2.4])
  // @ts-expect-error -- a curve starts at a number
  expect(() => descend(square, [3], optimizer, 0)).toThrow('its gradient is 6')
  // @ts-expect-error -- a landscape starts at numbers
  expect(() => descend(bowl, 3, optimizer, 0)).toThrow('x = 3')
  // @ts-expect-error -- gradientDescent is what makes an optimizer
  expect(() => descend(square, 3, gradientDescent, 0)).toThrow()
})
