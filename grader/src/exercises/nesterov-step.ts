import { defineExercise, formula, several, type Random } from '../exercise'

interface State {
  x: number
  v: number
}
type NesterovStep = (state: State, slopeOf: (x: number) => number, settings: { eta: number; m: number }) => State

/** A slope with a wave in it, so that it is another one at every place. */
const wave = (random: Random) =>
  formula(
    `(x) => ${random.between(0.2, 3)} * x + ${random.between(1, 5)} * Math.sin(${random.between(0.2, 2)} * x)`,
  )

export const nesterovStep = defineExercise<NesterovStep>({
  id: 'nesterov-step',
  lesson: '06-momentum',
  title: 'Momentum that looks ahead',
  prose: `One step of Nesterov’s method: momentum that takes the slope where its velocity is about to carry it.

  v_new = m · v − η · f′(x + m · v)
  x_new = x + v_new

Only the place where the slope is taken differs from momentum; the step itself starts at x. Deck D writes it like
this, deck B with a velocity that is taken away, so that its place ahead is θ − γ · v. From rest the first step is that
of plain gradient descent; the second brakes earlier than momentum, which comes to x = 41.4 (f(x) = x², η = 0.1,
m = 0.9):

  nesterovStep({ x: 90, v: 0 }, (x) => 2 * x, { eta: 0.1, m: 0.9 })    gives  { x: 72, v: -18 }
  nesterovStep({ x: 72, v: -18 }, (x) => 2 * x, { eta: 0.1, m: 0.9 })  gives  { x: 44.64, v: -27.36 }

@param state where you stand, x, and the velocity that led there, v; both stay as they are
@param slopeOf the derivative f′: call it with a place to get the slope there
@param settings the learning rate eta (η) and the momentum m
@returns a new object with the new x and the new v`,
  signature:
    'nesterovStep(\n  { x, v }: { x: number; v: number },\n  slopeOf: (x: number) => number,\n  { eta, m }: { eta: number; m: number },\n): { x: number; v: number }',
  shape: { x: 'number', v: 'number' },
  reference: ({ x, v }, slopeOf, { eta, m }) => {
    const velocity = m * v - eta * slopeOf(x + m * v)
    return { x: x + velocity, v: velocity }
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'by hand: f(x) = x² from 90, η = 0.1, m = 0.9, the first three steps',
      points: 3,
      cases: [
        {
          given: [{ x: 90, v: 0 }, formula('(x) => 2 * x'), { eta: 0.1, m: 0.9 }],
          byHand: { x: 72, v: -18 },
        },
        {
          given: [{ x: 72, v: -18 }, formula('(x) => 2 * x'), { eta: 0.1, m: 0.9 }],
          byHand: { x: 44.64, v: -27.36 },
        },
        {
          given: [{ x: 44.64, v: -27.36 }, formula('(x) => 2 * x'), { eta: 0.1, m: 0.9 }],
          byHand: { x: 16.0128, v: -28.6272 },
        },
      ],
    },
    {
      name: 'by hand: m = 0.5 and η = 0.25',
      points: 2,
      cases: [
        {
          given: [{ x: 8, v: -4 }, formula('(x) => 2 * x'), { eta: 0.25, m: 0.5 }],
          byHand: { x: 3, v: -5 },
        },
        {
          given: [{ x: 1, v: 2 }, formula('(x) => 3 * x ** 2'), { eta: 0.25, m: 0.5 }],
          byHand: { x: -1, v: -2 },
        },
        {
          given: [{ x: -3, v: 4 }, formula('(x) => 4 * x ** 3'), { eta: 0.25, m: 0.5 }],
          byHand: { x: 0, v: 3 },
        },
      ],
    },
    {
      name: 'twenty states, slopes and settings at random',
      points: 3,
      cases: several(20, () => ({
        given: [
          { x: random.between(-20, 20), v: random.between(-9, 9) },
          wave(random),
          { eta: random.between(0.01, 1), m: random.between(0.1, 0.99) },
        ],
      })),
    },
    {
      name: 'edges: no momentum, no slope, no rate, at rest',
      points: 1,
      edge: true,
      cases: [
        {
          given: [{ x: 8, v: 5 }, formula('(x) => x / 2'), { eta: 0.5, m: 0 }],
          byHand: { x: 6, v: -2 },
        },
        { given: [{ x: 8, v: 4 }, formula('() => 0'), { eta: 0.5, m: 0.5 }], byHand: { x: 10, v: 2 } },
        { given: [{ x: 8, v: 4 }, formula('(x) => 2 * x'), { eta: 0, m: 0.5 }], byHand: { x: 10, v: 2 } },
        { given: [{ x: 8, v: 0 }, formula('(x) => 2 * x'), { eta: 0.25, m: 0.9 }], byHand: { x: 4, v: -4 } },
      ],
    },
  ],
  mistakes: [
    {
      id: 'the slope at x',
      says: 'The slope is taken at x, so this is momentum without the look ahead; Nesterov takes it at x + m · v.',
      slip: ({ x, v }, slopeOf, { eta, m }) => {
        const velocity = m * v - eta * slopeOf(x)
        return { x: x + velocity, v: velocity }
      },
    },
    {
      id: 'looks back',
      says: 'The slope is taken at x − m · v, behind x. Where the velocity is taken away from x, as in deck B, that is ahead; here it is added, so ahead is x + m · v.',
      slip: ({ x, v }, slopeOf, { eta, m }) => {
        const velocity = m * v - eta * slopeOf(x - m * v)
        return { x: x + velocity, v: velocity }
      },
    },
    {
      id: 'v is not applied',
      says: 'The velocity is new, but x stays where it was, as in deck C, which leaves the last line out; x moves by the new velocity.',
      slip: ({ x, v }, slopeOf, { eta, m }) => ({ x, v: m * v - eta * slopeOf(x + m * v) }),
    },
    {
      id: 'looks ahead by all of v',
      says: 'The slope is taken at x + v; of the old velocity only the share m is carried on, so the place ahead is x + m · v.',
      slip: ({ x, v }, slopeOf, { eta, m }) => {
        const velocity = m * v - eta * slopeOf(x + v)
        return { x: x + velocity, v: velocity }
      },
    },
    {
      id: 'starts from the place ahead',
      says: 'The step starts at x + m · v, and the new velocity holds m · v once more. The place ahead is only looked at; the step starts at x.',
      slip: ({ x, v }, slopeOf, { eta, m }) => {
        const ahead = x + m * v
        const velocity = m * v - eta * slopeOf(ahead)
        return { x: ahead + velocity, v: velocity }
      },
    },
    {
      id: 'moves by the old v',
      says: 'x moves by the velocity from before the step; the slope ahead should first change v, then v moves x.',
      slip: ({ x, v }, slopeOf, { eta, m }) => ({ x: x + v, v: m * v - eta * slopeOf(x + m * v) }),
    },
    {
      id: 'the sign of the slope',
      says: 'The velocity grows with the slope, so it points uphill: η · slope is taken away from it.',
      slip: ({ x, v }, slopeOf, { eta, m }) => {
        const velocity = m * v + eta * slopeOf(x + m * v)
        return { x: x + velocity, v: velocity }
      },
    },
    {
      id: 'looks ahead after momentum’s step',
      says: 'The slope is taken where momentum’s own step would end, at x + m · v − η · slope. Nesterov looks only as far as the old velocity carries, x + m · v, and takes one slope a step.',
      slip: ({ x, v }, slopeOf, { eta, m }) => {
        const velocity = m * v - eta * slopeOf(x + m * v - eta * slopeOf(x))
        return { x: x + velocity, v: velocity }
      },
    },
    {
      id: 'forgets η',
      says: 'The slope changes v by all of itself: the learning rate has no say in it.',
      slip: ({ x, v }, slopeOf, { m }) => {
        const velocity = m * v - slopeOf(x + m * v)
        return { x: x + velocity, v: velocity }
      },
    },
    {
      id: 'gives back the old v',
      says: 'x is right, but v comes back as it was; the next step needs the new one.',
      slip: ({ x, v }, slopeOf, { eta, m }) => ({ x: x + m * v - eta * slopeOf(x + m * v), v }),
    },
    {
      id: 'the slope at m · v',
      says: 'The slope is taken at m · v, as if x were 0; the place ahead is x + m · v.',
      slip: ({ x, v }, slopeOf, { eta, m }) => {
        const velocity = m * v - eta * slopeOf(m * v)
        return { x: x + velocity, v: velocity }
      },
    },
  ],
  otherRightAnswers: [
    ({ x, v }, slopeOf, { eta, m }) => {
      const ahead = x + m * v
      const arrived = ahead - eta * slopeOf(ahead)
      return { x: arrived, v: m * v - eta * slopeOf(ahead) }
    },
    (state, slopeOf, settings) => {
      const next = { ...state, note: 'an extra key' }
      next.v *= settings.m
      next.x += next.v
      const pull = slopeOf(next.x) * settings.eta
      next.v -= pull
      next.x -= pull
      return next
    },
    function (state, slopeOf, { eta, m }) {
      class Ball {
        constructor(
          readonly x: number,
          readonly v: number,
        ) {}
        rolled() {
          const v = -(eta * slopeOf(this.v * m + this.x)) + this.v * m
          return new Ball(v + this.x, v)
        }
      }
      return new Ball(state.x, state.v).rolled()
    },
  ],
  hints: [
    'Before the slope is known, where will the old velocity carry x: how much of it is kept?',
    'First the place ahead, from x and v. Then the slope there. Then the new velocity, and with it x moves from where it was.',
    'const velocity = m * v - eta * slopeOf(…). What goes into slopeOf, and what are the two parts of the object you return?',
  ],
})
