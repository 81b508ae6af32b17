import {
  adadelta,
  adagrad,
  adam,
  adaMax,
  amsGrad,
  gradientDescent,
  lion,
  momentum,
  nadam,
  normal,
  random as uniform,
  rmsProp,
} from 'downhill'
import { several, type Random } from '../exercise'
import { defineRace, type Hill } from '../race'

type Numbers = readonly number[]

const budget = 1500
const kinds = ['badly conditioned', 'noisy gradients', 'sparse gradients', 'a narrow valley'] as const

/** About 1, on either side of 0. */
const about1 = (random: Random) => (random.whole(0, 1) === 0 ? -1 : 1) * random.between(0.7, 1.3)
/** Between 1/3 and 3, small and large alike: no function tells how steep the next one is. */
const steepness = (random: Random) => 3 ** random.between(-1, 1)
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}

/** n directions at right angles (Gram and Schmidt). */
function directions(n: number, random: Random): Numbers[] {
  const found: Numbers[] = []
  while (found.length < n) {
    let one: Numbers = several(n, () => random.between(-1, 1))
    for (const other of found) {
      const share = dot(one, other)
      one = one.map((part, i) => part - share * other[i])
    }
    const length = Math.sqrt(dot(one, one))
    if (length > 0.1) found.push(one.map((part) => part / length))
  }
  return found
}

/** A bowl with its own curvature along each of some directions, and its bottom somewhere. */
function bowl(curvatures: Numbers, start: Numbers, random: Random) {
  const axes = directions(curvatures.length, random)
  const bottom = several(curvatures.length, () => random.between(-3, 3))
  const along = (x: ArrayLike<number>) => {
    const from = bottom.map((at, i) => x[i] - at)
    return axes.map((axis) => dot(axis, from))
  }
  return {
    start: bottom.map((at, i) => at + axes.reduce((sum, axis, k) => sum + axis[i] * start[k], 0)),
    loss: (x: Float64Array) => along(x).reduce((sum, z, k) => sum + 0.5 * curvatures[k] * z * z, 0),
    gradient: (x: Float64Array) => {
      const slopes = along(x).map((z, k) => curvatures[k] * z)
      return x.map((_, i) => axes.reduce((sum, axis, k) => sum + axis[i] * slopes[k], 0))
    },
  }
}

/** A bowl some 500 times as steep in one direction as in another; each direction has the same share of the loss. */
function badlyConditioned(random: Random): Hill {
  const [n, scale, condition] = [8, steepness(random), random.between(400, 800)]
  const curvatures = several(n, () => scale).map((steep, k) => steep * condition ** (-k / (n - 1)))
  const start = curvatures.map((curvature) => about1(random) * Math.sqrt(scale / curvature))
  const { loss, gradient, ...rest } = bowl(curvatures, start, random)
  return { kind: kinds[0], ...rest, loss, gradient, target: 0.005 * loss(Float64Array.from(rest.start)) }
}

/** A round bowl, and on each partial derivative noise as large as the slope at the start. */
function noisy(random: Random): Hill {
  const [n, scale] = [8, steepness(random)]
  const curvatures = several(n, () => scale * random.between(0.5, 2))
  const noise = several(budget * n, normal(uniform(random.whole(0, 2 ** 31))))
  const { loss, gradient, start } = bowl(
    curvatures,
    several(n, () => 3 * about1(random)),
    random,
  )
  return {
    kind: kinds[1],
    start,
    loss,
    gradient: (x, t) => gradient(x).map((slope, i) => slope + 4 * scale * noise[t * n + i]),
    target: 0.01 * loss(Float64Array.from(start)),
  }
}

/** Each parameter has its feature, and a gradient only when the feature is there: some always, some one time in forty. */
function sparse(random: Random): Hill {
  const [n, scale] = [16, steepness(random)]
  const shares = several(n, () => 1).map((always, k) => always * 40 ** (-k / (n - 1)))
  const bottom = shares.map((share) => about1(random) / Math.sqrt(share))
  const chance = uniform(random.whole(0, 2 ** 31))
  const there = several(budget * n, chance).map((u, k) => u < shares[k % n])
  const start = shares.map(() => 0)
  const loss = (x: Float64Array) =>
    shares.reduce((sum, share, i) => sum + 0.5 * scale * share * (x[i] - bottom[i]) ** 2, 0)
  return {
    kind: kinds[2],
    start,
    loss,
    gradient: (x, t) => x.map((at, i) => (there[t * n + i] ? scale * (at - bottom[i]) : 0)),
    target: 0.02 * loss(Float64Array.from(start)),
  }
}

