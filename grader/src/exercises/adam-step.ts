import { defineExercise, several } from '../exercise'

interface State {
  x: number[]
  m: number[]
  v: number[]
  t: number
}
type AdamStep = (
  state: State,
  gradient: number[],
  settings: { eta: number; beta1: number; beta2: number; epsilon: number },
) => State

const even = { eta: 1, beta1: 0.5, beta2: 0.75, epsilon: 4 }

export const adamStep = defineExercise<AdamStep>({
  id: 'adam-step',
  lesson: '09-adam',
  title: 'One step of Adam',
  prose: `One step of Adam: momentum for the direction, RMSProp for the size, both averages corrected for their start at 0.

  m_new = β₁ · m + (1 − β₁) · g        m̂ = m_new / (1 − β₁ᵏ)
  v_new = β₂ · v + (1 − β₂) · g²       v̂ = v_new / (1 − β₂ᵏ)        k = t + 1
  x_new = x − η · m̂ / (√v̂ + ε)

t counts the steps done before this one, so k is the number of this step: 1 for the first. Give m and v back as they
are, not corrected: they are the averages that go on. ε stands outside the root (Kingma and Ba, 2015, as in deck A, with
η = 0.001, β₁ = 0.9, β₂ = 0.999 and ε = 1e-8). All lines hold for each parameter apart: x, m, v and g are lists, and
only t is one number for all. With numbers that come out even, the first step and the second:

  adamStep({ x: [1, 2], m: [0, 0], v: [0, 0], t: 0 }, [4, -12], { eta: 1, beta1: 0.5, beta2: 0.75, epsilon: 4 })
    gives  { x: [0.5, 2.75], m: [2, -6], v: [4, 36], t: 1 }
  adamStep({ x: [0.5, 2.75], m: [2, -6], v: [4, 36], t: 1 }, [4, -12], { eta: 1, beta1: 0.5, beta2: 0.75, epsilon: 4 })
    gives  { x: [0, 3.5], m: [3, -9], v: [7, 63], t: 2 }

@param state the parameters x, the averages m of the gradients and v of their squares, and t, the steps done so far; all
  stay as they are
@param gradient the gradient g there, one number a parameter; it stays as it is
@param settings the learning rate eta (η), beta1 (β₁) and beta2 (β₂), from 0 to below 1, and epsilon (ε)
@returns a new object with the new x, m, v and t`,
  signature:
    'adamStep(\n  { x, m, v, t }: { x: number[]; m: number[]; v: number[]; t: number },\n  gradient: number[],\n  { eta, beta1, beta2, epsilon }: { eta: number; beta1: number; beta2: number; epsilon: number },\n): { x: number[]; m: number[]; v: number[]; t: number }',
  shape: { x: ['number'], m: ['number'], v: ['number'], t: 'number' },
  place: (i) => `parameter ${i + 1}`,
  reference: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
    const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
    const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
    const direction = (i: number) => means[i] / (1 - beta1 ** (t + 1))
    const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** (t + 1))) + epsilon
    return { x: x.map((at, i) => at - (eta * direction(i)) / size(i)), m: means, v: squares, t: t + 1 }
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'by hand: the first step, the second and the fourth',
      points: 4,
      cases: [
        {
          given: [{ x: [1, 2], m: [0, 0], v: [0, 0], t: 0 }, [4, -12], even],
          byHand: { x: [0.5, 2.75], m: [2, -6], v: [4, 36], t: 1 },
        },
        {
          given: [{ x: [0.5, 2.75], m: [2, -6], v: [4, 36], t: 1 }, [4, -12], even],
          byHand: { x: [0, 3.5], m: [3, -9], v: [7, 63], t: 2 },
        },
        {
          given: [{ x: [3], m: [20], v: [720], t: 3 }, [10], { eta: 2, beta1: 0.5, beta2: 0.25, epsilon: 16 }],
          byHand: { x: [2], m: [15], v: [255], t: 4 },
        },
      ],
    },
    {
      name: 'the first step is as long as η, however large the gradient',
      points: 1,
      cases: [
        {
          given: [
            { x: [-1.2, 1], m: [0, 0], v: [0, 0], t: 0 },
            [-215.6, -88],
            { eta: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
          ],
          byHand: {
            x: [-1.1000000000046382, 1.0999999999886363],
            m: [-21.56, -8.8],
            v: [46.48336, 7.744],
            t: 1,
          },
        },
        {
          given: [
            { x: [70], m: [0], v: [0], t: 0 },
            [140],
            { eta: 0.5, beta1: 0.8, beta2: 0.99, epsilon: 1e-8 },
          ],
          byHand: { x: [69.50000000003571], m: [28], v: [196], t: 1 },
        },
      ],
    },
    {
      name: 'twenty states, gradients and settings at random',
      points: 3,
      cases: several(20, () => {
        const n = random.whole(2, 8)
        const vector = (low: number, high: number) => several(n, () => random.between(low, high))
        return {
          given: [
            { x: vector(-9, 9), m: vector(-5, 5), v: vector(0, 20), t: random.whole(0, 20) },
            vector(-5, 5),
            {
              eta: random.between(0.01, 1),
              beta1: random.between(0.1, 0.95),
              beta2: random.between(0.1, 0.999),
              epsilon: random.between(0.001, 1),
            },
          ] as Parameters<AdamStep>,
        }
      }),
    },
    {
      name: 'edges: no gradient, no memory, no rate, the 2,001st step',
      points: 1,
      edge: true,
      cases: [
        {
          given: [{ x: [3, -4], m: [0, 0], v: [0, 0], t: 0 }, [0, 0], even],
          byHand: { x: [3, -4], m: [0, 0], v: [0, 0], t: 1 },
        },
        {
          given: [{ x: [5], m: [3], v: [21], t: 1 }, [0], { eta: 4, beta1: 0.5, beta2: 0.75, epsilon: 2 }],
          byHand: { x: [4], m: [1.5], v: [15.75], t: 2 },
        },
        {
          given: [
            { x: [1, 1], m: [5, 5], v: [1, 100], t: 6 },
            [3, -3],
            { eta: 1, beta1: 0, beta2: 0, epsilon: 1 },
          ],
          byHand: { x: [0.25, 1.75], m: [3, -3], v: [9, 9], t: 7 },
        },
        {
          given: [{ x: [6], m: [0], v: [0], t: 0 }, [8], { ...even, eta: 0 }],
          byHand: { x: [6], m: [4], v: [16], t: 1 },
        },
        {
          given: [{ x: [1], m: [2], v: [16], t: 2000 }, [4], { eta: 1, beta1: 0.9, beta2: 0.98, epsilon: 1 }],
          byHand: { x: [0.56], m: [2.2], v: [16], t: 2001 },
        },
      ],
    },
  ],
  mistakes: [
    {
      id: 'no correction',
      says: 'm and v are taken as they come, so near the start both are too small, and v more than m. Deck E leaves it so in its simple version; here both are divided by 1 − βᵏ first.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        return {
          x: x.map((at, i) => at - (eta * means[i]) / (Math.sqrt(squares[i]) + epsilon)),
          m: means,
          v: squares,
          t: t + 1,
        }
      },
    },
    {
      id: 'only m is corrected',
      says: 'm is corrected and v is not, as in deck E’s last formula, so the first steps are far too long; correct both.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const direction = (i: number) => means[i] / (1 - beta1 ** (t + 1))
        return {
          x: x.map((at, i) => at - (eta * direction(i)) / (Math.sqrt(squares[i]) + epsilon)),
          m: means,
          v: squares,
          t: t + 1,
        }
      },
    },
    {
      id: 'only v is corrected',
      says: 'v is corrected and m is not, so the first steps are far too short; correct both.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** (t + 1))) + epsilon
        return { x: x.map((at, i) => at - (eta * means[i]) / size(i)), m: means, v: squares, t: t + 1 }
      },
    },
    {
      id: 'the corrected values fed back',
      says: 'The corrected averages are given back as m and v, so the next step corrects them again, as on a slide of deck D. Correct them for this step’s move only.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => (beta1 * mean + (1 - beta1) * gradient[i]) / (1 - beta1 ** (t + 1)))
        const squares = v.map(
          (mean, i) => (beta2 * mean + (1 - beta2) * gradient[i] ** 2) / (1 - beta2 ** (t + 1)),
        )
        return {
          x: x.map((at, i) => at - (eta * means[i]) / (Math.sqrt(squares[i]) + epsilon)),
          m: means,
          v: squares,
          t: t + 1,
        }
      },
    },
    {
      id: 't from 0',
      says: 'The exponent is t, the number of steps before this one, so the first step divides by 1 − β⁰ = 0; this step counts too, and the exponent is t + 1.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const direction = (i: number) => means[i] / (1 - beta1 ** t)
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** t)) + epsilon
        return { x: x.map((at, i) => at - (eta * direction(i)) / size(i)), m: means, v: squares, t: t + 1 }
      },
    },
    {
      id: 't does not go on',
      says: 'x, m and v are right, but t comes back as it was, so every step would be corrected like the first; give back t + 1.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const direction = (i: number) => means[i] / (1 - beta1 ** (t + 1))
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** (t + 1))) + epsilon
        return { x: x.map((at, i) => at - (eta * direction(i)) / size(i)), m: means, v: squares, t }
      },
    },
    {
      id: 'ε inside the root',
      says: 'ε is added to v̂ under the root, as deck E does it; Adam as published has it outside, √v̂ + ε. With a small ε the two are close.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const direction = (i: number) => means[i] / (1 - beta1 ** (t + 1))
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** (t + 1)) + epsilon)
        return { x: x.map((at, i) => at - (eta * direction(i)) / size(i)), m: means, v: squares, t: t + 1 }
      },
      convention: true,
    },
    {
      id: 'ε beside the uncorrected root',
      says: 'Both corrections are moved into the rate, and ε is added to the root of v before it is corrected. The paper mentions this order, and TensorFlow has it; ε then counts for more near the start. Here it is added to √v̂.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const rate = (eta * Math.sqrt(1 - beta2 ** (t + 1))) / (1 - beta1 ** (t + 1))
        return {
          x: x.map((at, i) => at - (rate * means[i]) / (Math.sqrt(squares[i]) + epsilon)),
          m: means,
          v: squares,
          t: t + 1,
        }
      },
      convention: true,
    },
    {
      id: 'the root before the correction',
      says: 'The root of v is taken first and then divided by 1 − β₂ᵏ; v is corrected first, and the root of v̂ taken.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const direction = (i: number) => means[i] / (1 - beta1 ** (t + 1))
        const size = (i: number) => Math.sqrt(squares[i]) / (1 - beta2 ** (t + 1)) + epsilon
        return { x: x.map((at, i) => at - (eta * direction(i)) / size(i)), m: means, v: squares, t: t + 1 }
      },
    },
    {
      id: 'no root',
      says: 'The step is divided by v̂ itself; the root of it has the same unit as the gradient.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const direction = (i: number) => means[i] / (1 - beta1 ** (t + 1))
        const size = (i: number) => squares[i] / (1 - beta2 ** (t + 1)) + epsilon
        return { x: x.map((at, i) => at - (eta * direction(i)) / size(i)), m: means, v: squares, t: t + 1 }
      },
    },
    {
      id: 'β₁ and β₂ swapped',
      says: 'm forgets by β₂ and v by β₁; β₁ belongs to the average of the gradients, m, and β₂ to that of their squares, v.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i])
        const squares = v.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i] ** 2)
        const direction = (i: number) => means[i] / (1 - beta2 ** (t + 1))
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta1 ** (t + 1))) + epsilon
        return { x: x.map((at, i) => at - (eta * direction(i)) / size(i)), m: means, v: squares, t: t + 1 }
      },
    },
    {
      id: 'the gradient in place of m̂',
      says: 'x moves along the gradient, so this is RMSProp with a correction; it moves along m̂, the average of the gradients.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** (t + 1))) + epsilon
        return { x: x.map((at, i) => at - (eta * gradient[i]) / size(i)), m: means, v: squares, t: t + 1 }
      },
    },
    {
      id: 'writes into the state',
      says: 'The numbers are right, but they are written into the lists that were given; make new lists, so that who called still has the old ones.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        gradient.forEach((g, i) => {
          m[i] = beta1 * m[i] + (1 - beta1) * g
          v[i] = beta2 * v[i] + (1 - beta2) * g ** 2
          const direction = m[i] / (1 - beta1 ** (t + 1))
          x[i] -= (eta * direction) / (Math.sqrt(v[i] / (1 - beta2 ** (t + 1))) + epsilon)
        })
        return { x, m, v, t: t + 1 }
      },
    },
    {
      id: 'the sign',
      says: 'The step goes with the gradient, and that is uphill; it is taken away from x.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const k = t + 1
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        return {
          x: x.map((here, i) => here + (eta * (means[i] / (1 - beta1 ** k))) / (Math.sqrt(squares[i] / (1 - beta2 ** k)) + epsilon)),
          m: means, v: squares,
          t: t + 1,
        }
      },
    },
    {
      id: 'the gradient is not squared',
      says: 'v averages the gradients themselves; it averages their squares, so that it tells how steep it is.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const k = t + 1
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i])
        return {
          x: x.map((here, i) => here - (eta * (means[i] / (1 - beta1 ** k))) / (Math.sqrt(squares[i] / (1 - beta2 ** k)) + epsilon)),
          m: means, v: squares,
          t: t + 1,
        }
      },
    },
    {
      id: 'gives back the old m and v',
      says: 'x is right, but m and v come back as they were; the next step needs the new ones.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const k = t + 1
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        return {
          x: x.map((here, i) => here - (eta * (means[i] / (1 - beta1 ** k))) / (Math.sqrt(squares[i] / (1 - beta2 ** k)) + epsilon)),
          m: [...m], v: [...v],
          t: t + 1,
        }
      },
    },
    {
      id: 'the exponent t + 2',
      says: 'The exponent is one too large: this step has been counted twice. It is t + 1, with the t that was given.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const k = t + 2
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        return {
          x: x.map((here, i) => here - (eta * (means[i] / (1 - beta1 ** k))) / (Math.sqrt(squares[i] / (1 - beta2 ** k)) + epsilon)),
          m: means, v: squares,
          t: t + 1,
        }
      },
    },
    {
      id: 'β and 1 − β exchanged',
      says: 'β stands with the new gradient and 1 − β with the old average; β is the share of the past that is kept.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const k = t + 1
        const means = m.map((mean, i) => (1 - beta1) * mean + beta1 * gradient[i])
        const squares = v.map((mean, i) => (1 - beta2) * mean + beta2 * gradient[i] ** 2)
        return {
          x: x.map((here, i) => here - (eta * (means[i] / (1 - beta1 ** k))) / (Math.sqrt(squares[i] / (1 - beta2 ** k)) + epsilon)),
          m: means, v: squares,
          t: t + 1,
        }
      },
    },
  ],
  otherRightAnswers: [
    (state, gradient, { eta, beta1, beta2, epsilon }) => {
      const [x, m, v]: [number[], number[], number[]] = [[], [], []]
      const k = state.t + 1
      for (const [i, g] of gradient.entries()) {
        m.push(state.m[i] + (1 - beta1) * (g - state.m[i]))
        v.push(state.v[i] + (1 - beta2) * (g * g - state.v[i]))
        x.push(state.x[i] - eta * (m[i] / (1 - beta1 ** k) / ((v[i] / (1 - beta2 ** k)) ** 0.5 + epsilon)))
      }
      return { t: k, v, m, x, steps: k }
    },
    (state, gradient, { eta, beta1, beta2, epsilon }) => {
      // The paper's other order, with ε scaled so that it is the same step.
      const t = state.t + 1
      const root = Math.sqrt(1 - Math.pow(beta2, t))
      const rate = (eta * root) / (1 - Math.pow(beta1, t))
      const next = { x: state.x.slice(), m: state.m.slice(), v: state.v.slice(), t }
      const from = (i: number): void => {
        if (i === gradient.length) return
        next.m[i] *= beta1
        next.m[i] += gradient[i] - beta1 * gradient[i]
        next.v[i] = beta2 * next.v[i] + gradient[i] ** 2 * (1 - beta2)
        next.x[i] -= (rate * next.m[i]) / (Math.sqrt(next.v[i]) + epsilon * root)
        from(i + 1)
      }
      from(0)
      return next
    },
    (state, gradient, { eta, beta1, beta2, epsilon }) => {
      class Average {
        constructor(
          readonly beta: number,
          readonly values: Float64Array,
        ) {}
        next(value: (i: number) => number) {
          const { beta } = this
          return new Average(
            beta,
            this.values.map((mean, i) => beta * mean + (1 - beta) * value(i)),
          )
        }
        corrected(steps: number) {
          let left = 1
          for (let step = 0; step < steps; step++) left *= this.beta
          return this.values.map((mean) => mean / (1 - left))
        }
      }
      const t = state.t + 1
      const m = new Average(beta1, Float64Array.from(state.m)).next((i) => gradient[i])
      const v = new Average(beta2, Float64Array.from(state.v)).next((i) => gradient[i] * gradient[i])
      const [direction, size] = [m.corrected(t), v.corrected(t).map((square) => Math.sqrt(square) + epsilon)]
      const x = state.x.map((at, i) => at - (eta / size[i]) * direction[i])
      return { x, m: Array.from(m.values), v: [...v.values], t }
    },
  ],
  hints: [
    'The first step has t = 0. With β₁ = 0.9, what share of g is in m after it, and what must m be divided by to become g?',
    'First the two new averages, then a corrected copy of each, divided by 1 − β to the power of t + 1. The copies move x; the averages themselves are given back.',
    'For parameter i: mHat = newM / (1 - beta1 ** (t + 1)), vHat likewise with beta2. What is taken away from x[i]? It divides by Math.sqrt(vHat) + epsilon.',
  ],
})
