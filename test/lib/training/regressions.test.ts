import {
  bagOfWords,
  descend,
  gradientDescent,
  households,
  linearRegression,
  logisticRegression,
  lossFunction,
  sentences,
  type Objective,
} from 'downhill'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const number = fc.double({ min: -10, max: 10, noNaN: true })
const vector = (...numbers: number[]) => Float64Array.from(numbers)

/** The gradient is the limit of differences, and changes nothing. */
function expectGradient(objective: Objective, parameters: Float64Array, batch?: readonly number[]) {
  const before = parameters.slice()
  const gradient = objective.gradient(parameters, batch)
  expect(parameters).toEqual(before)
  parameters.forEach((_, k) => {
    const [above, below] = [1, -1].map((sign) => {
      const moved = parameters.slice()
      moved[k] += sign * 1e-5
      return objective.loss(moved, batch)
    })
    const scale = Math.max(1, Math.abs(gradient[k]), Math.abs(objective.loss(parameters, batch)))
    expect(Math.abs(gradient[k] - (above - below) / 2e-5) / scale).toBeLessThan(1e-6)
  })
}

describe('linear regression', () => {
  test('by hand: the line y = 1 through (1, 1) and (3, 4)', () => {
    const line = linearRegression([1, 3], [1, 4])
    // errors 0 and −3: loss 9/2; gradient (2·(−3)·3/2, 2·(−3)/2)
    expect(line.loss(vector(0, 1))).toBe(4.5)
    expect(line.gradient(vector(0, 1))).toEqual(vector(-9, -3))
    expect(line.loss(vector(0, 1), [1])).toBe(9)
    expect(line.gradient(vector(0, 1), [1])).toEqual(vector(-18, -6))
    expect(line.minima).toEqual([
      { at: [expect.closeTo(1.5), expect.closeTo(-0.5)], value: expect.closeTo(0) },
    ])
  })

  test('has the gradient of its loss on any batch', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 8 }),
        number,
        number,
        fc.nat({ max: 7 }),
        (points, w, b, i) => {
          const line = linearRegression(
            points.map(([x]) => x),
            points.map(([, y]) => y),
          )
          expectGradient(line, vector(w, b))
          expectGradient(line, vector(w, b), [i % points.length])
        },
      ),
    )
  })

  test('has no one minimum where all x are the same', () => {
    expect(linearRegression([2, 2], [0, 1]).minima).toEqual([])
  })

  test.each<[string, () => unknown, string]>([
    ['no points', () => linearRegression([], []), 'xs is empty; allowed: one point or more'],
    ['a missing y', () => linearRegression([1, 2], [1]), 'ys has 1 entries; allowed: 2'],
    ['an infinite x', () => linearRegression([Infinity], [1]), 'xs[0] is Infinity; allowed: finite numbers'],
    [
      'three parameters',
      () => linearRegression([1], [1]).loss(vector(1, 2, 3)),
      'parameters has 3 entries; allowed: 2',
    ],
    [
      'sample −1',
      () => linearRegression([1], [1]).gradient(vector(1, 2), [-1]),
      'batch holds -1; allowed: whole numbers from 0 to 0',
    ],
  ])('%s are refused by name', (_, attempt, message) => {
    expect(attempt).toThrow(new RangeError(message))
  })
})

describe('a loss as a function to descend on', () => {
  const { income, food } = households()
  const line = linearRegression(
    income.map((x) => x / 1000),
    food.map((y) => y / 1000),
  )

  test('reaches the best line by batch descent', () => {
    const { last, f } = descend(lossFunction(line), [0, 0], gradientDescent({ eta: 0.4 }), 300)
    last.x.forEach((x, i) => {
      expect(x).toBeCloseTo(f.minima[0].at[i], 9)
    })
  })

  test('gives mini-batches with a seed: each sample once an epoch, so that the mean gradient is that of all', () => {
    for (const batch of [1, 47]) {
      const f = lossFunction(line, { batch, seed: 5 })
      const again = lossFunction(line, { batch, seed: 5 })
      const gradients = Array.from({ length: 235 / batch }, () => f.gradient([0.1, 0.2]))
      expect(gradients.map(() => again.gradient([0.1, 0.2]))).toEqual(gradients)
      expect(gradients[0]).not.toEqual(gradients[1])
      const all = line.gradient(vector(0.1, 0.2))
      for (const k of [0, 1])
        expect(gradients.reduce((sum, g) => sum + g[k], 0) / gradients.length).toBeCloseTo(all[k], 12)
    }
  })

  test('with one sample a step is far nearer after one epoch than in one step, but never comes to rest', () => {
    const epochs = (n: number, batch: number) =>
      descend(lossFunction(line, { batch }), [0, 0], gradientDescent({ eta: 0.1 }), (n * 235) / batch)
    const best = line.minima![0].value
    expect(epochs(1, 1).last.f - best).toBeLessThan((epochs(1, 235).last.f - best) / 10)
    const late = epochs(20, 1).rows.slice(-235)
    expect(Math.max(...late.map((row) => row.f)) / best).toBeGreaterThan(1.1)
    expect(epochs(200, 235).last.f / best).toBeLessThan(1.001)
  })

  test('refuses a batch of 0 and half a seed by name', () => {
    expect(() => lossFunction(line, { batch: 0 })).toThrow('batch is 0; allowed: a whole number, 1 or more')
    expect(() => lossFunction(line, { seed: 0.5 })).toThrow('seed is 0.5; allowed: a whole number')
  })
})

