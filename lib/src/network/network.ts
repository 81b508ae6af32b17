import type { Vector } from '../optimizers/optimizer'
import { normal } from '../random'
import { requireCount } from '../settings'
import { requireLength } from '../training/objective'
import { activations, type Activation } from './activations'
import { momentsOf, normalize, normalizeBackward, scaleAndShift, type Moments } from './batch-norm'

export interface NetworkSettings {
  /** How many numbers go in, how many units each hidden layer has, how many numbers come out: `[64, 32, 10]`. */
  layers: readonly number[]
  /** What the hidden units make of their input. */
  activation?: Activation
  /** Whether the input of every hidden unit is normalized over the batch. */
  batchNorm?: boolean
}

/** One layer's way forward, kept for the way back. Rows are samples. */
interface LayerPass {
  /** h of the layer before: what came in. */
  readonly input: Vector
  /** h = g(a), in the last layer a itself. */
  readonly output: Vector
  /** Under batch normalization: â, and the moments it was made with. */
  readonly normalized: Vector | undefined
  readonly moments: Moments | undefined
}

/** A batch's way through the network, layer by layer. */
export interface Pass {
  readonly layers: readonly LayerPass[]
  /** What came out, row by row. */
  readonly outputs: Vector
}

/** One layer's parameters, or their gradient. */
export interface LayerParameters {
  /** The weights row by row, one row a unit. */
  readonly W: Vector
  readonly b: Vector
  /** Scale and shift under batch normalization; empty without. */
  readonly gamma: Vector
  readonly beta: Vector
}

/** A network of dense layers. Its parameters stand in one row, so that any optimizer can move them. */
export interface Network {
  readonly layers: readonly number[]
  readonly batchNorm: boolean
  /** How many parameters: for each layer W (row by row, one row a unit), b, and under batch normalization γ and β. */
  readonly parameters: number
  /** A row of parameters, or a gradient, layer by layer: the row itself in parts, no copies. */
  split(row: Vector): LayerParameters[]
  /** Parameters to start from: W drawn by chance, b and β 0, γ 1. */
  initial(random: () => number): Vector
  /**
   * Sends samples through, `layers[0]` numbers each, one after the other. Batch normalization takes the moments of these
   * samples; with `like` those of an earlier pass, as it should once training is over.
   */
  forward(parameters: Vector, inputs: Vector, like?: Pass): Pass
  /** The gradient with respect to the parameters, from the one with respect to the outputs of a pass (one without `like`). */
  backward(parameters: Vector, pass: Pass, outputGradient: Vector): Vector
}

/** Where a layer's parameters stand in the row of all. */
interface Layer {
  readonly inputs: number
  readonly units: number
  readonly hidden: boolean
  readonly normalized: boolean
  readonly start: number
}

/** Views of one layer's part of a row of parameters, or of a gradient. */
function view(row: Vector, { inputs, units, normalized, start }: Layer): LayerParameters {
  const b = start + units * inputs
  const part = (k: number) => row.subarray(b + k * units, b + (k + 1) * units)
  const none = new Float64Array(0)
  return {
    W: row.subarray(start, b),
    b: part(0),
    gamma: normalized ? part(1) : none,
    beta: normalized ? part(2) : none,
  }
}

/**
 * A network of dense layers: every unit adds up its weighted inputs, and hidden units bend the sum.
 *
 * a = W h + b,  h′ = g(a);  under batch normalization h′ = g(γ â + β);  the last layer gives a itself
 *
 * Weights start from N(0, 2/n) for ReLU and from N(0, 1/n) else, n being the layer's inputs.
 *
 * @throws RangeError when layers are not two or more whole numbers of at least 1, or there is no such activation
 * @see Rumelhart, Hinton and Williams, 1986; the start: He et al., 2015, and LeCun et al., 1998; deck C
 */
