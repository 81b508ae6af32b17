import { defineExercise, several } from '../exercise'

interface State {
  x: number[]
  s: number[]
}
type AdagradStep = (state: State, gradient: number[], settings: { eta: number; epsilon: number }) => State

export const adagradStep = defineExercise<AdagradStep>({
  id: 'adagrad-step',
  lesson: '07-adagrad',
  title: 'One step of Adagrad',
  prose: `One step of Adagrad: every parameter adds up the squares of its own gradients, and divides its step by their root.

  s_new = s + g²
  x_new = x − η · g / √(s_new + ε)

Both lines hold for each parameter apart: x, s and g are lists, and the i-th of each belong together. ε stands inside the
root, as in deck E (there with η = 0.5 and ε = 1e-7). With numbers that come out even:

  adagradStep({ x: [1, 2], s: [0, 5] }, [3, -2], { eta: 1, epsilon: 7 })  gives  { x: [0.25, 2.5], s: [9, 9] }

@param state the parameters x, and s, the sum of the squared gradients so far, one a parameter; both stay as they are
@param gradient the gradient g there, one number a parameter; it stays as it is
@param settings the learning rate eta (η), and epsilon (ε), which keeps the root away from 0
@returns a new object with the new x and the new s`,
  signature:
    'adagradStep(\n  { x, s }: { x: number[]; s: number[] },\n  gradient: number[],\n  { eta, epsilon }: { eta: number; epsilon: number },\n): { x: number[]; s: number[] }',
  shape: { x: ['number'], s: ['number'] },
  place: (i) => `parameter ${i + 1}`,
  reference: ({ x, s }, gradient, { eta, epsilon }) => {
    const sums = s.map((sum, i) => sum + gradient[i] ** 2)
    return { x: x.map((at, i) => at - (eta * gradient[i]) / Math.sqrt(sums[i] + epsilon)), s: sums }
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'by hand: roots that come out even',
      points: 3,
      cases: [
        {
          given: [{ x: [1, 2], s: [0, 5] }, [3, -2], { eta: 1, epsilon: 7 }],
          byHand: { x: [0.25, 2.5], s: [9, 9] },
        },
        { given: [{ x: [10], s: [15] }, [3], { eta: 0.5, epsilon: 1 }], byHand: { x: [9.7], s: [24] } },
        {
          given: [{ x: [4, -1, 0], s: [35, 3, 0] }, [8, 1, -4], { eta: 2, epsilon: 1 }],
          byHand: { x: [2.4, -1.8944271909999157, 1.9402850002906638], s: [99, 4, 16] },
        },
      ],
    },
    {
      name: 'a frequent and a rare feature: the rare one keeps its long steps',
      points: 2,
      cases: [
        { given: [{ x: [1, 1], s: [400, 1] }, [2, 2], { eta: 0.1, epsilon: 1e-7 }] },
        { given: [{ x: [1, 1], s: [404, 5] }, [2, 0], { eta: 0.1, epsilon: 1e-7 }] },
      ],
    },
    {
      name: 'twenty states, gradients and settings at random',
      points: 2,
      cases: several(20, () => {
        const n = random.whole(2, 8)
        const vector = (low: number, high: number) => several(n, () => random.between(low, high))
        return {
          given: [
            { x: vector(-9, 9), s: vector(0, 20) },
            vector(-5, 5),
            { eta: random.between(0.01, 1), epsilon: random.between(0.001, 1) },
          ] as Parameters<AdagradStep>,
        }
      }),
    },
    {
      name: 'the first step is as long as η, however large the gradient',
      points: 1,
      cases: [
        {
          given: [{ x: [5, 5], s: [0, 0] }, [1000, -1000], { eta: 0.5, epsilon: 1e-7 }],
          byHand: { x: [4.5, 5.5], s: [1e6, 1e6] },
        },
      ],
    },
    {
      name: 'edges: no gradient, one parameter, no rate',
      points: 1,
      edge: true,
      cases: [
        {
          given: [{ x: [3, -4], s: [0, 2] }, [0, 0], { eta: 0.5, epsilon: 1e-7 }],
          byHand: { x: [3, -4], s: [0, 2] },
        },
        { given: [{ x: [-2], s: [3] }, [-1], { eta: 1, epsilon: 0 }], byHand: { x: [-1.5], s: [4] } },
        { given: [{ x: [6], s: [1] }, [2], { eta: 0, epsilon: 1 }], byHand: { x: [6], s: [5] } },
      ],
    },
  ],
  mistakes: [
    {
      id: 'one sum for all',
      says: 'All squared gradients go into one sum, so a parameter with small gradients is slowed down by the others; each parameter has a sum of its own.',
      slip: ({ x, s }, gradient, { eta, epsilon }) => {
        const all = gradient.reduce((sum, g) => sum + g ** 2, 0)
        const sums = s.map((sum) => sum + all)
        return { x: x.map((at, i) => at - (eta * gradient[i]) / Math.sqrt(sums[i] + epsilon)), s: sums }
      },
    },
    {
      id: 's is not kept',
      says: 'The sum begins anew with this gradient; what was added up before, s, belongs to it.',
      slip: ({ x }, gradient, { eta, epsilon }) => {
        const sums = gradient.map((g) => g ** 2)
        return { x: x.map((at, i) => at - (eta * gradient[i]) / Math.sqrt(sums[i] + epsilon)), s: sums }
      },
    },
    {
      id: 'no root',
      says: 'The step is divided by the sum of the squares itself; the root of it has the same unit as the gradient.',
      slip: ({ x, s }, gradient, { eta, epsilon }) => {
        const sums = s.map((sum, i) => sum + gradient[i] ** 2)
        return { x: x.map((at, i) => at - (eta * gradient[i]) / (sums[i] + epsilon)), s: sums }
      },
    },
    {
      id: 'ε outside the root',
      says: 'ε is added to the root; here it stands inside, √(s + ε). Adam has it outside, and with a small ε the two are close.',
      slip: ({ x, s }, gradient, { eta, epsilon }) => {
        const sums = s.map((sum, i) => sum + gradient[i] ** 2)
        return { x: x.map((at, i) => at - (eta * gradient[i]) / (Math.sqrt(sums[i]) + epsilon)), s: sums }
      },
      convention: true,
    },
    {
      id: 'divides by the old s',
      says: 'The step is divided by the root of s from before this gradient; the new square is added first.',
      slip: ({ x, s }, gradient, { eta, epsilon }) => ({
        x: x.map((at, i) => at - (eta * gradient[i]) / Math.sqrt(s[i] + epsilon)),
        s: s.map((sum, i) => sum + gradient[i] ** 2),
      }),
    },
    {
      id: 'writes into the state',
      says: 'The numbers are right, but they are written into the lists that were given; make new lists, so that who called still has the old ones.',
      slip: ({ x, s }, gradient, { eta, epsilon }) => {
        gradient.forEach((g, i) => {
          s[i] += g ** 2
          x[i] -= (eta * g) / Math.sqrt(s[i] + epsilon)
        })
        return { x, s }
      },
    },
    {
      id: 'gives back the old s',
      says: 'x is right, but s comes back as it was; the next step needs the new one.',
      slip: ({ x, s }, gradient, { eta, epsilon }) => {
        const sums = s.map((old, i) => old + gradient[i] ** 2)
        return { x: x.map((here, i) => here - (eta * gradient[i]) / Math.sqrt(sums[i] + epsilon)), s: [...s] }
      },
    },
    {
      id: 'forgets η',
      says: 'The steps are as long as with η = 1: the learning rate has no say in them.',
      slip: ({ x, s }, gradient, { epsilon }) => {
        const sums = s.map((old, i) => old + gradient[i] ** 2)
        return { x: x.map((here, i) => here - gradient[i] / Math.sqrt(sums[i] + epsilon)), s: sums }
      },
    },
    {
      id: 'ε goes into s',
      says: 'x is right, but ε is added to s itself and so given back; it belongs under the root alone.',
      slip: ({ x, s }, gradient, { eta, epsilon }) => {
        const sums = s.map((old, i) => old + gradient[i] ** 2 + epsilon)
        return { x: x.map((here, i) => here - (eta * gradient[i]) / Math.sqrt(sums[i])), s: sums }
      },
    },
    {
      id: 'the sign',
      says: 'The step goes with the gradient, and that is uphill; it is taken away from x.',
      slip: ({ x, s }, gradient, { eta, epsilon }) => {
        const sums = s.map((old, i) => old + gradient[i] ** 2)
        return { x: x.map((here, i) => here + (eta * gradient[i]) / Math.sqrt(sums[i] + epsilon)), s: sums }
      },
    },
    {
      id: 'the gradient is not squared',
      says: 's adds up the gradients themselves, where those of opposite sign cancel; it adds up their squares.',
      slip: ({ x, s }, gradient, { eta, epsilon }) => {
        const sums = s.map((old, i) => old + gradient[i])
        return { x: x.map((here, i) => here - (eta * gradient[i]) / Math.sqrt(sums[i] + epsilon)), s: sums }
      },
    },
  ],
  otherRightAnswers: [
    (state, gradient, { eta, epsilon }) => {
      const [x, s]: [number[], number[]] = [[], []]
      for (let i = 0; i < gradient.length; i++) {
        s.push(gradient[i] * gradient[i] + state.s[i])
        x.push(state.x[i] - eta * (gradient[i] * (s[i] + epsilon) ** -0.5))
      }
      return { s, x, steps: 1 }
    },
    (state, gradient, { eta, epsilon }) => {
      const next = { x: Array.from(state.x), s: Array.from(state.s) }
      const from = (i: number): void => {
        if (i === gradient.length) return
        next.s[i] += gradient[i] ** 2
        next.x[i] -= (gradient[i] / Math.sqrt(epsilon + next.s[i])) * eta
        from(i + 1)
      }
      from(0)
      return next
    },
  ],
  hints: [
    'Which number tells how steep it has been for parameter 1 so far, and which one tells it for parameter 2?',
    'Make the new list of sums first: each is the old one plus the square of its gradient. The new x divides by the root of the new sums.',
    'With sums = s.map((sum, i) => sum + gradient[i] ** 2), what is taken away from x[i]? It divides by Math.sqrt(sums[i] + epsilon).',
  ],
})
