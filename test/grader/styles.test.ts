import { exercises } from 'downhill-grader'
import { afterAll, describe, expect, test } from 'vitest'
import { find } from '../../grader/src/examine.ts'
import { gradeAndTell } from '../../grader/src/grade.ts'
import { Sandbox } from '../../grader/src/isolate.ts'

// Longer than a learner waits: a busy machine must not turn a right answer into a timeout.
const sandbox = new Sandbox({ milliseconds: 40_000, megabytes: 512 }, true)
afterAll(() => sandbox.close())
const graded = (id: string, source: string, seed = 1) => gradeAndTell(source, find(id), { seed, sandbox })

const kahan = `function total(values: readonly number[]): number {
  let [sum, lost] = [0, 0]
  for (const value of values) {
    const y = value - lost
    const next = sum + y
    lost = next - sum - y
    sum = next
  }
  return sum
}`
const pairwise = `const total = (values: readonly number[]): number =>
  values.length < 2 ? (values[0] ?? 0) : total(values.slice(0, values.length >> 1)) + total(values.slice(values.length >> 1))`
const backwards = `const total = (values: readonly number[]) => values.reduceRight((sum, value) => sum + value, 0)`

/** Right answers as readers write them who write otherwise than the exercises' own right answers. */
const styles: readonly (readonly [id: string, style: string, source: string])[] = [
  ...(
    [
      ['const', 'export const descentStep = (x, slope, eta) => x - eta * slope'],
      ['let', 'export let descentStep = function (x, slope, eta) { return x - eta * slope }'],
      [
        'a function exported below',
        'function descentStep(x, slope, eta) { return x - eta * slope }\nexport { descentStep }',
      ],
      ['another name within', 'const go = (x, slope, eta) => x - eta * slope\nexport { go as descentStep }'],
      [
        'a default export beside',
        'export function descentStep(x, slope, eta) { return x - eta * slope }\nexport default descentStep',
      ],
      [
        'a method',
        'class Walk { static step = (x: number, slope: number, eta: number) => x - eta * slope }\nexport const descentStep = Walk.step',
      ],
      [
        'a bound function',
        'function go(this: { sign: number }, x, slope, eta) { return x + this.sign * eta * slope }\nexport const descentStep = go.bind({ sign: -1 })',
      ],
      [
        'curried',
        'const down = (eta) => (x) => (slope) => x - eta * slope\nexport const descentStep = (x, slope, eta) => down(eta)(x)(slope)',
      ],
      [
        'overloads, an enum, a type of its own',
        'enum Way { down = -1 }\ntype Place = number\nexport function descentStep(x: Place, slope: number, eta: number): Place\nexport function descentStep(x: Place, slope: number, eta: number) { return x + Way.down * eta * slope }',
      ],
      [
        'what it prints plays no part',
        'export const descentStep = (x, slope, eta) => { console.log(x, slope, eta); return x - eta * slope }',
      ],
      ['any arguments', 'export const descentStep = (...all: number[]) => all[0] - all[1] * all[2]'],
      ['zeros below 0', 'export const descentStep = (x, slope, eta) => -(-x + eta * slope)'],
      [
        'mathjs',
        "import { multiply, subtract } from 'mathjs'\nexport const descentStep = (x: number, slope: number, eta: number) => subtract(x, multiply(eta, slope))",
      ],
    ] as const
  ).map(([style, source]) => ['descent-step', style, source] as const),
  [
    'derivative',
    'a loop over both sides',
    `export const derivative = (f, x, h = 1e-5) => {
    let rise = 0
    for (const side of [1, -1]) rise += side * f(x + side * h)
    return rise / h / 2
  }`,
  ],
  [
    'gradient',
    'a class with a memory',
    `class Slopes {
    private readonly known = new Map<string, number>()
    constructor(private readonly f: (point: number[]) => number) {}
    at(point: number[]) {
      const key = point.join()
      if (!this.known.has(key)) this.known.set(key, this.f(point))
      return this.known.get(key)!
    }
  }
  export function gradient(f, point, h = 1e-5) {
    const slopes = new Slopes(f)
    return point.map((x, i) => (slopes.at(point.with(i, x + h)) - slopes.at(point.with(i, x - h))) / (2 * h))
  }`,
  ],
  [
    'gradient',
    'recursion',
    `export const gradient = (f, point, h = 1e-5, i = 0) => i === point.length ? [] :
    [(f(point.with(i, point[i] + h)) - f(point.with(i, point[i] - h))) / (2 * h), ...gradient(f, point, h, i + 1)]`,
  ],
  [
    'descend',
    'a generator into a Float64Array',
    `function* places(slopeOf, x, eta, steps) {
    yield x
    if (steps > 0) yield* places(slopeOf, x - eta * slopeOf(x), eta, steps - 1)
  }
  export const descend = (slopeOf, x0, eta, steps) => Float64Array.from(places(slopeOf, x0, eta, steps))`,
  ],
  [
    'largest-stable-rate',
    'recursion',
    'export const largestStableRate = ([c, ...rest]) => (rest.length > 0 ? Math.min(2 / c, largestStableRate(rest)) : 2 / c)',
  ],
  [
    'largest-stable-rate',
    'mathjs',
    "import * as math from 'mathjs'\nexport const largestStableRate = (curvatures: number[]) => 2 / math.max(curvatures)",
  ],
  [
    'mini-batches',
    'sorted by drawn keys',
    `export const miniBatches = (n, size, random) => {
    const keys = Array.from({ length: n }, (_, i) => ({ i, key: random() })).sort((a, b) => a.key - b.key)
    const batches: number[][] = []
    while (keys.length > 0) batches.push(keys.splice(0, size).map(({ i }) => i))
    return batches
  }`,
  ],
  [
    'mini-batches',
    'inside out',
    `export const miniBatches = (n, size, random) => {
    const order: number[] = []
    for (let i = 0; i < n; i++) {
      const j = (random() * (i + 1)) | 0
      order[i] = order[j]
      order[j] = i
    }
    return order.reduce((rows, index, i) => (i % size === 0 ? rows.push([index]) : rows.at(-1)!.push(index), rows), [] as number[][])
  }`,
  ],
  ...[kahan, pairwise, backwards].map(
    (sum, i) =>
      [
        'batch-gradient',
        ['Kahan', 'pairwise', 'backwards'][i],
        `${sum}
  export const batchGradient = (w, b, xs, ys) => {
    const errors = xs.map((x, i) => w * x + b - ys[i])
    return { b: (2 * total(errors)) / xs.length, w: total(errors.map((error, i) => 2 * error * xs[i])) / xs.length }
  }`,
      ] as const,
  ),
  ...[kahan, pairwise, backwards].map(
    (sum, i) =>
      [
        'simple-moving-average',
        ['Kahan', 'pairwise', 'backwards'][i],
        `${sum}
  export function simpleMovingAverage(data, k) {
    return data.length < k ? [] : Array.from({ length: data.length - k + 1 }, (_, i) => total(data.slice(i, i + k)) / k)
  }`,
      ] as const,
  ),
  [
    'simple-moving-average',
    'a sum that moves along',
    `export const simpleMovingAverage = (data, k) => {
    const averages = []
    let sum = 0
    data.forEach((value, t) => {
      sum += value - (data[t - k] ?? 0)
      if (t >= k - 1) averages.push(sum / k)
    })
    return averages
  }`,
  ],
  [
    'exponential-moving-average',
    'written the other way',
    'export const exponentialMovingAverage = (data, rho) => { let a = data[0]; return data.map((s) => (a += (1 - rho) * (s - a))) }',
  ],
  [
    'exponential-moving-average',
    'recursion',
    `export const exponentialMovingAverage = (data, rho, t = data.length - 1) => {
    if (t === 0) return [data[0]]
    const before = exponentialMovingAverage(data, rho, t - 1)
    before.push(rho * before[t - 1] + (1 - rho) * data[t])
    return before
  }`,
  ],
  [
    'average-weights',
    'reversed in the end',
    'export const averageWeights = (rho, n) => Float64Array.from([...Array(n).keys()], (age) => (1 - rho) * Math.pow(rho, age)).reverse()',
  ],
  [
    'bias-correction',
    'by the weights, which are added up',
    `export const biasCorrection = (data, rho) => {
    let [average, weight] = [0, 0]
    return data.map((s) => {
      average = rho * average + (1 - rho) * s
      weight = rho * weight + (1 - rho)
      return average / weight
    })
  }`,
  ],
  [
    'momentum-step',
    'a class with getters',
    `class State {
    #x: number
    constructor(x: number, readonly v: number) { this.#x = x }
    get x() { return this.#x + this.v }
  }
  export const momentumStep = ({ x, v }, slope, { eta, m }) => new State(x, m * v - eta * slope)`,
  ],
  [
    'nesterov-step',
    'arguments of its own',
    `export function nesterovStep(state, slopeOf, settings) {
    const copy = { ...state }
    copy.x += settings.m * copy.v
    copy.v = settings.m * state.v - settings.eta * slopeOf(copy.x)
    copy.x = state.x + copy.v
    return Object.freeze(copy)
  }`,
  ],
  [
    'adagrad-step',
    'in place, on copies',
    `export function adagradStep(state, gradient, { eta, epsilon }) {
    const { x, s } = structuredClone(state)
    for (let i = x.length; i-- > 0;) {
      s[i] += gradient[i] * gradient[i]
      x[i] -= gradient[i] * (eta / (s[i] + epsilon) ** 0.5)
    }
    return { s, x }
  }`,
  ],
  [
    'rmsprop-step',
    'Float64Array',
    `export function rmspropStep({ x, s }, gradient, { eta, rho, epsilon }) {
    const next = { x: Float64Array.from(x), s: Float64Array.from(s) }
    for (const [i, g] of gradient.entries()) {
      next.s[i] += (1 - rho) * (g ** 2 - next.s[i])
      next.x[i] -= (eta * g) / Math.sqrt(next.s[i] + epsilon)
    }
    return next
  }`,
  ],
  [
    'adadelta-step',
    'one root',
    `export function adadeltaStep({ x, s, u }, gradient, { rho, epsilon }) {
    const mix = (old: number, g: number) => rho * old + (1 - rho) * g * g
    const next = { x: [], s: [], u: [] }
    gradient.forEach((g, i) => {
      next.s.push(mix(s[i], g))
      const d = -g * Math.sqrt((u[i] + epsilon) / (next.s[i] + epsilon))
      next.u.push(mix(u[i], d))
      next.x.push(x[i] + d)
    })
    return next
  }`,
  ],
  [
    'adam-step',
    'parameter by parameter',
    `function one(x, m, v, g, k, { eta, beta1, beta2, epsilon }) {
    m += (1 - beta1) * (g - m)
    v += (1 - beta2) * (g * g - v)
    return [x - (eta * m) / (-Math.expm1(k * Math.log(beta1)) * (Math.sqrt(v / (1 - Math.pow(beta2, k))) + epsilon)), m, v]
  }
  export function adamStep({ x, m, v, t }, gradient, settings) {
    const rows = gradient.map((g, i) => one(x[i], m[i], v[i], g, t + 1, settings))
    const column = (j: number) => rows.map((row) => row[j])
    return { t: ++t, v: column(2), m: column(1), x: column(0) }
  }`,
  ],
  [
    'adam-step',
    'mathjs',
    `import { add, divide, dotDivide, dotPow, map, multiply, sqrt, subtract } from 'mathjs'
  export function adamStep(state, gradient, { eta, beta1, beta2, epsilon }) {
    const t = state.t + 1
    const m = add(multiply(beta1, state.m), multiply(1 - beta1, gradient))
    const v = add(multiply(beta2, state.v), multiply(1 - beta2, dotPow(gradient, 2)))
    const below = add(map(divide(v, 1 - beta2 ** t), sqrt), epsilon)
    return { x: subtract(state.x, dotDivide(multiply(eta / (1 - beta1 ** t), m), below)), m, v, t }
  }`,
  ],
  [
    'lp-norm',
    'logarithms',
    `export const lpNorm = (vector, p) => {
    const largest = vector.reduce((most, part) => (Math.abs(part) > most ? Math.abs(part) : most), 0)
    if (largest === 0 || p === Infinity) return largest
    return Math.exp(Math.log(largest) + Math.log(vector.reduce((sum, part) => sum + Math.abs(part / largest) ** p, 0)) / p)
  }`,
  ],
  [
    'adamax-step',
    'a conditional for the maximum',
    `export function adamaxStep({ x, m, u, t }, gradient, { eta, beta1, beta2 }) {
    const next = { x: [...x], m: [...m], u: [...u], t: t + 1 }
    for (const i of next.x.keys()) {
      const [faded, size] = [beta2 * u[i], gradient[i] < 0 ? -gradient[i] : gradient[i]]
      next.m[i] = beta1 * m[i] + gradient[i] - beta1 * gradient[i]
      next.u[i] = faded > size ? faded : size
      if (next.u[i]) next.x[i] -= (eta * next.m[i]) / ((1 - beta1 ** next.t) * next.u[i])
    }
    return next
  }`,
  ],
  [
    'nadam-step',
    'one pass',
    `export function nadamStep({ x, m, v, t }, gradient, { eta, beta1, beta2, epsilon }) {
    const k = t + 1
    const next = { x: [] as number[], m: [] as number[], v: [] as number[], t: k }
    for (let i = 0; i < x.length; i++) {
      const g = gradient[i]
      const a = m[i] * beta1 + (g - beta1 * g)
      const b = v[i] * beta2 + (1 - beta2) * g * g
      next.m.push(a)
      next.v.push(b)
      const rate = eta / (Math.sqrt(b / (1 - beta2 ** k)) + epsilon)
      next.x.push(x[i] - rate * ((beta1 * a) / (1 - beta1 ** (k + 1))) - (rate * (g - beta1 * g)) / (1 - beta1 ** k))
    }
    return next
  }`,
  ],
  [
    'step-decay',
    'a loop',
    'export const stepDecay = (eta0, gamma, tau) => (t) => { let rate = eta0; for (let at = tau; at <= t; at += tau) rate *= gamma; return rate }',
  ],
  [
    'triangular',
    'an angle and back',
    'export const triangular = (low, high, h) => (t) => low + ((high - low) * Math.acos(Math.cos((Math.PI * t) / h))) / Math.PI',
  ],
  [
    'cosine-restarts',
    'the square of half the angle',
    'export const cosineRestarts = (high, low, period) => (t) => low + (high - low) * Math.cos((Math.PI * (t % period)) / period / 2) ** 2',
  ],
  [
    'warm-up-decay',
    'the least of three lines',
    `export const warmUpDecay = (peak, warmSteps, decaySteps) => (t) =>
    peak * Math.max(0, Math.min(1, (t + 1) / warmSteps, 1 - (t - warmSteps) / decaySteps))`,
  ],
  [
    'compose',
    'a class',
    `class Rule {
    constructor(readonly m, readonly sigma, readonly eta) {}
    step = (gradients: number[]) => (-1 / this.sigma([...gradients])) * this.eta(gradients.length - 1) * this.m([...gradients])
  }
  export const compose = (direction, scale, rate) => new Rule(direction, scale, rate).step`,
  ],
  [
    'noise-deviation',
    'half the power',
    'export const noiseDeviation = (eta, gamma, t) => Math.sqrt(eta) * (1 + t) ** (-gamma / 2)',
  ],
  [
    'early-stopping',
    'recursion',
    `export const earlyStopping = (losses, patience, best = 0) => {
    const later = losses.slice(best + 1, best + 1 + patience).findIndex((loss) => loss < losses[best])
    return later < 0 ? best : earlyStopping(losses, patience, best + 1 + later)
  }`,
  ],
  ...[kahan, pairwise, backwards].map(
    (sum, i) =>
      [
        'batch-norm',
        ['Kahan', 'pairwise', 'backwards'][i],
        `${sum}
  export const batchNorm = (batch, gamma, beta, epsilon) => {
    const columns = gamma.map((scale, j) => {
      const mean = total(batch.map((row) => row[j])) / batch.length
      const away = batch.map((row) => row[j] - mean)
      const factor = scale / Math.sqrt(total(away.map((d) => d * d)) / batch.length + epsilon)
      return away.map((d) => d * factor + beta[j])
    })
    return batch.map((_, i) => columns.map((column) => column[i]))
  }`,
      ] as const,
  ),
  [
    'batch-norm',
    'mathjs',
    `import { mean, sqrt, transpose, variance } from 'mathjs'
  export const batchNorm = (batch, gamma, beta, epsilon) => {
    const column = (values, j) => values.map((x) => (gamma[j] * (x - mean(values))) / sqrt(variance(values, 'uncorrected') + epsilon) + beta[j])
    return transpose(transpose(batch).map(column))
  }`,
  ],
  ...[kahan, pairwise, backwards].map(
    (sum, i) =>
      [
        'network-gradient',
        ['Kahan', 'pairwise', 'backwards'][i],
        `${sum}
  const dot = (a: number[], b: number[]) => total(a.map((one, i) => one * b[i]))
  const outer = (a: number[], b: number[]) => a.map((one) => b.map((other) => one * other))
  export function networkGradient({ W1, b1, W2, b2 }, x, y) {
    const h = W1.map((row, k) => Math.max(0, dot(row, x) + b1[k]))
    const errors = W2.map((row, i) => dot(row, h) + b2[i] - y[i])
    const hidden = h.map((one, k) => Math.sign(one) * dot(W2.map((row) => row[k]), errors))
    return { W1: outer(hidden, x), b1: hidden, W2: outer(errors, h), b2: errors }
  }`,
      ] as const,
  ),
  [
    'quiz',
    'quoted names, capitals, a const',
    `const answers = { '1': 'D', '2': 'C', '3': ' d ' }\nexport const quiz = { ...answers, 4: 'c', 5: \`b\`, 6: 'd' }`,
  ],
]

