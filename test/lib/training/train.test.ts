import {
  adagrad,
  adam,
  classification,
  descend,
  digits,
  earlyStopping,
  gradientDescent,
  gradientNoise,
  linearRegression,
  lossFunction,
  nesterov,
  network,
  random,
  shuffle,
  train,
  type Epoch,
  type Objective,
} from 'downhill'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

describe('early stopping', () => {
  test.each<[number[], number, number, number | undefined]>([
    [[5, 4, 3, 3.5, 3.2, 9], 2, 2, 4],
    [[5, 4, 3, 3.5, 3.2, 1], 3, 5, undefined],
    [[5, 4, 3, 3.5, 3.2, 1], 2, 2, 4],
    [[2, 2, 2], 2, 0, 2],
    [[1, 2], 1, 0, 1],
    [[3], 1, 0, undefined],
    [[4, 3, 2, 1], 1, 3, undefined],
  ])('of %j with patience %i keeps epoch %i and stops after %s', (losses, patience, keep, stop) => {
    expect(earlyStopping(losses, patience)).toEqual({ keep, stop })
  })

  test('keeps the first of the lowest before the stop, and does not see what comes after', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 6 }),
        (losses, patience) => {
          const { keep, stop } = earlyStopping(losses, patience)
          const seen = losses.slice(0, (stop ?? losses.length) + 1)
          expect(keep).toBe(seen.indexOf(Math.min(...seen)))
          if (stop !== undefined) {
            expect(stop).toBe(keep + patience)
            expect(earlyStopping(seen, patience)).toEqual({ keep, stop })
          }
        },
      ),
    )
  })

  test.each<[string, number[], number, string]>([
    ['no losses', [], 1, 'losses is empty; allowed: one loss or more'],
    ['a loss of NaN', [1, NaN], 1, 'losses[1] is NaN; allowed: finite numbers'],
    ['no patience', [1], 0, 'patience is 0; allowed: a whole number, 1 or more'],
  ])('refuses %s by name', (_, losses, patience, message) => {
    expect(() => earlyStopping(losses, patience)).toThrow(new RangeError(message))
  })
})

const xs = Array.from({ length: 30 }, (_, i) => i / 30)
const line = linearRegression(
  xs,
  xs.map((x) => 3 * x - 1 + Math.sin(50 * x)),
)