/** Rosenbrock's valley, turned and moved: steep walls, a bent and nearly flat bottom. */
function valley(random: Random): Hill {
  const [scale, wall] = [0.1 * steepness(random), random.between(40, 100)]
  const [[a, b], [c, d]] = directions(2, random)
  const [left, up] = [random.between(-3, 3), random.between(-3, 3)]
  const seen = ([x, y]: ArrayLike<number> & Iterable<number>) =>
    [a * (x - left) + b * (y - up), c * (x - left) + d * (y - up)] as const
  const [u0, v0] = [random.between(-1.5, -1), random.between(0.5, 1.5)]
  return {
    kind: kinds[3],
    start: [left + a * u0 + c * v0, up + b * u0 + d * v0],
    loss: (x) => {
      const [u, v] = seen(x)
      return scale * ((1 - u) ** 2 + wall * (v - u * u) ** 2)
    },
    gradient: (x) => {
      const [u, v] = seen(x)
      const [du, dv] = [scale * (-2 * (1 - u) - 4 * wall * u * (v - u * u)), scale * 2 * wall * (v - u * u)]
      return Float64Array.of(a * du + c * dv, b * du + d * dv)
    },
    target: 0.005 * scale,
  }
}

/** The functions of one race, two of each kind. */
export const hills = (random: Random): Hill[] =>
  [badlyConditioned, noisy, sparse, valley].flatMap((make) => several(2, () => make(random)))

export const capstone = defineRace({
  id: 'capstone',
  lesson: '13-choosing',
  title: 'An optimizer of your own',
  prose: `Design an optimizer. It races down functions that it has not seen, beside the optimizers of the library.

  init(n)                  gives the state before the first step, for n parameters
  step(state, gradient, t) gives { state, step }: the new state, and what is added to the parameters, x ← x + step

t = 0, 1, 2, … counts the steps. All that your rule remembers belongs in the state, which may be anything: several runs go
on at the same time, each with a state of its own. Plain descent with η = 0.1 would be

  init: (n) => null,
  step: (state, gradient, t) => ({ state, step: gradient.map((g) => -0.1 * g) }),

Two functions of each of four kinds wait, with 2 to 16 parameters, and you need one rule with one choice of settings for
all: bowls some 500 times as steep in one direction as in another; bowls whose gradients are noisy; functions where most
parameters have a gradient only now and then, and it is 0 otherwise; narrow bent valleys. Some are ten times as steep
as others. A run is over when the loss has come down to a small part of what it was, and counts the gradients it needed.
After ${budget} it is stopped and counts as ten times that.

The score is 100 times the gradients that Adam needs, with the settings that suit these kinds best (η = 0.18, β₁ = 0.88,
β₂ = 0.8), divided by those you need. From 100 on over all, all points are yours; below, each kind gives 2.5 points in
proportion to its own score, and all of them from 100 on there. More than 100 is possible.`,
  kinds: kinds.map((name) => ({ name, points: 2.5 })),
  budget,
  hills,
  // The settings were searched for on a grid, each rule's with the fewest gradients over 24 races (Adam) or 8 (the others).
  rivals: [
    { name: 'Adam', optimizer: () => adam({ eta: 0.18, beta1: 0.88, beta2: 0.8 }) },
    { name: 'NAdam', optimizer: () => nadam({ eta: 0.2, beta1: 0.95, beta2: 0.95 }) },
    { name: 'AdaMax', optimizer: () => adaMax({ eta: 0.2, beta1: 0.9, beta2: 0.9 }) },
    { name: 'AMSGrad', optimizer: () => amsGrad({ eta: 0.12, beta1: 0.8, beta2: 0.999 }) },
    { name: 'Lion', optimizer: () => lion({ eta: 0.02, beta1: 0.9, beta2: 0.99 }) },
    { name: 'Adagrad', optimizer: () => adagrad({ eta: 2 }) },
    { name: 'RMSProp', optimizer: () => rmsProp({ eta: 0.12, rho: 0.99 }) },
    { name: 'Adadelta', optimizer: () => adadelta({ rho: 0.9, epsilon: 0.01 }) },
    { name: 'momentum', optimizer: () => momentum({ eta: 0.005, m: 0.95 }) },
    { name: 'gradient descent', optimizer: () => gradientDescent({ eta: 0.05 }) },
  ],
  hints: [
    'One rate for all parameters fails on half of the kinds. Which rules of the course give each parameter a rate of its own, and which of them forget the distant past?',
    'Begin with a rule you know, Adam for one: its state is m, v, and nothing else, since t is handed to you. Then change one thing at a time and watch the four scores.',
    'Where the way is long a large rate helps, where there is noise a small one does: a rate that falls with t can be both.',
  ],
})
