import {
  cosine,
  cosineRestarts,
  descend,
  everyPSteps,
  exponentialDecay,
  gradientDescent,
  hold,
  humps,
  momentum,
  naturalDecay,
  nesterov,
  oneCycle,
  polynomial,
  square,
  stepDecay,
  triangular,
  triangular2,
  warmUp,
  warmUpDecay,
  type Schedule,
} from 'downhill'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const rate = number(0, 10)
const fraction = number(0, 1)
const span = number(0.5, 200)
const steps = fc.integer({ min: 1, max: 300 })
const time = number(0, 2000)

/** low and high, low the smaller. */
const rates = fc.tuple(rate, rate).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }))

/** Every schedule with settings of all kinds, and the two rates between which it must stay. */
const all: Record<string, fc.Arbitrary<{ eta: Schedule; least: number; most: number }>> = {
  everyPSteps: fc
    .record({ eta0: rate, p: span, k: number(1, 20) })
    .map((s) => ({ eta: everyPSteps(s), least: 0, most: s.eta0 })),
  stepDecay: fc
    .record({ eta0: rate, gamma: fraction, tau: span })
    .map((s) => ({ eta: stepDecay(s), least: 0, most: s.eta0 })),
  exponentialDecay: fc
    .record({ eta0: rate, lambda: fraction, k: span })
    .map((s) => ({ eta: exponentialDecay(s), least: 0, most: s.eta0 })),
  naturalDecay: fc
    .record({ eta0: rate, lambda: rate })
    .map((s) => ({ eta: naturalDecay(s), least: 0, most: s.eta0 })),
  polynomial: fc.record({ eta0: rate, end: rate, steps: span, power: number(0.1, 5) }).map((s) => ({
    eta: polynomial(s),
    least: Math.min(s.eta0, s.end),
    most: Math.max(s.eta0, s.end),
  })),
  cosine: fc
    .tuple(rates, span)
    .map(([{ low, high }, steps]) => ({ eta: cosine({ low, high, steps }), least: low, most: high })),
  cosineRestarts: fc.tuple(rates, span, number(1, 3)).map(([{ low, high }, period, growth]) => ({
    eta: cosineRestarts({ low, high, period, growth }),
    least: low,
    most: high,
  })),
  triangular: fc.tuple(rates, span).map(([{ low, high }, halfCycle]) => ({
    eta: triangular({ low, high, halfCycle }),
    least: low,
    most: high,
  })),
  triangular2: fc.tuple(rates, span).map(([{ low, high }, halfCycle]) => ({
    eta: triangular2({ low, high, halfCycle }),
    least: low,
    most: high,
  })),
  oneCycle: fc.tuple(rates, fraction, span, span).map(([{ low, high }, part, up, down]) => ({
    eta: oneCycle({ low, high, end: low * part, up, down }),
    least: low * part,
    most: high,
  })),
  warmUp: fc
    .tuple(steps, rate)
    .map(([warmSteps, after]) => ({ eta: warmUp({ warmSteps, after }), least: 0, most: after })),
  hold: fc.tuple(fc.integer({ min: 0, max: 300 }), rate, span).map(([holdSteps, eta0, steps]) => ({
    eta: hold({ holdSteps, after: polynomial({ eta0, steps }) }),
    least: 0,
    most: eta0,
  })),
  warmUpDecay: fc
    .tuple(rate, fc.integer({ min: 0, max: 300 }), span)
    .map(([peak, warmSteps, decaySteps]) => ({
      eta: warmUpDecay({ peak, warmSteps, decaySteps }),
      least: 0,
      most: peak,
    })),
}

describe.each(Object.entries(all))('%s', (_, settings) => {
  test('stays between its lowest and its highest rate, at whole steps and between them', () => {
    fc.assert(
      fc.property(settings, time, ({ eta, least, most }, t) => {
        for (const at of [t, Math.floor(t)]) {
          expect(eta(at)).toBeGreaterThanOrEqual(least)
          expect(eta(at)).toBeLessThanOrEqual(most)
        }
      }),
    )
  })

  test('depends on t alone: in any order, and twice, it gives the same', () => {
    fc.assert(
      fc.property(settings, fc.array(time, { maxLength: 10 }), ({ eta }, times) => {
        const there = times.map(eta)
        expect([...times].reverse().map(eta).reverse()).toEqual(there)
      }),
    )
  })

  test.each([NaN, -1, Infinity])('refuses t = %d by name', (t) => {
    fc.assert(
      fc.property(settings, ({ eta }) => {
        expect(() => eta(t)).toThrow(RangeError)
        expect(() => eta(t)).toThrow(`t is ${t}; allowed: a finite number, 0 or more`)
      }),
      { numRuns: 3 },
    )
  })

  test('is a learning rate for every optimizer: the path has its rates', () => {
    fc.assert(
      fc.property(settings, ({ eta }) => {
        const line = { ...square, value: (x: number) => x, gradient: () => 1 }
        const { rows } = descend(line, 0, gradientDescent({ eta }), 20)
        rows.slice(1).forEach(({ step }, t) => {
          expect(step).toBeCloseTo(-eta(t), 12)
        })
        for (const optimizer of [momentum({ eta }), nesterov({ eta })])
          expect(descend(line, 0, optimizer, 1).last.x).toBe(rows[1].x)
      }),
      { numRuns: 20 },
    )
  })
})

