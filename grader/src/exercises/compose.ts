import { defineExercise, formula, several, type Case, type Random } from '../exercise'

/** One part of the formula, from the gradients so far. */
type Part = (gradients: number[]) => number
type Compose = (direction: Part, scale: Part, rate: (t: number) => number) => Part

const part = (body: string) => formula<Part>(`(gradients) => ${body}`)
const last = part('gradients[gradients.length - 1]')
const one = part('1')
const rootOfSum = part('Math.hypot(...gradients)')
const largest = part('Math.max(...gradients.map(Math.abs))')
const halving = formula('(t) => 0.5 ** t')
const harmonic = formula('(t) => 1 / (t + 1)')

const gradients = (random: Random): [number[]] => [several(random.whole(2, 8), () => random.between(-9, 9))]

/** An average of the past, a scale that forgets or does not, and a rate that falls. */
const composed = (random: Random): Case<Compose> => {
  const [m, rho] = [random.between(0.1, 0.9), random.between(0.1, 0.9)]
  const direction = part(`gradients.reduce((m, g) => ${m} * m + g, 0)`)
  const squares = `gradients.reduce((s, g) => ${rho} * s + g ** 2, ${random.between(0.1, 1)})`
  const scale = random.whole(0, 2) === 0 ? largest : part(`Math.sqrt(${squares})`)
  const rate = formula(`(t) => ${random.between(0.1, 1)} * ${random.between(0.5, 0.95)} ** t`)
  return { given: [direction, scale, rate], asked: several(6, () => gradients(random)) }
}

