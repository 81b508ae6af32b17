import { defineExercise, several, type Random } from '../exercise'
import { upTo } from './steps'

type CosineRestarts = (high: number, low: number, period: number) => (t: number) => number

const rates = (random: Random) => [random.between(0.3, 1), random.between(0.001, 0.2)] as const

export const cosineRestarts = defineExercise<CosineRestarts>({
  id: 'cosine-restarts',
  lesson: '10-schedules',
  title: 'Down along a cosine, and up again at once',
  prose: `A learning rate that falls along half a cosine, jumps back up and falls again: cosine annealing with restarts.

  η_t = low + ½ · (high − low) · (1 + cos(π · s / period))        t = 0, 1, 2, …

s is the time since the last restart, s = t − period · ⌊t / period⌋, where ⌊ ⌋ rounds down. At every multiple of the
period s is 0 and the rate is high; from there it falls, slowly at first and slowly at last. It comes near to low,
and before it gets there the next period begins. Deck C has the formula with η_min, η_max and T_max, and the restart
in words. The period need not be whole. Give back a function that tells the rate for any t. It may be asked for any
t, in any order, and twice for the same:

  const rate = cosineRestarts(1, 0.2, 6)
  rate(0)   gives  1
  rate(2)   gives  0.8
  rate(3)   gives  0.6
  rate(6)   gives  1
  rate(10)  gives  0.4

@param high the rate at each restart
@param low the rate towards which it falls, from 0 to high
@param period how many steps there are from one restart to the next: above 0, perhaps a fraction
@returns a function of the step number t (0, 1, 2, …) that gives the rate η_t`,
  signature: 'cosineRestarts(high: number, low: number, period: number): (t: number) => number',
  shape: 'number',
  picture: { across: 't', up: 'η' },
  reference: (high, low, period) => (t) => {
    const since = t - period * Math.floor(t / period)
    return low + ((high - low) / 2) * (1 + Math.cos((Math.PI * since) / period))
  },
  checks: (random) => [
    {
      name: 'by hand: periods of six and of four steps',
      points: 2,
      cases: [
        {
          given: [1, 0.2, 6],
          asked: [[0], [2], [3], [4], [6], [8], [9], [10], [12], [14]],
          byHand: [1, 0.8, 0.6, 0.4, 1, 0.8, 0.6, 0.4, 1, 0.8],
        },
        {
          given: [3, 1, 4],
          asked: upTo(9),
          byHand: [
            3,
            2.7071067811865475,
            2,
            1.2928932188134525,
            3,
            2.7071067811865475,
            2,
            1.2928932188134525,
            3,
            2.7071067811865475,
          ],
        },
      ],
    },
    {
      name: 'three periods of ten steps: each as PyTorch’s CosineAnnealingWarmRestarts has its first',
      points: 2,
      cases: [
        {
          given: [1, 0.01, 10],
          asked: upTo(29),
          byHand: several(3, () => [
            1, 0.9757729755661011, 0.905463412215599, 0.7959536998847742, 0.657963412215599, 0.505,
            0.35203658778440106, 0.21404630011522585, 0.10453658778440106, 0.034227024433899,
          ]).flat(),
        },
      ],
    },
    {
      name: 'periods that are no whole number of steps',
      points: 2,
      cases: [
        { given: [5, 1, 1.5], asked: upTo(7), byHand: [5, 2, 4, 5, 2, 4, 5, 2] },
        {
          given: [3, 1, 2.5],
          asked: upTo(6),
          byHand: [3, 2.3090169943749475, 1.1909830056250525, 2.8090169943749475, 1.6909830056250525, 3, 2.3090169943749475],
        },
        ...several(4, () => ({
          given: [...rates(random), random.whole(2, 12) + 0.75] as Parameters<CosineRestarts>,
          asked: upTo(60),
        })),
      ],
    },
    {
      name: 'rates and periods at random',
      points: 2,
      cases: several(10, () => ({
        given: [...rates(random), random.whole(4, 30)],
        asked: upTo(150, random.whole(1, 3)),
      })),
    },
    {
      name: 'asked in any order, and twice',
      points: 1,
      cases: [
        {
          given: [1, 0.2, 6],
          asked: [[15], [0], [6], [6], [2], [600], [0], [4]],
          byHand: [0.6, 1, 1, 1, 0.8, 1, 1, 0.4],
        },
        { given: [...rates(random), random.whole(4, 30)], asked: several(12, () => [random.whole(0, 300)]) },
      ],
    },
    {
      name: 'edges: a restart at every step, less than a step, two rates that are the same, down to 0',
      points: 1,
      edge: true,
      cases: [
        { given: [0.5, 0.1, 1], asked: upTo(3), byHand: [0.5, 0.5, 0.5, 0.5] },
        { given: [5, 1, 0.75], asked: upTo(3), byHand: [5, 4, 2, 5] },
        { given: [0.3, 0.3, 5], asked: [[0], [3], [5], [9]], byHand: [0.3, 0.3, 0.3, 0.3] },
        { given: [4, 0, 3], asked: upTo(5), byHand: [4, 3, 1, 4, 3, 1] },
      ],
    },
  ],
  mistakes: [
    {
      id: 'no restart',
      says: 'After the first period the cosine goes on, and the rate climbs back as slowly as it fell. A restart is a jump: the cosine is given the time since the last restart, and not t itself.',
      slip: (high, low, period) => (t) => low + ((high - low) / 2) * (1 + Math.cos((Math.PI * t) / period)),
    },
    {
      id: 'half a cycle too long',
      says: 'Within a period the rate falls and rises again: that is a whole cosine. Half of one is asked for, from its top to its bottom, π · s / period.',
      slip: (high, low, period) => (t) =>
        low + ((high - low) / 2) * (1 + Math.cos((2 * Math.PI * t) / period)),
    },
    {
      id: 'low for ever after',
      says: 'After the first period the rate stays low; at every multiple of the period it is high again.',
      slip: (high, low, period) => (t) =>
        low + ((high - low) / 2) * (1 + Math.cos(Math.PI * Math.min(1, t / period))),
    },
    {
      id: 'high and low exchanged',
      says: 'The rate starts low and rises. Mind the order of the arguments: high comes first here; at a restart cos is 1, and low + ½ · (high − low) · 2 is high.',
      slip: (high, low, period) => (t) => {
        const since = t - period * Math.floor(t / period)
        return high + ((low - high) / 2) * (1 + Math.cos((Math.PI * since) / period))
      },
    },
    {
      id: 'no ½',
      says: '1 + cos goes from 2 to 0, so without the ½ the rate starts too high, by all of high − low.',
      slip: (high, low, period) => (t) => {
        const since = t - period * Math.floor(t / period)
        return low + (high - low) * (1 + Math.cos((Math.PI * since) / period))
      },
    },
    {
      id: 'a straight line',
      says: 'The rate falls in a straight line from restart to restart; it falls along half a cosine, slowly at first and slowly at last.',
      slip: (high, low, period) => (t) => high - (high - low) * (t / period - Math.floor(t / period)),
    },
    {
      id: 'a restart too late',
      says: 'The rate reaches low before it jumps, so each period is a step too long; at t = period it is high already.',
      slip: (high, low, period) => (t) =>
        low + ((high - low) / 2) * (1 + Math.cos((Math.PI * (t % (period + 1))) / period)),
    },
    {
      id: 'a quarter of a cosine',
      says: 'The rate falls ever faster and breaks off at low: a quarter of a cosine, from 1 to 0. Half of one goes from 1 to −1, and ½ · (1 + cos) makes that 1 to 0, level at both ends.',
      slip: (high, low, period) => (t) => {
        const since = t - period * Math.floor(t / period)
        return low + (high - low) * Math.cos((Math.PI * since) / (2 * period))
      },
    },
    {
      id: 'counts its calls',
      says: 'Each call goes one step on, whatever t is, so the answer depends on what was asked before; work it out from t alone.',
      slip: (high, low, period) => {
        let calls = 0
        return () => low + ((high - low) / 2) * (1 + Math.cos((Math.PI * (calls++ % period)) / period))
      },
    },
    {
      id: 'low is left out',
      says: 'The rate falls from high − low to 0; low comes on top of that.',
      slip: (high, low, period) => (t) => ((high - low) / 2) * (1 + Math.cos((Math.PI * (t % period)) / period)),
    },
    {
      id: 'no π',
      says: 'Math.cos goes from its top to its bottom between 0 and π, not between 0 and 1; π · s / period stands inside.',
      slip: (high, low, period) => (t) => low + ((high - low) / 2) * (1 + Math.cos((t % period) / period)),
    },
  ],
  otherRightAnswers: [
    (high, low, period) => {
      const [middle, half] = [(high + low) / 2, (high - low) / 2]
      return (t) => middle + half * Math.cos(((t % period) * Math.PI) / period)
    },
    (high, low, period) => (t) => {
      // ½ (1 + cos x) is cos² (x / 2).
      const periods = t / period
      const share = Math.cos(((periods - Math.trunc(periods)) * Math.PI) / 2) ** 2
      return share * high + (1 - share) * low
    },
    (high, low, period) => {
      const rate = (t: number): number =>
        t >= period
          ? rate(t - period)
          : high - (high - low) * Math.pow(Math.sin((Math.PI * t) / period / 2), 2)
      return rate
    },
    function (high, low, period) {
      return function (t) {
        let since = t
        while (since >= period) since -= period
        return low + 0.5 * (high - low) * (1 + Math.cos((since / period) * Math.PI))
      }
    },
  ],
  hints: [
    'With a period of 6, how long ago was the last restart at t = 5, at t = 6, and at t = 10?',
    'Work out s first, the time since the last restart. At s = 0 the cosine is 1 and the rate is high; near s = period it is nearly −1 and the rate nearly low.',
    'const since = t % period is the time since the last restart. The rate is low + ((high - low) / 2) * (1 + Math.cos(…)). What stands inside the cosine?',
  ],
})
