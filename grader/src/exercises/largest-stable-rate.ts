import { defineExercise, several } from '../exercise'

type LargestStableRate = (curvatures: number[]) => number

export const largestStableRate = defineExercise<LargestStableRate>({
  id: 'largest-stable-rate',
  lesson: '03-landscapes',
  title: 'How large may η be?',
  prose: `The learning rate below which gradient descent converges on a quadratic, from its curvatures.

  f(x) = ½ · (c_1 · x_1² + … + c_n · x_n²)

c_i is the curvature along x_i: the second derivative there. Plain gradient descent takes x_i to x_i − η · c_i · x_i, so
every step multiplies x_i by the same factor, 1 − η · c_i. The steps shrink as long as that factor lies between −1 and 1,
for every i. Give back the largest η at which none is outside yet: each rate below it converges, each above it diverges.

The functions of deck E: x² has the curvature 2, 9x² has 18, and 20x² has 40, where η = 0.1 was too much. One rate for
all parameters has to suit the steepest direction (deck A):

  largestStableRate([2])       gives  1
  largestStableRate([40])      gives  0.05
  largestStableRate([100, 1])  gives  0.02

@param curvatures the c_i, one or more in any order, each 0 or more and one of them above 0; the list stays as it is
@returns the rate`,
  signature: 'largestStableRate(curvatures: number[]): number',
  shape: 'number',
  reference: (curvatures) => 2 / Math.max(...curvatures),
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'the functions of deck E, one curvature each: x², 9x² and 20x²',
      points: 2,
      cases: [
        { given: [[2]], byHand: 1 },
        { given: [[18]], byHand: 1 / 9 },
        { given: [[40]], byHand: 0.05 },
      ],
    },
    {
      name: 'by hand: bowls with several curvatures',
      points: 3,
      cases: [
        { given: [[2, 8]], byHand: 0.25 },
        { given: [[100, 1]], byHand: 0.02 },
        { given: [[1, 10, 5, 2]], byHand: 0.2 },
        { given: [[0.5, 0.25, 0.125]], byHand: 4 },
      ],
    },
    {
      name: 'curvatures at random',
      points: 2,
      cases: several(15, () => ({ given: [several(random.whole(2, 8), () => random.between(0.01, 120))] })),
    },
    {
      name: 'edges: flat directions, curvatures that are equal, far apart or many',
      points: 2,
      edge: true,
      cases: [
        { given: [[0, 4]], byHand: 0.5 },
        { given: [[5, 0, 0]], byHand: 0.4 },
        { given: [[3, 3, 3]], byHand: 2 / 3 },
        { given: [[1e-6, 1e6]], byHand: 2e-6 },
        { given: [[1e-3]], byHand: 2000 },
        { given: [several(2000, () => random.between(0, 50))] },
      ],
    },
  ],
  mistakes: [
    {
      id: '1 / max',
      says: 'At 1 / max the steepest direction is at its minimum in one step, so there is room left. It may overshoot as long as it lands nearer than it started, and that goes up to twice this rate.',
      slip: (curvatures) => 1 / Math.max(...curvatures),
    },
    {
      id: '2 / min',
      says: 'This rate suits the flattest direction; in every steeper one it leads farther out with each step. The steepest direction sets the limit.',
      slip: (curvatures) => 2 / Math.min(...curvatures),
    },
    {
      id: '2 / mean',
      says: 'A direction that is steeper than the mean diverges at this rate, and one is enough. The steepest direction sets the limit.',
      slip: (curvatures) => (2 * curvatures.length) / curvatures.reduce((sum, c) => sum + c, 0),
    },
    {
      id: '2 / sum',
      says: 'The curvatures are added up, but the directions do not hinder each other: each x_i has a factor of its own, and the steepest alone sets the limit.',
      slip: (curvatures) => 2 / curvatures.reduce((sum, c) => sum + c, 0),
    },
    {
      id: '2 / (min + max)',
      says: 'That is the rate at which the slowest direction shrinks fastest, and so the best one for a bowl. The question here is how large η may be at most.',
      slip: (curvatures) => 2 / (Math.min(...curvatures) + Math.max(...curvatures)),
    },
    {
      id: 'the first curvature only',
      says: 'The rate is worked out from the first curvature; the steepest may stand anywhere in the list.',
      slip: (curvatures) => 2 / curvatures[0],
    },
    {
      id: 'sorted as words',
      says: 'sort() without a rule puts numbers in the order of words, with 100 before 18 and 18 before 9, so the last one is not always the largest. Math.max finds it without sorting.',
      slip: (curvatures) => 2 / [...curvatures].sort()[curvatures.length - 1],
    },
    {
      id: 'the largest curvature itself',
      says: 'This is the largest curvature; the larger it is, the smaller the rate has to be.',
      slip: (curvatures) => Math.max(...curvatures),
    },
    {
      id: 'sorts the list that was given',
      says: 'The rate is right, but sort() changes the list itself, and who called has it in another order now; sort a copy, or use Math.max.',
      slip: (curvatures) => 2 / curvatures.sort((a, b) => b - a)[0],
    },
    {
      id: 'Math.max of the list itself',
      says: 'Math.max wants numbers, and makes NaN of a list with more than one; Math.max(...curvatures) hands over what is in it.',
      slip: (curvatures) => 2 / Math.max(curvatures as unknown as number),
    },
  ],
  otherRightAnswers: [
    (curvatures) => {
      let steepest = 0
      for (const c of curvatures) if (c > steepest) steepest = c
      return 2 / steepest
    },
    (curvatures) => curvatures.map((c) => 2 / c).reduce((least, rate) => (rate < least ? rate : least)),
    (curvatures) => {
      const steepest = ([first, ...rest]: number[]): number =>
        rest.length === 0 ? first : Math.max(first, steepest(rest))
      // Halves, so that no list is too long for it.
      const half = (list: number[]): number =>
        list.length < 8
          ? steepest(list)
          : Math.max(half(list.slice(0, list.length >> 1)), half(list.slice(list.length >> 1)))
      return 1 / (half(curvatures) / 2)
    },
    (curvatures) => 2 * curvatures.slice().sort((a, b) => a - b)[curvatures.length - 1] ** -1,
  ],
  hints: [
    'For one direction: at which η is the factor 1 − η · c exactly −1, so that x jumps from one side to the other for ever?',
    'Every direction has such a rate, and the smallest of them counts. To which curvature does it belong?',
    'Math.max(...curvatures) is the steepest. At which rate is 1 − rate · steepest = −1?',
  ],
})