test.each(styles)('%s: %s', async (id, _, source) => {
  for (const seed of [1, 7]) {
    const { result, told } = await graded(id, source, seed)
    expect(result, JSON.stringify(told)).toMatchObject({ status: 'pass', score: 10 })
  }
})

test('every exercise but the race, which is won in many ways, has its other style', () => {
  const missing = exercises.filter(({ id }) => !styles.some((one) => one[0] === id))
  expect(missing.map(({ id }) => id)).toEqual(['capstone'])
})

describe('mathjs', () => {
  const said = async (source: string) => (await graded('descent-step', source)).result.message

  test('is told from what is not in it, and nothing else can be imported', async () => {
    expect(await said("import { substract } from 'mathjs'\nexport const descentStep = substract")).toBe(
      'mathjs has nothing called substract (line 1).',
    )
    for (const other of ['downhill', 'mathjs/number', 'mathjs/lib/esm/index.js', 'mathjs-other', './mathjs'])
      expect(await said(`import * as math from '${other}'\nexport const descentStep = math`), other).toBe(
        'An exercise imports nothing but mathjs (line 1): all else it needs comes as arguments.',
      )
  })

  test('is new for each answer: what one changes in it the next one does not find', async () => {
    const change = `import math from 'mathjs'
Object.assign(math, { left: 1 })
math.import({ subtract: () => 0 }, { override: true })
export const descentStep = (x, slope, eta) => x - eta * slope`
    expect((await graded('descent-step', change)).result.score).toBe(10)
    const look = `import math, { subtract } from 'mathjs'
export const descentStep = (x, slope, eta) => ('left' in math ? 0 : subtract(x, eta * slope))`
    expect((await graded('descent-step', look)).result.score).toBe(10)
  })

  test('reaches no more than the answer itself', async () => {
    const reach = `import { evaluate, typed } from 'mathjs'
let world = globalThis
try { world = typed.constructor('return Deno')() } catch {}
export const descentStep = (x, slope, eta) => {
  for (const name of ['Deno', 'process', 'fetch', 'require', 'Worker', 'Blob', 'URL'])
    if (name in world) throw new Error(name)
  return evaluate('x - eta * slope', { x, slope, eta })
}`
    expect((await graded('descent-step', reach)).result).toMatchObject({ score: 10 })
  })
})
