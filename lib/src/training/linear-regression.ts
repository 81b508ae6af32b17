import type { Vector } from '../optimizers/optimizer'
import { requireFinite } from '../settings'
import { requireLength, samplesOf, type Objective } from './objective'

/**
 * The line y = w x + b through points, judged by the mean squared error. Parameters: [w, b].
 *
 * L = 1/m Σ (w xᵢ + b − yᵢ)²,  ∂L/∂w = 2/m Σ (w xᵢ + b − yᵢ) xᵢ,  ∂L/∂b = 2/m Σ (w xᵢ + b − yᵢ)
 *
 * m is the number of samples in the batch, not in the whole data set (deck B's slip).
 *
 * @throws RangeError when xs or ys are empty, not finite or not of one length
 * @see decks B and E
 */
export function linearRegression(xs: readonly number[], ys: readonly number[]): Objective {
  const n = xs.length
  if (n === 0) throw new RangeError('xs is empty; allowed: one point or more')
  requireLength('ys', ys, n)
  requireFinite('xs', xs)
  requireFinite('ys', ys)
  const error = ([w, b]: Vector, i: number) => w * xs[i] + b - ys[i]
  const loss: Objective['loss'] = (parameters, batch) => {
    requireLength('parameters', parameters, 2)
    const samples = samplesOf(batch, n)
    let sum = 0
    for (const i of samples) sum += error(parameters, i) ** 2
    return sum / samples.length
  }
  const best = leastSquares(xs, ys)
  return {
    name: 'mean squared error of a line',
    coordinates: ['w', 'b'],
    parameters: 2,
    samples: n,
    minima: best.every(Number.isFinite) ? [{ at: best, value: loss(Float64Array.from(best)) }] : [],
    loss,
    gradient(parameters, batch) {
      requireLength('parameters', parameters, 2)
      const samples = samplesOf(batch, n)
      const gradient = new Float64Array(2)
      for (const i of samples) {
        const slope = (2 / samples.length) * error(parameters, i)
        gradient[0] += slope * xs[i]
        gradient[1] += slope
      }
      return gradient
    },
  }
}

/** The best line, [w, b]; not finite when all xs are the same, as then there are many. */
function leastSquares(xs: readonly number[], ys: readonly number[]): number[] {
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length
  const [x, y] = [mean(xs), mean(ys)]
  const w = mean(xs.map((xi, i) => (xi - x) * (ys[i] - y))) / mean(xs.map((xi) => (xi - x) ** 2))
  return [w, y - w * x]
}
