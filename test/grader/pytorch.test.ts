import { expect, test } from 'vitest'
import { batchNorm } from '../../grader/src/exercises/batch-norm.ts'
import { networkGradient } from '../../grader/src/exercises/network-gradient.ts'
import type { AnyExercise } from '../../grader/src/exercise.ts'
import networks from '../fixtures/network.json' with { type: 'json' }

// The references work on one sample, or one column; PyTorch’s numbers are of whole networks over whole batches.

const referenceOf = (exercise: AnyExercise) => {
  if (exercise.kind !== 'function') throw new TypeError(`${exercise.id} asks for no function`)
  return exercise.reference
}

type Network = (typeof networks)[number]
const shallow = ({ layers, activation, loss }: Network) =>
  layers.length === 3 && activation === 'relu' && loss === 'squared'

/** A row of numbers cut into rows of n. */
const rows = (row: readonly number[], n: number) =>
  Array.from({ length: row.length / n }, (_, i) => row.slice(i * n, (i + 1) * n))

/** Takes the next n of a list. */
const taker = (list: readonly number[]) => {
  let from = 0
  return (n: number) => list.slice(from, (from += n))
}

const close = (actual: readonly number[], expected: readonly number[]) => {
  expect(actual.length).toBe(expected.length)
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12))
}

test('the mean of network-gradient over a batch is the gradient that PyTorch computes', () => {
  const found = networks.filter((one) => shallow(one) && !one.batchNorm)
  expect(found.length).toBeGreaterThan(0)
  for (const { layers, parameters, inputs, targets, gradient } of found) {
    const [m, hidden, outputs] = layers
    const take = taker(parameters)
    const [W1, b1] = [rows(take(m * hidden), m), take(hidden)]
    const [W2, b2] = [rows(take(hidden * outputs), hidden), take(outputs)]
    const each = inputs.map((x, i) => {
      const slopes = referenceOf(networkGradient)({ W1, b1, W2, b2 }, x, targets[i]) as {
        W1: number[][]
        b1: number[]
        W2: number[][]
        b2: number[]
      }
      return [...slopes.W1.flat(), ...slopes.b1, ...slopes.W2.flat(), ...slopes.b2]
    })
    close(
      gradient.map((_, k) => each.reduce((sum, one) => sum + one[k], 0) / each.length),
      gradient,
    )
  }
})

test('with batch-norm between its layers a network gives the outputs that PyTorch computes', () => {
  const found = networks.filter((one) => shallow(one) && one.batchNorm)
  expect(found.length).toBeGreaterThan(0)
  for (const { layers, parameters, inputs, outputs: expected } of found) {
    const [m, hidden, outputs] = layers
    const take = taker(parameters)
    const [W1, b1, gamma, beta] = [rows(take(m * hidden), m), take(hidden), take(hidden), take(hidden)]
    const [W2, b2] = [rows(take(hidden * outputs), hidden), take(outputs)]
    const through = (W: number[][], b: number[], batch: number[][]) =>
      batch.map((x) => W.map((row, i) => row.reduce((sum, w, j) => sum + w * x[j], b[i])))
    const normalized = referenceOf(batchNorm)(through(W1, b1, inputs), gamma, beta, 1e-5) as number[][]
    const h = normalized.map((row) => row.map((value) => Math.max(0, value)))
    close(through(W2, b2, h).flat(), expected.flat())
  }
})
