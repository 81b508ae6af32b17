import { at, requireRate, type Rate } from '../schedules/rate'
import { requireWithin } from '../settings'
import type { Optimizer } from './optimizer'

/**
 * Adagrad: a rate for each parameter, the smaller the more slope that parameter has seen. Rare features keep a large
 * rate, and every rate only falls.
 *
 * s ← s + g²,  θ ← θ − η g / √(s + ε)
 *
 * Where the denominator is 0 there is no move.
 *
 * @param settings.inRoot ε inside the root; false puts it beside: √s + ε, as PyTorch does
 * @param settings.start s before the first step
 * @throws RangeError when η, ε or the start is negative, infinite or NaN
 * @see Duchi, Hazan and Singer, 2011; decks B (ε = 1e-8), C and E (start 0 or 0.1)
 */
export const adagrad = ({
  eta,
  epsilon = 1e-7,
  inRoot = true,
  start = 0,
}: {
  eta: Rate
  epsilon?: number
  inRoot?: boolean
  start?: number
}): Optimizer<'s'> => {
  requireRate('eta', eta)
  requireWithin('epsilon', epsilon, 0)
  requireWithin('start', start, 0)
  return {
    name: 'Adagrad',
    settings: { eta, epsilon, inRoot, start },
    columns: { s: start },
    update(g, { s }, theta, t) {
      const rate = at(eta, t)
      const [inside, beside] = inRoot ? [epsilon, 0] : [0, epsilon]
      for (let i = 0; i < g.length; i++) {
        const gi = g[i]
        const sum = (s[i] += gi ** 2)
        const sigma = Math.sqrt(sum + inside) + beside
        if (sigma !== 0) theta[i] -= (rate * gi) / sigma
      }
    },
  }
}