export function network({ layers: sizes, activation = 'relu', batchNorm = false }: NetworkSettings): Network {
  if (sizes.length < 2) throw new RangeError(`layers has ${sizes.length} entries; allowed: 2 or more`)
  sizes.forEach((size, l) => requireCount(`layers[${l}]`, size, 1))
  if (!Object.hasOwn(activations, activation))
    throw new RangeError(
      `activation is ${activation as string}; allowed: ${Object.keys(activations).join(', ')}`,
    )
  const g = activations[activation]

  let parameters = 0
  const layers = sizes.slice(1).map((units, l): Layer => {
    const hidden = l < sizes.length - 2
    const normalized = hidden && batchNorm
    const layer = { inputs: sizes[l], units, hidden, normalized, start: parameters }
    parameters += units * (sizes[l] + (normalized ? 3 : 1))
    return layer
  })

  return {
    layers: sizes,
    batchNorm,
    parameters,

    split(row) {
      requireLength('row', row, parameters)
      return layers.map((layer) => view(row, layer))
    },

    initial(random) {
      const draw = normal(random)
      const row = new Float64Array(parameters)
      for (const layer of layers) {
        const { W, gamma } = view(row, layer)
        const deviation = Math.sqrt((layer.hidden && activation === 'relu' ? 2 : 1) / layer.inputs)
        for (let i = 0; i < W.length; i++) W[i] = deviation * draw()
        gamma.fill(1)
      }
      return row
    },

    forward(row, inputs, like) {
      requireLength('parameters', row, parameters)
      if (inputs.length === 0 || inputs.length % sizes[0] !== 0)
        throw new RangeError(`inputs has ${inputs.length} entries; allowed: ${sizes[0]} a sample`)
      let h = inputs
      const passes = layers.map((layer, l): LayerPass => {
        const { W, b, gamma, beta } = view(row, layer)
        const input = h
        const a = dense(W, b, input)
        const moments = layer.normalized ? (like?.layers[l].moments ?? momentsOf(a, layer.units)) : undefined
        const normalized = moments && normalize(a, moments)
        h = normalized ? scaleAndShift(normalized, gamma, beta) : a
        if (layer.hidden) for (let k = 0; k < h.length; k++) h[k] = g.value(h[k])
        return { input, output: h, moments, normalized }
      })
      return { layers: passes, outputs: h }
    },

    backward(row, pass, outputGradient) {
      requireLength('parameters', row, parameters)
      requireLength('outputGradient', outputGradient, pass.outputs.length)
      const gradient = new Float64Array(parameters)
      let delta = outputGradient
      for (let l = layers.length - 1; l >= 0; l--) {
        const layer = layers[l]
        const { input, output, moments, normalized } = pass.layers[l]
        const { W, gamma } = view(row, layer)
        const to = view(gradient, layer)
        if (layer.hidden) delta = delta.map((d, k) => d * g.slope(output[k]))
        if (normalized && moments) {
          for (let k = 0; k < delta.length; k++) {
            to.gamma[k % layer.units] += delta[k] * normalized[k]
            to.beta[k % layer.units] += delta[k]
          }
          delta = delta.map((d, k) => d * gamma[k % layer.units])
          delta = normalizeBackward(delta, normalized, moments)
        }
        denseBackward(delta, input, to.W, to.b)
        if (l > 0) delta = throughWeights(delta, W, layer)
      }
      return gradient
    },
  }
}

/** a = W h + b for every row h. */
function dense(W: Vector, b: Vector, h: Vector): Vector {
  const units = b.length
  const inputs = W.length / units
  const rows = h.length / inputs
  const a = new Float64Array(rows * units)
  for (let r = 0; r < rows; r++)
    for (let u = 0; u < units; u++) {
      let sum = b[u]
      for (let i = 0; i < inputs; i++) sum += W[u * inputs + i] * h[r * inputs + i]
      a[r * units + u] = sum
    }
  return a
}

/** Adds to ∂L/∂W = Σ δ hᵀ and ∂L/∂b = Σ δ, over all rows. */
function denseBackward(delta: Vector, h: Vector, W: Vector, b: Vector): void {
  const units = b.length
  const inputs = W.length / units
  for (let k = 0; k < delta.length; k++) {
    const d = delta[k]
    if (d === 0) continue
    const u = k % units
    const from = ((k - u) / units) * inputs
    for (let i = 0; i < inputs; i++) W[u * inputs + i] += d * h[from + i]
    b[u] += d
  }
}

/** ∂L/∂h = Wᵀ δ for every row. */
function throughWeights(delta: Vector, W: Vector, { inputs, units }: Layer): Vector {
  const rows = delta.length / units
  const back = new Float64Array(rows * inputs)
  for (let r = 0; r < rows; r++)
    for (let u = 0; u < units; u++) {
      const d = delta[r * units + u]
      if (d !== 0) for (let i = 0; i < inputs; i++) back[r * inputs + i] += d * W[u * inputs + i]
    }
  return back
}
