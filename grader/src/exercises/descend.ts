import { defineExercise, formula, several, type Random } from '../exercise'

type Descend = (slopeOf: (x: number) => number, x0: number, eta: number, steps: number) => number[]

/** The slope of a parabola: curvature · (x − bottom). */
const parabola = (random: Random) =>
  formula(`(x) => ${random.between(0.1, 2)} * (x - (${random.between(-5, 5)}))`)

export const descend = defineExercise<Descend>({
  id: 'descend',
  lesson: '02-gradient-descent',
  title: 'The loop of gradient descent',
  prose: `Gradient descent: step after step against the slope, and every place on the way is kept.

  x_t+1 = x_t − η · f′(x_t)        t = 0, 1, …, steps − 1

Give back the whole path [x_0, x_1, …, x_steps], the start included: steps + 1 numbers. With no steps it is [x_0].
On the slide (deck E, f(x) = x², x_0 = 70, η = 0.1):

  descend((x) => 2 * x, 70, 0.1, 4)  gives  [70, 56, 44.8, 35.84, 28.672]

@param slopeOf the derivative f′: call it with a place to get the slope there
@param x0 the start
@param eta the learning rate η
@param steps how many steps to take, 0 or more
@returns the path, steps + 1 numbers`,
  signature: 'descend(slopeOf: (x: number) => number, x0: number, eta: number, steps: number): number[]',
  shape: ['number'],
  place: (i) => `step ${i}`,
  picture: { across: 'step', up: 'x' },
  reference: (slopeOf, x0, eta, steps) => {
    const path = [x0]
    for (let t = 0; t < steps; t++) path.push(path[t] - eta * slopeOf(path[t]))
    return path
  },
  checks: (random) => [
    {
      name: 'the slide f(x) = x² from 70, η = 0.1',
      points: 2,
      slide: { deck: 'E', group: 'gd-square-70' },
      cases: [
        {
          given: [formula('(x) => 2 * x'), 70, 0.1, 4],
          printed: ['70.0', '56.0', '44.8', '35.84', '28.672'],
        },
      ],
    },
    {
      name: 'the slide f(x) = 9x² from 70, η = 0.1: the sign flips',
      points: 1,
      slide: { deck: 'E', group: 'gd-square9-70' },
      cases: [
        {
          given: [formula('(x) => 18 * x'), 70, 0.1, 4],
          printed: ['70.0', '-56.0', '44.8', '-35.84', '28.672'],
        },
      ],
    },
    {
      name: 'the slide f(x) = 20x² from 2, η = 0.1: ever farther out',
      points: 1,
      slide: { deck: 'E', group: 'gd-square20-2' },
      cases: [
        { given: [formula('(x) => 40 * x'), 2, 0.1, 4], printed: ['2.0', '-6.0', '18.0', '-54.0', '162.0'] },
      ],
    },
    {
      name: 'the slide f(x) = ln x² from 9, η = 10',
      points: 1,
      slide: { deck: 'E', group: 'gd-log-9' },
      cases: [
        { given: [formula('(x) => 2 / x'), 9, 10, 4], printed: ['9.0', '6.77', '3.82', '-1.39', '12.89'] },
      ],
    },
    {
      name: 'by hand: a slope of 1 everywhere, and a slope of 2x',
      points: 2,
      cases: [
        { given: [formula('() => 1'), 0, 1, 3], byHand: [0, -1, -2, -3] },
        { given: [formula('(x) => 2 * x'), 8, 0.25, 3], byHand: [8, 4, 2, 1] },
      ],
    },
    {
      name: 'parabolas at random',
      points: 2,
      cases: several(12, () => ({
        given: [parabola(random), random.between(-9, 9), random.between(0.01, 0.9), random.whole(2, 30)],
      })),
    },
    {
      name: 'edges: no step at all, a start at the bottom, 1,000 steps',
      points: 1,
      edge: true,
      cases: [
        { given: [formula('(x) => 2 * x'), 5, 0.1, 0], byHand: [5] },
        { given: [formula('(x) => 2 * x'), 0, 0.1, 3], byHand: [0, 0, 0, 0] },
        { given: [formula('(x) => 2 * x + Math.cos(x)'), 3, 0.01, 1000] },
      ],
    },
  ],
  mistakes: [
    {
      id: 'one too few',
      says: 'The path ends one step early: the start is a value too, so there are steps + 1. The slide slips by one as well: what it calls x₁₀ is x₁₁.',
      slip: (slopeOf, x0, eta, steps) => {
        const path: number[] = []
        for (let t = 0, x = x0; t < steps; t++, x -= eta * slopeOf(x)) path.push(x)
        return path
      },
    },
    {
      id: 'the slope of x₀ throughout',
      says: 'Each step uses the slope at the start; the slope changes with x and is asked for anew at every step.',
      slip: (slopeOf, x0, eta, steps) =>
        Array.from({ length: steps + 1 }, (_, t) => x0 - t * eta * slopeOf(x0)),
    },
    {
      id: 'the start left out',
      says: 'The path begins after the first step; its first value is the start x₀ itself.',
      slip: (slopeOf, x0, eta, steps) => {
        const path: number[] = []
        for (let t = 0, x = x0; t < steps; t++) path.push((x -= eta * slopeOf(x)))
        return path
      },
    },
    {
      id: 'adds the slope',
      says: 'The steps go with the slope, so they lead uphill: against it, the sign is a minus.',
      slip: (slopeOf, x0, eta, steps) => {
        const path = [x0]
        for (let t = 0; t < steps; t++) path.push(path[t] + eta * slopeOf(path[t]))
        return path
      },
    },
    {
      id: 'one too many',
      says: 'The path goes a step too far: the start is there already, so it is left as many times as steps says.',
      slip: (slopeOf, x0, eta, steps) => {
        const path = [x0]
        for (let t = 0; t <= steps; t++) path.push(path[t] - eta * slopeOf(path[t]))
        return path
      },
    },
    {
      id: 'forgets η',
      says: 'Each step is the whole slope: the learning rate has no say in it.',
      slip: (slopeOf, x0, _eta, steps) => {
        const path = [x0]
        for (let t = 0; t < steps; t++) path.push(path[t] - slopeOf(path[t]))
        return path
      },
    },
    {
      id: 'the steps, not the places',
      says: 'After the start the list holds how far each step went; asked for are the places.',
      slip: (slopeOf, x0, eta, steps) => {
        const list = [x0]
        for (let [t, x] = [0, x0]; t < steps; t++) {
          const step = eta * slopeOf(x)
          x -= step
          list.push(step)
        }
        return list
      },
    },
  ],
  otherRightAnswers: [
    (slopeOf, x0, eta, steps) => {
      const from = (x: number, left: number): number[] =>
        left === 0 ? [x] : [x, ...from(x - slopeOf(x) * eta, left - 1)]
      return from(x0, steps)
    },
    (slopeOf, x0, eta, steps) =>
      Array.from({ length: steps }).reduce<number[]>(
        (path) => path.concat(path.at(-1)! - eta * slopeOf(path.at(-1)!)),
        [x0],
      ),
    (slopeOf, x0, eta, steps) => {
      class Walker {
        path = new Array<number>(steps + 1).fill(x0)
        walk() {
          for (let t = 1; t <= steps; t++) this.path[t] = -eta * slopeOf(this.path[t - 1]) + this.path[t - 1]
          return this.path
        }
      }
      return new Walker().walk()
    },
  ],
  hints: [
    'How many places do you stand on when you take four steps: four, or five?',
    'Begin with a list that holds x0. Each step looks at the last place in the list and adds one more.',
    'Inside a loop that runs `steps` times: take the last x, ask slopeOf(x) for the slope there, and push x minus eta times it.',
  ],
})