describe('training', () => {
  test('on all samples is plain descent, one step an epoch', () => {
    const path = descend(lossFunction(line), [0, 0], gradientDescent({ eta: 0.3 }), 12)
    const { epochs, parameters, kept, diverged } = train(line, gradientDescent({ eta: 0.3 }), {
      start: [0, 0],
      epochs: 12,
      batch: 30,
      shuffle: false,
    })
    expect(epochs).toEqual(path.rows.map(({ t, f }) => ({ epoch: t, samples: 30 * t, loss: f })))
    expect(Array.from(parameters)).toEqual(path.last.x)
    expect([kept, diverged]).toEqual([12, undefined])
  })

  test('walks through the mini-batches of its seed, with Nesterov’s gradients taken ahead', () => {
    const { parameters } = train(line, nesterov({ eta: 0.05 }), {
      start: [0, 0],
      epochs: 3,
      batch: 7,
      seed: 9,
    })
    const { last } = descend(
      lossFunction(line, { batch: 7, seed: 9 }),
      [0, 0],
      nesterov({ eta: 0.05 }),
      3 * Math.ceil(30 / 7),
    )
    expect(Array.from(parameters)).toEqual(last.x)
  })

  test('without shuffle reads the samples in order, epoch after epoch', () => {
    const read: number[] = []
    const spied: Objective = {
      ...line,
      gradient(parameters, batch) {
        read.push(...batch!)
        return line.gradient(parameters, batch)
      },
    }
    train(spied, gradientDescent({ eta: 0.1 }), { start: [0, 0], epochs: 2, batch: 4, shuffle: false })
    expect(read).toEqual([...xs.keys(), ...xs.keys()])
    read.length = 0
    train(spied, gradientDescent({ eta: 0.1 }), { start: [0, 0], epochs: 2, batch: 4, seed: 3 })
    const draw = random(3)
    expect(read).toEqual([...shuffle(30, draw), ...shuffle(30, draw)])
  })

  test('stops early and keeps the best parameters on the validation samples', () => {
    // The validation loss falls to its lowest at w = 1 and rises after.
    const validation = { loss: ([w]: Float64Array) => (w - 1) ** 2 }
    const seen: [Epoch, number][] = []
    const result = train(line, gradientDescent({ eta: 0.1 }), {
      start: [0, 0],
      epochs: 500,
      batch: 30,
      validation,
      patience: 5,
      onEpoch: (epoch, parameters) => seen.push([epoch, parameters[0]]),
    })
    const losses = result.epochs.map((row) => row.validation!)
    expect(result.kept).toBe(losses.indexOf(Math.min(...losses)))
    expect(result.epochs).toHaveLength(result.kept + 5 + 1)
    expect(result.epochs.length).toBeLessThan(500)
    expect((result.parameters[0] - 1) ** 2).toBe(Math.min(...losses))
    expect(seen.map(([epoch]) => epoch)).toEqual(result.epochs)
    expect(seen.map(([, w]) => (w - 1) ** 2)).toEqual(losses)
  })

  test('that diverges says at which epoch, and keeps the last finite parameters', () => {
    const result = train(line, gradientDescent({ eta: 1e60 }), { start: [0, 0], epochs: 50, batch: 30 })
    expect(result.diverged).toBe(result.epochs.length)
    expect(result.kept).toBe(result.epochs.length - 1)
    expect(result.epochs.every((row) => Number.isFinite(row.loss))).toBe(true)
    expect(line.loss(result.parameters)).toBe(result.epochs.at(-1)!.loss)
  })

  test('changes neither its start nor what it trained on', () => {
    const start = Float64Array.of(1, 2)
    train(line, adam({ eta: 0.1 }), { start, epochs: 2 })
    expect(start).toEqual(Float64Array.of(1, 2))
  })

  test.each<[string, Partial<Parameters<typeof train>[2]>, string]>([
    ['half an epoch', { epochs: 0.5 }, 'epochs is 0.5; allowed: a whole number, 0 or more'],
    ['a batch of 0', { batch: 0 }, 'batch is 0; allowed: a whole number, 1 or more'],
    ['three starting numbers', { start: [0, 0, 0] }, 'start has 3 entries; allowed: 2'],
    ['a start of NaN', { start: [0, NaN] }, 'start[1] is NaN; allowed: finite numbers'],
    [
      'a patience of 0',
      { patience: 0, validation: line },
      'patience is 0; allowed: a whole number, 1 or more',
    ],
    [
      'patience alone',
      { patience: 3 },
      'patience is 3 without validation; allowed: both, or validation alone',
    ],
  ])('refuses %s by name', (_, settings, message) => {
    expect(() =>
      train(line, gradientDescent({ eta: 0.1 }), { start: [0, 0], epochs: 1, ...settings }),
    ).toThrow(new RangeError(message))
  })
})

test('a network of 32 ReLU units reads nine in ten digits of writers it has never seen, after 20 epochs', () => {
  const { images, labels } = digits()
  const net = network({ layers: [64, 32, 10] })
  const task = classification(net, images.slice(0, 1415), labels.slice(0, 1415))
  const unseen = task.heldOut(images.slice(1415), labels.slice(1415))
  const { parameters, epochs } = train(task, adam({ eta: 0.003 }), {
    start: net.initial(random(1)),
    epochs: 20,
  })
  expect(epochs[20].loss).toBeLessThan(0.06)
  expect(task.accuracy(parameters)).toBeGreaterThan(0.98)
  expect(unseen.accuracy(parameters)).toBeGreaterThan(0.88)
})

test.each([false, true])(
  'two layers of hidden units learn what no line can tell apart, batch normalization %s',
  (batchNorm) => {
    const inputs = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]
    const net = network({ layers: [2, 8, 8, 2], activation: 'tanh', batchNorm })
    const task = classification(net, inputs, [0, 1, 1, 0])
    const { parameters } = train(task, adam({ eta: 0.05 }), { start: net.initial(random(5)), epochs: 200 })
    expect(task.mistakes(parameters)).toEqual([])
    expect(task.loss(parameters)).toBeLessThan(0.01)
  },
)

test('training with gradient noise is the same again under the same seed', () => {
  const noisy = (seed: number) =>
    train(line, gradientNoise(adagrad({ eta: 0.3 }), { eta: 0.1, seed }), { start: [0, 0], epochs: 5 })
      .parameters
  expect(noisy(1)).toEqual(noisy(1))
  expect(noisy(1)).not.toEqual(noisy(2))
})
