import { defineExercise, several } from '../exercise'

interface State {
  x: number[]
  m: number[]
  v: number[]
  t: number
}
type NadamStep = (
  state: State,
  gradient: number[],
  settings: { eta: number; beta1: number; beta2: number; epsilon: number },
) => State

const even = { eta: 1.5, beta1: 0.5, beta2: 0.75, epsilon: 4 }

export const nadamStep = defineExercise<NadamStep>({
  id: 'nadam-step',
  lesson: '09-adam',
  title: 'One step of NAdam',
  prose: `One step of NAdam: Adam that moves along the average as the next step will see it, as far as that is known already.

  m_new = β₁ · m + (1 − β₁) · g
  v_new = β₂ · v + (1 − β₂) · g²       v̂ = v_new / (1 − β₂ᵏ)        k = t + 1
  ahead = β₁ · m_new / (1 − β₁ᵏ⁺¹) + (1 − β₁) · g / (1 − β₁ᵏ)
  x_new = x − η · ahead / (√v̂ + ε)

t counts the steps done before this one, so k is the number of this step: 1 for the first. The next step will keep the
share β₁ of m_new, and correct it with its own exponent, k + 1; what it will add is not known, so the gradient of this
step stands for it, corrected with k. Give m and v back as they are, not corrected. All lines hold for each parameter
apart: x, m, v and g are lists, and only t is one number for all (Dozat, 2016; deck C prints another rule, with η twice
and no correction). With numbers that come out even, the first step and a second one:

  nadamStep({ x: [1, 2], m: [0, 0], v: [0, 0], t: 0 }, [4, -12], { eta: 1.5, beta1: 0.5, beta2: 0.75, epsilon: 4 })
    gives  { x: [0, 3.5], m: [2, -6], v: [4, 36], t: 1 }
  nadamStep({ x: [3], m: [8], v: [72], t: 1 }, [6], { eta: 2, beta1: 0.5, beta2: 0.75, epsilon: 4 })
    gives  { x: [2], m: [7], v: [63], t: 2 }

@param state the parameters x, the averages m of the gradients and v of their squares, and t, the steps done so far; all
  stay as they are
@param gradient the gradient g there, one number a parameter; it stays as it is
@param settings the learning rate eta (η), beta1 (β₁) and beta2 (β₂), from 0 to below 1, and epsilon (ε)
@returns a new object with the new x, m, v and t`,
  signature:
    'nadamStep(\n  { x, m, v, t }: { x: number[]; m: number[]; v: number[]; t: number },\n  gradient: number[],\n  { eta, beta1, beta2, epsilon }: { eta: number; beta1: number; beta2: number; epsilon: number },\n): { x: number[]; m: number[]; v: number[]; t: number }',
  shape: { x: ['number'], m: ['number'], v: ['number'], t: 'number' },
  place: (i) => `parameter ${i + 1}`,
  reference: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
    const k = t + 1
    const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
    const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
    const ahead = (i: number) =>
      (beta1 * means[i]) / (1 - beta1 ** (k + 1)) + ((1 - beta1) * gradient[i]) / (1 - beta1 ** k)
    const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** k)) + epsilon
    return { x: x.map((at, i) => at - (eta * ahead(i)) / size(i)), m: means, v: squares, t: k }
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'by hand: the first step, the second and the fourth',
      points: 4,
      cases: [
        {
          given: [{ x: [1, 2], m: [0, 0], v: [0, 0], t: 0 }, [4, -12], even],
          byHand: { x: [0, 3.5], m: [2, -6], v: [4, 36], t: 1 },
        },
        {
          given: [{ x: [3], m: [8], v: [72], t: 1 }, [6], { eta: 2, beta1: 0.5, beta2: 0.75, epsilon: 4 }],
          byHand: { x: [2], m: [7], v: [63], t: 2 },
        },
        {
          given: [
            { x: [3], m: [32], v: [1380], t: 3 },
            [30],
            { eta: 2, beta1: 0.5, beta2: 0.25, epsilon: 32 },
          ],
          byHand: { x: [2], m: [31], v: [1020], t: 4 },
        },
      ],
    },
    {
      name: 'the first step goes farther than η: 1 + β₁ / (1 + β₁) times as far',
      points: 1,
      cases: [
        {
          given: [
            { x: [70], m: [0], v: [0], t: 0 },
            [140],
            { eta: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
          ],
          byHand: { x: [69.8526315789579], m: [14], v: [19.6], t: 1 },
        },
        {
          given: [
            { x: [6, 2], m: [0, 0], v: [0, 0], t: 0 },
            [12, 100],
            { eta: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
          ],
          byHand: { x: [5.8526315790701755, 1.8526315789621053], m: [1.2, 10], v: [0.144, 10], t: 1 },
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
          ] as Parameters<NadamStep>,
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
          given: [{ x: [5], m: [7], v: [21], t: 1 }, [0], { eta: 4, beta1: 0.5, beta2: 0.75, epsilon: 2 }],
          byHand: { x: [4], m: [3.5], v: [15.75], t: 2 },
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
          byHand: { x: [0.524], m: [2.2], v: [16], t: 2001 },
        },
      ],
    },
  ],
  mistakes: [
    {
      id: 'both terms divided by 1 − β₁ᵏ',
      says: 'The average that looks ahead is corrected with k, like the gradient beside it. Many texts and programs do so; as published it carries the exponent of the step it looks at, k + 1.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const ahead = (i: number) =>
          (beta1 * means[i] + (1 - beta1) * gradient[i]) / (1 - beta1 ** (t + 1))
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** (t + 1))) + epsilon
        return { x: x.map((at, i) => at - (eta * ahead(i)) / size(i)), m: means, v: squares, t: t + 1 }
      },
      convention: true,
    },
    {
      id: 'η twice',
      says: 'The velocity takes in η times the gradient and is multiplied by η once more, as deck C prints it, and nothing is corrected. m is an average, without η, and η stands before the whole step.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const velocity = m.map((speed, i) => beta1 * speed + eta * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const ahead = (i: number) => beta1 * velocity[i] + (1 - beta1) * gradient[i]
        return {
          x: x.map((at, i) => at - (eta * ahead(i)) / (Math.sqrt(squares[i]) + epsilon)),
          m: velocity,
          v: squares,
          t: t + 1,
        }
      },
    },
    {
      id: 'η twice, corrected',
      says: 'm takes in η times the gradient and is multiplied by η once more; m is an average, without η, and η stands before the whole step.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const velocity = m.map((speed, i) => beta1 * speed + (1 - beta1) * eta * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const ahead = (i: number) =>
          (beta1 * velocity[i]) / (1 - beta1 ** (t + 2)) + ((1 - beta1) * gradient[i]) / (1 - beta1 ** (t + 1))
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** (t + 1))) + epsilon
        return { x: x.map((at, i) => at - (eta * ahead(i)) / size(i)), m: velocity, v: squares, t: t + 1 }
      },
    },
    {
      id: 'no look ahead',
      says: 'x moves along m̂, so this is Adam. NAdam moves along the average one step on: β₁ of m once more, and 1 − β₁ of the gradient.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const direction = (i: number) => means[i] / (1 - beta1 ** (t + 1))
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** (t + 1))) + epsilon
        return { x: x.map((at, i) => at - (eta * direction(i)) / size(i)), m: means, v: squares, t: t + 1 }
      },
    },
    {
      id: 'm̂ for both terms',
      says: 'The average stands in both terms; only the first is made of m, the second of the gradient of this step.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const ahead = (i: number) =>
          (beta1 * means[i]) / (1 - beta1 ** (t + 2)) + ((1 - beta1) * means[i]) / (1 - beta1 ** (t + 1))
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** (t + 1))) + epsilon
        return { x: x.map((at, i) => at - (eta * ahead(i)) / size(i)), m: means, v: squares, t: t + 1 }
      },
    },
    {
      id: 'looks ahead with the old m',
      says: 'The first term is made of m from before this step; it is the new one that the next step will see.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const ahead = (i: number) =>
          (beta1 * m[i]) / (1 - beta1 ** (t + 2)) + ((1 - beta1) * gradient[i]) / (1 - beta1 ** (t + 1))
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** (t + 1))) + epsilon
        return { x: x.map((at, i) => at - (eta * ahead(i)) / size(i)), m: means, v: squares, t: t + 1 }
      },
    },
    {
      id: 'both terms divided by 1 − β₁ᵏ⁺¹',
      says: 'The gradient is corrected with k + 1 too. Only the average looks at the next step; the gradient is of this one, k.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const ahead = (i: number) =>
          (beta1 * means[i] + (1 - beta1) * gradient[i]) / (1 - beta1 ** (t + 2))
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** (t + 1))) + epsilon
        return { x: x.map((at, i) => at - (eta * ahead(i)) / size(i)), m: means, v: squares, t: t + 1 }
      },
    },
    {
      id: 'the gradient is not corrected',
      says: 'The average is corrected, but the gradient beside it is not; it is divided by 1 − β₁ᵏ.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const ahead = (i: number) =>
          (beta1 * means[i]) / (1 - beta1 ** (t + 2)) + (1 - beta1) * gradient[i]
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** (t + 1))) + epsilon
        return { x: x.map((at, i) => at - (eta * ahead(i)) / size(i)), m: means, v: squares, t: t + 1 }
      },
    },
    {
      id: 'no correction',
      says: 'm, g and v are taken as they come; near the start the averages are too small, and each of the three is divided by its own 1 − β to a power.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const ahead = (i: number) => beta1 * means[i] + (1 - beta1) * gradient[i]
        return {
          x: x.map((at, i) => at - (eta * ahead(i)) / (Math.sqrt(squares[i]) + epsilon)),
          m: means,
          v: squares,
          t: t + 1,
        }
      },
    },
    {
      id: 't from 0',
      says: 'All exponents are one too small: k is t + 1, since this step counts too. With k = t the first step divides by 1 − β⁰ = 0.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const ahead = (i: number) =>
          (beta1 * means[i]) / (1 - beta1 ** (t + 1)) + ((1 - beta1) * gradient[i]) / (1 - beta1 ** t)
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** t)) + epsilon
        return { x: x.map((at, i) => at - (eta * ahead(i)) / size(i)), m: means, v: squares, t: t + 1 }
      },
    },
    {
      id: 't does not go on',
      says: 'x, m and v are right, but t comes back as it was, so every step would be corrected like the first; give back t + 1.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const ahead = (i: number) =>
          (beta1 * means[i]) / (1 - beta1 ** (t + 2)) + ((1 - beta1) * gradient[i]) / (1 - beta1 ** (t + 1))
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** (t + 1))) + epsilon
        return { x: x.map((at, i) => at - (eta * ahead(i)) / size(i)), m: means, v: squares, t }
      },
    },
    {
      id: 'ε inside the root',
      says: 'ε is added to v̂ under the root, as some decks do it for Adam; here it stands outside, √v̂ + ε. With a small ε the two are close.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        const ahead = (i: number) =>
          (beta1 * means[i]) / (1 - beta1 ** (t + 2)) + ((1 - beta1) * gradient[i]) / (1 - beta1 ** (t + 1))
        const size = (i: number) => Math.sqrt(squares[i] / (1 - beta2 ** (t + 1)) + epsilon)
        return { x: x.map((at, i) => at - (eta * ahead(i)) / size(i)), m: means, v: squares, t: t + 1 }
      },
      convention: true,
    },
    {
      id: 'writes into the state',
      says: 'The numbers are right, but they are written into the lists that were given; make new lists, so that who called still has the old ones.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        gradient.forEach((g, i) => {
          m[i] = beta1 * m[i] + (1 - beta1) * g
          v[i] = beta2 * v[i] + (1 - beta2) * g ** 2
          const ahead = (beta1 * m[i]) / (1 - beta1 ** (t + 2)) + ((1 - beta1) * g) / (1 - beta1 ** (t + 1))
          x[i] -= (eta * ahead) / (Math.sqrt(v[i] / (1 - beta2 ** (t + 1))) + epsilon)
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
          x: x.map((here, i) => here + (eta * ((beta1 * means[i]) / (1 - beta1 ** (k + 1)) + ((1 - beta1) * gradient[i]) / (1 - beta1 ** k))) / (Math.sqrt(squares[i] / (1 - beta2 ** k)) + epsilon)),
          m: means, v: squares,
          t: t + 1,
        }
      },
    },
    {
      id: 'v is not corrected',
      says: 'The root is that of v as it comes, which is too small near the start; v is divided by 1 − β₂ᵏ first.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const k = t + 1
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        return {
          x: x.map((here, i) => here - (eta * ((beta1 * means[i]) / (1 - beta1 ** (k + 1)) + ((1 - beta1) * gradient[i]) / (1 - beta1 ** k))) / (Math.sqrt(squares[i]) + epsilon)),
          m: means, v: squares,
          t: t + 1,
        }
      },
    },
    {
      id: 'all of the gradient',
      says: 'The gradient comes in whole beside the average; its share is 1 − β₁.',
      slip: ({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) => {
        const k = t + 1
        const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
        const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
        return {
          x: x.map((here, i) => here - (eta * ((beta1 * means[i]) / (1 - beta1 ** (k + 1)) + gradient[i] / (1 - beta1 ** k))) / (Math.sqrt(squares[i] / (1 - beta2 ** k)) + epsilon)),
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
      const [now, next] = [1 - beta1 ** k, 1 - beta1 ** (k + 1)]
      for (const [i, g] of gradient.entries()) {
        m.push(state.m[i] + (1 - beta1) * (g - state.m[i]))
        v.push(state.v[i] + (1 - beta2) * (g * g - state.v[i]))
        const ahead = (now * beta1 * m[i] + next * (1 - beta1) * g) / (now * next)
        x.push(state.x[i] - eta * (ahead / ((v[i] / (1 - beta2 ** k)) ** 0.5 + epsilon)))
      }
      return { t: k, v, m, x, steps: k }
    },
    (state, gradient, { eta, beta1, beta2, epsilon }) => {
      // From Adam's own direction: the share of the old m in m̂, one step on.
      const root = Math.sqrt(1 - Math.pow(beta2, state.t + 1))
      const next = { x: state.x.slice(), m: state.m.slice(), v: state.v.slice(), t: state.t + 1 }
      const [keep, take] = [beta1 / (1 - Math.pow(beta1, next.t + 1)), (1 - beta1) / (1 - Math.pow(beta1, next.t))]
      const from = (i: number): void => {
        if (i === gradient.length) return
        next.m[i] *= beta1
        next.m[i] += gradient[i] - beta1 * gradient[i]
        next.v[i] = beta2 * next.v[i] + gradient[i] ** 2 * (1 - beta2)
        next.x[i] -= (eta * root * (keep * next.m[i] + take * gradient[i])) / (Math.sqrt(next.v[i]) + epsilon * root)
        from(i + 1)
      }
      from(0)
      return next
    },
    (state, gradient, { eta, beta1, beta2, epsilon }) => {
      const mixed = (beta: number, old: Float64Array, value: Float64Array) =>
        old.map((mean, i) => beta * mean + (1 - beta) * value[i])
      const power = (beta: number, exponent: number) =>
        Array.from({ length: exponent }, () => beta).reduce((product, factor) => product * factor, 1)
      const g = Float64Array.from(gradient)
      const [m, v] = [
        mixed(beta1, Float64Array.from(state.m), g),
        mixed(beta2, Float64Array.from(state.v), g.map((one) => one * one)),
      ]
      const t = state.t + 1
      const ahead = mixed(
        beta1,
        m.map((mean) => mean / (1 - power(beta1, t + 1))),
        g.map((one) => one / (1 - power(beta1, t))),
      )
      const sigma = v.map((square) => Math.sqrt(square / (1 - power(beta2, t))) + epsilon)
      return { x: state.x.map((at, i) => at - (eta / sigma[i]) * ahead[i]), m: [...m], v: Array.from(v), t }
    },
  ],
  hints: [
    'What does the next step do to m_new first, and by which exponent will it correct it?',
    'm, v and v̂ are Adam’s. The direction has two terms: β₁ of the new m over 1 − β₁ to the power of k + 1, and 1 − β₁ of the gradient over 1 − β₁ to the power of k.',
    'With k = t + 1 and ahead = (beta1 * newM) / (1 - beta1 ** (k + 1)) + …, what is the second term? The rest is Adam, with ahead in place of m̂.',
  ],
})
