import { defineExercise, formula, several, type Random } from '../exercise'

type Derivative = (f: (x: number) => number, x: number, h?: number) => number

/** A cubic with a wave on it. */
const wave = (random: Random) =>
  formula(
    `(x) => ${random.between(-1, 1)} * x ** 3 + ${random.between(-3, 3)} * x ** 2 + ${random.between(1, 5)} * Math.sin(${random.between(0.5, 2)} * x)`,
  )

/** Away from 0, on either side. */
const place = (random: Random) => (random.whole(0, 1) === 0 ? -1 : 1) * random.between(1, 4)

export const derivative = defineExercise<Derivative>({
  id: 'derivative',
  lesson: '01-derivatives',
  title: 'The slope from two values',
  prose: `The slope of f at x, from two of its values: one a little to the right of x, one as far to the left.

  f′(x) ≈ (f(x + h) − f(x − h)) / (2 · h)

This is the central difference: the rise between two points that are 2h apart, divided by 2h. On the slide (deck E,
f(x) = x²) the slope at 70 is 140. A large h shows what the formula does: f(x) = x³ is flat at 0, and yet

  derivative((x) => x ** 2, 70)      gives  140
  derivative((x) => x ** 3, 0, 0.5)  gives  0.25

Two numbers count as equal here when they differ by no more than a millionth: near x, f can only be told to 16 digits.

@param f the function: call it with a number to get its value there
@param x where the slope is asked for
@param h how far to step to each side; 1e-5 when it is not given
@returns the central difference`,
  signature: 'derivative(f: (x: number) => number, x: number, h = 1e-5): number',
  shape: 'number',
  tolerance: 'differences',
  reference: (f, x, h = 1e-5) => (f(x + h) - f(x - h)) / (2 * h),
  checks: (random) => [
    {
      name: 'the slide f(x) = x²: its slope at 70, 56 and 44.8',
      points: 3,
      slide: { deck: 'E', group: 'gd-square-70' },
      cases: [
        { given: [formula('(x) => x ** 2'), 70], printed: '140.0', byHand: 140 },
        { given: [formula('(x) => x ** 2'), 56], printed: '112.0', byHand: 112 },
        { given: [formula('(x) => x ** 2'), 44.8], printed: '89.6', byHand: 89.6 },
      ],
    },
    {
      name: 'the slide f(x) = ln x²: its slope at 9',
      points: 1,
      slide: { deck: 'E', group: 'gd-log-9' },
      cases: [{ given: [formula('(x) => Math.log(x ** 2)'), 9], printed: '0.22' }],
    },
    {
      name: 'by hand: steps so large that they can be seen',
      points: 3,
      cases: [
        { given: [formula('(x) => x ** 3'), 0, 0.5], byHand: 0.25 },
        { given: [formula('(x) => x ** 3'), 1, 0.5], byHand: 3.25 },
        { given: [formula('(x) => 2 ** x'), 1, 1], byHand: 1.5 },
        { given: [formula('(x) => Math.abs(x)'), 0.5, 1.5], byHand: 1 / 3 },
      ],
    },
    {
      name: 'waves at random, with the usual h and with others',
      points: 2,
      cases: [
        ...several(8, () => ({ given: [wave(random), place(random)] as [(x: number) => number, number] })),
        ...several(8, () => ({
          given: [wave(random), place(random), random.between(0.05, 0.5)] as Parameters<Derivative>,
        })),
      ],
    },
    {
      name: 'edges: no slope, a slope that is the same everywhere, a kink',
      points: 1,
      edge: true,
      cases: [
        { given: [formula('() => 5'), 3], byHand: 0 },
        { given: [formula('(x) => 4 - 3 * x'), -2, 0.25], byHand: -3 },
        { given: [formula('(x) => Math.abs(x)'), 0, 0.5], byHand: 0 },
      ],
    },
  ],
  mistakes: [
    {
      id: 'a forward difference',
      says: 'The rise is taken from x to x + h alone. On a curve that misses by about h times half the curvature; with x − h on the other side the two errors cancel.',
      slip: (f, x, h = 1e-5) => (f(x + h) - f(x)) / h,
    },
    {
      id: 'divides by h',
      says: 'x + h and x − h are 2h apart, and the rise between them is divided by h: every slope comes out twice as steep.',
      slip: (f, x, h = 1e-5) => (f(x + h) - f(x - h)) / h,
    },
    {
      id: 'h so small that it is lost',
      says: 'Where h is not given, the answer is 0: with an h that small, x + h and x − h are rounded to x itself, and nothing rises between them.',
      slip: (f, x, h = 1e-20) => (f(x + h) - f(x - h)) / (2 * h),
      shows: (answers, cases) =>
        answers.some((answer) => answer !== 0) &&
        cases.every(({ given: [, x, h] }, i) => h !== undefined || x < 1 || answers[i] === 0),
    },
    {
      id: 'h plays no part',
      says: 'The step is the same whatever h is; where h is given, it says how far to step.',
      slip: (f, x) => (f(x + 1e-5) - f(x - 1e-5)) / 2e-5,
    },
    {
      id: 'a backward difference',
      says: 'The rise is taken from x − h to x alone; the other side of x belongs to it as well.',
      slip: (f, x, h = 1e-5) => (f(x) - f(x - h)) / h,
    },
    {
      id: 'brackets around 2h',
      says: '/ 2 * h divides by 2 and then multiplies by h; with brackets, / (2 * h), it divides by both.',
      slip: (f, x, h = 1e-5) => ((f(x + h) - f(x - h)) / 2) * h,
    },
    {
      id: 'brackets around the rise',
      says: 'Without brackets only f(x − h) is divided; the whole rise, f(x + h) − f(x − h), stands above the line.',
      slip: (f, x, h = 1e-5) => f(x + h) - f(x - h) / (2 * h),
    },
    {
      id: 'the sign',
      says: 'The rise is taken from right to left, so every slope has the wrong sign; f(x + h) comes first.',
      slip: (f, x, h = 1e-5) => (f(x - h) - f(x + h)) / (2 * h),
    },
  ],
  otherRightAnswers: [
    (f, x, h = 1e-5) => {
      const [left, right] = [x - h, x + h]
      return (f(right) - f(left)) / (right - left)
    },
    (f, x, h = 1e-5) => {
      const slopes = [h, -h].map((step) => (f(x + step) - f(x)) / step)
      return slopes.reduce((sum, slope) => sum + slope / slopes.length, 0)
    },
  ],
  hints: [
    'Two points lie on the curve, one at x − h and one at x + h. How far apart are they, from left to right?',
    'The slope of the line through two points is the rise between them divided by the distance between them.',
    'The rise is f(x + h) - f(x - h). Divide it by the distance from x − h to x + h, which is not h.',
  ],
})
