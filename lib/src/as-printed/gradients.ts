import { requireCount } from '../settings'

/**
 * The gradient of a mini-batch in deck B's loop (erratum 9): the sum over the mini-batch is divided by the size of the
 * whole data set. For m samples out of N that is the same as a learning rate m/N times as large.
 *
 * g = (Σ of the mini-batch's gradients) / N
 *
 * @param gradients one gradient a sample of the mini-batch
 * @param size N, the number of samples in the whole data set
 * @throws RangeError when the mini-batch is empty, or N less than its size
 * @see deck B, the third loop
 */
export function asPrintedMiniBatchGradient(
  gradients: readonly (readonly number[])[],
  size: number,
): number[] {
  requireCount('the number of gradients', gradients.length, 1)
  requireCount('size', size, gradients.length)
  return gradients[0].map((_, j) => gradients.reduce((sum, gradient) => sum + gradient[j], 0) / size)
}

/**
 * The derivative by the weight of a feature as deck C has it (erratum 17): one and the same value x_j stands beside every
 * instance's ∂L/∂a, although the feature is 0 in most of them and not in some.
 *
 * ∂L/∂W_j = Σ_k ∂L/∂a · x_j; rightly Σ_k ∂L/∂a_k · x_{k,j}
 *
 * @param slopes ∂L/∂a_k, one an instance
 * @param xj the one value of the feature
 * @see deck C, “Derivative Calculation with Sparse Features”
 */
export const asPrintedSparseDerivative = (slopes: readonly number[], xj: number): number =>
  slopes.reduce((sum, slope) => sum + slope * xj, 0)
