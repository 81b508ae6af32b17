import { defineExercise, several, type Case, type Random } from '../exercise'

type BatchNorm = (batch: number[][], gamma: number[], beta: number[], epsilon: number) => number[][]

const batchOf = (n: number, columns: number, epsilon: number, random: Random): Case<BatchNorm> => {
  const row = (low: number, high: number) => several(columns, () => random.between(low, high))
  return { given: [several(n, () => row(-5, 5)), row(0.5, 3), row(-3, 3), epsilon] }
}

export const batchNorm = defineExercise<BatchNorm>({
  id: 'batch-norm',
  lesson: '12-network',
  title: 'Columns of one size',
  prose: `Batch normalization: each column of a batch gets mean 0 and variance 1, and then a scale and a shift of its own.

  μ_j = 1/n · Σ x_ij        σ²_j = 1/n · Σ (x_ij − μ_j)²
  y_ij = γ_j · (x_ij − μ_j) / √(σ²_j + ε) + β_j

A row is a sample, a column is what one unit makes of all samples; the sums run over the n rows of the batch. The
variance divides by n, and ε stands inside the root, so that a column without variance is no division by 0: it
becomes β_j. γ_j and β_j are learnt like weights (deck B, in words). With numbers that come out even, the second
column without variance:

  batchNorm([[0, 7], [8, 7]], [10, 1], [100, 3], 9)  gives  [[92, 3], [108, 3]]

@param batch the samples, at least one, each a row of as many numbers; they stay as they are
@param gamma γ, one number a column
@param beta β, one number a column
@param epsilon ε, above 0
@returns a new batch of the same size`,
  signature: 'batchNorm(batch: number[][], gamma: number[], beta: number[], epsilon: number): number[][]',
  shape: [['number']],
  reference: (batch, gamma, beta, epsilon) => {
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    const means = gamma.map((_, j) => mean(batch.map((row) => row[j])))
    const variances = means.map((mu, j) => mean(batch.map((row) => (row[j] - mu) ** 2)))
    return batch.map((row) =>
      row.map((x, j) => (gamma[j] * (x - means[j])) / Math.sqrt(variances[j] + epsilon) + beta[j]),
    )
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'by hand: roots that come out even',
      points: 3,
      cases: [
        {
          given: [[[0, 7, -1], [8, 7, 7]], [10, 1, 5], [100, 3, 0.5], 9],
          byHand: [
            [92, 3, -3.5],
            [108, 3, 4.5],
          ],
        },
        {
          given: [[[1, 1], [1, 5], [3, 7], [3, 7]], [2, 3], [10, -1], 3],
          byHand: [
            [9, -5],
            [9, -1],
            [11, 1],
            [11, 1],
          ],
        },
        { given: [[[0], [3], [6]], [2], [1], 3], byHand: [[-1], [1], [3]] },
      ],
    },
    {
      name: 'batches at random, 2 to 8 samples of 2 to 5 columns',
      points: 3,
      cases: [
        ...several(12, () => batchOf(random.whole(2, 8), random.whole(2, 5), random.between(0.01, 1), random)),
        batchOf(2, 5, 0.5, random),
        batchOf(6, 2, 0.5, random),
      ],
    },
    {
      name: 'a usual batch: 32 samples, ε = 1e-5',
      points: 1,
      cases: [batchOf(32, 4, 1e-5, random)],
    },
    {
      name: 'edges: one sample, one column, columns without variance, γ of 0 and below',
      points: 2,
      edge: true,
      cases: [
        { given: [[[4, -2, 9]], [2, 3, 1], [1, -1, 0.5], 1e-5], byHand: [[1, -1, 0.5]] },
        { given: [[[5]], [2], [0], 0.1], byHand: [[0]] },
        {
          given: [[[2, 0], [2, 0], [2, 0]], [5, 7], [1, -4], 1e-5],
          byHand: [
            [1, -4],
            [1, -4],
            [1, -4],
          ],
        },
        {
          given: [[[0, 8], [8, 0]], [0, -5], [6, 0], 9],
          byHand: [
            [6, -4],
            [6, 4],
          ],
        },
        batchOf(400, 1, 0.001, random),
      ],
    },
  ],
  mistakes: [
    {
      id: 'by rows',
      says: 'Each row has been brought to mean 0 and variance 1. A row is one sample; what is normalized is each column, over all samples of the batch.',
      slip: (batch, gamma, beta, epsilon) =>
        batch.map((row) => {
          const mu = row.reduce((sum, x) => sum + x, 0) / row.length
          const variance = row.reduce((sum, x) => sum + (x - mu) ** 2, 0) / row.length
          return row.map((x, j) => (gamma[j] * (x - mu)) / Math.sqrt(variance + epsilon) + beta[j])
        }),
    },
    {
      id: 'n − 1',
      says: 'The variance divides by n − 1, as one does to estimate that of a whole population from a sample. Here the batch itself is to have variance 1: divide by n.',
      slip: (batch, gamma, beta, epsilon) => {
        const n = batch.length
        const means = gamma.map((_, j) => batch.reduce((sum, row) => sum + row[j], 0) / n)
        const variances = means.map(
          (mu, j) => batch.reduce((sum, row) => sum + (row[j] - mu) ** 2, 0) / (n - 1),
        )
        return batch.map((row) =>
          row.map((x, j) => (gamma[j] * (x - means[j])) / Math.sqrt(variances[j] + epsilon) + beta[j]),
        )
      },
    },
    {
      id: 'ε outside the root',
      says: 'ε is added to the root; here it stands inside, √(σ² + ε).',
      slip: (batch, gamma, beta, epsilon) => {
        const n = batch.length
        const means = gamma.map((_, j) => batch.reduce((sum, row) => sum + row[j], 0) / n)
        const variances = means.map((mu, j) => batch.reduce((sum, row) => sum + (row[j] - mu) ** 2, 0) / n)
        return batch.map((row) =>
          row.map((x, j) => (gamma[j] * (x - means[j])) / (Math.sqrt(variances[j]) + epsilon) + beta[j]),
        )
      },
    },
    {
      id: 'no ε',
      says: 'ε plays no part, and a column without variance becomes 0/0; it is added to the variance inside the root.',
      slip: (batch, gamma, beta) => {
        const n = batch.length
        const means = gamma.map((_, j) => batch.reduce((sum, row) => sum + row[j], 0) / n)
        const variances = means.map((mu, j) => batch.reduce((sum, row) => sum + (row[j] - mu) ** 2, 0) / n)
        return batch.map((row) =>
          row.map((x, j) => (gamma[j] * (x - means[j])) / Math.sqrt(variances[j]) + beta[j]),
        )
      },
    },
    {
      id: 'no root',
      says: 'What is left after the mean is divided by the variance itself; its root has the same unit as the numbers.',
      slip: (batch, gamma, beta, epsilon) => {
        const n = batch.length
        const means = gamma.map((_, j) => batch.reduce((sum, row) => sum + row[j], 0) / n)
        const variances = means.map((mu, j) => batch.reduce((sum, row) => sum + (row[j] - mu) ** 2, 0) / n)
        return batch.map((row) =>
          row.map((x, j) => (gamma[j] * (x - means[j])) / (variances[j] + epsilon) + beta[j]),
        )
      },
    },
    {
      id: 'the sum of the squares',
      says: 'The squares are added up and not divided by n, so the columns come out too narrow; the variance is their mean.',
      slip: (batch, gamma, beta, epsilon) => {
        const means = gamma.map((_, j) => batch.reduce((sum, row) => sum + row[j], 0) / batch.length)
        const sums = means.map((mu, j) => batch.reduce((sum, row) => sum + (row[j] - mu) ** 2, 0))
        return batch.map((row) =>
          row.map((x, j) => (gamma[j] * (x - means[j])) / Math.sqrt(sums[j] + epsilon) + beta[j]),
        )
      },
    },
    {
      id: 'one mean for all',
      says: 'All numbers of the batch share one mean and one variance; each column has its own.',
      slip: (batch, gamma, beta, epsilon) => {
        const all = batch.flat()
        const mu = all.reduce((sum, x) => sum + x, 0) / all.length
        const variance = all.reduce((sum, x) => sum + (x - mu) ** 2, 0) / all.length
        return batch.map((row) =>
          row.map((x, j) => (gamma[j] * (x - mu)) / Math.sqrt(variance + epsilon) + beta[j]),
        )
      },
    },
    {
      id: 'the mean stays in',
      says: 'The numbers are divided, but their mean is still in them; it is subtracted first.',
      slip: (batch, gamma, beta, epsilon) => {
        const n = batch.length
        const means = gamma.map((_, j) => batch.reduce((sum, row) => sum + row[j], 0) / n)
        const variances = means.map((mu, j) => batch.reduce((sum, row) => sum + (row[j] - mu) ** 2, 0) / n)
        return batch.map((row) =>
          row.map((x, j) => (gamma[j] * x) / Math.sqrt(variances[j] + epsilon) + beta[j]),
        )
      },
    },
    {
      id: 'no γ and β',
      says: 'The columns are normalized, and left so; each is then multiplied by its γ and shifted by its β.',
      slip: (batch, gamma, _beta, epsilon) => {
        const n = batch.length
        const means = gamma.map((_, j) => batch.reduce((sum, row) => sum + row[j], 0) / n)
        const variances = means.map((mu, j) => batch.reduce((sum, row) => sum + (row[j] - mu) ** 2, 0) / n)
        return batch.map((row) => row.map((x, j) => (x - means[j]) / Math.sqrt(variances[j] + epsilon)))
      },
    },
    {
      id: 'γ and β exchanged',
      says: 'The columns are multiplied by β and shifted by γ; γ is the scale, β the shift.',
      slip: (batch, gamma, beta, epsilon) => {
        const n = batch.length
        const means = gamma.map((_, j) => batch.reduce((sum, row) => sum + row[j], 0) / n)
        const variances = means.map((mu, j) => batch.reduce((sum, row) => sum + (row[j] - mu) ** 2, 0) / n)
        return batch.map((row) =>
          row.map((x, j) => (beta[j] * (x - means[j])) / Math.sqrt(variances[j] + epsilon) + gamma[j]),
        )
      },
    },
    {
      id: 'the shift before the scale',
      says: 'β is added first and multiplied by γ as well; γ multiplies the normalized number, then β is added.',
      slip: (batch, gamma, beta, epsilon) => {
        const n = batch.length
        const means = gamma.map((_, j) => batch.reduce((sum, row) => sum + row[j], 0) / n)
        const variances = means.map((mu, j) => batch.reduce((sum, row) => sum + (row[j] - mu) ** 2, 0) / n)
        return batch.map((row) =>
          row.map((x, j) => gamma[j] * ((x - means[j]) / Math.sqrt(variances[j] + epsilon) + beta[j])),
        )
      },
    },
    {
      id: 'writes into the batch',
      says: 'The numbers are right, but they are written into the rows that were given; make new rows, so that who called still has the old ones.',
      slip: (batch, gamma, beta, epsilon) => {
        const n = batch.length
        const means = gamma.map((_, j) => batch.reduce((sum, row) => sum + row[j], 0) / n)
        const variances = means.map((mu, j) => batch.reduce((sum, row) => sum + (row[j] - mu) ** 2, 0) / n)
        for (const row of batch)
          for (let j = 0; j < row.length; j++)
            row[j] = (gamma[j] * (row[j] - means[j])) / Math.sqrt(variances[j] + epsilon) + beta[j]
        return batch
      },
    },
    {
      id: 'the mean of the squares',
      says: 'The squares of the numbers are averaged as they are; the variance is the mean of the squared distances from the mean.',
      slip: (batch, gamma, beta, epsilon) =>
        batch.map((row) =>
          row.map((x, j) => {
            const column = batch.map((one) => one[j])
            const mean = column.reduce((sum, q) => sum + q, 0) / batch.length
            const variance = column.reduce((sum, q) => sum + q ** 2, 0) / batch.length
            return (gamma[j] * (x - mean)) / Math.sqrt(variance + epsilon) + beta[j]
          }),
        ),
    },
    {
      id: 'n is the number of columns',
      says: 'The sums are divided by how many columns there are; they run over the rows, so n is how many rows.',
      slip: (batch, gamma, beta, epsilon) =>
        batch.map((row) =>
          row.map((x, j) => {
            const column = batch.map((one) => one[j])
            const mean = column.reduce((sum, q) => sum + q, 0) / row.length
            const variance = column.reduce((sum, q) => sum + (q - mean) ** 2, 0) / row.length
            return (gamma[j] * (x - mean)) / Math.sqrt(variance + epsilon) + beta[j]
          }),
        ),
    },
    {
      id: 'γ and β by rows',
      says: 'γ and β are taken by the row; each belongs to a column, so the second index picks them.',
      slip: (batch, gamma, beta, epsilon) =>
        batch.map((row, i) =>
          row.map((x, j) => {
            const column = batch.map((one) => one[j])
            const mean = column.reduce((sum, q) => sum + q, 0) / batch.length
            const variance = column.reduce((sum, q) => sum + (q - mean) ** 2, 0) / batch.length
            return (gamma[i] * (x - mean)) / Math.sqrt(variance + epsilon) + beta[i]
          }),
        ),
    },
  ],
  otherRightAnswers: [
    (batch, gamma, beta, epsilon) => {
      const [n, columns] = [batch.length, batch[0].length]
      const result = batch.map((row) => row.slice())
      for (let j = 0; j < columns; j++) {
        let [sum, squares] = [0, 0]
        for (let i = 0; i < n; i++) sum += batch[i][j]
        for (let i = 0; i < n; i++) squares += (batch[i][j] - sum / n) * (batch[i][j] - sum / n)
        const scale = gamma[j] / Math.sqrt(squares / n + epsilon)
        for (let i = 0; i < n; i++) result[i][j] = (batch[i][j] - sum / n) * scale + beta[j]
      }
      return result
    },
    (batch, gamma, beta, epsilon) => {
      const transposed = (rows: number[][]) => rows[0].map((_, j) => rows.map((row) => row[j]))
      const columns = transposed(batch).map((column, j) => {
        const total = column.reduceRight((sum, x) => sum + x, 0)
        const centred = column.map((x) => x - total / column.length)
        const deviation = (centred.reduce((sum, x) => sum + x * x, 0) / column.length + epsilon) ** 0.5
        return centred.map((x) => (x / deviation) * gamma[j] + beta[j])
      })
      return transposed(columns)
    },
    (batch, gamma, beta, epsilon) => {
      // The variance as the mean of the squares less the square of the mean; scale and shift in one line a column.
      const lines = gamma.map((scale, j) => {
        const moments = batch.reduce(([x1, x2], row) => [x1 + row[j], x2 + row[j] ** 2], [0, 0])
        const [x1, x2] = moments.map((moment) => moment / batch.length)
        const slope = scale / Math.sqrt(Math.max(0, x2 - x1 ** 2) + epsilon)
        return { slope, height: beta[j] - slope * x1 }
      })
      return batch.map((row) => row.map((x, j) => lines[j].slope * x + lines[j].height))
    },
  ],
  hints: [
    'In [[0, 7], [8, 7]], which numbers belong to the first unit? What are their mean and their variance?',
    'For each column j work out the mean of batch[i][j] over all rows i, then the mean of the squared distances from it. Then make the new rows.',
    'With mean and variance of column j, the new number is gamma[j] * (batch[i][j] - mean) / Math.sqrt(…) + beta[j]. What stands inside the root?',
  ],
})
