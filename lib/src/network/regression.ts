import type { Vector } from '../optimizers/optimizer'
import { requireLength, type Objective } from '../training/objective'
import type { Network } from './network'
import { networkObjective, type Judge } from './network-objective'
import { flatRows, rowsOf } from './rows'

/** The training of a network to give numbers. */
export interface Regression extends Objective {
  /** What the network gives for each sample. */
  outputs(parameters: Vector): number[][]
}

/**
 * Trains a network to give numbers, judged by the squared error.
 *
 * L = 1/m Σ ½ ‖ŷ − y‖²,  ∂L/∂ŷ = (ŷ − y) / m
 *
 * @param inputs one row a sample
 * @param targets what should come out, one row a sample
 * @throws RangeError when inputs or targets do not fit the network, by name and place
 * @see deck C
 */
export function regression(
  net: Network,
  inputs: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
): Regression {
  const width = net.layers[net.layers.length - 1]
  const x = flatRows('inputs', inputs, net.layers[0])
  const y = flatRows('targets', targets, width)
  requireLength('targets', targets, inputs.length)
  const judge: Judge = (outputs, samples) => {
    const error = outputs.map((o, k) => o - y[samples[Math.floor(k / width)] * width + (k % width)])
    return {
      loss: error.reduce((sum, e) => sum + (e * e) / 2, 0) / samples.length,
      gradient: error.map((e) => e / samples.length),
    }
  }
  return {
    ...networkObjective(net, 'squared error of a network', x, judge),
    outputs: (parameters) => rowsOf(net.forward(parameters, x).outputs, width),
  }
}
