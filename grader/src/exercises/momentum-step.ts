import { defineExercise, several } from '../exercise'

interface State {
  x: number
  v: number
}
type MomentumStep = (state: State, slope: number, settings: { eta: number; m: number }) => State

export const momentumStep = defineExercise<MomentumStep>({
  id: 'momentum-step',
  lesson: '06-momentum',
  title: 'One step with momentum',
  prose: `One step with momentum: the slope changes the velocity v, and the velocity moves x.

  v_new = m · v − η · slope
  x_new = x + v_new

m is the share of the old velocity that is kept. On the slide (deck E, f(x) = x², x_0 = 90, η = 0.1, m = 0.9) the first
step starts at rest, the second carries on:

  momentumStep({ x: 90, v: 0 }, 180, { eta: 0.1, m: 0.9 })    gives  { x: 72, v: -18 }
  momentumStep({ x: 72, v: -18 }, 144, { eta: 0.1, m: 0.9 })  gives  { x: 41.4, v: -30.6 }

@param state where you stand, x, and the velocity that led there, v; both stay as they are
@param slope the derivative f′(x) there
@param settings the learning rate eta (η) and the momentum m
@returns a new object with the new x and the new v`,
  signature:
    'momentumStep(\n  { x, v }: { x: number; v: number },\n  slope: number,\n  { eta, m }: { eta: number; m: number },\n): { x: number; v: number }',
  shape: { x: 'number', v: 'number' },
  reference: ({ x, v }, slope, { eta, m }) => {
    const velocity = m * v - eta * slope
    return { x: x + velocity, v: velocity }
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'the slide f(x) = x² from 90, η = 0.1, m = 0.9, five steps',
      points: 4,
      slide: { deck: 'E', group: 'momentum-square-90' },
      cases: [
        { given: [{ x: 90, v: 0 }, 180, { eta: 0.1, m: 0.9 }], printed: { x: '72.0', v: '-18.0' } },
        { given: [{ x: 72, v: -18 }, 144, { eta: 0.1, m: 0.9 }], printed: { x: '41.4', v: '-30.59' } },
        { given: [{ x: 41.4, v: -30.6 }, 82.8, { eta: 0.1, m: 0.9 }], printed: { x: '5.58', v: '-35.82' } },
        {
          given: [{ x: 5.58, v: -35.82 }, 11.16, { eta: 0.1, m: 0.9 }],
          printed: { x: '-27.77', v: '-33.354' },
        },
        {
          given: [{ x: -27.774, v: -33.354 }, -55.548, { eta: 0.1, m: 0.9 }],
          printed: { x: '-52.23', v: '-24.46' },
        },
      ],
    },
    {
      name: 'by hand: m = 0.5 and η = 0.25',
      points: 2,
      cases: [
        { given: [{ x: 1, v: 2 }, 4, { eta: 0.25, m: 0.5 }], byHand: { x: 1, v: 0 } },
        { given: [{ x: -3, v: 4 }, -8, { eta: 0.25, m: 0.5 }], byHand: { x: 1, v: 4 } },
      ],
    },
    {
      name: 'twenty states, slopes and settings at random',
      points: 2,
      cases: several(20, () => ({
        given: [
          { x: random.between(-50, 50), v: random.between(-20, 20) },
          random.between(-50, 50),
          { eta: random.between(0.01, 1), m: random.between(0.1, 0.99) },
        ],
      })),
    },
    {
      name: 'edges: no momentum, no slope, no rate',
      points: 1,
      edge: true,
      cases: [
        { given: [{ x: 8, v: 5 }, 4, { eta: 0.5, m: 0 }], byHand: { x: 6, v: -2 } },
        { given: [{ x: 8, v: 4 }, 0, { eta: 0.5, m: 0.5 }], byHand: { x: 10, v: 2 } },
        { given: [{ x: 8, v: 4 }, 9, { eta: 0, m: 0.5 }], byHand: { x: 10, v: 2 } },
      ],
    },
  ],
  mistakes: [
    {
      id: 'moves by the old v',
      says: 'x moves by the velocity from before the step; the slope should first change v, then v moves x.',
      slip: ({ x, v }, slope, { eta, m }) => ({ x: x + v, v: m * v - eta * slope }),
    },
    {
      id: 'η on v too',
      says: 'The velocity already carries η; x moves by all of v, not by η · v.',
      slip: ({ x, v }, slope, { eta, m }) => {
        const velocity = m * v - eta * slope
        return { x: x + eta * velocity, v: velocity }
      },
    },
    {
      id: 'the sign of the slope',
      says: 'The velocity grows with the slope, so it points uphill: η · slope is taken away from it.',
      slip: ({ x, v }, slope, { eta, m }) => {
        const velocity = m * v + eta * slope
        return { x: x + velocity, v: velocity }
      },
    },
    {
      id: 'a factor 1 − m on the slope',
      says: 'The slope is scaled by 1 − m as well. That is another form of momentum; here η stands alone before the slope.',
      slip: ({ x, v }, slope, { eta, m }) => {
        const velocity = m * v - (1 - m) * eta * slope
        return { x: x + velocity, v: velocity }
      },
    },
    {
      id: 'v with the other sign',
      says: 'Here v is what is taken away from x, as deck B writes it; in this exercise v is added, and so it carries the minus.',
      slip: ({ x, v }, slope, { eta, m }) => {
        const velocity = m * v + eta * slope
        return { x: x - velocity, v: velocity }
      },
      convention: true,
    },
    {
      id: 'forgets η',
      says: 'The slope changes v by all of itself: the learning rate has no say in it.',
      slip: ({ x, v }, slope, { m }) => {
        const velocity = m * v - slope
        return { x: x + velocity, v: velocity }
      },
    },
    {
      id: 'gives back the old v',
      says: 'x is right, but v comes back as it was; the next step needs the new one.',
      slip: ({ x, v }, slope, { eta, m }) => ({ x: x + m * v - eta * slope, v }),
    },
    {
      id: 'forgets m',
      says: 'All of the old velocity is kept, so it never fades; m is the share that stays.',
      slip: ({ x, v }, slope, { eta }) => ({ x: x + v - eta * slope, v: v - eta * slope }),
    },
    {
      id: 'm on the slope as well',
      says: 'm multiplies the slope’s part too; only the old velocity is multiplied by m.',
      slip: ({ x, v }, slope, { eta, m }) => ({ x: x + m * (v - eta * slope), v: m * (v - eta * slope) }),
    },
  ],
  otherRightAnswers: [
    ({ x, v }, slope, { eta, m }) => ({ x: x - eta * slope + m * v, v: -slope * eta + v * m }),
    (state, slope, settings) => {
      const next = { ...state, note: 'an extra key' }
      next.v *= settings.m
      next.v -= settings.eta * slope
      next.x += next.v
      return next
    },
  ],
  hints: [
    'Which changes first: the place or the velocity? On the slide, v₁ = −18 already moves x from 90 to 72.',
    'Work out the new velocity from the old one and the slope. Then use that new velocity twice: to move x, and in the answer.',
    'With const velocity = m * v - eta * slope, what are the two parts of the object you return?',
  ],
})
