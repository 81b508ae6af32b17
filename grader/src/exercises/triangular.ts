import { defineExercise, several } from '../exercise'
import { upTo } from './steps'

type Triangular = (low: number, high: number, halfCycle: number) => (t: number) => number

export const triangular = defineExercise<Triangular>({
  id: 'triangular',
  lesson: '10-schedules',
  title: 'A learning rate that goes up and down',
  prose: `A learning rate that goes up and down between two rates, in straight lines, again and again.

  η_t = low + (high − low) · (1 − |t / h − 2 · ⌊t / (2h)⌋ − 1|)        t = 0, 1, 2, …

h stands for halfCycle, the time from low to high: the rate is low at t = 0, high at t = h, low again at t = 2h,
where the next cycle begins. ⌊ ⌋ rounds down, | | takes the sign away. Deck C has μ for h and ⌊t / μ⌋, and its rate
never comes up a second time. h need not be whole: with h = 2.5 the highest rate lies between two steps. Give back a
function that tells the rate for any t. It may be asked for any t, in any order, and twice for the same:

  const rate = triangular(0.2, 1, 4)
  rate(0)   gives  0.2
  rate(4)   gives  1
  rate(7)   gives  0.4
  rate(10)  gives  0.6

@param low the lowest rate, 0 or more
@param high the highest rate, low or more
@param halfCycle h, how many steps it takes from low to high: above 0, perhaps a fraction
@returns a function of the step number t (0, 1, 2, …) that gives the rate η_t`,
  signature: 'triangular(low: number, high: number, halfCycle: number): (t: number) => number',
  shape: 'number',
  picture: { across: 't', up: 'η' },
  reference: (low, high, halfCycle) => (t) => {
    const halfCycles = t / halfCycle - 2 * Math.floor(t / (2 * halfCycle))
    return low + (high - low) * (1 - Math.abs(halfCycles - 1))
  },
  checks: (random) => [
    {
      name: 'by hand: four steps up, four steps down',
      points: 2,
      cases: [
        {
          given: [0.2, 1, 4],
          asked: upTo(12),
          byHand: [0.2, 0.4, 0.6, 0.8, 1, 0.8, 0.6, 0.4, 0.2, 0.4, 0.6, 0.8, 1],
        },
        { given: [1, 3, 2], asked: upTo(8), byHand: [1, 2, 3, 2, 1, 2, 3, 2, 1] },
      ],
    },
    {
      name: 'two cycles of ten steps up and ten down, as PyTorch’s CyclicLR has them',
      points: 2,
      cases: [
        {
          given: [0.1, 1, 10],
          asked: upTo(40),
          byHand: [
            0.1, 0.19, 0.28, 0.37, 0.46, 0.55, 0.64, 0.73, 0.82, 0.91, 1, 0.91, 0.82, 0.73, 0.64, 0.55, 0.46,
            0.37, 0.28, 0.19, 0.1, 0.19, 0.28, 0.37, 0.46, 0.55, 0.64, 0.73, 0.82, 0.91, 1, 0.91, 0.82, 0.73,
            0.64, 0.55, 0.46, 0.37, 0.28, 0.19, 0.1,
          ],
        },
      ],
    },
    {
      name: 'half cycles that are no whole number of steps',
      points: 2,
      cases: [
        { given: [0, 1, 2.5], asked: upTo(10), byHand: [0, 0.4, 0.8, 0.8, 0.4, 0, 0.4, 0.8, 0.8, 0.4, 0] },
        { given: [1, 4, 1.5], asked: upTo(6), byHand: [1, 3, 3, 1, 3, 3, 1] },
        ...several(4, () => ({
          given: [random.between(0.001, 0.1), random.between(0.2, 1), random.whole(1, 9) + 0.75] as Parameters<Triangular>,
          asked: upTo(60),
        })),
      ],
    },
    {
      name: 'rates and half cycles at random',
      points: 2,
      cases: several(10, () => ({
        given: [random.between(0.001, 0.1), random.between(0.2, 1), random.whole(3, 30)],
        asked: upTo(150, random.whole(1, 3)),
      })),
    },
    {
      name: 'asked in any order, and twice',
      points: 1,
      cases: [
        {
          given: [0.2, 1, 4],
          asked: [[13], [0], [4], [4], [0], [22], [1], [800], [4]],
          byHand: [0.8, 0.2, 1, 1, 0.2, 0.6, 0.4, 0.2, 1],
        },
        {
          given: [random.between(0.001, 0.1), random.between(0.2, 1), random.whole(3, 30)],
          asked: several(12, () => [random.whole(0, 300)]),
        },
      ],
    },
    {
      name: 'edges: one step up and one down, less than a step, two rates that are the same, from 0',
      points: 1,
      edge: true,
      cases: [
        { given: [0.1, 0.5, 1], asked: upTo(4), byHand: [0.1, 0.5, 0.1, 0.5, 0.1] },
        { given: [1, 4, 0.75], asked: upTo(3), byHand: [1, 3, 3, 1] },
        { given: [0.3, 0.3, 5], asked: [[0], [5], [8]], byHand: [0.3, 0.3, 0.3] },
        { given: [0, 2, 4], asked: [[0], [3], [4], [8]], byHand: [0, 1.5, 2, 0] },
      ],
    },
  ],
  mistakes: [
    {
      id: 'deck C’s ⌊t / h⌋',
      says: 'The rate comes up once, falls to low at t = h, and stays there: that is what the formula on the slide does. Cycles are 2h long, and so t is divided by 2h before it is rounded down.',
      slip: (low, high, halfCycle) => (t) =>
        low +
        (high - low) * Math.max(0, 1 - Math.abs(t / halfCycle - 2 * Math.floor(t / halfCycle) - 1)),
    },
    {
      id: 'deck C’s ⌊t / h⌋, without its lower end',
      says: 'At t = h the rate falls, even below low, and never comes back. Cycles are 2h long, and so t is divided by 2h before it is rounded down; deck C divides by h.',
      slip: (low, high, halfCycle) => (t) =>
        low + (high - low) * (1 - Math.abs(t / halfCycle - 2 * Math.floor(t / halfCycle) - 1)),
    },
    {
      id: 'starts high',
      says: 'The rate is high at t = 0 and falls first; it starts at low and comes up first.',
      slip: (low, high, halfCycle) => (t) => {
        const halfCycles = t / halfCycle - 2 * Math.floor(t / (2 * halfCycle))
        return low + (high - low) * Math.abs(halfCycles - 1)
      },
    },
    {
      id: 'a saw',
      says: 'The rate comes up and then jumps down to low; it goes down as slowly as it came up.',
      slip: (low, high, halfCycle) => (t) => low + (high - low) * (t / halfCycle - Math.floor(t / halfCycle)),
    },
    {
      id: 'up and down within h',
      says: 'The rate is back at low at t = h. h is the time from low to high alone; the way down takes as long again.',
      slip: (low, high, halfCycle) => (t) => {
        const cycles = t / halfCycle - Math.floor(t / halfCycle)
        return low + (high - low) * (1 - Math.abs(2 * cycles - 1))
      },
    },
    {
      id: 'one cycle only',
      says: 'After the first cycle the rate stays low; at t = 2h it comes up again, and so on without end.',
      slip: (low, high, halfCycle) => (t) =>
        low + (high - low) * Math.max(0, 1 - Math.abs(t / halfCycle - 1)),
    },
    {
      id: 'low comes on top of high',
      says: 'At its highest the rate is low + high. What goes up and down is the difference, high − low; low is added to that.',
      slip: (low, high, halfCycle) => (t) => {
        const halfCycles = t / halfCycle - 2 * Math.floor(t / (2 * halfCycle))
        return low + high * (1 - Math.abs(halfCycles - 1))
      },
    },
    {
      id: 'counts its calls',
      says: 'Each call goes one step on, whatever t is, so the answer depends on what was asked before; work it out from t alone.',
      slip: (low, high, halfCycle) => {
        let calls = 0
        return () => {
          const halfCycles = (calls++ / halfCycle) % 2
          return low + (high - low) * (1 - Math.abs(halfCycles - 1))
        }
      },
    },
    {
      id: 'low is left out',
      says: 'The rate goes from 0 to high − low; low comes on top of that.',
      slip: (low, high, halfCycle) => (t) =>
        (high - low) * (1 - Math.abs(t / halfCycle - 2 * Math.floor(t / (2 * halfCycle)) - 1)),
    },
    {
      id: 'never turns',
      says: 'The rate goes up for ever; at t = h it is high, and comes down again.',
      slip: (low, high, halfCycle) => (t) => low + ((high - low) * t) / halfCycle,
    },
  ],
  otherRightAnswers: [
    (low, high, halfCycle) => (t) => {
      const since = t % (2 * halfCycle)
      const slope = (high - low) / halfCycle
      return since < halfCycle ? low + slope * since : high - slope * (since - halfCycle)
    },
    (low, high, halfCycle) => {
      // The nearest valley, at an even number of half cycles, says how far up it is.
      const cycle = 2 * halfCycle
      return (t) => {
        const up = Math.abs(t - cycle * Math.round(t / cycle)) / halfCycle
        return (1 - up) * low + up * high
      }
    },
    (low, high, halfCycle) => {
      let [from, to] = [low, high]
      const rate = (t: number): number => {
        if (t <= halfCycle) return from + ((to - from) * t) / halfCycle
        ;[from, to] = [to, from]
        const later = rate(t - halfCycle)
        ;[from, to] = [to, from]
        return later
      }
      return rate
    },
    function (low, high, halfCycle) {
      // arccos ∘ cos is a triangle.
      return (t) => low + ((high - low) * Math.acos(Math.cos((Math.PI * t) / halfCycle))) / Math.PI
    },
  ],
  hints: [
    'With low = 0.2, high = 1 and h = 4: how far into its cycle is t = 13, and is the rate on its way up or down there?',
    'How far is t from the top of its cycle, in half cycles? 0 at the top, where the rate is high, and 1 at both ends, where it is low.',
    'const halfCycles = t / halfCycle - 2 * Math.floor(…) runs from 0 to 2 in each cycle, and 1 - Math.abs(halfCycles - 1) from 0 to 1 and back. What is rounded down?',
  ],
})
