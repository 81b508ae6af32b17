import {
  adam,
  classification,
  network,
  random,
  regression,
  stepper,
  type Classification,
  type Network,
  type NetworkSettings,
  type Objective,
  type Regression,
} from 'downhill'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import cases from '../../fixtures/network.json'

type Activation = NonNullable<NetworkSettings['activation']>

/** Numbers agree to 1e-11 of the largest. */
function agree(ours: ArrayLike<number>, theirs: readonly number[]) {
  const scale = Math.max(...theirs.map(Math.abs), 1e-300)
  expect(ours).toHaveLength(theirs.length)
  theirs.forEach((their, i) => {
    expect(Math.abs(ours[i] - their), `number ${i}`).toBeLessThanOrEqual(1e-11 * scale)
  })
}

const objectiveOn = (
  net: Network,
  inputs: readonly (readonly number[])[],
  targets: readonly number[] | readonly (readonly number[])[],
): Classification | Regression =>
  typeof targets[0] === 'number'
    ? classification(net, inputs, targets as readonly number[])
    : regression(net, inputs, targets as readonly (readonly number[])[])

test('the fixture has every activation, both losses, with and without batch normalization, and a batch of one', () => {
  const seen = (key: 'activation' | 'loss' | 'batchNorm') => new Set(cases.map((c) => c[key]))
  expect(seen('activation')).toEqual(new Set(['relu', 'tanh', 'sigmoid']))
  expect(seen('loss')).toEqual(new Set(['squared', 'cross-entropy']))
  expect(seen('batchNorm')).toEqual(new Set([true, false]))
  expect(cases.some((c) => c.inputs.length === 1)).toBe(true)
})

describe.each(cases)('PyTorch’s network $layers, $activation, $loss, normalized: $batchNorm', (golden) => {
  const net = network({
    layers: golden.layers,
    activation: golden.activation as Activation,
    batchNorm: golden.batchNorm,
  })
  const parameters = Float64Array.from(golden.parameters)
  const objective = objectiveOn(net, golden.inputs, golden.targets)
  const flat = Float64Array.from(golden.inputs.flat())

  test('has as many parameters', () => {
    expect(net.parameters).toBe(golden.parameters.length)
  })

  test('gives the same outputs, for its samples and for others', () => {
    const pass = net.forward(parameters, flat)
    agree(pass.outputs, golden.outputs.flat())
    agree(
      net.forward(parameters, Float64Array.from(golden.others.flat()), pass).outputs,
      golden.heldOut.flat(),
    )
  })

  test('has the same loss and gradient', () => {
    agree([objective.loss(parameters)], [golden.value])
    agree(objective.gradient(parameters), golden.gradient)
  })

  test('has the same losses under five steps of Adam', () => {
    const x = parameters.slice()
    const run = stepper(adam({ eta: 0.01 }), x.length)
    const losses = golden.adam.map(() => {
      const loss = objective.loss(x)
      run.move(x, objective.gradient(x))
      return loss
    })
    agree(losses, golden.adam)
  })
})

const shape = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 })
const anyNetwork = fc.record({
  layers: shape,
  // ReLU has a kink where differences are wrong; its gradient is judged by PyTorch's.
  activation: fc.constantFrom<Activation>('tanh', 'sigmoid'),
  batchNorm: fc.boolean(),
})

/** A network of any shape with samples and both losses, all drawn from a seed. */
function drawn(settings: NetworkSettings, samples: number, seed: number) {
  const draw = random(seed)
  const rows = (width: number) =>
    Array.from({ length: samples }, () => Array.from({ length: width }, () => 2 * draw() - 1))
  const net = network(settings)
  const [first, last] = [settings.layers[0], settings.layers.at(-1)!]
  const inputs = rows(first)
  const classes = inputs.map(() => Math.floor(draw() * last))
  const objectives: Objective[] = [regression(net, inputs, rows(last)), classification(net, inputs, classes)]
  return { parameters: net.initial(draw).map((p) => p + draw() / 2), objectives }
}

