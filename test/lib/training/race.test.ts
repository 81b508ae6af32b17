import {
  adadelta,
  adagrad,
  adam,
  bagOfWords,
  bowl,
  descend,
  gradientDescent,
  linearRegression,
  logisticRegression,
  momentum,
  race,
  sentences,
  square,
  train,
  type Objective,
  type Optimizer,
} from 'downhill'
import { describe, expect, test } from 'vitest'

const methods = {
  'gradient descent': (eta: number) => gradientDescent({ eta }),
  momentum: (eta: number) => momentum({ eta }),
}

test('on x² plain descent wins at η = 0.5, where it is at the minimum after one step', () => {
  const [plain, heavy] = race(square, {
    start: 3,
    optimizers: methods,
    rates: [0.01, 0.1, 0.5, 1.5],
    gradients: 10,
  })
  expect(plain).toMatchObject({
    name: 'gradient descent',
    rate: 0.5,
    steps: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  })
  expect(plain.losses).toEqual([9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  // x shrinks by 1 − 2η a step
  for (const { rate, loss } of plain.sweep) expect(loss).toBeCloseTo(9 * (1 - 2 * rate) ** 20, 6)
  const best = Math.min(...heavy.sweep.map(({ loss }) => loss))
  expect(heavy.sweep.find(({ rate }) => rate === heavy.rate)!.loss).toBe(best)
})

test('a lane’s method walks its path again, and its losses are those of the path', () => {
  for (const lane of race(bowl, {
    start: [6, 9],
    optimizers: methods,
    rates: [0.03, 0.1],
    gradients: 25,
    every: 10,
  })) {
    const path = descend(bowl, [6, 9], lane.optimizer, 25)
    expect(lane.steps).toEqual([0, 10, 20, 25])
    expect(lane.losses).toEqual(lane.steps.map((t) => path.rows[t].f))
    expect(lane.sweep.map(({ rate }) => rate)).toEqual([0.03, 0.1])
  }
})

test('every run reads the same mini-batches, and as many', () => {
  const line = linearRegression([0, 1, 2, 3, 4], [1, 0, 2, 1, 5])
  const read: string[] = []
  const spied: Objective = {
    ...line,
    gradient(parameters, batch) {
      read.push(batch!.join(' '))
      return line.gradient(parameters, batch)
    },
  }
  race(spied, { start: [0, 0], optimizers: methods, rates: [0.01, 0.02], gradients: 7, batch: 2, seed: 4 })
  expect(read).toHaveLength(4 * 7)
  const runs = [0, 1, 2, 3].map((run) => read.slice(7 * run, 7 * (run + 1)))
  for (const run of runs) expect(run).toEqual(runs[0])
  expect(new Set(runs[0]).size).toBeGreaterThan(3)
})

test('a rate that diverges counts as the worst, and a method that always diverges is named', () => {
  const settings = { start: 1, optimizers: methods, gradients: 2000 }
  const [plain] = race(square, { ...settings, rates: [0.1, 10] })
  expect(plain.rate).toBe(0.1)
  expect(plain.sweep[1].loss).toBe(Infinity)
  expect(() => race(square, { ...settings, rates: [10, 20] })).toThrow(
    new RangeError(
      'gradient descent diverges at every rate of the sweep; allowed: a sweep with smaller rates',
    ),
  )
})

test('a method without a rate takes part too', () => {
  const [lane] = race(square, {
    start: 1,
    optimizers: { Adadelta: () => adadelta() },
    rates: [1, 2],
    gradients: 50,
  })
  expect(lane.rate).toBe(1)
  expect(lane.sweep[0].loss).toBe(lane.sweep[1].loss)
})

describe('telling two books apart by their words', () => {
  const all = sentences()
  const { words, counts, rows } = bagOfWords(all.map(({ text }) => text))
  const task = logisticRegression(
    rows,
    all.map(({ from }) => Number(from === 'Alice')),
    words.length,
  )
  const start = new Float64Array(task.parameters)

  test('Adagrad and Adam at their best leave plain descent far behind', () => {
    const [plain, ...adaptive] = race(task, {
      start,
      optimizers: {
        'gradient descent': methods['gradient descent'],
        Adagrad: (eta) => adagrad({ eta }),
        Adam: (eta) => adam({ eta }),
      },
      rates: [0.01, 0.03, 0.1, 0.3, 1],
      gradients: 100,
    }).map((lane) => lane.losses.at(-1)!)
    for (const loss of adaptive) expect(loss).toBeLessThan(plain / 5)
  })

  test('plain descent hardly moves the weights of words that occur once; Adagrad moves them half as far as frequent ones', () => {
    const reach = (optimizer: Optimizer) => {
      const { parameters } = train(task, optimizer, { start, epochs: 10, batch: 16 })
      const mean = (chosen: (count: number) => boolean) => {
        const weights = words.map((_, j) => Math.abs(parameters[j])).filter((_, j) => chosen(counts[j]))
        return weights.reduce((sum, w) => sum + w, 0) / weights.length
      }
      return mean((count) => count === 1) / mean((count) => count > 50)
    }
    expect(reach(gradientDescent({ eta: 0.3 }))).toBeLessThan(0.05)
    expect(reach(adagrad({ eta: 0.3 }))).toBeGreaterThan(0.5)
  })
})

test.each<[string, Partial<Parameters<typeof race>[1]>, string]>([
  ['no rates', { rates: [] }, 'rates is empty; allowed: one rate or more'],
  ['a rate of 0', { rates: [0.1, 0] }, 'rates[1] is 0; allowed: a finite number above 0'],
  ['no gradients', { gradients: 0 }, 'gradients is 0; allowed: a whole number, 1 or more'],
  ['a batch of 0', { batch: 0 }, 'batch is 0; allowed: a whole number, 1 or more'],
  ['every 0', { every: 0 }, 'every is 0; allowed: a whole number, 1 or more'],
  ['a start of NaN', { start: [NaN, 0] }, 'start[0] is NaN; allowed: finite numbers'],
])('%s is refused by name', (_, settings, message) => {
  expect(() =>
    race(bowl, { start: [1, 1], optimizers: methods, rates: [0.1], gradients: 5, ...settings }),
  ).toThrow(new RangeError(message))
})

test('a start of the wrong length is refused by name', () => {
  const line = linearRegression([0, 1], [1, 0])
  expect(() => race(line, { start: [1], optimizers: methods, rates: [0.1], gradients: 5 })).toThrow(
    new RangeError('start has 1 entries; allowed: 2'),
  )
})
