import { requireCount } from '../settings'
import { requireLength, samplesOf, type Objective } from './objective'

/**
 * Tells two kinds of texts apart by their words: one weight a word, and a bias, the last parameter. x_j is how often word j
 * stands in a text; where it is 0, so is its weight's gradient.
 *
 * p = 1 / (1 + e^{−z}),  z = b + Σ w_j x_j
 * L = −1/m Σ (y ln p + (1 − y) ln(1 − p)),  ∂L/∂w_j = 1/m Σ (p − y) x_j,  ∂L/∂b = 1/m Σ (p − y)
 *
 * @param rows the words of each text, each by its place among all words (see `bagOfWords`)
 * @param labels 0 or 1 for each text
 * @param words how many words there are
 * @throws RangeError when rows are empty, a word is out of range, or labels are not 0 or 1, one a row
 * @see Duchi, Hazan and Singer, 2011; deck C
 */
export function logisticRegression(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  words: number,
): Objective {
  const n = rows.length
  if (n === 0) throw new RangeError('rows is empty; allowed: one row or more')
  requireCount('words', words)
  requireLength('labels', labels, n)
  rows.forEach((row, i) => {
    for (const j of row)
      if (!(Number.isInteger(j) && j >= 0 && j < words))
        throw new RangeError(`rows[${i}] holds ${j}; allowed: whole numbers from 0 to ${words - 1}`)
    if (labels[i] !== 0 && labels[i] !== 1)
      throw new RangeError(`labels[${i}] is ${labels[i]}; allowed: 0 or 1`)
  })
  const score = (parameters: ArrayLike<number>, i: number) => {
    let z = parameters[words]
    for (const j of rows[i]) z += parameters[j]
    return z
  }
  return {
    name: 'cross-entropy of logistic regression',
    parameters: words + 1,
    samples: n,
    loss(parameters, batch) {
      requireLength('parameters', parameters, words + 1)
      const samples = samplesOf(batch, n)
      let sum = 0
      for (const i of samples) {
        // −ln p = ln(1 + e^{−z}) for y = 1 and −ln(1 − p) = ln(1 + e^{z}) for y = 0, without overflow
        const against = labels[i] === 1 ? -score(parameters, i) : score(parameters, i)
        sum += Math.max(against, 0) + Math.log1p(Math.exp(-Math.abs(against)))
      }
      return sum / samples.length
    },
    gradient(parameters, batch) {
      requireLength('parameters', parameters, words + 1)
      const samples = samplesOf(batch, n)
      const gradient = new Float64Array(words + 1)
      for (const i of samples) {
        const error = (1 / (1 + Math.exp(-score(parameters, i))) - labels[i]) / samples.length
        for (const j of rows[i]) gradient[j] += error
        gradient[words] += error
      }
      return gradient
    },
  }
}
