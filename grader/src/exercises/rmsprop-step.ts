import { defineExercise, several } from '../exercise'

interface State {
  x: number[]
  s: number[]
}
type RmspropStep = (
  state: State,
  gradient: number[],
  settings: { eta: number; rho: number; epsilon: number },
) => State

const slide = { eta: 0.1, rho: 0.9, epsilon: 1e-7 }

export const rmspropStep = defineExercise<RmspropStep>({
  id: 'rmsprop-step',
  lesson: '08-rmsprop-adadelta',
  title: 'One step of RMSProp',
  prose: `One step of RMSProp: like Adagrad, but s is an average of the squared gradients that forgets, not their sum.

  s_new = ρ · s + (1 − ρ) · g²
  x_new = x − η · g / √(s_new + ε)

Both lines hold for each parameter apart: x, s and g are lists, and the i-th of each belong together. ε stands inside
the root. On the slide (deck E, f(x) = x², x_0 = 9, η = 0.1, ρ = 0.9, ε = 1e-7) the first step leads from x = 9, s = 0
and g = 18 to x = 8.6837… and s = 32.4. With numbers that come out even:

  rmspropStep({ x: [1, 4], s: [14, 0] }, [2, -2], { eta: 3, rho: 0.5, epsilon: 7 })
    gives  { x: [-0.5, 6], s: [9, 2] }

@param state the parameters x, and s, the average of the squared gradients so far, one a parameter; both stay as they
  are
@param gradient the gradient g there, one number a parameter; it stays as it is
@param settings the learning rate eta (η), rho (ρ), the share of the old s that is kept, from 0 to below 1, and epsilon
  (ε), which keeps the root away from 0
@returns a new object with the new x and the new s`,
  signature:
    'rmspropStep(\n  { x, s }: { x: number[]; s: number[] },\n  gradient: number[],\n  { eta, rho, epsilon }: { eta: number; rho: number; epsilon: number },\n): { x: number[]; s: number[] }',
  shape: { x: ['number'], s: ['number'] },
  place: (i) => `parameter ${i + 1}`,
  reference: ({ x, s }, gradient, { eta, rho, epsilon }) => {
    const means = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
    return { x: x.map((at, i) => at - (eta * gradient[i]) / Math.sqrt(means[i] + epsilon)), s: means }
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'the slide f(x) = x² from 9, η = 0.1, ρ = 0.9, three steps',
      points: 3,
      slide: { deck: 'E', group: 'rmsprop-square-9' },
      cases: [
        { given: [{ x: [9], s: [0] }, [18], slide], printed: { x: ['8.6837'], s: ['32.4'] } },
        {
          given: [{ x: [8.683772234471167], s: [32.4] }, [17.367544468942334], slide],
          printed: { x: ['8.458'], s: ['59.3'] },
        },
        {
          given: [{ x: [8.458282756870547], s: [59.323160088068946] }, [16.916565513741094], slide],
          printed: { x: ['8.27'], s: ['82.0'] },
        },
      ],
    },
    {
      name: 'by hand: roots that come out even',
      points: 2,
      cases: [
        {
          given: [{ x: [1, 4], s: [14, 0] }, [2, -2], { eta: 3, rho: 0.5, epsilon: 7 }],
          byHand: { x: [-0.5, 6], s: [9, 2] },
        },
        {
          given: [{ x: [3], s: [8] }, [4], { eta: 2, rho: 0.75, epsilon: 6 }],
          byHand: { x: [1], s: [10] },
        },
        {
          given: [{ x: [0, 5, -2], s: [40, 0, 20] }, [0, 10, -5], { eta: 1, rho: 0.2, epsilon: 1 }],
          byHand: { x: [0, 35 / 9, -1], s: [8, 80, 24] },
        },
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
            {
              eta: random.between(0.01, 1),
              rho: random.between(0.05, 0.99),
              epsilon: random.between(0.001, 1),
            },
          ] as Parameters<RmspropStep>,
        }
      }),
    },
    {
      name: 'the first step is η / √(1 − ρ) long, however steep it is',
      points: 1,
      cases: [
        {
          given: [{ x: [-1.2, 1], s: [0, 0] }, [-215.6, -88], { eta: 0.1, rho: 0.9, epsilon: 1e-8 }],
          byHand: { x: [-0.8837722339835021, 1.3162277660147963], s: [4648.336, 774.4] },
        },
      ],
    },
    {
      name: 'edges: no gradient, no memory, no rate, one parameter',
      points: 1,
      edge: true,
      cases: [
        {
          given: [{ x: [3, -4], s: [0, 2] }, [0, 0], { eta: 0.5, rho: 0.5, epsilon: 1e-7 }],
          byHand: { x: [3, -4], s: [0, 1] },
        },
        {
          given: [{ x: [5, 5], s: [100, 0] }, [4, -4], { eta: 5, rho: 0, epsilon: 9 }],
          byHand: { x: [1, 9], s: [16, 16] },
        },
        { given: [{ x: [6], s: [1] }, [3], { eta: 0, rho: 0.5, epsilon: 1 }], byHand: { x: [6], s: [5] } },
        {
          given: [{ x: [2], s: [2] }, [4], { eta: 0.75, rho: 0.5, epsilon: 0 }],
          byHand: { x: [1], s: [9] },
        },
      ],
    },
  ],
  mistakes: [
    {
      id: 'the sum, not the average',
      says: 'The squared gradients are added up, so this is Adagrad, whose steps get ever shorter; here the old s keeps the share ρ, and the new square comes in with 1 − ρ.',
      slip: ({ x, s }, gradient, { eta, epsilon }) => {
        const sums = s.map((sum, i) => sum + gradient[i] ** 2)
        return { x: x.map((at, i) => at - (eta * gradient[i]) / Math.sqrt(sums[i] + epsilon)), s: sums }
      },
    },
    {
      id: 'ρ and 1 − ρ swapped',
      says: 'ρ stands with the new square and 1 − ρ with the old s; ρ is the share of the past that is kept.',
      slip: ({ x, s }, gradient, { eta, rho, epsilon }) => {
        const means = s.map((mean, i) => (1 - rho) * mean + rho * gradient[i] ** 2)
        return { x: x.map((at, i) => at - (eta * gradient[i]) / Math.sqrt(means[i] + epsilon)), s: means }
      },
    },
    {
      id: 'divides by the old s',
      says: 'The step is divided by the root of s from before this gradient. s takes in the new square first, so that a sudden steep slope shortens its own step.',
      slip: ({ x, s }, gradient, { eta, rho, epsilon }) => ({
        x: x.map((at, i) => at - (eta * gradient[i]) / Math.sqrt(s[i] + epsilon)),
        s: s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2),
      }),
    },
    {
      id: 'no factor 1 − ρ',
      says: 'The new square comes in whole, so s grows past the squares it should average; its share is 1 − ρ.',
      slip: ({ x, s }, gradient, { eta, rho, epsilon }) => {
        const means = s.map((mean, i) => rho * mean + gradient[i] ** 2)
        return { x: x.map((at, i) => at - (eta * gradient[i]) / Math.sqrt(means[i] + epsilon)), s: means }
      },
    },
    {
      id: 'the gradient is not squared',
      says: 's averages the gradients themselves, where those of opposite sign cancel; their squares tell how steep it is.',
      slip: ({ x, s }, gradient, { eta, rho, epsilon }) => {
        const means = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i])
        return { x: x.map((at, i) => at - (eta * gradient[i]) / Math.sqrt(means[i] + epsilon)), s: means }
      },
    },
    {
      id: 'one average for all',
      says: 'The squares of all gradients go into every average, so all parameters share one rate; each has an average of its own.',
      slip: ({ x, s }, gradient, { eta, rho, epsilon }) => {
        const all = gradient.reduce((sum, g) => sum + g ** 2, 0)
        const means = s.map((mean) => rho * mean + (1 - rho) * all)
        return { x: x.map((at, i) => at - (eta * gradient[i]) / Math.sqrt(means[i] + epsilon)), s: means }
      },
    },
    {
      id: 'no root',
      says: 'The step is divided by the average of the squares itself; the root of it has the same unit as the gradient.',
      slip: ({ x, s }, gradient, { eta, rho, epsilon }) => {
        const means = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
        return { x: x.map((at, i) => at - (eta * gradient[i]) / (means[i] + epsilon)), s: means }
      },
    },
    {
      id: 'ε outside the root',
      says: 'ε is added to the root; here it stands inside, √(s + ε). PyTorch has it outside, and with a small ε the two are close.',
      slip: ({ x, s }, gradient, { eta, rho, epsilon }) => {
        const means = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
        return { x: x.map((at, i) => at - (eta * gradient[i]) / (Math.sqrt(means[i]) + epsilon)), s: means }
      },
      convention: true,
    },
    {
      id: 'the sign',
      says: 'The step goes with the gradient, and that is uphill; it is taken away from x.',
      slip: ({ x, s }, gradient, { eta, rho, epsilon }) => {
        const means = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
        return { x: x.map((at, i) => at + (eta * gradient[i]) / Math.sqrt(means[i] + epsilon)), s: means }
      },
    },
    {
      id: 'writes into the state',
      says: 'The numbers are right, but they are written into the lists that were given; make new lists, so that who called still has the old ones.',
      slip: ({ x, s }, gradient, { eta, rho, epsilon }) => {
        gradient.forEach((g, i) => {
          s[i] = rho * s[i] + (1 - rho) * g ** 2
          x[i] -= (eta * g) / Math.sqrt(s[i] + epsilon)
        })
        return { x, s }
      },
    },
    {
      id: 'gives back the old s',
      says: 'x is right, but s comes back as it was; the next step needs the new one.',
      slip: ({ x, s }, gradient, { eta, rho, epsilon }) => {
        const means = s.map((old, i) => rho * old + (1 - rho) * gradient[i] ** 2)
        return { x: x.map((here, i) => here - (eta * gradient[i]) / Math.sqrt(means[i] + epsilon)), s: [...s] }
      },
    },
    {
      id: 'forgets η',
      says: 'The steps are as long as with η = 1: the learning rate has no say in them.',
      slip: ({ x, s }, gradient, { rho, epsilon }) => {
        const means = s.map((old, i) => rho * old + (1 - rho) * gradient[i] ** 2)
        return { x: x.map((here, i) => here - gradient[i] / Math.sqrt(means[i] + epsilon)), s: means }
      },
    },
    {
      id: 'ε goes into s',
      says: 'x is right, but ε is added to s itself and so given back; it belongs under the root alone.',
      slip: ({ x, s }, gradient, { eta, rho, epsilon }) => {
        const means = s.map((old, i) => rho * old + (1 - rho) * gradient[i] ** 2 + epsilon)
        return { x: x.map((here, i) => here - (eta * gradient[i]) / Math.sqrt(means[i])), s: means }
      },
    },
  ],
  otherRightAnswers: [
    (state, gradient, { eta, rho, epsilon }) => {
      const [x, s]: [number[], number[]] = [[], []]
      for (let i = 0; i < gradient.length; i++) {
        s.push(state.s[i] + (1 - rho) * (gradient[i] * gradient[i] - state.s[i]))
        x.push(state.x[i] - eta * (gradient[i] * (s[i] + epsilon) ** -0.5))
      }
      return { s, x, steps: 1 }
    },
    (state, gradient, { eta, rho, epsilon }) => {
      const next = { x: Array.from(state.x), s: Array.from(state.s) }
      const from = (i: number): void => {
        if (i === gradient.length) return
        next.s[i] *= rho
        next.s[i] += gradient[i] ** 2 - rho * gradient[i] ** 2
        next.x[i] -= (gradient[i] / Math.sqrt(epsilon + next.s[i])) * eta
        from(i + 1)
      }
      from(0)
      return next
    },
    (state, gradient, { eta, rho, epsilon }) => {
      const s = Float64Array.from(state.s, (mean, i) => rho * mean + (1 - rho) * Math.pow(gradient[i], 2))
      const sigma = s.map((mean) => Math.sqrt(mean + epsilon))
      return gradient.reduce<{ x: number[]; s: number[] }>(
        (next, g, i) => ({
          x: [...next.x, state.x[i] - (eta / sigma[i]) * g],
          s: [...next.s, s[i]],
        }),
        { x: [], s: [] },
      )
    },
  ],
  hints: [
    'Adagrad adds g² to s. Which two shares make an average of it, one for the old s and one for g²?',
    'Make the new list of averages first: ρ of the old one and 1 − ρ of the squared gradient. The new x divides by the root of the new average.',
    'With means = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2), what is taken away from x[i]? It divides by Math.sqrt(means[i] + epsilon).',
  ],
})
