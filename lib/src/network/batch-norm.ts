import type { Vector } from '../optimizers/optimizer'
import { requireFinite, requirePositive } from '../settings'
import { requireLength } from '../training/objective'
import { flatRows, rowsOf } from './rows'

/** Stands inside the root, so that a column without variance is no division by 0. */
const EPSILON = 1e-5

/** Mean and variance of each column. */
export interface Moments {
  readonly mean: Vector
  readonly variance: Vector
}

/** The moments of each of n columns, over all rows; the variance divides by the number of rows. */
export function momentsOf(a: Vector, n: number): Moments {
  const rows = a.length / n
  const mean = new Float64Array(n)
  const variance = new Float64Array(n)
  for (let k = 0; k < a.length; k++) mean[k % n] += a[k] / rows
  for (let k = 0; k < a.length; k++) variance[k % n] += (a[k] - mean[k % n]) ** 2 / rows
  return { mean, variance }
}

/** (a − mean) / √(variance + ε), column by column. */
export function normalize(a: Vector, { mean, variance }: Moments, epsilon = EPSILON): Vector {
  const n = mean.length
  const inverse = variance.map((v) => 1 / Math.sqrt(v + epsilon))
  return a.map((ak, k) => (ak - mean[k % n]) * inverse[k % n])
}

/**
 * The gradient with respect to a, when `delta` is the one with respect to its normalized columns: mean and variance depend on
 * every row, so each row feels all others.
 *
 * δa = (δ − mean(δ) − â mean(δ â)) / √(variance + ε)
 */
export function normalizeBackward(delta: Vector, normalized: Vector, { variance }: Moments): Vector {
  const n = variance.length
  const rows = delta.length / n
  const mean = new Float64Array(n)
  const along = new Float64Array(n)
  for (let k = 0; k < delta.length; k++) {
    mean[k % n] += delta[k] / rows
    along[k % n] += (delta[k] * normalized[k]) / rows
  }
  const inverse = variance.map((v) => 1 / Math.sqrt(v + EPSILON))
  return delta.map((d, k) => (d - mean[k % n] - normalized[k] * along[k % n]) * inverse[k % n])
}

/**
 * Batch normalization: each column of the batch gets mean 0 and variance 1, then a scale γ and a shift β of its own, which are
 * learnt. A batch of one row becomes β.
 *
 * y = γ (x − mean) / √(variance + ε) + β,  mean and variance over the rows of the batch
 *
 * @param batch one row a sample
 * @param gamma one number a column
 * @param beta one number a column
 * @throws RangeError when the batch is empty, its rows, gamma and beta are not of one length, or something is not finite
 * @see Ioffe and Szegedy, 2015; deck B
 */
export function batchNorm(
  batch: readonly (readonly number[])[],
  gamma: readonly number[],
  beta: readonly number[],
  epsilon = EPSILON,
): number[][] {
  requirePositive('epsilon', epsilon)
  if (batch.length === 0) throw new RangeError('batch is empty; allowed: one row or more')
  const n = batch[0].length
  for (const [name, numbers] of Object.entries({ gamma, beta })) {
    requireLength(name, numbers, n)
    requireFinite(name, numbers)
  }
  const a = flatRows('batch', batch, n)
  const normalized = normalize(a, momentsOf(a, n), epsilon)
  return rowsOf(scaleAndShift(normalized, gamma, beta), n)
}

/** γ â + β, column by column. */
export const scaleAndShift = (
  normalized: Vector,
  gamma: ArrayLike<number>,
  beta: ArrayLike<number>,
): Vector => normalized.map((x, k) => gamma[k % gamma.length] * x + beta[k % gamma.length])
