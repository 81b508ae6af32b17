import { defineExercise, several, type Case } from '../exercise'

interface State {
  x: number[]
  m: number[]
  u: number[]
  t: number
}
type AdamaxStep = (
  state: State,
  gradient: number[],
  settings: { eta: number; beta1: number; beta2: number },
) => State

const published: AdamaxStep = ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
  const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
  const largest = u.map((most, i) => Math.max(beta2 * most, Math.abs(gradient[i])))
  const rate = eta / (1 - beta1 ** (t + 1))
  return {
    x: x.map((at, i) => (largest[i] === 0 ? at : at - (rate * means[i]) / largest[i])),
    m: means,
    u: largest,
    t: t + 1,
  }
}

/** How far the numbers of all answers are from the published ones, apart from where nothing moves. */
function offBy(answers: readonly State[], cases: readonly Case<AdamaxStep>[]): number[] {
  return cases.flatMap(({ given }, c) => {
    const { x, u } = published(...given)
    const moving = [...u.keys()].filter((i) => u[i] > 0)
    return moving.flatMap((i) => [Math.abs(answers[c].x[i] - x[i]), Math.abs(answers[c].u[i] - u[i])])
  })
}

export const adamaxStep = defineExercise<AdamaxStep>({
  id: 'adamax-step',
  lesson: '09-adam',
  title: 'One step of AdaMax',
  prose: `One step of AdaMax: Adam that divides by the largest gradient of late in place of a root of squares.

  m_new = β₁ · m + (1 − β₁) · g
  u_new = the larger of β₂ · u and |g|
  x_new = x − η / (1 − β₁ᵏ) · m_new / u_new        k = t + 1

t counts the steps done before this one, so k is the number of this step: 1 for the first. u needs no correction, since
it holds a whole gradient from the first step on, and there is no ε: where u_new is 0, x stays, and m goes on as always.
All lines hold for each parameter apart: x, m, u and g are lists, and only t is one number for all (Kingma and Ba, 2015;
deck C prints an average in place of the maximum, and one u for all parameters). With numbers that come out even:

  adamaxStep({ x: [10, 1], m: [5, -4], u: [10, 5], t: 1 }, [4, -8], { eta: 4, beta1: 0.5, beta2: 0.8 })
    gives  { x: [7, 5], m: [4.5, -6], u: [8, 8], t: 2 }

@param state the parameters x, the average m of the gradients, the maximum u that fades, and t, the steps done so far;
  all stay as they are
@param gradient the gradient g there, one number a parameter; it stays as it is
@param settings the learning rate eta (η), beta1 (β₁) and beta2 (β₂), from 0 to below 1
@returns a new object with the new x, m, u and t`,
  signature:
    'adamaxStep(\n  { x, m, u, t }: { x: number[]; m: number[]; u: number[]; t: number },\n  gradient: number[],\n  { eta, beta1, beta2 }: { eta: number; beta1: number; beta2: number },\n): { x: number[]; m: number[]; u: number[]; t: number }',
  shape: { x: ['number'], m: ['number'], u: ['number'], t: 'number' },
  place: (i) => `parameter ${i + 1}`,
  reference: published,
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'by hand: the first step, the second and the fourth',
      points: 4,
      cases: [
        {
          given: [
            { x: [1, 2], m: [0, 0], u: [0, 0], t: 0 },
            [4, -3],
            { eta: 0.5, beta1: 0.75, beta2: 0.875 },
          ],
          byHand: { x: [0.5, 2.5], m: [1, -0.75], u: [4, 3], t: 1 },
        },
        {
          given: [
            { x: [10, 1], m: [5, -4], u: [10, 5], t: 1 },
            [4, -8],
            { eta: 4, beta1: 0.5, beta2: 0.8 },
          ],
          byHand: { x: [7, 5], m: [4.5, -6], u: [8, 8], t: 2 },
        },
        {
          given: [
            { x: [3, -2, 0], m: [20, 5, -35], u: [8, 100, 4], t: 3 },
            [10, -20, 5],
            { eta: 0.9375, beta1: 0.5, beta2: 0.25 },
          ],
          byHand: { x: [1.5, -1.7, 3], m: [15, -7.5, -15], u: [10, 25, 5], t: 4 },
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
            { x: vector(-9, 9), m: vector(-5, 5), u: vector(0.5, 6), t: random.whole(0, 20) },
            vector(-5, 5),
            {
              eta: random.between(0.01, 1),
              beta1: random.between(0.1, 0.95),
              beta2: random.between(0.1, 0.999),
            },
          ] as Parameters<AdamaxStep>,
        }
      }),
    },
    {
      name: 'edges: where u is 0, no memory, no rate, the 2,001st step',
      points: 2,
      edge: true,
      cases: [
        {
          given: [
            { x: [3, -4], m: [0, 0], u: [0, 0], t: 0 },
            [0, 2],
            { eta: 0.5, beta1: 0.5, beta2: 0.9 },
          ],
          byHand: { x: [3, -4.5], m: [0, 1], u: [0, 2], t: 1 },
        },
        {
          given: [{ x: [7], m: [4], u: [0], t: 2 }, [0], { eta: 0.5, beta1: 0.5, beta2: 0.9 }],
          byHand: { x: [7], m: [2], u: [0], t: 3 },
        },
        {
          given: [{ x: [5], m: [3], u: [4], t: 1 }, [0], { eta: 2, beta1: 0.5, beta2: 0.5 }],
          byHand: { x: [3], m: [1.5], u: [2], t: 2 },
        },
        {
          given: [
            { x: [1, 1], m: [5, 5], u: [9, 1], t: 6 },
            [3, -3],
            { eta: 0.25, beta1: 0, beta2: 0 },
          ],
          byHand: { x: [0.75, 1.25], m: [3, -3], u: [3, 3], t: 7 },
        },
        {
          given: [{ x: [6], m: [0], u: [0], t: 0 }, [-8], { eta: 0, beta1: 0.5, beta2: 0.9 }],
          byHand: { x: [6], m: [-4], u: [8], t: 1 },
        },
        {
          given: [{ x: [1], m: [2], u: [10], t: 2000 }, [-8], { eta: 1, beta1: 0.9, beta2: 0.5 }],
          byHand: { x: [0.875], m: [1], u: [8], t: 2001 },
        },
      ],
    },
  ],
  mistakes: [
    {
      id: 'an average for the maximum',
      says: 'u averages the sizes of the gradients; it is the larger of the two, the old u that has faded and the new |g|.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const sizes = u.map((size, i) => beta2 * size + (1 - beta2) * Math.abs(gradient[i]))
        const rate = eta / (1 - beta1 ** (t + 1))
        return {
          x: x.map((at, i) => (sizes[i] === 0 ? at : at - (rate * means[i]) / sizes[i])),
          m: means,
          u: sizes,
          t: t + 1,
        }
      },
    },
    {
      id: 'one u for all',
      says: 'Every u takes in the largest gradient of all parameters, as in deck C, so that all share one rate; each u looks at the gradient of its own parameter.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const all = Math.max(...gradient.map(Math.abs))
        const largest = u.map((most) => Math.max(beta2 * most, all))
        const rate = eta / (1 - beta1 ** (t + 1))
        return {
          x: x.map((at, i) => (largest[i] === 0 ? at : at - (rate * means[i]) / largest[i])),
          m: means,
          u: largest,
          t: t + 1,
        }
      },
    },
    {
      id: 'as deck C prints it',
      says: 'u averages the square of the largest gradient of all parameters, and the step divides by its root, as deck C prints it. As published, each parameter has the maximum of its own gradients, with no average and no root.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const all = Math.max(...gradient.map(Math.abs))
        const squares = u.map((square) => beta2 * square + (1 - beta2) * all ** 2)
        const rate = eta / (1 - beta1 ** (t + 1))
        const root = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** (t + 1)))
        return {
          x: x.map((at, i) => (squares[i] === 0 ? at : at - (rate * means[i]) / root(i))),
          m: means,
          u: squares,
          t: t + 1,
        }
      },
    },
    {
      id: 'corrects u',
      says: 'u is divided by 1 − β₂ᵏ before it divides the step. An average from 0 needs that; a maximum holds a whole gradient from the first step on.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const largest = u.map((most, i) => Math.max(beta2 * most, Math.abs(gradient[i])))
        const rate = (eta * (1 - beta2 ** (t + 1))) / (1 - beta1 ** (t + 1))
        return {
          x: x.map((at, i) => (largest[i] === 0 ? at : at - (rate * means[i]) / largest[i])),
          m: means,
          u: largest,
          t: t + 1,
        }
      },
    },
    {
      id: 'the corrected u fed back',
      says: 'u is divided by 1 − β₂ᵏ and given back so. An average from 0 needs a correction; a maximum holds a whole gradient from the first step on.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const largest = u.map(
          (most, i) => Math.max(beta2 * most, Math.abs(gradient[i])) / (1 - beta2 ** (t + 1)),
        )
        const rate = eta / (1 - beta1 ** (t + 1))
        return {
          x: x.map((at, i) => (largest[i] === 0 ? at : at - (rate * means[i]) / largest[i])),
          m: means,
          u: largest,
          t: t + 1,
        }
      },
    },
    {
      id: 'no correction',
      says: 'm is taken as it comes, and near the start it is too small; it is divided by 1 − β₁ᵏ.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const largest = u.map((most, i) => Math.max(beta2 * most, Math.abs(gradient[i])))
        return {
          x: x.map((at, i) => (largest[i] === 0 ? at : at - (eta * means[i]) / largest[i])),
          m: means,
          u: largest,
          t: t + 1,
        }
      },
    },
    {
      id: 't from 0',
      says: 'The exponent is t, the number of steps before this one, so the first step divides by 1 − β₁⁰ = 0; this step counts too, and the exponent is t + 1.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const largest = u.map((most, i) => Math.max(beta2 * most, Math.abs(gradient[i])))
        const rate = eta / (1 - beta1 ** t)
        return {
          x: x.map((at, i) => (largest[i] === 0 ? at : at - (rate * means[i]) / largest[i])),
          m: means,
          u: largest,
          t: t + 1,
        }
      },
    },
    {
      id: 't does not go on',
      says: 'x, m and u are right, but t comes back as it was, so every step would be corrected like the first; give back t + 1.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const largest = u.map((most, i) => Math.max(beta2 * most, Math.abs(gradient[i])))
        const rate = eta / (1 - beta1 ** (t + 1))
        return {
          x: x.map((at, i) => (largest[i] === 0 ? at : at - (rate * means[i]) / largest[i])),
          m: means,
          u: largest,
          t,
        }
      },
    },
    {
      id: 'no absolute value',
      says: 'u takes in g with its sign, so a steep slope below 0 does not count; it takes in |g|.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const largest = u.map((most, i) => Math.max(beta2 * most, gradient[i]))
        const rate = eta / (1 - beta1 ** (t + 1))
        return {
          x: x.map((at, i) => (largest[i] === 0 ? at : at - (rate * means[i]) / largest[i])),
          m: means,
          u: largest,
          t: t + 1,
        }
      },
    },
    {
      id: 'u does not fade',
      says: 'u is the largest gradient ever, so one steep place would shorten all later steps; the old u is multiplied by β₂ before it is compared.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1 }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const largest = u.map((most, i) => Math.max(most, Math.abs(gradient[i])))
        const rate = eta / (1 - beta1 ** (t + 1))
        return {
          x: x.map((at, i) => (largest[i] === 0 ? at : at - (rate * means[i]) / largest[i])),
          m: means,
          u: largest,
          t: t + 1,
        }
      },
    },
    {
      id: 'an ε below',
      says: 'A small ε is added to |g| or to u, as PyTorch and optax do against a division by 0. As published there is none; where u is 0, x stays.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const largest = u.map((most, i) => Math.max(beta2 * most, Math.abs(gradient[i]) + 1e-8))
        const rate = eta / (1 - beta1 ** (t + 1))
        return { x: x.map((at, i) => at - (rate * means[i]) / largest[i]), m: means, u: largest, t: t + 1 }
      },
      convention: true,
      shows: (answers, cases) => {
        const off = offBy(answers, cases)
        return off.every((distance) => distance < 1e-4) && off.some((distance) => distance > 1e-10)
      },
    },
    {
      id: 'divides by u = 0',
      says: 'Where u is 0 the step is divided by 0, and x is no number any more; x stays there.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const largest = u.map((most, i) => Math.max(beta2 * most, Math.abs(gradient[i])))
        const rate = eta / (1 - beta1 ** (t + 1))
        return { x: x.map((at, i) => at - (rate * means[i]) / largest[i]), m: means, u: largest, t: t + 1 }
      },
    },
    {
      id: 'm stands still where u is 0',
      says: 'Where u is 0, m comes back as it was; only x stays there, and m goes on as always.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const largest = u.map((most, i) => Math.max(beta2 * most, Math.abs(gradient[i])))
        const means = m.map((mean, i) =>
          largest[i] === 0 ? mean : beta1 * mean + (1 - beta1) * gradient[i],
        )
        const rate = eta / (1 - beta1 ** (t + 1))
        return {
          x: x.map((at, i) => (largest[i] === 0 ? at : at - (rate * means[i]) / largest[i])),
          m: means,
          u: largest,
          t: t + 1,
        }
      },
    },
    {
      id: 'writes into the state',
      says: 'The numbers are right, but they are written into the lists that were given; make new lists, so that who called still has the old ones.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        gradient.forEach((g, i) => {
          m[i] = beta1 * m[i] + (1 - beta1) * g
          u[i] = Math.max(beta2 * u[i], Math.abs(g))
          if (u[i] > 0) x[i] -= ((eta / (1 - beta1 ** (t + 1))) * m[i]) / u[i]
        })
        return { x, m, u, t: t + 1 }
      },
    },
    {
      id: 'the sign',
      says: 'The step goes with the gradient, and that is uphill; it is taken away from x.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const rate = eta / (1 - beta1 ** (t + 1))
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const us = u.map((old, i) => Math.max(beta2 * old, Math.abs(gradient[i])))
        return {
          x: x.map((here, i) => (us[i] === 0 ? here : here + (rate * means[i]) / us[i])),
          m: means,
          u: us,
          t: t + 1,
        }
      },
    },
    {
      id: 'divides by the old u',
      says: 'The step is divided by u from before this gradient; u takes in the new |g| first.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const rate = eta / (1 - beta1 ** (t + 1))
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const us = u.map((old, i) => Math.max(beta2 * old, Math.abs(gradient[i])))
        return {
          x: x.map((here, i) => (us[i] === 0 ? here : here - (rate * means[i]) / u[i])),
          m: means,
          u: us,
          t: t + 1,
        }
      },
    },
    {
      id: 'the gradient in place of m',
      says: 'x moves along the gradient; it moves along m, the average of the gradients.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const rate = eta / (1 - beta1 ** (t + 1))
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const us = u.map((old, i) => Math.max(beta2 * old, Math.abs(gradient[i])))
        return {
          x: x.map((here, i) => (us[i] === 0 ? here : here - (rate * gradient[i]) / us[i])),
          m: means,
          u: us,
          t: t + 1,
        }
      },
    },
    {
      id: 'the corrected m fed back',
      says: 'm is divided by 1 − β₁ᵏ and given back so, and the next step corrects it again. Correct it for this step’s move only.',
      slip: ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
        const rate = eta / (1 - beta1 ** (t + 1))
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const us = u.map((old, i) => Math.max(beta2 * old, Math.abs(gradient[i])))
        return {
          x: x.map((here, i) => (us[i] === 0 ? here : here - (rate * means[i]) / us[i])),
          m: means.map((mean) => mean / (1 - beta1 ** (t + 1))),
          u: us,
          t: t + 1,
        }
      },
    },
  ],
  otherRightAnswers: [
    (state, gradient, { eta, beta1, beta2 }) => {
      const [x, m, u]: [number[], number[], number[]] = [[], [], []]
      for (const [i, g] of gradient.entries()) {
        m.push(state.m[i] + (1 - beta1) * (g - state.m[i]))
        u.push(Math.max(state.u[i] * beta2, g, -g))
        const step = u[i] > 0 ? m[i] / u[i] / (1 - beta1 ** (state.t + 1)) : 0
        x.push(state.x[i] - eta * step)
      }
      return { t: state.t + 1, u, m, x, note: 'an extra key' }
    },
    (state, gradient, { eta, beta1, beta2 }) => {
      const next = { x: [...state.x], m: [...state.m], u: [...state.u], t: state.t + 1 }
      let left = beta1
      for (let step = 0; step < state.t; step++) left *= beta1
      const from = (i: number): void => {
        if (i < 0) return
        const size = gradient[i] < 0 ? -gradient[i] : gradient[i]
        next.m[i] *= beta1
        next.m[i] += (1 - beta1) * gradient[i]
        next.u[i] *= beta2
        if (size > next.u[i]) next.u[i] = size
        if (next.u[i] !== 0) next.x[i] -= ((next.m[i] / (1 - left)) * eta) / next.u[i]
        from(i - 1)
      }
      from(gradient.length - 1)
      return next
    },
    ({ x, m, u, t }, gradient, { eta, beta1, beta2 }) => {
      const largest = Float64Array.from(gradient, (g, i) => Math.max(Math.abs(g), beta2 * u[i]))
      const means = gradient.map((g, i) => g * (1 - beta1) + beta1 * m[i])
      // 0 / 0 is no number, and no number is no step.
      const step = (i: number) => (eta * means[i]) / ((1 - Math.pow(beta1, t + 1)) * largest[i])
      return {
        x: x.map((at, i) => at - (Number.isFinite(step(i)) ? step(i) : 0)),
        m: means,
        u: Array.from(largest),
        t: t + 1,
      }
    },
  ],
  hints: [
    'After a steep slope of −8, β₂ = 0.5 and slopes of 1 from then on: what is u after one more step, after two, after five?',
    'First the new m, an average. Then the new u, Math.max of the old one that has faded and the size of the gradient. Then x, which stays where the new u is 0.',
    'With rate = eta / (1 - beta1 ** (t + 1)): for parameter i, what is taken away from x[i] when newU is not 0? It has rate and newM above, and newU below.',
  ],
})
