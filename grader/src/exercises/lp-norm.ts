import { defineExercise, several, type Random } from '../exercise'

type LpNorm = (vector: number[], p: number) => number

const vector = (random: Random) => several(random.whole(1, 8), () => random.between(-9, 9))

export const lpNorm = defineExercise<LpNorm>({
  id: 'lp-norm',
  lesson: '09-adam',
  title: 'How long is a vector?',
  prose: `The length of a vector in the L_p norm.

  ‖v‖_p = (|v_1|^p + … + |v_n|^p)^(1/p)        p ≥ 1
  ‖v‖_∞ = the largest |v_i|                    p = Infinity

p = 2 is the length with a ruler, p = 1 the way along the streets. The larger p is, the more the largest part outweighs
the others, until for p = Infinity nothing else counts: that is the norm inside AdaMax (deck C).

  lpNorm([3, -4], 2)         gives  5
  lpNorm([3, -4], 1)         gives  7
  lpNorm([3, -4], Infinity)  gives  4
  lpNorm([3, -4], 1000)      gives  4 as well, to all digits

The last one needs a thought: 4^1000 is larger than any number that the computer knows. Divide all parts by the largest
first, and multiply the norm by it in the end. The norm of [] and of [0, 0] is 0.

@param vector the parts of v, none or more; it stays as it is
@param p 1 or more, perhaps Infinity
@returns the norm, 0 or more`,
  signature: 'lpNorm(vector: number[], p: number): number',
  shape: 'number',
  reference: (vector, p) => {
    const largest = vector.reduce((most, part) => Math.max(most, Math.abs(part)), 0)
    if (p === Infinity || largest === 0) return largest
    return largest * vector.reduce((sum, part) => sum + (Math.abs(part) / largest) ** p, 0) ** (1 / p)
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'by hand: p = 1, 2 and 3',
      points: 3,
      cases: [
        { given: [[3, -4], 2], byHand: 5 },
        { given: [[1, -2, 3], 1], byHand: 6 },
        { given: [[3, -4, -5], 3], byHand: 6 },
        { given: [[-1, 2, -2], 2], byHand: 3 },
      ],
    },
    {
      name: 'vectors at random, p between 1 and 6',
      points: 2,
      cases: several(20, () => ({ given: [vector(random), random.between(1, 6)] })),
    },
    {
      name: 'p = Infinity: the largest part',
      points: 2,
      edge: true,
      cases: [
        { given: [[3, -4], Infinity], byHand: 4 },
        { given: [[-0.5, 0.25], Infinity], byHand: 0.5 },
        ...several(4, () => ({ given: [vector(random), Infinity] as [number[], number] })),
      ],
    },
    {
      name: 'p so large that a power runs over, or vanishes',
      points: 1,
      edge: true,
      cases: [
        { given: [[3, -4], 1000], byHand: 4 },
        { given: [[-1e-3, 1e-4], 400], byHand: 1e-3 },
        { given: [[3e200, -4e200], 2], byHand: 5e200 },
      ],
    },
    {
      name: 'edges: one part, only zeros, nothing at all',
      points: 1,
      edge: true,
      cases: [
        { given: [[-7], 3], byHand: 7 },
        { given: [[0, 0], 2], byHand: 0 },
        { given: [[], 2], byHand: 0 },
        { given: [[], Infinity], byHand: 0 },
      ],
    },
  ],
  mistakes: [
    {
      id: 'no absolute value',
      says: 'Negative parts are raised to p with their sign, so they shorten the vector, or give NaN; |v_i| is what counts.',
      slip: (vector, p) => {
        const largest = vector.reduce((most, part) => Math.max(most, part), 0)
        if (p === Infinity || largest === 0) return largest
        return largest * vector.reduce((sum, part) => sum + (part / largest) ** p, 0) ** (1 / p)
      },
      // Whoever does not scale first gets the same but for the vectors without a positive part.
      shows: (answers, cases) =>
        cases.every(({ given: [vector, p] }, i) => {
          if (p > 6 || vector.every((part) => part <= 0)) return true
          const plain = vector.reduce((sum, part) => sum + part ** p, 0) ** (1 / p)
          return Object.is(answers[i], plain) || Math.abs(answers[i] - plain) < 1e-9 * plain
        }),
    },
    {
      id: 'no root',
      says: 'This is the sum of the powers; its p-th root, the power 1 / p, is the norm.',
      slip: (vector, p) =>
        p === Infinity
          ? vector.reduce((most, part) => Math.max(most, Math.abs(part)), 0)
          : vector.reduce((sum, part) => sum + Math.abs(part) ** p, 0),
    },
    {
      id: 'p = Infinity like any other',
      says: 'For p = Infinity the formula gives 1 or 0, or NaN: a power 1 / Infinity is a power 0. The largest |v_i| has to be found apart.',
      slip: (vector, p) => vector.reduce((sum, part) => sum + Math.abs(part) ** p, 0) ** (1 / p),
    },
    {
      id: 'the powers run over',
      says: 'For a large p the powers become Infinity, or 0, before the root is taken. Divide all parts by the largest first, and multiply by it in the end.',
      slip: (vector, p) =>
        p === Infinity
          ? vector.reduce((most, part) => Math.max(most, Math.abs(part)), 0)
          : vector.reduce((sum, part) => sum + Math.abs(part) ** p, 0) ** (1 / p),
    },
    {
      id: 'always the ruler',
      says: 'This is the length for p = 2, whatever p is.',
      slip: (vector) => Math.hypot(...vector),
    },
    {
      id: 'brackets around 1 / p',
      says: '** comes before /, so this is the sum divided by p; (1 / p) in brackets makes it a root.',
      slip: (vector, p) => {
        if (p === Infinity) return Math.max(...vector.map(Math.abs))
        return vector.reduce((sum, part) => sum + Math.abs(part) ** p, 0) / p
      },
    },
    {
      id: 'always the square root',
      says: 'The root is the square root, whatever p is; it is the p-th, the power 1 / p.',
      slip: (vector, p) => {
        if (p === Infinity) return Math.max(...vector.map(Math.abs))
        return Math.sqrt(vector.reduce((sum, part) => sum + Math.abs(part) ** p, 0))
      },
    },
    {
      id: 'not multiplied by the largest',
      says: 'All parts are divided by the largest, and the norm is left so; multiply by it in the end.',
      slip: (vector, p) => {
        const largest = vector.reduce((most, part) => Math.max(most, Math.abs(part)), 0)
        if (largest === 0 || p === Infinity) return largest
        return vector.reduce((sum, part) => sum + (Math.abs(part) / largest) ** p, 0) ** (1 / p)
      },
    },
  ],
  otherRightAnswers: [
    (vector, p) => {
      const sizes = vector.map(Math.abs).sort((a, b) => b - a)
      if (sizes.length === 0 || sizes[0] === 0) return 0
      if (!Number.isFinite(p)) return sizes[0]
      let sum = 0
      for (const size of sizes) sum += Math.exp(p * (Math.log(size) - Math.log(sizes[0])))
      return sizes[0] * Math.exp(Math.log(sum) / p)
    },
    (vector, p) => {
      const two = (a: number, b: number): number => {
        const [most, least] = [Math.max(a, b), Math.min(a, b)]
        return most === 0 || p === Infinity ? most : most * Math.pow(1 + Math.pow(least / most, p), 1 / p)
      }
      return vector.map((part) => (part < 0 ? -part : part)).reduce(two, 0)
    },
  ],
  hints: [
    'Which part of [3, −4] is the larger one? And what should its sign have to do with the length?',
    'Find the largest |v_i| first: for p = Infinity it is the answer already. For the others, work with |v_i| divided by it, so that no power is larger than 1.',
    'largest times (the sum of (Math.abs(part) / largest) ** p) ** (1 / p), and 0 where largest is 0.',
  ],
})
