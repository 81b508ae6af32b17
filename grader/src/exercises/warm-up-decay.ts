import { defineExercise, several, type Random } from '../exercise'
import { upTo } from './steps'

type WarmUpDecay = (peak: number, warmSteps: number, decaySteps: number) => (t: number) => number

const settings = (random: Random): Parameters<WarmUpDecay> => [
  random.between(0.01, 1),
  random.whole(2, 10),
  random.whole(12, 60),
]

export const warmUpDecay = defineExercise<WarmUpDecay>({
  id: 'warm-up-decay',
  lesson: '10-schedules',
  title: 'Warm up, then decay',
  prose: `A learning rate that warms up in a straight line to its peak, and then decays in a straight line to 0.

  η_t = peak · (t + 1) / w           while t < w
  η_t = peak · (1 − (t − w) / d)     from t = w to t = w + d, where it comes to 0
  η_t = 0                            after that

w stands for warmSteps, d for decaySteps. The first step, t = 0, has the rate peak / w already: with 0 it would not
move. The last step of the warm-up, t = w − 1, has the whole peak, and so has t = w, where the decay begins. w may
be 0: then there is no warm-up, and the decay begins at t = 0. Deck A has it in words. Give back a function that
tells the rate for any t. It may be asked for any t, in any order, and twice for the same:

  const rate = warmUpDecay(0.8, 4, 8)
  rate(0)   gives  0.2
  rate(3)   gives  0.8
  rate(4)   gives  0.8
  rate(6)   gives  0.6
  rate(12)  gives  0
  rate(50)  gives  0

@param peak the highest rate, 0 or more
@param warmSteps w, how many steps the warm-up takes: a whole number, 0 or more
@param decaySteps d, how many steps it takes from the peak to 0: a whole number, 1 or more
@returns a function of the step number t (0, 1, 2, …) that gives the rate η_t`,
  signature: 'warmUpDecay(peak: number, warmSteps: number, decaySteps: number): (t: number) => number',
  shape: 'number',
  picture: { across: 't', up: 'η' },
  reference: (peak, warmSteps, decaySteps) => (t) =>
    t < warmSteps
      ? (peak * (t + 1)) / warmSteps
      : peak * Math.max(0, 1 - (t - warmSteps) / decaySteps),
  checks: (random) => [
    {
      name: 'by hand: four steps up, eight steps down',
      points: 2,
      cases: [
        {
          given: [0.8, 4, 8],
          asked: upTo(15),
          byHand: [0.2, 0.4, 0.6, 0.8, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0, 0, 0, 0],
        },
        {
          given: [6, 3, 4],
          asked: upTo(9),
          byHand: [2, 4, 6, 6, 4.5, 3, 1.5, 0, 0, 0],
        },
      ],
    },
    {
      name: 'a warm-up longer than the decay',
      points: 1,
      cases: [
        { given: [1, 5, 2], asked: upTo(9), byHand: [0.2, 0.4, 0.6, 0.8, 1, 1, 0.5, 0, 0, 0] },
        { given: [0.4, 8, 5], asked: [[0], [7], [8], [9], [12], [13], [14]], byHand: [0.05, 0.4, 0.4, 0.32, 0.08, 0, 0] },
      ],
    },
    {
      name: 'peaks, warm-ups and decays at random',
      points: 3,
      cases: several(10, () => ({ given: settings(random), asked: upTo(80) })),
    },
    {
      name: 'asked in any order, and twice',
      points: 1,
      cases: [
        {
          given: [0.8, 4, 8],
          asked: [[8], [0], [3], [3], [40], [0], [4], [12], [1]],
          byHand: [0.4, 0.2, 0.8, 0.8, 0, 0.2, 0.8, 0, 0.4],
        },
        { given: settings(random), asked: several(12, () => [random.whole(0, 80)]) },
      ],
    },
    {
      name: 'no warm-up at all',
      points: 2,
      edge: true,
      cases: [
        { given: [0.6, 0, 3], asked: upTo(5), byHand: [0.6, 0.4, 0.2, 0, 0, 0] },
        { given: [0.5, 0, 10], asked: [[7], [0], [0], [10], [100]], byHand: [0.15, 0.5, 0.5, 0, 0] },
        { given: [random.between(0.01, 1), 0, random.whole(12, 60)], asked: upTo(70) },
      ],
    },
    {
      name: 'edges: one step up, one step down, no rate',
      points: 1,
      edge: true,
      cases: [
        { given: [0.6, 1, 3], asked: upTo(5), byHand: [0.6, 0.6, 0.4, 0.2, 0, 0] },
        { given: [0.6, 2, 1], asked: upTo(4), byHand: [0.3, 0.6, 0.6, 0, 0] },
        { given: [0, 3, 3], asked: upTo(7), byHand: [0, 0, 0, 0, 0, 0, 0, 0] },
      ],
    },
  ],
  mistakes: [
    {
      id: 'starts at 0',
      says: 'The rate at t = 0 is 0, so the first step is lost; the warm-up counts the step that is being taken, t + 1.',
      slip: (peak, warmSteps, decaySteps) => (t) =>
        t < warmSteps ? (peak * t) / warmSteps : peak * Math.max(0, 1 - (t - warmSteps) / decaySteps),
    },
    {
      id: 'jumps at the joint',
      says: 'Where the decay begins the rate falls off at once: the steps of the warm-up are counted in. The decay counts from its own beginning, t − warmSteps.',
      slip: (peak, warmSteps, decaySteps) => (t) =>
        t < warmSteps ? (peak * (t + 1)) / warmSteps : peak * Math.max(0, 1 - t / decaySteps),
    },
    {
      id: 'jumps at the joint, to a line from the very start',
      says: 'Where the decay begins the rate falls off at once, to a line that would have been at the peak at t = 0. The decay has its peak at t = warmSteps, and counts from there.',
      slip: (peak, warmSteps, decaySteps) => (t) =>
        t < warmSteps ? (peak * (t + 1)) / warmSteps : peak * Math.max(0, 1 - t / (warmSteps + decaySteps)),
    },
    {
      id: 'the decay ends too early',
      says: 'The rate is 0 at t = decaySteps. The decay takes that many steps from the peak on, so its end is at warmSteps + decaySteps.',
      slip: (peak, warmSteps, decaySteps) => (t) =>
        t < warmSteps
          ? (peak * (t + 1)) / warmSteps
          : peak * Math.max(0, 1 - (t - warmSteps) / (decaySteps - warmSteps)),
    },
    {
      id: 'the decay begins a step early',
      says: 'At t = warmSteps the rate has fallen already; there it is still the peak, and falls from the next step on.',
      slip: (peak, warmSteps, decaySteps) => (t) =>
        t < warmSteps
          ? (peak * (t + 1)) / warmSteps
          : peak * Math.max(0, 1 - (t - warmSteps + 1) / decaySteps),
    },
    {
      id: 'below 0',
      says: 'After the decay the line goes on below 0, and the steps would climb; from t = warmSteps + decaySteps on the rate is 0.',
      slip: (peak, warmSteps, decaySteps) => (t) =>
        t < warmSteps ? (peak * (t + 1)) / warmSteps : peak * (1 - (t - warmSteps) / decaySteps),
    },
    {
      id: 'a warm-up a step too long',
      says: 'The last step of the warm-up, t = warmSteps − 1, is still short of the peak; its steps have the shares 1, 2, … of warmSteps, and the last one has the whole peak.',
      slip: (peak, warmSteps, decaySteps) => (t) =>
        t < warmSteps
          ? (peak * (t + 1)) / (warmSteps + 1)
          : peak * Math.max(0, 1 - (t - warmSteps) / decaySteps),
    },
    {
      id: 'above the peak',
      says: 'At t = warmSteps the warm-up still goes on, and the rate is a step above the peak; that t belongs to the decay, which begins at the peak.',
      slip: (peak, warmSteps, decaySteps) => (t) =>
        t <= warmSteps
          ? (peak * (t + 1)) / warmSteps
          : peak * Math.max(0, 1 - (t - warmSteps) / decaySteps),
    },
    {
      id: 'counts its calls',
      says: 'Each call goes one step on, whatever t is, so the answer depends on what was asked before; work it out from t alone.',
      slip: (peak, warmSteps, decaySteps) => {
        let t = -1
        return () => {
          t++
          return t < warmSteps
            ? (peak * (t + 1)) / warmSteps
            : peak * Math.max(0, 1 - (t - warmSteps) / decaySteps)
        }
      },
    },
    {
      id: '0/0 without a warm-up',
      says: 'With warmSteps 0 the rate is no number: something is divided by warmSteps there. Where there is no warm-up, only the decay is asked.',
      slip: (peak, warmSteps, decaySteps) => (t) => {
        const up = Math.min(t + 1, warmSteps) / warmSteps
        const down = 1 - Math.max(0, t - warmSteps) / decaySteps
        return peak * up * Math.max(0, down)
      },
      shows: (answers, cases) =>
        cases.every(({ given: [, warmSteps] }, i) => answers[i].some(Number.isNaN) === (warmSteps === 0)),
    },
    {
      id: 'stays at the peak',
      says: 'After the warm-up the rate stays at the peak; from t = warmSteps on it falls to 0 in a line.',
      slip: (peak, warmSteps) => (t) => (t < warmSteps ? (peak * (t + 1)) / warmSteps : peak),
    },
  ],
  otherRightAnswers: [
    (peak, warmSteps, decaySteps) => {
      const end = warmSteps + decaySteps
      return (t) => {
        if (t >= end) return 0
        if (t >= warmSteps) return (peak / decaySteps) * (end - t)
        return (peak / warmSteps) * (t + 1)
      }
    },
    (peak, warmSteps, decaySteps) => (t) => {
      // The two lines cross at the peak: the lower one counts.
      const up = warmSteps === 0 ? 1 : (t + 1) / warmSteps
      const down = 1 - (t - warmSteps) / decaySteps
      return peak * Math.max(0, Math.min(1, up, down))
    },
    (peak, warmSteps, decaySteps) => {
      const rates: number[] = []
      for (let t = 1; t <= warmSteps; t++) rates.push((t / warmSteps) * peak)
      for (let left = decaySteps; left > 0; left--) rates.push((left / decaySteps) * peak)
      return (t) => rates[t] ?? 0
    },
  ],
  hints: [
    'With 4 steps of warm-up, which share of the peak do the steps t = 0, 1, 2 and 3 get? And how long has it been falling at t = 6?',
    'Three cases, told apart by t: below warmSteps, below warmSteps + decaySteps, and after. In the second count from its own beginning, t − warmSteps.',
    'if (t < warmSteps) return (peak * (t + 1)) / warmSteps. Else it is peak * Math.max(0, 1 - …): which share of the decay has passed?',
  ],
})