/** Tables of hand arithmetic: a schedule, and its rates at some steps. */
const tables: [string, Schedule, Record<number, number>][] = [
  [
    'everyPSteps divides after every p steps',
    everyPSteps({ eta0: 0.2, p: 10, k: 2 }),
    { 0: 0.2, 9: 0.2, 10: 0.1, 19: 0.1, 20: 0.05, 30: 0.025 },
  ],
  [
    'stepDecay multiplies after every τ steps',
    stepDecay({ eta0: 0.8, gamma: 0.25, tau: 3 }),
    { 0: 0.8, 2: 0.8, 3: 0.2, 5: 0.2, 6: 0.05 },
  ],
  [
    'exponentialDecay multiplies by λ within k steps',
    exponentialDecay({ eta0: 0.2, lambda: 0.81, k: 2 }),
    { 0: 0.2, 1: 0.18, 2: 0.162, 4: 0.13122 },
  ],
  ['exponentialDecay has k = 1', exponentialDecay({ eta0: 1, lambda: 0.5 }), { 0: 1, 1: 0.5, 3: 0.125 }],
  [
    'naturalDecay falls to 1/e within 1/λ steps',
    naturalDecay({ eta0: 0.5, lambda: 0.1 }),
    { 0: 0.5, 10: 0.18393972058572117, 20: 0.06766764161830635 },
  ],
  [
    'polynomial goes in a straight line to 0 and stays there',
    polynomial({ eta0: 0.4, steps: 4 }),
    { 0: 0.4, 1: 0.3, 3: 0.1, 4: 0, 5: 0, 400: 0 },
  ],
  [
    'polynomial with power 2 falls fast at first',
    polynomial({ eta0: 1, end: 0.2, steps: 10, power: 2 }),
    { 0: 1, 5: 0.4, 10: 0.2, 11: 0.2 },
  ],
  ['polynomial may rise', polynomial({ eta0: 0.1, end: 1, steps: 9 }), { 0: 0.1, 1: 0.2, 9: 1, 10: 1 }],
  [
    'cosine is high, half-way and low, and rises again after its end',
    cosine({ high: 1, low: 0.2, steps: 12 }),
    { 0: 1, 4: 0.8, 6: 0.6, 8: 0.4, 12: 0.2, 16: 0.4, 24: 1 },
  ],
  [
    'hold waits at the first rate of what follows',
    hold({ holdSteps: 3, after: polynomial({ eta0: 0.4, steps: 4 }) }),
    { 0: 0.4, 2: 0.4, 3: 0.4, 4: 0.3, 6: 0.1, 7: 0 },
  ],
  [
    'warm-up, hold and decay come one after the other',
    warmUp({
      warmSteps: 2,
      after: hold({ holdSteps: 2, after: stepDecay({ eta0: 1, gamma: 0.5, tau: 1 }) }),
    }),
    { 0: 0.5, 1: 1, 2: 1, 3: 1, 4: 1, 5: 0.5, 6: 0.25 },
  ],
  ['cosine falls to 0', cosine({ high: 0.3, steps: 30 }), { 0: 0.3, 15: 0.15, 30: 0 }],
  [
    'cosineRestarts jumps back up after every period',
    cosineRestarts({ high: 1, period: 6 }),
    { 0: 1, 2: 0.75, 3: 0.5, 4: 0.25, 5: (1 - Math.sqrt(0.75)) / 2, 6: 1, 9: 0.5, 12: 1 },
  ],
  [
    'cosineRestarts takes twice as long each time',
    cosineRestarts({ high: 1, low: 0.5, period: 6, growth: 2 }),
    { 0: 1, 3: 0.75, 6: 1, 10: 0.875, 12: 0.75, 18: 1, 30: 0.75, 42: 1 },
  ],
  [
    'triangular is low, high and low again',
    triangular({ low: 0.1, high: 0.9, halfCycle: 4 }),
    { 0: 0.1, 1: 0.3, 4: 0.9, 5: 0.7, 8: 0.1, 12: 0.9, 14: 0.5 },
  ],
  [
    'triangular takes a half cycle of 2.5 steps',
    triangular({ low: 0, high: 1, halfCycle: 2.5 }),
    { 0: 0, 2: 0.8, 2.5: 1, 3: 0.8, 5: 0, 7: 0.8 },
  ],
  [
    'triangular2 has half the height each time',
    triangular2({ low: 0.1, high: 0.9, halfCycle: 4 }),
    { 0: 0.1, 4: 0.9, 8: 0.1, 12: 0.5, 14: 0.3, 16: 0.1, 20: 0.3 },
  ],
  [
    'oneCycle goes up, down, and stays down',
    oneCycle({ high: 1, low: 0.2, end: 0.1, up: 6, down: 12 }),
    { 0: 0.2, 2: 0.4, 3: 0.6, 6: 1, 12: 0.55, 18: 0.1, 19: 0.1, 500: 0.1 },
  ],
  [
    'oneCycle starts at a 25th of its highest rate and ends at a 10,000th of that',
    oneCycle({ high: 0.5, up: 10, down: 20 }),
    { 0: 0.02, 10: 0.5, 30: 0.000002 },
  ],
  [
    'warmUp comes to the rate in w steps, never at 0, and then leaves it alone',
    warmUp({ warmSteps: 4, after: 0.8 }),
    { 0: 0.2, 1: 0.4, 2: 0.6, 3: 0.8, 3.5: 0.8, 4: 0.8, 100: 0.8 },
  ],
  [
    'warmUp starts the schedule after it at its own 0',
    warmUp({ warmSteps: 2, after: everyPSteps({ eta0: 1, p: 2, k: 10 }) }),
    { 0: 0.5, 1: 1, 2: 1, 3: 1, 4: 0.1, 6: 0.01 },
  ],
  [
    'warmUpDecay rises to its peak and falls to 0',
    warmUpDecay({ peak: 0.6, warmSteps: 3, decaySteps: 6 }),
    { 0: 0.2, 1: 0.4, 2: 0.6, 3: 0.6, 4: 0.5, 8: 0.1, 9: 0, 10: 0 },
  ],
  [
    'warmUpDecay without warm-up falls at once',
    warmUpDecay({ peak: 0.6, warmSteps: 0, decaySteps: 6 }),
    { 0: 0.6, 1: 0.5, 6: 0 },
  ],
]

