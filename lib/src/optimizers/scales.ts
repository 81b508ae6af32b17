import { requireFraction, requireWithin } from '../settings'
import type { Part } from './compose'

/** ε inside the root or beside it. */
const root = (epsilon: number, inRoot: boolean) => {
  requireWithin('epsilon', epsilon, 0)
  return inRoot ? (s: number) => Math.sqrt(s + epsilon) : (s: number) => Math.sqrt(s) + epsilon
}

interface Epsilon {
  epsilon?: number
  inRoot?: boolean
}

/** What to divide by: the part σₜ of `compose`. Their column s holds squares, before the root. */
export const scales = {
  /** One rate for all parameters: σₜ = 1. */
  none: (): Part<never> => ({
    columns: {},
    fill(_, __, sigma) {
      sigma.fill(1)
    },
  }),

  /** Root of the sum of all squares so far: Adagrad's. */
  sum: ({ epsilon = 1e-7, inRoot = true, start = 0 }: Epsilon & { start?: number } = {}): Part<'s'> => {
    const rooted = root(epsilon, inRoot)
    requireWithin('start', start, 0)
    return {
      columns: { s: start },
      fill(g, { s }, sigma) {
        for (let i = 0; i < g.length; i++) sigma[i] = rooted((s[i] += g[i] ** 2))
      },
    }
  },

  /** Root of the mean of all squares so far: RMS-scaled descent's. */
  mean: (): Part<'s'> => ({
    columns: { s: 0 },
    fill(g, { s }, sigma, t) {
      const share = 1 / (t + 1)
      for (let i = 0; i < g.length; i++) sigma[i] = Math.sqrt(share * (s[i] += g[i] ** 2))
    },
  }),

  /** Root of the moving average of the squares: as it is in RMSProp, or corrected for its start at 0 as in Adam. */
  average: ({
    rho = 0.9,
    epsilon = 1e-7,
    inRoot = true,
    start = 0,
    corrected = false,
  }: Epsilon & { rho?: number; start?: number | 'gradient'; corrected?: boolean } = {}): Part<'s'> => {
    const rooted = root(epsilon, inRoot)
    requireFraction('rho', rho)
    if (start !== 'gradient') requireWithin('start', start, 0)
    return {
      columns: { s: start === 'gradient' ? 0 : start },
      fill(g, { s }, sigma, t) {
        const keep = t === 0 && start === 'gradient' ? 0 : rho
        const correct = corrected ? 1 / (1 - rho ** (t + 1)) : 1
        for (let i = 0; i < g.length; i++)
          sigma[i] = rooted(correct * (s[i] = keep * s[i] + (1 - keep) * g[i] ** 2))
      },
    }
  },

  /** The largest root of that average so far: AMSGrad's. */
  largestAverage: ({ rho = 0.999, epsilon = 1e-8 }: { rho?: number; epsilon?: number } = {}): Part<'s'> => {
    requireFraction('rho', rho)
    requireWithin('epsilon', epsilon, 0)
    return {
      columns: { s: 0 },
      fill(g, { s }, sigma) {
        for (let i = 0; i < g.length; i++) {
          s[i] = rho * s[i] + (1 - rho) * g[i] ** 2
          sigma[i] = Math.max(sigma[i], Math.sqrt(s[i]) + epsilon)
        }
      },
    }
  },

  /** The largest recent slope, which fades by ρ a step: AdaMax's. */
  largest: ({ rho = 0.999 }: { rho?: number } = {}): Part<never> => {
    requireFraction('rho', rho)
    return {
      columns: {},
      fill(g, _, sigma) {
        for (let i = 0; i < g.length; i++) sigma[i] = Math.max(rho * sigma[i], Math.abs(g[i]))
      },
    }
  },
}