export const compose = defineExercise<Compose>({
  id: 'compose',
  lesson: '11-one-formula',
  title: 'An optimizer from three parts',
  prose: `The one formula that most rules share: a step made of a direction m, a scale σ and a rate η.

  step_t = −(η_t / σ_t) · m_t        t = 0, 1, 2, …

The direction m_t and the scale σ_t are made of all gradients so far, g_0 … g_t; the rate η_t of t alone. Each of
the three is handed in as a function. Give back the rule that they make: a function that takes the gradients so far,
the oldest first, and gives the step that follows the newest of them. t is that one's number: one gradient is t = 0,
two are t = 1, and so on. Deck A sums up its methods like this. The last gradient over the root of the sum of all
squares, for example, is Adagrad:

  const direction = (gradients) => gradients[gradients.length - 1]
  const scale = (gradients) => Math.hypot(...gradients)
  const step = compose(direction, scale, (t) => 0.5 ** t)
  step([3])      gives  -1
  step([3, 4])   gives  -0.4
  step([6, -8])  gives  0.4

It may be asked for any gradients, in any order, and twice for the same: it remembers nothing.

@param direction m: call it with the gradients so far, the oldest first
@param scale σ: call it with the gradients so far, the oldest first; it is above 0
@param rate η: call it with t
@returns a function of the gradients so far (at least one; the list stays as it is) that gives the step`,
  signature:
    'compose(\n  direction: (gradients: number[]) => number,\n  scale: (gradients: number[]) => number,\n  rate: (t: number) => number,\n): (gradients: number[]) => number',
  shape: 'number',
  reference: (direction, scale, rate) => (gradients) => {
    const t = gradients.length - 1
    return -(rate(t) / scale(gradients)) * direction(gradients)
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'by hand: plain descent, and Adagrad',
      points: 2,
      cases: [
        {
          given: [last, one, halving],
          asked: [[[4, 8]], [[4, 8, -6]], [[4, 8, -6, 16]]],
          byHand: [-4, 1.5, -2],
        },
        {
          given: [last, rootOfSum, halving],
          asked: [[[3, 4]], [[6, -8]], [[2, -3, 6]], [[1, 1, 1, 1]]],
          byHand: [-0.4, 0.4, -0.21428571428571427, -0.0625],
        },
      ],
    },
    {
      name: 'by hand: momentum, whose direction remembers',
      points: 2,
      cases: [
        {
          given: [part('gradients.reduce((m, g) => 0.5 * m + g, 0)'), one, harmonic],
          asked: [[[4, 2]], [[4, 2, 8]], [[4, 2, 8, -4]], [[4, 2, 8, -4, 7.5]]],
          byHand: [-2, -3.3333333333333335, -0.25, -1.6],
        },
        {
          given: [part('gradients.reduce((m, g) => 0.5 * m + g, 0)'), largest, harmonic],
          asked: [[[4, 2]], [[4, 2, 8]], [[4, 2, 8, -4]], [[1, -5]]],
          byHand: [-0.5, -0.4166666666666667, -0.03125, 0.45],
        },
      ],
    },
    {
      name: 'directions, scales, rates and gradients at random',
      points: 3,
      cases: several(12, () => composed(random)),
    },
    {
      name: 'asked in any order, and twice',
      points: 1,
      cases: [
        {
          given: [last, rootOfSum, harmonic],
          asked: [[[2, 3, 6]], [[3, 4]], [[3, 4]], [[4, -3]], [[2, 3, 6]], [[1, 1, 1, 1]]],
          byHand: [-0.2857142857142857, -0.4, -0.4, 0.3, -0.2857142857142857, -0.125],
        },
      ],
    },
    {
      name: 'edges: the first gradient, a rate of 0, no slope, 2,000 gradients',
      points: 1,
      edge: true,
      cases: [
        { given: [last, rootOfSum, halving], asked: [[[3]], [[-7]]], byHand: [-1, 1] },
        {
          given: [last, one, formula('(t) => Math.max(0, 1 - t)')],
          asked: [[[5]], [[5, 5]], [[5, 5, 5]]],
          byHand: [-5, 0, 0],
        },
        { given: [last, part('2'), harmonic], asked: [[[0]], [[0, 0]], [[4, 0]]], byHand: [0, 0, 0] },
        {
          given: [part('gradients.reduce((sum, g) => sum + g, 0)'), rootOfSum, formula('(t) => t + 1')],
          asked: [[several(2000, () => random.between(-1, 1))]],
        },
      ],
    },
  ],
  mistakes: [
    {
      id: 'η inside the average',
      says: 'The gradients are multiplied by their rates before the direction is made of them, so that old rates go on acting in it. The direction is made of the gradients alone; the rate of this step multiplies what comes out.',
      slip: (direction, scale, rate) => (gradients) =>
        -direction(gradients.map((g, t) => rate(t) * g)) / scale(gradients),
    },
    {
      id: 'σ of the step before',
      says: 'The scale is that of the step before: the newest gradient is missing in it. Direction and scale both see all gradients so far.',
      slip: (direction, scale, rate) => (gradients) =>
        -(rate(gradients.length - 1) / scale(gradients.slice(0, -1))) * direction(gradients),
    },
    {
      id: 'm of the step before',
      says: 'The direction is that of the step before: the newest gradient is missing in it. Direction and scale both see all gradients so far.',
      slip: (direction, scale, rate) => (gradients) =>
        -(rate(gradients.length - 1) / scale(gradients)) * direction(gradients.slice(0, -1)),
    },
    {
      id: 't one too many',
      says: 'The rate is that of the next step: t counts from 0, so with n gradients it is n − 1.',
      slip: (direction, scale, rate) => (gradients) =>
        -(rate(gradients.length) / scale(gradients)) * direction(gradients),
    },
    {
      id: 'the first rate for ever',
      says: 'Every step has the rate of t = 0; ask for the rate each time, with the t of that step.',
      slip: (direction, scale, rate) => {
        const eta = rate(0)
        return (gradients) => -(eta / scale(gradients)) * direction(gradients)
      },
    },
    {
      id: 'the sign',
      says: 'The step goes up the slope; there is a minus before it.',
      slip: (direction, scale, rate) => (gradients) =>
        (rate(gradients.length - 1) / scale(gradients)) * direction(gradients),
    },
    {
      id: 'multiplied by σ',
      says: 'The step is multiplied by the scale, and grows where it is steep; it is divided by it.',
      slip: (direction, scale, rate) => (gradients) =>
        -rate(gradients.length - 1) * scale(gradients) * direction(gradients),
    },
    {
      id: 'no σ',
      says: 'The scale plays no part; the rate is divided by it.',
      slip: (direction, _scale, rate) => (gradients) =>
        -rate(gradients.length - 1) * direction(gradients),
    },
    {
      id: 'the newest gradient for the direction',
      says: 'The step goes along the newest gradient; where to go is what direction makes of all gradients so far.',
      slip: (_direction, scale, rate) => (gradients) =>
        -(rate(gradients.length - 1) / scale(gradients)) * gradients[gradients.length - 1],
    },
    {
      id: 'counts its calls',
      says: 't counts how often the rule was asked, so the answer depends on what was asked before; t is told by how many gradients there are.',
      slip: (direction, scale, rate) => {
        let t = 0
        return (gradients) => -(rate(t++) / scale(gradients)) * direction(gradients)
      },
    },
    {
      id: 'keeps the gradients',
      says: 'The gradients of one call are still there in the next, which counts them once more. Each call brings all gradients so far along.',
      slip: (direction, scale, rate) => {
        const all: number[] = []
        return (gradients) => {
          all.push(...gradients)
          return -(rate(all.length - 1) / scale(all)) * direction(all)
        }
      },
    },
    {
      id: 'no η',
      says: 'The rate plays no part; the step is multiplied by rate(t).',
      slip: (direction, scale) => (gradients) => -direction(gradients) / scale(gradients),
    },
  ],
  otherRightAnswers: [
    (direction, scale, rate) => {
      return function (gradients) {
        const own = Array.from(gradients)
        const m = direction(own)
        const sigma = scale(own)
        return (-rate(own.length - 1) * m) / sigma
      }
    },
    (direction, scale, rate) => (gradients) => {
      const [m, sigma, eta] = [direction(gradients), scale(gradients), rate(gradients.length - 1)]
      return 0 - m * eta * (1 / sigma)
    },
    (direction, scale, rate) => {
      class Rule {
        private readonly t: number
        constructor(private readonly past: number[]) {
          this.t = past.length - 1
        }
        get step() {
          return direction(this.past) === 0 ? 0 : direction(this.past) * (rate(this.t) / -scale(this.past))
        }
      }
      return (gradients) => new Rule(gradients).step
    },
  ],
  hints: [
    'Which t is it when three gradients have been seen? And which of the three functions wants t, which ones want the gradients?',
    'Return a function of the gradients. Inside it work out t from how many there are, then call direction and scale with the gradients and rate with t.',
    'return (gradients) => -(rate(…) / scale(gradients)) * direction(gradients). With which t is rate called?',
  ],
})