test.each(tables)('%s', (_, eta, expected) => {
  for (const [t, value] of Object.entries(expected)) expect(eta(Number(t)), `t = ${t}`).toBeCloseTo(value, 14)
})

test('the joints are met exactly, for whole settings of all kinds', () => {
  fc.assert(
    fc.property(
      rates,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 0, max: 6 }),
      ({ low, high }, n, i) => {
        const near = (rate: number, expected: number) => {
          expect(Math.abs(rate - expected)).toBeLessThanOrEqual(1e-15 * high)
        }
        expect(triangular({ low, high, halfCycle: n })(2 * n * i)).toBe(low)
        near(triangular({ low, high, halfCycle: n })(2 * n * i + n), high)
        near(triangular2({ low, high, halfCycle: n })(2 * n * i + n), low + (high - low) / 2 ** i)
        near(cosine({ low, high, steps: n })(0), high)
        near(cosine({ low, high, steps: n })(n), low)
        near(cosineRestarts({ low, high, period: n })(n * i), high)
        near(cosineRestarts({ low, high, period: n, growth: 2 })(n * (2 ** i - 1)), high)
        near(oneCycle({ low, high, up: n, down: i + 1 })(n), high)
        expect(oneCycle({ low, high, end: 0, up: n, down: i + 1 })(n + i + 1)).toBe(0)
        near(polynomial({ eta0: high, end: low, steps: n })(0), high)
        expect(polynomial({ eta0: high, end: low, steps: n })(n + i)).toBe(low)
        expect(warmUp({ warmSteps: n, after: high })(n - 1)).toBe(high)
        expect(warmUpDecay({ peak: high, warmSteps: n, decaySteps: 7 })(n)).toBe(high)
        expect(warmUpDecay({ peak: high, warmSteps: i, decaySteps: n })(n + i)).toBe(0)
      },
    ),
  )
})

