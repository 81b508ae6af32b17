/**
 * The gradient of the mean squared error of the line w · x + b over a batch of m samples.
 *
 *   L = 1/m · Σ (w · x_i + b − y_i)²
 *
 *   ∂L/∂w = 1/m · Σ 2 · (w · x_i + b − y_i) · x_i
 *   ∂L/∂b = 1/m · Σ 2 · (w · x_i + b − y_i)
 *
 * The sums run over the samples of the batch. Deck B divides them by the size of the whole data set; the mean over the
 * batch is meant, so that a batch of any size tells the same slope. With w = 1 and b = 0 the errors of the two samples
 * (1, 2) and (3, 7) are −1 and −4:
 *
 *   batchGradient(1, 0, [1, 3], [2, 7])  gives  { w: -13, b: -5 }
 *
 * @param w the slope of the line
 * @param b its height at x = 0
 * @param xs the x of each sample in the batch, at least one; the list stays as it is
 * @param ys the y of each sample, as many; it stays as it is
 * @returns an object with ∂L/∂w as w and ∂L/∂b as b
 */
export function batchGradient(w: number, b: number, xs: number[], ys: number[]): { w: number; b: number } {
  throw new Error('not written yet')
}
