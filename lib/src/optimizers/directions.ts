import { requireFraction } from '../settings'
import type { Part } from './compose'

/** Where to go: the part mₜ of `compose`. */
export const directions = {
  /** Along the slope, as plain descent, Adagrad and RMSProp go: mₜ = g. */
  gradient: (): Part<never> => ({
    columns: {},
    fill(g, _, direction) {
      direction.set(g)
    },
  }),

  /** The velocity of `momentum` without its rate, a weighted sum of the gradients so far: mₜ = m mₜ₋₁ + g. */
  velocity: ({ m = 0.9 }: { m?: number } = {}): Part<never> => {
    requireFraction('m', m)
    return {
      columns: {},
      fill(g, _, direction) {
        for (let i = 0; i < g.length; i++) direction[i] = m * direction[i] + g[i]
      },
    }
  },

  /** The average of the gradients so far: as it is in `momentumAveraged`, or corrected for its start at 0 as in Adam. */
  average: ({
    beta1 = 0.9,
    corrected = false,
  }: { beta1?: number; corrected?: boolean } = {}): Part<'average'> => {
    requireFraction('beta1', beta1)
    return {
      columns: { average: 0 },
      fill(g, { average }, direction, t) {
        const correct = corrected ? 1 / (1 - beta1 ** (t + 1)) : 1
        for (let i = 0; i < g.length; i++)
          direction[i] = correct * (average[i] = beta1 * average[i] + (1 - beta1) * g[i])
      },
    }
  },

  /** The corrected average as the next step will see it, as far as it is known now: NAdam's. */
  nextAverage: ({ beta1 = 0.9 }: { beta1?: number } = {}): Part<'average'> => {
    requireFraction('beta1', beta1)
    return {
      columns: { average: 0 },
      fill(g, { average }, direction, t) {
        const next = beta1 / (1 - beta1 ** (t + 2))
        const now = (1 - beta1) / (1 - beta1 ** (t + 1))
        for (let i = 0; i < g.length; i++)
          direction[i] = next * (average[i] = beta1 * average[i] + (1 - beta1) * g[i]) + now * g[i]
      },
    }
  },
}