test('the decays never rise', () => {
  for (const name of ['everyPSteps', 'stepDecay', 'exponentialDecay', 'naturalDecay'])
    fc.assert(
      fc.property(all[name], time, time, ({ eta }, s, t) => {
        expect(eta(Math.max(s, t))).toBeLessThanOrEqual(eta(Math.min(s, t)))
      }),
    )
})

test('what rises and falls does so between its joints, and nowhere else', () => {
  const monotone = (eta: Schedule, from: number, to: number, sign: 1 | -1) => {
    const values = Array.from({ length: 21 }, (_, i) => eta(from + ((to - from) * i) / 20))
    values.slice(1).forEach((value, i) => {
      expect(sign * (value - values[i])).toBeGreaterThanOrEqual(-1e-12)
    })
    expect(sign * (values[20] - values[0])).toBeGreaterThan(0)
  }
  fc.assert(
    fc.property(number(0, 1), number(1.1, 5), fc.integer({ min: 2, max: 50 }), (low, high, n) => {
      const almost = n * (1 - 1e-9)
      monotone(triangular({ low, high, halfCycle: n }), 0, n, 1)
      monotone(triangular({ low, high, halfCycle: n }), n, 2 * n, -1)
      monotone(cosine({ low, high, steps: n }), 0, n, -1)
      monotone(cosine({ low, high, steps: n }), n, 2 * n, 1)
      monotone(cosineRestarts({ low, high, period: n }), 0, almost, -1)
      monotone(cosineRestarts({ low, high, period: n, growth: 3 }), n, n + 3 * almost, -1)
      monotone(oneCycle({ low, high, up: n, down: 2 * n }), 0, n, 1)
      monotone(oneCycle({ low, high, up: n, down: 2 * n }), n, 3 * n, -1)
      monotone(warmUpDecay({ peak: high, warmSteps: n, decaySteps: n }), 0, n - 1, 1)
      monotone(warmUpDecay({ peak: high, warmSteps: n, decaySteps: n }), n, 2 * n, -1)
    }),
  )
})

test('triangular and restarts repeat themselves', () => {
  fc.assert(
    fc.property(rates, steps, fc.nat(500), ({ low, high }, n, t) => {
      const saw = triangular({ low, high, halfCycle: n })
      expect(saw(t + 2 * n)).toBeCloseTo(saw(t), 10)
      const restarts = cosineRestarts({ low, high, period: n })
      expect(restarts(t + n)).toBeCloseTo(restarts(t), 10)
      const growing = cosineRestarts({ low, high, period: n, growth: 2 })
      // The second period is the first at half the speed.
      expect(growing(n + 2 * (t % n))).toBeCloseTo(growing(t % n), 10)
    }),
  )
})

test('one schedule in two notations is one schedule', () => {
  fc.assert(
    fc.property(number(0.01, 1), number(1, 5), steps, fc.nat(300), (eta0, k, p, t) => {
      const same = (a: Schedule, b: Schedule) => {
        expect(Math.abs(a(t) - b(t))).toBeLessThanOrEqual(1e-12 * a(t))
      }
      same(everyPSteps({ eta0, p, k }), stepDecay({ eta0, gamma: 1 / k, tau: p }))
      same(exponentialDecay({ eta0, lambda: 1 / k, k: p }), naturalDecay({ eta0, lambda: Math.log(k) / p }))
      same(cosineRestarts({ high: eta0, period: 500 }), cosine({ high: eta0, steps: 500 }))
    }),
  )
})

test('a falling rate settles the path that a constant rate leaves bouncing', () => {
  const end = (eta: number | Schedule) => Math.abs(descend(humps, -1.5, gradientDescent({ eta }), 200).last.x)
  expect(end(0.2)).toBeGreaterThan(0.5)
  for (const eta of [
    exponentialDecay({ eta0: 0.2, lambda: 0.98 }),
    everyPSteps({ eta0: 0.2, p: 20, k: 2 }),
    stepDecay({ eta0: 0.2, gamma: 0.5, tau: 20 }),
    cosine({ high: 0.2, steps: 200 }),
  ])
    expect(end(eta)).toBeLessThan(1e-3)
})

