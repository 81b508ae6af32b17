import { defineExercise, several } from '../exercise'

type DescentStep = (x: number, slope: number, eta: number) => number

export const descentStep = defineExercise<DescentStep>({
  id: 'descent-step',
  lesson: '02-gradient-descent',
  title: 'One step downhill',
  prose: `One step downhill: from x, against the slope, as far as the learning rate η says.

  x_new = x − η · slope

On the slide (deck E, f(x) = x², η = 0.1) the first step leads from 70, where the slope is 140, to 56:

  descentStep(70, 140, 0.1)  gives  56

@param x where you stand
@param slope the derivative f′(x) there: positive where f goes up to the right
@param eta the learning rate η, 0 or more
@returns where you stand after the step`,
  signature: 'descentStep(x: number, slope: number, eta: number): number',
  shape: 'number',
  reference: (x, slope, eta) => x - eta * slope,
  checks: (random) => [
    {
      name: 'the slide f(x) = x² from 70, η = 0.1',
      points: 3,
      slide: { deck: 'E', group: 'gd-square-70' },
      cases: [
        { given: [70, 140, 0.1], printed: '56.0' },
        { given: [56, 112, 0.1], printed: '44.8' },
        { given: [44.8, 89.6, 0.1], printed: '35.84' },
      ],
    },
    {
      name: 'the slide f(x) = ln x² from 9, η = 10',
      points: 2,
      slide: { deck: 'E', group: 'gd-log-9' },
      cases: [{ given: [9, 2 / 9, 10], printed: '6.77' }],
    },
    {
      name: 'by hand: the slope may point either way',
      points: 2,
      cases: [
        { given: [1, 2, 0.25], byHand: 0.5 },
        { given: [2, -4, 0.5], byHand: 4 },
        { given: [-3, -6, 0.25], byHand: -1.5 },
      ],
    },
    {
      name: 'twenty places, slopes and rates at random',
      points: 2,
      cases: several(20, () => ({
        given: [random.between(-50, 50), random.between(-50, 50), random.between(0.001, 2)],
      })),
    },
    {
      name: 'edges: no slope, no rate, a step onto 0',
      points: 1,
      edge: true,
      cases: [
        { given: [7, 0, 0.1], byHand: 7 },
        { given: [7, 14, 0], byHand: 7 },
        { given: [7, 14, 0.5], byHand: 0 },
      ],
    },
  ],
  mistakes: [
    {
      id: 'adds the slope',
      says: 'The step goes with the slope, so it leads uphill: against it, the sign is a minus.',
      slip: (x, slope, eta) => x + eta * slope,
    },
    {
      id: 'forgets η',
      says: 'The step is the whole slope: the learning rate has no say in it.',
      slip: (x, slope) => x - slope,
    },
    {
      id: 'gives the step, not the place',
      says: 'This is how far to move; asked is where you stand afterwards.',
      slip: (_x, slope, eta) => -eta * slope,
    },
    {
      id: 'a step of fixed length',
      says: 'Only the sign of the slope is used; how steep it is counts as well.',
      slip: (x, slope, eta) => x - eta * Math.sign(slope),
    },
    {
      id: 'η taken from x',
      says: 'η is taken from x, and the rest multiplied by the slope. Without brackets the product comes first: x − η · slope.',
      slip: (x, slope, eta) => (x - eta) * slope,
    },
    {
      id: 'divides by η',
      says: 'The slope is divided by η, so that a small rate makes a long step; it is multiplied.',
      slip: (x, slope, eta) => x - slope / eta,
    },
    {
      id: 'always the slope of x²',
      says: 'The slope is worked out as 2x, which is that of x² alone; the slope of any f is handed in.',
      slip: (x, _slope, eta) => x - eta * 2 * x,
    },
  ],
  otherRightAnswers: [
    (x, slope, eta) => -(slope * eta) + x,
    (x, slope, eta) => {
      const move = [eta, slope].reduce((product, factor) => product * factor, -1)
      return [x, move].reduce((sum, part) => sum + part, 0)
    },
  ],
  hints: [
    'Where the slope is positive, f goes up to the right. Which way is down?',
    'How far you move is the slope, scaled by the learning rate: η · slope. Which sign does it get?',
    'Start at x and take η · slope away from it. That difference is the new place.',
  ],
})
