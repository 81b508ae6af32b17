import { defineExercise, several } from '../exercise'
import { upTo } from './steps'

type StepDecay = (eta0: number, gamma: number, tau: number) => (t: number) => number

export const stepDecay = defineExercise<StepDecay>({
  id: 'step-decay',
  lesson: '10-schedules',
  title: 'A learning rate that falls in stairs',
  prose: `A learning rate that stays as it is for τ steps, and is then multiplied by γ, again and again.

  η_t = η₀ · γ^⌊t / τ⌋        t = 0, 1, 2, …

⌊ ⌋ rounds down: for t = 0 … τ − 1 it is 0, for t = τ … 2τ − 1 it is 1 (deck C). Give back a function that tells the rate
for any t. It may be asked for any t, in any order, and twice for the same:

  const rate = stepDecay(0.8, 0.5, 10)
  rate(0)   gives  0.8
  rate(9)   gives  0.8
  rate(10)  gives  0.4
  rate(25)  gives  0.2

@param eta0 the rate η₀ at the start
@param gamma γ, what is left of the rate after each stair, from 0 to 1
@param tau τ, how many steps a stair is long: a whole number, 1 or more
@returns a function of the step number t (0, 1, 2, …) that gives the rate η_t`,
  signature: 'stepDecay(eta0: number, gamma: number, tau: number): (t: number) => number',
  shape: 'number',
  picture: { across: 't', up: 'η' },
  reference: (eta0, gamma, tau) => (t) => eta0 * gamma ** Math.floor(t / tau),
  checks: (random) => [
    {
      name: 'by hand: halved every 10 steps',
      points: 3,
      cases: [
        {
          given: [0.8, 0.5, 10],
          asked: [[0], [5], [9], [10], [19], [20], [25], [30], [35]],
          byHand: [0.8, 0.8, 0.8, 0.4, 0.4, 0.2, 0.2, 0.1, 0.1],
        },
        {
          given: [1, 0.1, 3],
          asked: [[0], [2], [3], [5], [6], [8], [9]],
          byHand: [1, 1, 0.1, 0.1, 0.01, 0.01, 0.001],
        },
      ],
    },
    {
      name: 'every step of four stairs',
      points: 2,
      cases: [{ given: [0.5, 0.7, 7], asked: upTo(27) }],
    },
    {
      name: 'rates, shares and stairs at random',
      points: 2,
      cases: several(10, () => ({
        given: [random.between(0.01, 1), random.between(0.1, 0.95), random.whole(2, 30)],
        asked: upTo(120, random.whole(1, 9)),
      })),
    },
    {
      name: 'asked in any order, and twice',
      points: 2,
      cases: [
        {
          given: [0.8, 0.5, 10],
          asked: [[30], [0], [10], [10], [0], [25]],
          byHand: [0.1, 0.8, 0.4, 0.4, 0.8, 0.2],
        },
      ],
    },
    {
      name: 'edges: stairs one step long, a rate that stays, one that is gone after the first stair',
      points: 1,
      edge: true,
      cases: [
        { given: [8, 0.5, 1], asked: [[0], [1], [2], [3]], byHand: [8, 4, 2, 1] },
        { given: [0.3, 1, 5], asked: [[0], [5], [50]], byHand: [0.3, 0.3, 0.3] },
        { given: [0.3, 0, 2], asked: [[0], [1], [2], [5]], byHand: [0.3, 0.3, 0, 0] },
      ],
    },
  ],
  mistakes: [
    {
      id: 'not rounded down',
      says: 'The rate falls with every step, along a smooth curve; t / τ is rounded down first, and that makes the stairs.',
      slip: (eta0, gamma, tau) => (t) => eta0 * gamma ** (t / tau),
    },
    {
      id: 'γ times the stairs, not to their power',
      says: 'γ is multiplied by the number of stairs; each stair multiplies the rate by γ once more, which is a power of γ.',
      slip: (eta0, gamma, tau) => (t) => eta0 * gamma * Math.floor(t / tau),
    },
    {
      id: 'γ · t',
      says: 'The rate is multiplied by γ · t, so it is 0 at the start and grows; γ is raised to the number of stairs so far.',
      slip: (eta0, gamma) => (t) => eta0 * gamma * t,
    },
    {
      id: 'a stair too early',
      says: 'The rate falls at τ − 1; the first stair is τ steps long, from t = 0 to τ − 1.',
      slip: (eta0, gamma, tau) => (t) => eta0 * gamma ** Math.floor((t + 1) / tau),
    },
    {
      id: 'one stair only',
      says: 'The rate falls once, at τ, and never again; it falls at 2τ, 3τ and so on as well.',
      slip: (eta0, gamma, tau) => (t) => (t < tau ? eta0 : eta0 * gamma),
    },
    {
      id: 'counts its calls',
      says: 'The rate falls each time it is asked for at a stair, so the answer depends on what was asked before; work it out from t alone.',
      slip: (eta0, gamma, tau) => {
        let rate = eta0
        return (t) => {
          if (t > 0 && t % tau === 0) rate *= gamma
          return rate
        }
      },
    },
    {
      id: 'rounded up',
      says: 't / τ is rounded up, so each stair comes τ − 1 steps too early; round down.',
      slip: (eta0, gamma, tau) => (t) => eta0 * gamma ** Math.ceil(t / tau),
    },
    {
      id: 'rounded to the nearest',
      says: 't / τ is rounded to the nearest whole number, so the rate falls in the middle of a stair; round down.',
      slip: (eta0, gamma, tau) => (t) => eta0 * gamma ** Math.round(t / tau),
    },
  ],
  otherRightAnswers: [
    (eta0, gamma, tau) => (t) => {
      let rate = eta0
      for (let stair = tau; stair <= t; stair += tau) rate *= gamma
      return rate
    },
    (eta0, gamma, tau) => {
      const rate = (t: number): number => (t < tau ? eta0 : gamma * rate(t - tau))
      return rate
    },
    function (eta0, gamma, tau) {
      return (t) => Math.pow(gamma, (t - (t % tau)) / tau) * eta0
    },
  ],
  hints: [
    'With τ = 10, how many stairs have been gone down at t = 9, at t = 10, and at t = 25?',
    'The number of stairs is t / τ, rounded down. Each of them multiplies the rate by γ.',
    'Return a function: (t) => eta0 times gamma to the power of Math.floor(…). What stands inside?',
  ],
})
