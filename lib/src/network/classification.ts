import type { Vector } from '../optimizers/optimizer'
import { requireLength, type Objective } from '../training/objective'
import type { Network } from './network'
import { networkObjective, type Judge } from './network-objective'
import { flatRows, rowsOf } from './rows'

/** How well a network tells samples apart. */
export interface Verdicts {
  /** The mean cross-entropy over all samples. */
  loss(parameters: Vector): number
  /** For each sample one probability a class, which sum to 1. */
  probabilities(parameters: Vector): number[][]
  /** The most probable class of each sample. */
  predictions(parameters: Vector): number[]
  /** The share of samples whose most probable class is their label. */
  accuracy(parameters: Vector): number
  /** The samples, by number, whose most probable class is another than their label. */
  mistakes(parameters: Vector): number[]
}

/** The training of a network to tell classes apart. */
export interface Classification extends Objective, Verdicts {
  loss(parameters: Vector, batch?: readonly number[]): number
  /** Judges samples that are not trained on. Batch normalization takes the moments of the samples that are. */
  heldOut(inputs: readonly (readonly number[])[], labels: readonly number[]): Verdicts
}

/**
 * Trains a network to tell classes apart: its outputs become probabilities by softmax, judged by cross-entropy.
 *
 * p_c = e^{a_c} / Σ e^{a_k},  L = −1/m Σ ln p_label,  ∂L/∂a_c = (p_c − [c = label]) / m
 *
 * @param inputs one row a sample
 * @param labels the class of each sample: 0, 1, … up to one less than the network has outputs
 * @throws RangeError when inputs or labels do not fit the network, by name and place
 * @see Bridle, 1990
 */
export function classification(
  net: Network,
  inputs: readonly (readonly number[])[],
  labels: readonly number[],
): Classification {
  const known = flatRows('inputs', inputs, net.layers[0])
  const classes = net.layers[net.layers.length - 1]
  requireLabels(labels, inputs.length, classes)
  const judge = crossEntropy(labels, classes)
  return {
    ...verdicts((parameters) => net.forward(parameters, known).outputs, labels, classes),
    ...networkObjective(net, 'cross-entropy of a network', known, judge),
    heldOut(inputs, labels) {
      const unknown = flatRows('inputs', inputs, net.layers[0])
      requireLabels(labels, inputs.length, classes)
      const outputs = (parameters: Vector) =>
        net.forward(parameters, unknown, net.batchNorm ? net.forward(parameters, known) : undefined).outputs
      return verdicts(outputs, labels, classes)
    },
  }
}

/** The mean cross-entropy of outputs, rows of `classes` numbers, and its gradient with respect to them. */
const crossEntropy =
  (labels: readonly number[], classes: number): Judge =>
  (outputs, samples) => {
    const m = samples.length
    const p = softmax(outputs, classes)
    let loss = 0
    samples.forEach((i, r) => {
      const row = outputs.subarray(r * classes, (r + 1) * classes)
      // −ln p from a itself: p may be too small for a number.
      loss += (logSumExp(row) - row[labels[i]]) / m
      p[r * classes + labels[i]] -= 1
    })
    return { loss, gradient: p.map((pk) => pk / m) }
  }

/** ln Σ e^{a_k}, without overflow. */
function logSumExp(a: Vector): number {
  let most = -Infinity
  for (let k = 0; k < a.length; k++) most = Math.max(most, a[k])
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += Math.exp(a[k] - most)
  return most + Math.log(sum)
}

/** Each row of outputs as probabilities that sum to 1. */
function softmax(outputs: Vector, classes: number): Vector {
  const p = new Float64Array(outputs.length)
  for (let from = 0; from < outputs.length; from += classes) {
    const row = outputs.subarray(from, from + classes)
    const log = logSumExp(row)
    for (let c = 0; c < classes; c++) p[from + c] = Math.exp(row[c] - log)
  }
  return p
}

function verdicts(
  outputs: (parameters: Vector) => Vector,
  labels: readonly number[],
  classes: number,
): Verdicts {
  const all = labels.map((_, i) => i)
  const predictions = (parameters: Vector) =>
    rowsOf(outputs(parameters), classes).map((row) => row.indexOf(Math.max(...row)))
  const mistakes = (parameters: Vector) => {
    const found = predictions(parameters)
    return all.filter((i) => found[i] !== labels[i])
  }
  return {
    loss: (parameters) => crossEntropy(labels, classes)(outputs(parameters), all).loss,
    probabilities: (parameters) => rowsOf(softmax(outputs(parameters), classes), classes),
    predictions,
    mistakes,
    accuracy: (parameters) => 1 - mistakes(parameters).length / labels.length,
  }
}

function requireLabels(labels: readonly number[], samples: number, classes: number): void {
  requireLength('labels', labels, samples)
  labels.forEach((label, i) => {
    if (!(Number.isInteger(label) && label >= 0 && label < classes))
      throw new RangeError(`labels[${i}] is ${label}; allowed: whole numbers from 0 to ${classes - 1}`)
  })
}