test('gradients are the limits of differences, for any shape and any batch', () => {
  fc.assert(
    fc.property(
      anyNetwork,
      fc.integer({ min: 1, max: 6 }),
      fc.nat(),
      fc.nat({ max: 5 }),
      (settings, samples, seed, from) => {
        const { parameters, objectives } = drawn(settings, samples, seed)
        const batch = Array.from({ length: samples }, (_, i) => i).slice(Math.min(from, samples - 1))
        for (const objective of objectives) {
          const gradient = objective.gradient(parameters, batch)
          const h = 1e-5
          const differences = Array.from(parameters, (_, k) => {
            const [above, below] = [1, -1].map((sign) => {
              const moved = parameters.slice()
              moved[k] += sign * h
              return objective.loss(moved, batch)
            })
            return (above - below) / (2 * h)
          })
          const scale = Math.max(1, ...differences.map(Math.abs))
          differences.forEach((difference, k) => {
            expect(Math.abs(gradient[k] - difference) / scale).toBeLessThan(settings.batchNorm ? 1e-4 : 1e-7)
          })
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('the gradient of a batch is the mean of its samples’ gradients, when each sample stands for itself', () => {
  fc.assert(
    fc.property(shape, fc.integer({ min: 2, max: 6 }), fc.nat(), (layers, samples, seed) => {
      const { parameters, objectives } = drawn({ layers }, samples, seed)
      for (const objective of objectives) {
        const single = Array.from({ length: samples }, (_, i) => objective.gradient(parameters, [i]))
        const mean = Array.from(parameters, (_, k) => single.reduce((sum, g) => sum + g[k], 0) / samples)
        objective.gradient(parameters).forEach((g, k) => {
          expect(g).toBeCloseTo(mean[k], 10)
        })
      }
    }),
  )
})

test('nothing passed in is changed', () => {
  const inputs = [
    [0.5, -1],
    [2, 0.25],
  ]
  const labels = [1, 0]
  const net = network({ layers: [2, 3, 2], batchNorm: true })
  const parameters = net.initial(random(4))
  const before = structuredClone({ inputs, labels, parameters })
  const task = classification(net, inputs, labels)
  task.loss(parameters)
  task.gradient(parameters, [1])
  task.heldOut(inputs, labels).mistakes(parameters)
  const flat = Float64Array.from(inputs.flat())
  const pass = net.forward(parameters, flat)
  const outputs = pass.outputs.slice()
  net.backward(parameters, pass, pass.outputs)
  expect({ inputs, labels, parameters }).toEqual(before)
  expect(flat).toEqual(Float64Array.from(inputs.flat()))
  expect(pass.outputs).toEqual(outputs)
})

test('under batch normalization a single sample gives what β says, and no gradient reaches behind it', () => {
  const net = network({ layers: [2, 2, 1], activation: 'tanh', batchNorm: true })
  // W, b, γ, β of two units, then W and b of one
  const parameters = Float64Array.of(1, 2, 3, 4, 5, 6, 2, 2, 0.5, -0.5, 1, 1, 0)
  const task = regression(net, [[7, 8]], [[1]])
  expect(task.outputs(parameters)[0][0]).toBeCloseTo(Math.tanh(0.5) + Math.tanh(-0.5), 12)
  expect(Array.from(task.gradient(parameters).subarray(0, 8)).every((g) => g === 0)).toBe(true)
})

describe('starting parameters', () => {
  test.each([
    ['relu', 2 / 400],
    ['tanh', 1 / 400],
    ['sigmoid', 1 / 400],
  ] as const)(
    'of %s units have the variance %d for 400 inputs; biases start at 0',
    (activation, variance) => {
      const net = network({ layers: [400, 50, 1], activation, batchNorm: true })
      const parameters = Array.from(net.initial(random(2)))
      const W = parameters.slice(0, 20_000)
      const mean = W.reduce((sum, w) => sum + w, 0) / W.length
      const spread = W.reduce((sum, w) => sum + (w - mean) ** 2, 0) / W.length
      expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(variance / W.length))
      expect(spread / variance).toBeGreaterThan(0.95)
      expect(spread / variance).toBeLessThan(1.05)
      const [b, gamma, beta] = [0, 1, 2].map((k) => parameters.slice(20_000 + 50 * k, 20_050 + 50 * k))
      expect([new Set(b), new Set(gamma), new Set(beta)]).toEqual([new Set([0]), new Set([1]), new Set([0])])
      expect(parameters.at(-1)).toBe(0)
    },
  )
})

describe('classification', () => {
  const net = network({ layers: [1, 3] })
  // one input, no hidden layer: a_c = w_c x + b_c
  const parameters = Float64Array.of(0, 0, 0, Math.log(1), Math.log(2), Math.log(5))
  const task = classification(net, [[1], [2], [3], [4]], [2, 1, 2, 0])

  test('gives probabilities, predictions, accuracy and mistakes', () => {
    const probabilities = task.probabilities(parameters)
    expect(probabilities).toHaveLength(4)
    for (const row of probabilities) agree(row, [0.125, 0.25, 0.625])
    expect(task.predictions(parameters)).toEqual([2, 2, 2, 2])
    expect(task.accuracy(parameters)).toBe(0.5)
    expect(task.mistakes(parameters)).toEqual([1, 3])
    expect(task.loss(parameters)).toBeCloseTo(
      -(2 * Math.log(0.625) + Math.log(0.25) + Math.log(0.125)) / 4,
      12,
    )
  })

  test('judges other samples by the same parameters', () => {
    const held = task.heldOut([[5], [6]], [2, 0])
    expect(held.mistakes(parameters)).toEqual([1])
    expect(held.accuracy(parameters)).toBe(0.5)
    expect(held.loss(parameters)).toBeCloseTo(-(Math.log(0.625) + Math.log(0.125)) / 2, 12)
  })

  test('bears outputs whose exponentials are beyond all numbers', () => {
    const steep = Float64Array.of(0, 0, 0, 0, 1000, -1000)
    expect(task.loss(steep, [3])).toBeCloseTo(1000, 9)
    expect(task.loss(steep, [0])).toBeCloseTo(2000, 9)
    expect(Array.from(task.gradient(steep, [0]))).toEqual([0, 1, -1, 0, 1, -1])
  })
})

describe('what does not fit is refused by name', () => {
  const net = network({ layers: [2, 3] })
  const four = [[0, 1]]
  test.each<[string, () => unknown, string]>([
    ['one layer', () => network({ layers: [3] }), 'layers has 1 entries; allowed: 2 or more'],
    [
      'half a unit',
      () => network({ layers: [3, 0.5] }),
      'layers[1] is 0.5; allowed: a whole number, 1 or more',
    ],
    [
      'another activation',
      () => network({ layers: [3, 1], activation: 'step' as Activation }),
      'activation is step; allowed: relu, tanh, sigmoid',
    ],
    ['no samples', () => classification(net, [], []), 'inputs is empty; allowed: one row or more'],
    ['a long sample', () => classification(net, [[1, 2, 3]], [0]), 'inputs[0] has 3 entries; allowed: 2'],
    [
      'a missing pixel',
      () => classification(net, [[1, NaN]], [0]),
      'inputs[0][1] is NaN; allowed: finite numbers',
    ],
    ['a missing label', () => classification(net, four, []), 'labels has 0 entries; allowed: 1'],
    [
      'a fourth class of three',
      () => classification(net, four, [3]),
      'labels[0] is 3; allowed: whole numbers from 0 to 2',
    ],
    [
      'a missing target',
      () => regression(net, [...four, ...four], [[1, 2, 3]]),
      'targets has 1 entries; allowed: 2',
    ],
    [
      'too few parameters',
      () => classification(net, four, [0]).loss(new Float64Array(8)),
      'parameters has 8 entries; allowed: 9',
    ],
    [
      'an empty batch',
      () => classification(net, four, [0]).gradient(new Float64Array(9), []),
      'batch is empty; allowed: one sample or more',
    ],
    [
      'a sample that is not there',
      () => classification(net, four, [0]).gradient(new Float64Array(9), [1]),
      'batch holds 1; allowed: whole numbers from 0 to 0',
    ],
    [
      'half a sample',
      () => net.forward(new Float64Array(9), new Float64Array(3)),
      'inputs has 3 entries; allowed: 2 a sample',
    ],
    [
      'a gradient of other outputs',
      () => {
        const parameters = new Float64Array(9)
        net.backward(parameters, net.forward(parameters, new Float64Array(2)), new Float64Array(2))
      },
      'outputGradient has 2 entries; allowed: 3',
    ],
  ])('%s', (_, attempt, message) => {
    expect(attempt).toThrow(new RangeError(message))
  })
})

test('a row of parameters splits into its layers, as views', () => {
  const net = network({ layers: [2, 3, 1], batchNorm: true })
  const row = Float64Array.from({ length: net.parameters }, (_, i) => i)
  const parts = net.split(row)
  const [hidden, last] = parts.map(({ W, b, gamma, beta }) => [W, b, gamma, beta].map((part) => [...part]))
  // 3 units with 2 weights each, then b, γ and β; the last layer has one unit and no normalization.
  expect(hidden).toEqual([
    [0, 1, 2, 3, 4, 5],
    [6, 7, 8],
    [9, 10, 11],
    [12, 13, 14],
  ])
  expect(last).toEqual([[15, 16, 17], [18], [], []])
  parts[0].b[0] = 60
  expect(row[6]).toBe(60)
  expect(() => net.split(row.subarray(1))).toThrow('row has 18 entries; allowed: 19')
})
