import { defineExercise, several } from '../exercise'

interface State {
  x: number[]
  s: number[]
  u: number[]
}
type AdadeltaStep = (state: State, gradient: number[], settings: { rho: number; epsilon: number }) => State

export const adadeltaStep = defineExercise<AdadeltaStep>({
  id: 'adadelta-step',
  lesson: '08-rmsprop-adadelta',
  title: 'One step of Adadelta',
  prose: `One step of Adadelta: no learning rate at all, the steps so far tell how long the next one is.

  s_new = ρ · s + (1 − ρ) · g²
  d = −√(u + ε) / √(s_new + ε) · g
  u_new = ρ · u + (1 − ρ) · d²
  x_new = x + d

s averages the squared gradients, u the squared steps, and both forget by ρ. The step d needs the u from before: its own
square comes into u afterwards (decks B, C and D; deck C prints the order and the rate wrongly in two places). ε stands
inside both roots, and sets the length of the first step, when u is still 0. All four lines hold for each parameter
apart: x, s, u and g are lists. With numbers that come out even:

  adadeltaStep({ x: [1, 4], s: [14, 0], u: [2, 29] }, [2, -2], { rho: 0.5, epsilon: 7 })
    gives  { x: [-0.5, 8], s: [9, 2], u: [2.125, 22.5] }

@param state the parameters x, the average s of the squared gradients and the average u of the squared steps, one a
  parameter; all stay as they are
@param gradient the gradient g there, one number a parameter; it stays as it is
@param settings rho (ρ), the share of the old averages that is kept, from 0 to below 1, and epsilon (ε), above 0
@returns a new object with the new x, the new s and the new u`,
  signature:
    'adadeltaStep(\n  { x, s, u }: { x: number[]; s: number[]; u: number[] },\n  gradient: number[],\n  { rho, epsilon }: { rho: number; epsilon: number },\n): { x: number[]; s: number[]; u: number[] }',
  shape: { x: ['number'], s: ['number'], u: ['number'] },
  place: (i) => `parameter ${i + 1}`,
  reference: ({ x, s, u }, gradient, { rho, epsilon }) => {
    const slopes = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
    const steps = gradient.map((g, i) => -Math.sqrt((u[i] + epsilon) / (slopes[i] + epsilon)) * g)
    return {
      x: x.map((at, i) => at + steps[i]),
      s: slopes,
      u: u.map((mean, i) => rho * mean + (1 - rho) * steps[i] ** 2),
    }
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'by hand: roots that come out even',
      points: 4,
      cases: [
        {
          given: [{ x: [1, 4], s: [14, 0], u: [2, 29] }, [2, -2], { rho: 0.5, epsilon: 7 }],
          byHand: { x: [-0.5, 8], s: [9, 2], u: [2.125, 22.5] },
        },
        {
          given: [{ x: [10], s: [8], u: [3] }, [4], { rho: 0.75, epsilon: 6 }],
          byHand: { x: [7], s: [10], u: [4.5] },
        },
        {
          given: [{ x: [0, -1], s: [0, 10], u: [19, 3] }, [10, -10], { rho: 0.9, epsilon: 6 }],
          byHand: { x: [-12.5, 5], s: [10, 19], u: [32.725, 6.3] },
        },
      ],
    },
    {
      name: 'the first step from nothing: ε sets its length',
      points: 1,
      cases: [
        {
          given: [{ x: [70], s: [0], u: [0] }, [140], { rho: 0.9, epsilon: 1e-6 }],
          byHand: { x: [69.99683772234064], s: [1960], u: [9.9999999949e-7] },
        },
        {
          given: [{ x: [0, 0], s: [0, 0], u: [0, 0] }, [3, -4], { rho: 0.75, epsilon: 4 }],
          byHand: {
            x: [-2.4, 2.8284271247461903],
            s: [2.25, 4],
            u: [1.44, 2],
          },
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
            { x: vector(-9, 9), s: vector(0, 20), u: vector(0, 5) },
            vector(-5, 5),
            { rho: random.between(0.05, 0.99), epsilon: random.between(0.001, 1) },
          ] as Parameters<AdadeltaStep>,
        }
      }),
    },
    {
      name: 'edges: no gradient, no memory, one parameter',
      points: 1,
      edge: true,
      cases: [
        {
          given: [{ x: [3, -4], s: [0, 2], u: [0, 6] }, [0, 0], { rho: 0.5, epsilon: 1e-6 }],
          byHand: { x: [3, -4], s: [0, 1], u: [0, 3] },
        },
        {
          given: [{ x: [5, 5], s: [100, 0], u: [16, 7] }, [4, -4], { rho: 0, epsilon: 9 }],
          byHand: { x: [1, 8.2], s: [16, 16], u: [16, 10.24] },
        },
        {
          given: [{ x: [-2], s: [1], u: [0] }, [-3], { rho: 0.5, epsilon: 4 }],
          byHand: { x: [0], s: [5], u: [2] },
        },
      ],
    },
  ],
  mistakes: [
    {
      id: 'uses the new u',
      says: 'u takes in a step before x moves, and then x moves by the root of the new u. The step is d, worked out from the u before it.',
      slip: ({ x, s, u }, gradient, { rho, epsilon }) => {
        const slopes = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
        const means = u.map((mean, i) => {
          const step = Math.sqrt((mean + epsilon) / (slopes[i] + epsilon)) * gradient[i]
          return rho * mean + (1 - rho) * step ** 2
        })
        return {
          x: x.map((at, i) => at - Math.sqrt((means[i] + epsilon) / (slopes[i] + epsilon)) * gradient[i]),
          s: slopes,
          u: means,
        }
      },
    },
    {
      id: 'u averages the gradients, and first',
      says: 'u is brought up to date before the step, and from the gradient, as in deck C’s workflow. Then u and s are the same kind of average; the step comes first, from the old u, and u takes in the square of that step.',
      slip: ({ x, s, u }, gradient, { rho, epsilon }) => {
        const slopes = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
        const means = u.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
        return {
          x: x.map((at, i) => at - Math.sqrt((means[i] + epsilon) / (slopes[i] + epsilon)) * gradient[i]),
          s: slopes,
          u: means,
        }
      },
    },
    {
      id: 'the old s over the new s',
      says: 'Squared gradients stand above and below, as on one slide of deck C, so the rate is about 1 whatever the function. Above stands u, the average of the squared steps.',
      slip: ({ x, s, u }, gradient, { rho, epsilon }) => {
        const slopes = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
        const steps = gradient.map((g, i) => -Math.sqrt((s[i] + epsilon) / (slopes[i] + epsilon)) * g)
        return {
          x: x.map((at, i) => at + steps[i]),
          s: slopes,
          u: u.map((mean, i) => rho * mean + (1 - rho) * steps[i] ** 2),
        }
      },
    },
    {
      id: 'the roots forgotten',
      says: 'The step is multiplied by u + ε and divided by s + ε themselves; the roots of them have the units of a step and of a gradient.',
      slip: ({ x, s, u }, gradient, { rho, epsilon }) => {
        const slopes = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
        const steps = gradient.map((g, i) => (-(u[i] + epsilon) / (slopes[i] + epsilon)) * g)
        return {
          x: x.map((at, i) => at + steps[i]),
          s: slopes,
          u: u.map((mean, i) => rho * mean + (1 - rho) * steps[i] ** 2),
        }
      },
    },
    {
      id: 'divides by the old s',
      says: 'The step is divided by the root of s from before this gradient; s takes in the new square first. Only u is the old one.',
      slip: ({ x, s, u }, gradient, { rho, epsilon }) => {
        const steps = gradient.map((g, i) => -Math.sqrt((u[i] + epsilon) / (s[i] + epsilon)) * g)
        return {
          x: x.map((at, i) => at + steps[i]),
          s: s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2),
          u: u.map((mean, i) => rho * mean + (1 - rho) * steps[i] ** 2),
        }
      },
    },
    {
      id: 'u takes in the gradient',
      says: 'The step is right, but u then takes in the square of the gradient; it averages the squares of the steps d.',
      slip: ({ x, s, u }, gradient, { rho, epsilon }) => {
        const slopes = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
        return {
          x: x.map((at, i) => at - Math.sqrt((u[i] + epsilon) / (slopes[i] + epsilon)) * gradient[i]),
          s: slopes,
          u: u.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2),
        }
      },
    },
    {
      id: 'ε outside the roots',
      says: 'ε is added to the roots; it stands inside both of them, √(u + ε) and √(s + ε).',
      slip: ({ x, s, u }, gradient, { rho, epsilon }) => {
        const slopes = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
        const steps = gradient.map(
          (g, i) => (-(Math.sqrt(u[i]) + epsilon) / (Math.sqrt(slopes[i]) + epsilon)) * g,
        )
        return {
          x: x.map((at, i) => at + steps[i]),
          s: slopes,
          u: u.map((mean, i) => rho * mean + (1 - rho) * steps[i] ** 2),
        }
      },
    },
    {
      id: 'the sign',
      says: 'The step goes with the gradient, and that is uphill; d has a minus.',
      slip: ({ x, s, u }, gradient, { rho, epsilon }) => {
        const slopes = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
        const steps = gradient.map((g, i) => Math.sqrt((u[i] + epsilon) / (slopes[i] + epsilon)) * g)
        return {
          x: x.map((at, i) => at + steps[i]),
          s: slopes,
          u: u.map((mean, i) => rho * mean + (1 - rho) * steps[i] ** 2),
        }
      },
    },
    {
      id: 'ρ and 1 − ρ swapped',
      says: 'ρ stands with the new squares and 1 − ρ with the old averages; ρ is the share of the past that is kept.',
      slip: ({ x, s, u }, gradient, { rho, epsilon }) => {
        const slopes = s.map((mean, i) => (1 - rho) * mean + rho * gradient[i] ** 2)
        const steps = gradient.map((g, i) => -Math.sqrt((u[i] + epsilon) / (slopes[i] + epsilon)) * g)
        return {
          x: x.map((at, i) => at + steps[i]),
          s: slopes,
          u: u.map((mean, i) => (1 - rho) * mean + rho * steps[i] ** 2),
        }
      },
    },
    {
      id: 'writes into the state',
      says: 'The numbers are right, but they are written into the lists that were given; make new lists, so that who called still has the old ones.',
      slip: ({ x, s, u }, gradient, { rho, epsilon }) => {
        gradient.forEach((g, i) => {
          s[i] = rho * s[i] + (1 - rho) * g ** 2
          const step = -Math.sqrt((u[i] + epsilon) / (s[i] + epsilon)) * g
          u[i] = rho * u[i] + (1 - rho) * step ** 2
          x[i] += step
        })
        return { x, s, u }
      },
    },
    {
      id: 'gives back the old u',
      says: 'x and s are right, but u comes back as it was; it takes in the square of the step d.',
      slip: ({ x, s, u }, gradient, { rho, epsilon }) => {
        const slopes = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
        const steps = gradient.map((g, i) => (-Math.sqrt(u[i] + epsilon) / Math.sqrt(slopes[i] + epsilon)) * g)
        return { x: x.map((here, i) => here + steps[i]), s: slopes, u: [...u] }
      },
    },
    {
      id: 'd is not squared',
      says: 'u takes in the steps themselves, where those of opposite sign cancel; it takes in their squares.',
      slip: ({ x, s, u }, gradient, { rho, epsilon }) => {
        const slopes = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
        const steps = gradient.map((g, i) => (-Math.sqrt(u[i] + epsilon) / Math.sqrt(slopes[i] + epsilon)) * g)
        return { x: x.map((here, i) => here + steps[i]), s: slopes, u: u.map((mean, i) => rho * mean + (1 - rho) * steps[i]) }
      },
    },
  ],
  otherRightAnswers: [
    (state, gradient, { rho, epsilon }) => {
      const next: { x: number[]; s: number[]; u: number[] } = { x: [], s: [], u: [] }
      for (const [i, g] of gradient.entries()) {
        const s = state.s[i] + (1 - rho) * (g * g - state.s[i])
        const step = (g * Math.sqrt(state.u[i] + epsilon)) / Math.sqrt(s + epsilon)
        next.s.push(s)
        next.u.push(state.u[i] + (1 - rho) * (step * step - state.u[i]))
        next.x.push(state.x[i] - step)
      }
      return { ...next, steps: 1 }
    },
    (state, gradient, { rho, epsilon }) => {
      const [x, s, u] = [[...state.x], [...state.s], [...state.u]]
      const average = (list: number[], i: number, value: number) => {
        list[i] = list[i] * rho + value ** 2 - rho * value ** 2
        return list[i]
      }
      const from = (i: number): void => {
        if (i < 0) return
        const above = Math.sqrt(u[i] + epsilon)
        const d = (-above * gradient[i]) / Math.sqrt(average(s, i, gradient[i]) + epsilon)
        average(u, i, d)
        x[i] += d
        from(i - 1)
      }
      from(gradient.length - 1)
      return { u, s, x }
    },
    (state, gradient, { rho, epsilon }) => {
      class Parameter {
        constructor(
          private readonly i: number,
          readonly g = gradient[i],
        ) {}
        get s() {
          return rho * state.s[this.i] + (1 - rho) * this.g ** 2
        }
        get step() {
          return -this.g * Math.pow((state.u[this.i] + epsilon) / (this.s + epsilon), 0.5)
        }
        get u() {
          return rho * state.u[this.i] + (1 - rho) * this.step ** 2
        }
        get x() {
          return state.x[this.i] + this.step
        }
      }
      const all = gradient.map((_, i) => new Parameter(i))
      return { x: all.map((one) => one.x), s: all.map((one) => one.s), u: all.map((one) => one.u) }
    },
  ],
  hints: [
    'In which order are the four numbers worked out for one parameter? Which u does the step need, and when does u change?',
    'First the new s from g². Then the step: the root of the old u + ε over the root of the new s + ε, times −g. Then the new u from the square of the step.',
    'For parameter i: d = -Math.sqrt(u[i] + epsilon) / Math.sqrt(newS + epsilon) * gradient[i]. What do the new u and the new x make of d?',
  ],
})