describe('words', () => {
  test('stand in the bag by how often they occur, and each text lists its own', () => {
    expect(bagOfWords(['The cat saw the dog.', '“Don’t!” said the cat', ''])).toEqual({
      words: ['the', 'cat', 'dog', 'don’t', 'said', 'saw'],
      counts: [3, 2, 1, 1, 1, 1],
      rows: [[0, 1, 5, 0, 2], [3, 4, 0, 1], []],
    })
  })

  test('of real sentences: a few make up much of the text, most stand there once', () => {
    const { words, counts } = bagOfWords(sentences().map(({ text }) => text))
    const total = counts.reduce((sum, n) => sum + n, 0)
    expect(words.slice(0, 4)).toEqual(['the', 'of', 'and', 'to'])
    expect(counts.slice(0, 20).reduce((sum, n) => sum + n, 0) / total).toBeGreaterThan(1 / 3)
    expect(counts.filter((n) => n === 1).length).toBeGreaterThan(words.length / 2)
  })
})

describe('logistic regression', () => {
  test('by hand: word 0 twice, label 1', () => {
    const task = logisticRegression([[0, 0, 2]], [1], 3)
    // z = 2·0.5 − 1 + 0.25
    const p = 1 / (1 + Math.exp(-0.25))
    const parameters = vector(0.5, 7, -1, 0.25)
    expect(task.loss(parameters)).toBeCloseTo(-Math.log(p), 12)
    const gradient = Array.from(task.gradient(parameters))
    for (const [k, g] of [2 * (p - 1), 0, p - 1, p - 1].entries()) expect(gradient[k]).toBeCloseTo(g, 12)
  })

  test('has the gradient of its loss, and none for words that are not in the batch', () => {
    const row = fc.array(fc.nat({ max: 4 }), { maxLength: 6 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(row, fc.constantFrom(0, 1)), { minLength: 1, maxLength: 6 }),
        fc.array(number, { minLength: 6, maxLength: 6 }),
        fc.nat({ max: 5 }),
        (texts, parameters, i) => {
          const rows = texts.map(([words]) => words)
          const task = logisticRegression(
            rows,
            texts.map(([, label]) => label),
            5,
          )
          const one = i % rows.length
          expectGradient(task, Float64Array.from(parameters))
          expectGradient(task, Float64Array.from(parameters), [one])
          const gradient = task.gradient(Float64Array.from(parameters), [one])
          for (let j = 0; j < 5; j++) if (!rows[one].includes(j)) expect(gradient[j]).toBe(0)
        },
      ),
    )
  })

  test('bears scores whose exponentials are beyond all numbers', () => {
    const task = logisticRegression([[0], []], [0, 1], 1)
    expect(task.loss(vector(2000, -1000))).toBe(1000)
    expect(task.gradient(vector(2000, -1000))).toEqual(vector(0.5, 0))
  })

  test.each<[string, () => unknown, string]>([
    ['no rows', () => logisticRegression([], [], 1), 'rows is empty; allowed: one row or more'],
    [
      'an unknown word',
      () => logisticRegression([[0], [1]], [0, 1], 1),
      'rows[1] holds 1; allowed: whole numbers from 0 to 0',
    ],
    ['a third label', () => logisticRegression([[0]], [2], 1), 'labels[0] is 2; allowed: 0 or 1'],
    ['a missing label', () => logisticRegression([[0]], [], 1), 'labels has 0 entries; allowed: 1'],
    ['−1 words', () => logisticRegression([[]], [0], -1), 'words is -1; allowed: a whole number, 0 or more'],
  ])('%s is refused by name', (_, attempt, message) => {
    expect(attempt).toThrow(new RangeError(message))
  })
})
