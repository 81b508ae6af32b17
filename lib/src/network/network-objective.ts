import type { Vector } from '../optimizers/optimizer'
import { samplesOf, type Objective } from '../training/objective'
import type { Network } from './network'

/** What a loss says of a batch's outputs: the mean, and its gradient with respect to the outputs. */
export type Judge = (
  outputs: Vector,
  samples: readonly number[],
) => { readonly loss: number; readonly gradient: Vector }

/** A network's loss on samples, as a function of its parameters. */
export function networkObjective(net: Network, name: string, inputs: Vector, judge: Judge): Objective {
  const width = net.layers[0]
  const n = inputs.length / width
  const pass = (parameters: Vector, batch: readonly number[] | undefined) => {
    const samples = samplesOf(batch, n)
    const rows = new Float64Array(samples.length * width)
    samples.forEach((i, k) => rows.set(inputs.subarray(i * width, (i + 1) * width), k * width))
    const forward = net.forward(parameters, rows)
    return { forward, ...judge(forward.outputs, samples) }
  }
  return {
    name,
    parameters: net.parameters,
    samples: n,
    loss: (parameters, batch) => pass(parameters, batch).loss,
    gradient(parameters, batch) {
      const { forward, gradient } = pass(parameters, batch)
      return net.backward(parameters, forward, gradient)
    },
  }
}
