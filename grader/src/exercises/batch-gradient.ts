import { defineExercise, several, type Case, type Random } from '../exercise'

interface Line {
  w: number
  b: number
}
type BatchGradient = (w: number, b: number, xs: number[], ys: number[]) => Line

const batch = (m: number, random: Random): Case<BatchGradient> => ({
  given: [
    random.between(-3, 3),
    random.between(-3, 3),
    several(m, () => random.between(-5, 5)),
    several(m, () => random.between(-9, 9)),
  ],
})

/** The number that all the sums over a batch were divided by, if it is one and the same for all batches. */
function fixedDivisor(answers: readonly Line[], cases: readonly Case<BatchGradient>[]): number | undefined {
  const divisors = cases.flatMap(({ given: [w, b, xs, ys] }, c) => {
    const errors = xs.map((x, i) => w * x + b - ys[i])
    const sum = errors.reduce((all, error) => all + 2 * error, 0)
    return Math.abs(sum) < 1e-6 ? [] : [sum / answers[c].b]
  })
  const isSame = divisors.every((one) => Math.abs(one - divisors[0]) <= 1e-6 * Math.abs(divisors[0]))
  return isSame ? divisors[0] : undefined
}

export const batchGradient = defineExercise<BatchGradient>({
  id: 'batch-gradient',
  lesson: '04-batches',
  title: 'The gradient over a batch',
  prose: `The gradient of the mean squared error of the line w · x + b over a batch of m samples.

  L = 1/m · Σ (w · x_i + b − y_i)²

  ∂L/∂w = 1/m · Σ 2 · (w · x_i + b − y_i) · x_i
  ∂L/∂b = 1/m · Σ 2 · (w · x_i + b − y_i)

The sums run over the samples of the batch. Deck B divides them by the size of the whole data set; the mean over the
batch is meant, so that a batch of any size tells the same slope. With w = 1 and b = 0 the errors of the two samples
(1, 2) and (3, 7) are −1 and −4:

  batchGradient(1, 0, [1, 3], [2, 7])  gives  { w: -13, b: -5 }

@param w the slope of the line
@param b its height at x = 0
@param xs the x of each sample in the batch, at least one; the list stays as it is
@param ys the y of each sample, as many; it stays as it is
@returns an object with ∂L/∂w as w and ∂L/∂b as b`,
  signature: 'batchGradient(w: number, b: number, xs: number[], ys: number[]): { w: number; b: number }',
  shape: { w: 'number', b: 'number' },
  reference: (w, b, xs, ys) => {
    const errors = xs.map((x, i) => w * x + b - ys[i])
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    return { w: mean(errors.map((error, i) => 2 * error * xs[i])), b: mean(errors.map((error) => 2 * error)) }
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'by hand: two, three and four samples',
      points: 3,
      cases: [
        { given: [1, 0, [1, 3], [2, 7]], byHand: { w: -13, b: -5 } },
        { given: [2, 1, [0, 1, 2], [4, 0, -1]], byHand: { w: 10, b: 4 } },
        { given: [0, 0, [1, 2, 3, 4], [2, 4, 6, 8]], byHand: { w: -30, b: -10 } },
        { given: [-1, 2, [2, -2], [1, 1]], byHand: { w: -8, b: 2 } },
      ],
    },
    {
      name: 'the same samples twice: a larger batch, the same gradient',
      points: 2,
      cases: [
        { given: [1, 0, [1, 3, 1, 3], [2, 7, 2, 7]], byHand: { w: -13, b: -5 } },
        { given: [1, 0, [1, 3, 1, 3, 1, 3], [2, 7, 2, 7, 2, 7]], byHand: { w: -13, b: -5 } },
      ],
    },
    {
      name: 'lines and batches at random, 2 to 50 samples',
      points: 3,
      cases: [batch(50, random), ...several(12, () => batch(random.whole(2, 40), random))],
    },
    {
      name: 'edges: one sample, a line that fits, no slope and no height',
      points: 1,
      edge: true,
      cases: [
        { given: [2, 1, [3], [5]], byHand: { w: 12, b: 4 } },
        { given: [3, -1, [0, 1, 2], [-1, 2, 5]], byHand: { w: 0, b: 0 } },
        { given: [5, 2, [0, 0], [1, 1]], byHand: { w: 0, b: 2 } },
        { given: [0, 0, [4, -4], [1, 1]], byHand: { w: 0, b: -2 } },
      ],
    },
  ],
  mistakes: [
    {
      id: 'the sum, not the mean',
      says: 'The samples’ gradients are added up, so a batch twice as large makes a step twice as long; divide the sums by the number of samples.',
      slip: (w, b, xs, ys) => {
        const line = { w: 0, b: 0 }
        for (let i = 0; i < xs.length; i++) {
          const error = w * xs[i] + b - ys[i]
          line.w += 2 * error * xs[i]
          line.b += 2 * error
        }
        return line
      },
    },
    {
      id: 'divides by the whole data set',
      says: 'The sums are divided by one and the same number, whatever the size of the batch. With the size of the whole data set, as deck B has it, the steps of a small batch all but vanish; divide by the number of samples in the batch.',
      slip: (w, b, xs, ys) => {
        const line = { w: 0, b: 0 }
        for (let i = 0; i < xs.length; i++) {
          const error = w * xs[i] + b - ys[i]
          line.w += (2 * error * xs[i]) / 235
          line.b += (2 * error) / 235
        }
        return line
      },
      shows: (answers, cases) => (fixedDivisor(answers, cases) ?? 0) > 2.5,
    },
    {
      id: 'the sign',
      says: 'Both slopes have the wrong sign: the error is what the line says less what the sample says, w · x + b − y, and that is what they are multiplied by.',
      slip: (w, b, xs, ys) => {
        const line = { w: 0, b: 0 }
        for (let i = 0; i < xs.length; i++) {
          const error = ys[i] - (w * xs[i] + b)
          line.w += (2 * error * xs[i]) / xs.length
          line.b += (2 * error) / xs.length
        }
        return line
      },
    },
    {
      id: 'no factor 2',
      says: 'The 2 from the square is missing. Where the loss has a ½ before it, it cancels; here the loss is the mean of the squares themselves.',
      slip: (w, b, xs, ys) => {
        const line = { w: 0, b: 0 }
        for (let i = 0; i < xs.length; i++) {
          const error = w * xs[i] + b - ys[i]
          line.w += (error * xs[i]) / xs.length
          line.b += error / xs.length
        }
        return line
      },
      convention: true,
    },
    {
      id: 'no x in the slope for w',
      says: 'w and b get the same slope. By the chain rule the error is multiplied by what stands with the parameter: x for w, 1 for b.',
      slip: (w, b, xs, ys) => {
        let sum = 0
        for (let i = 0; i < xs.length; i++) sum += 2 * (w * xs[i] + b - ys[i])
        return { w: sum / xs.length, b: sum / xs.length }
      },
    },
    {
      id: 'no b in the error',
      says: 'The error is taken as w · x − y; the line’s height b belongs to what it says.',
      slip: (w, _b, xs, ys) => {
        const line = { w: 0, b: 0 }
        for (let i = 0; i < xs.length; i++) {
          const error = w * xs[i] - ys[i]
          line.w += (2 * error * xs[i]) / xs.length
          line.b += (2 * error) / xs.length
        }
        return line
      },
    },
    {
      id: 'the mean error times the mean x',
      says: 'For w the mean of the errors is multiplied by the mean of the x. Each error belongs to its own x: multiply them first, then take the mean.',
      slip: (w, b, xs, ys) => {
        const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
        const error = mean(xs.map((x, i) => w * x + b - ys[i]))
        return { w: 2 * error * mean(xs), b: 2 * error }
      },
    },
    {
      id: 'the last sample only',
      says: 'What comes back is the gradient of the last sample; add up those of all samples of the batch.',
      slip: (w, b, xs, ys) => {
        const line = { w: 0, b: 0 }
        for (let i = 0; i < xs.length; i++) {
          const error = w * xs[i] + b - ys[i]
          line.w = (2 * error * xs[i]) / xs.length
          line.b = (2 * error) / xs.length
        }
        return line
      },
      shows: (answers, cases) =>
        cases.every(({ given: [w, b, xs, ys] }, c) => {
          const last = xs.length - 1
          const slope = 2 * (w * xs[last] + b - ys[last])
          const isNear = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b))
          return isNear(answers[c].b, slope) && isNear(answers[c].w, slope * xs[last])
        }),
    },
  ],
  otherRightAnswers: [
    (w, b, xs, ys) => {
      const sum = { w: 0, b: 0 }
      for (let i = 0; i < xs.length; i++) {
        const error = w * xs[i] + b - ys[i]
        sum.w += error * xs[i]
        sum.b += error
      }
      return { loss: 0, w: (2 * sum.w) / xs.length, b: (2 * sum.b) / ys.length }
    },
    (w, b, xs, ys) =>
      xs.reduce(
        (slope, x, i) => {
          const share = (-2 * (ys[i] - w * x - b)) / xs.length
          return { w: slope.w + share * x, b: slope.b + share }
        },
        { w: 0, b: 0 },
      ),
    (w, b, xs, ys) => {
      // Multiplied out: from the means of x, y, x² and xy.
      const mean = (of: (i: number) => number) => xs.reduce((sum, _, i) => sum + of(i), 0) / xs.length
      const [x, y] = [mean((i) => xs[i]), mean((i) => ys[i])]
      return {
        b: 2 * (w * x + b - y),
        w: 2 * (w * mean((i) => xs[i] ** 2) + b * x - mean((i) => xs[i] * ys[i])),
      }
    },
    (w, b, xs, ys) => {
      const from = (i: number): { w: number; b: number } => {
        if (i < 0) return { w: 0, b: 0 }
        const rest = from(i - 1)
        const twice = (w * xs[i] + b - ys[i]) * 2
        return { w: rest.w + twice * xs[i], b: rest.b + twice }
      }
      const { w: dw, b: db } = from(xs.length - 1)
      return { w: dw / xs.length, b: db / xs.length }
    },
  ],
  hints: [
    'How far off is the line at one sample, and in which direction: what is w · x + b − y there?',
    'Make the list of errors first. For b take the mean of twice the errors; for w multiply each of them by its own x before taking the mean.',
    'In a loop, add 2 * error * xs[i] to one sum and 2 * error to another. What are both sums divided by in the end?',
  ],
})
