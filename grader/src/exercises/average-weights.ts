import { defineExercise, several } from '../exercise'

type AverageWeights = (rho: number, n: number) => number[]

export const averageWeights = defineExercise<AverageWeights>({
  id: 'average-weights',
  lesson: '05-averages',
  title: 'How much does each value count?',
  prose: `The weights of s_1, …, s_n in the exponential average V_n that starts from V_0 = 0.

  V_t = ρ · V_t−1 + (1 − ρ) · s_t
  V_n = w_1 · s_1 + w_2 · s_2 + … + w_n · s_n

Put the first line into itself until only the values are left, and the weights stand before them: the newest value has
1 − ρ, and each older one ρ times the weight of the one after it. Together they make 1 − ρⁿ, not 1: what is missing is
the weight of the 0 at the start. On the slide (deck E) n = 3, with ρ = 0.5, 0.9 and 0.98; there the first weight for
ρ = 0.98 is misprinted as 0.0392, it is 0.0192.

  averageWeights(0.5, 3)  gives  [0.125, 0.25, 0.5]
  averageWeights(0.9, 3)  gives  [0.081, 0.09, 0.1]
  averageWeights(0.9, 0)  gives  []

@param rho ρ, the share of the past that is kept, from 0 to below 1
@param n how many values there are, 0 or more
@returns the weights w_1, …, w_n: that of the oldest value first`,
  signature: 'averageWeights(rho: number, n: number): number[]',
  shape: ['number'],
  place: (i) => `the weight of s_${i + 1}`,
  picture: { across: 'i', up: 'weight', from: 1 },
  reference: (rho, n) => Array.from({ length: n }, (_, i) => (1 - rho) * rho ** (n - 1 - i)),
  checks: (random) => [
    {
      name: 'the slide: three values, ρ = 0.5, 0.9 and 0.98',
      points: 3,
      slide: { deck: 'E', group: 'ewa-weights' },
      cases: [
        { given: [0.5, 3], printed: ['0.125', '0.25', '0.5'], byHand: [0.125, 0.25, 0.5] },
        { given: [0.9, 3], printed: ['0.081', '0.09', '0.1'], byHand: [0.081, 0.09, 0.1] },
        { given: [0.98, 3], printed: [undefined, '0.0196', '0.02'], byHand: [0.019208, 0.0196, 0.02] },
      ],
    },
    {
      name: 'by hand: a short memory, and four values',
      points: 3,
      cases: [
        { given: [0.25, 3], byHand: [0.046875, 0.1875, 0.75] },
        { given: [0.8, 2], byHand: [0.16, 0.2] },
        { given: [0.1, 4], byHand: [0.0009, 0.009, 0.09, 0.9] },
      ],
    },
    {
      name: 'memories at random, up to 30 values',
      points: 3,
      cases: several(15, () => ({ given: [random.between(0.1, 0.99), random.whole(2, 30)] })),
    },
    {
      name: 'edges: no value, one, ρ = 0, 2,000 values',
      points: 1,
      edge: true,
      cases: [
        { given: [0.9, 0], byHand: [] },
        { given: [0.75, 1], byHand: [0.25] },
        { given: [0, 1], byHand: [1] },
        { given: [0, 3], byHand: [0, 0, 1] },
        { given: [random.between(0.98, 0.999), 2000] },
      ],
    },
  ],
  mistakes: [
    {
      id: 'without 1 − ρ',
      says: 'These are the powers of ρ alone. Each value comes in with the factor 1 − ρ, and keeps it while ρ makes it fade.',
      slip: (rho, n) => Array.from({ length: n }, (_, i) => rho ** (n - 1 - i)),
    },
    {
      id: 'newest first',
      says: 'The weights are right, but in the wrong order: the oldest value, s_1, has the smallest and comes first.',
      slip: (rho, n) => Array.from({ length: n }, (_, i) => (1 - rho) * rho ** i),
    },
    {
      id: 'made to sum to 1',
      says: 'The weights are divided so that they make 1 together. That is the bias correction, which comes later; from V_0 = 0 they make 1 − ρⁿ.',
      slip: (rho, n) => Array.from({ length: n }, (_, i) => ((1 - rho) * rho ** (n - 1 - i)) / (1 - rho ** n)),
    },
    {
      id: 'the first value kept whole',
      says: 'The oldest weight has no factor 1 − ρ. So it is in the average that keeps its first value as it is; from V_0 = 0 the first value too comes in with 1 − ρ.',
      slip: (rho, n) =>
        Array.from({ length: n }, (_, i) => (i === 0 ? rho ** (n - 1) : (1 - rho) * rho ** (n - 1 - i))),
      convention: true,
    },
    {
      id: 'one ρ too many',
      says: 'Every weight is ρ times too small: the newest value has not been through any step yet, so its weight is 1 − ρ, with no ρ.',
      slip: (rho, n) => Array.from({ length: n }, (_, i) => (1 - rho) * rho ** (n - i)),
    },
    {
      id: 'ρ and 1 − ρ swapped',
      says: 'ρ stands with the new value, and the powers are those of 1 − ρ; ρ is the share of the past. At ρ = 0.5 both look alike.',
      slip: (rho, n) => Array.from({ length: n }, (_, i) => rho * (1 - rho) ** (n - 1 - i)),
    },
    {
      id: 'the exponent as a factor',
      says: 'The weight of an old value is ρ times its age, where ρ to the power of its age is meant. The slide has this slip in one place: 2 · 0.98 · 0.02 = 0.0392.',
      slip: (rho, n) =>
        Array.from({ length: n }, (_, i) => (i === n - 1 ? 1 - rho : (1 - rho) * rho * (n - 1 - i))),
    },
    {
      id: 'one weight too many',
      says: 'There are n + 1 weights; the oldest is that of V_0, which is 0 and not asked for. The values are s_1 to s_n.',
      slip: (rho, n) => Array.from({ length: n + 1 }, (_, i) => (1 - rho) * rho ** (n - i)),
    },
  ],
  otherRightAnswers: [
    (rho, n) => {
      const weights: number[] = []
      for (let weight = 1 - rho; weights.length < n; weight *= rho) weights.unshift(weight)
      return weights
    },
    (rho, n) => {
      const upTo = (length: number): number[] => {
        if (length === 0) return []
        const older = upTo(length - 1).map((weight) => rho * weight)
        older.push(1 - rho)
        return older
      }
      return upTo(n)
    },
    (rho, n) => {
      const weights = new Float64Array(n)
      for (let age = 0; age < n; age++) weights[n - 1 - age] = rho ** age - rho ** (age + 1)
      return [...weights]
    },
    (rho, n) =>
      // What the average makes of a single 1 among zeros.
      Array.from({ length: n }, (_, one) => {
        let average = 0
        for (let t = one; t < n; t++) average = rho * average + (1 - rho) * (t === one ? 1 : 0)
        return average
      }),
  ],
  hints: [
    'The newest value has just come in: what stands before it in the line for V_t? And what happens to it at the next step?',
    'A value that is k steps old has been multiplied by ρ k times since it came in with 1 − ρ. How old is the first of n values?',
    'For i from 1 to n: (1 - rho) times rho to the power of the age of s_i. The last one, i = n, has the age 0.',
  ],
})