const cycle = { low: 0.1, high: 1, halfCycle: 5 }
const up = { high: 1, up: 5, down: 5 }
test.each<[() => Schedule, string]>([
  [() => everyPSteps({ eta0: -1, p: 1, k: 2 }), 'eta0 is -1; allowed: a finite number, 0 or more'],
  [
    () => everyPSteps({ eta0: Infinity, p: 1, k: 2 }),
    'eta0 is Infinity; allowed: a finite number, 0 or more',
  ],
  [() => everyPSteps({ eta0: 1, p: 0, k: 2 }), 'p is 0; allowed: a finite number above 0'],
  [() => everyPSteps({ eta0: 1, p: 1, k: 0.5 }), 'k is 0.5; allowed: a finite number, 1 or more'],
  [() => stepDecay({ eta0: NaN, gamma: 0.5, tau: 1 }), 'eta0 is NaN'],
  [() => stepDecay({ eta0: 1, gamma: 10, tau: 1 }), 'gamma is 10; allowed: 0 ≤ gamma ≤ 1'],
  [() => stepDecay({ eta0: 1, gamma: -0.1, tau: 1 }), 'gamma is -0.1'],
  [() => stepDecay({ eta0: 1, gamma: 0.5, tau: NaN }), 'tau is NaN; allowed: a finite number above 0'],
  [() => exponentialDecay({ eta0: -1, lambda: 0.5 }), 'eta0 is -1'],
  [() => exponentialDecay({ eta0: 1, lambda: 1.1 }), 'lambda is 1.1; allowed: 0 ≤ lambda ≤ 1'],
  [() => exponentialDecay({ eta0: 1, lambda: 0.5, k: -1 }), 'k is -1; allowed: a finite number above 0'],
  [() => naturalDecay({ eta0: -1, lambda: 1 }), 'eta0 is -1'],
  [() => naturalDecay({ eta0: 1, lambda: -1 }), 'lambda is -1; allowed: a finite number, 0 or more'],
  [() => polynomial({ eta0: -1, steps: 5 }), 'eta0 is -1'],
  [() => polynomial({ eta0: 1, end: -1, steps: 5 }), 'end is -1'],
  [() => polynomial({ eta0: 1, steps: Infinity }), 'steps is Infinity; allowed: a finite number above 0'],
  [() => polynomial({ eta0: 1, steps: 5, power: 0 }), 'power is 0'],
  [() => cosine({ high: 1, low: 2, steps: 5 }), 'low is 2; allowed: 0 ≤ low ≤ 1'],
  [() => cosine({ high: NaN, steps: 5 }), 'high is NaN; allowed: a finite number, 0 or more'],
  [() => cosine({ high: 1, steps: 0 }), 'steps is 0'],
  [() => cosineRestarts({ high: -1, period: 5 }), 'high is -1'],
  [() => cosineRestarts({ high: 1, low: -1, period: 5 }), 'low is -1; allowed: 0 ≤ low ≤ 1'],
  [() => cosineRestarts({ high: 1, period: 0 }), 'period is 0'],
  [
    () => cosineRestarts({ high: 1, period: 5, growth: 0.5 }),
    'growth is 0.5; allowed: a finite number, 1 or more',
  ],
  [() => triangular({ ...cycle, low: 3 }), 'low is 3; allowed: 0 ≤ low ≤ 1'],
  [() => triangular({ ...cycle, high: -1 }), 'high is -1'],
  [() => triangular({ ...cycle, halfCycle: 0 }), 'halfCycle is 0'],
  [() => triangular2({ ...cycle, low: -3 }), 'low is -3'],
  [() => triangular2({ ...cycle, halfCycle: NaN }), 'halfCycle is NaN'],
  [() => oneCycle({ ...up, high: NaN }), 'high is NaN'],
  [() => oneCycle({ ...up, low: 2 }), 'low is 2; allowed: 0 ≤ low ≤ 1'],
  [() => oneCycle({ ...up, end: -1 }), 'end is -1'],
  [() => oneCycle({ ...up, up: 0 }), 'up is 0'],
  [() => oneCycle({ ...up, down: -1 }), 'down is -1'],
  [() => warmUp({ warmSteps: 1.5, after: 1 }), 'warmSteps is 1.5; allowed: a whole number, 0 or more'],
  [
    () => warmUp({ warmSteps: 1, after: -1 }),
    'after is -1; allowed: a finite number, 0 or more, or a function of t',
  ],
  [() => warmUpDecay({ peak: -1, warmSteps: 1, decaySteps: 1 }), 'peak is -1'],
  [() => warmUpDecay({ peak: 1, warmSteps: -1, decaySteps: 1 }), 'warmSteps is -1'],
  [() => warmUpDecay({ peak: 1, warmSteps: 1, decaySteps: 0 }), 'decaySteps is 0'],
])('%s is refused by name', (make, message) => {
  expect(make).toThrow(RangeError)
  expect(make).toThrow(message)
})

test('a warm-up before a rate that goes wrong says which rate it was', () => {
  const eta = warmUp({ warmSteps: 2, after: (t) => 1 - t })
  expect(() => eta(4)).toThrow('the rate at step 2 is -1; allowed: a finite number, 0 or more')
})
