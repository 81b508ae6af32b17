/**
 * Batch normalization: each column of a batch gets mean 0 and variance 1, and then a scale and a shift of its own.
 *
 *   μ_j = 1/n · Σ x_ij        σ²_j = 1/n · Σ (x_ij − μ_j)²
 *   y_ij = γ_j · (x_ij − μ_j) / √(σ²_j + ε) + β_j
 *
 * A row is a sample, a column is what one unit makes of all samples; the sums run over the n rows of the batch. The
 * variance divides by n, and ε stands inside the root, so that a column without variance is no division by 0: it
 * becomes β_j. γ_j and β_j are learnt like weights (deck B, in words). With numbers that come out even, the second
 * column without variance:
 *
 *   batchNorm([[0, 7], [8, 7]], [10, 1], [100, 3], 9)  gives  [[92, 3], [108, 3]]
 *
 * @param batch the samples, at least one, each a row of as many numbers; they stay as they are
 * @param gamma γ, one number a column
 * @param beta β, one number a column
 * @param epsilon ε, above 0
 * @returns a new batch of the same size
 */
export function batchNorm(batch: number[][], gamma: number[], beta: number[], epsilon: number): number[][] {
  throw new Error('not written yet')
}
