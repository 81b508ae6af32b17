import { normal, random } from '../random'
import { schedule } from '../schedules/schedule'
import { requireWithin } from '../settings'
import type { Optimizer } from './optimizer'

/** How gradient noise fades: `eta` is its variance at the first step, `gamma` how fast it falls. */
export interface Fading {
  eta: number
  gamma?: number
}

/**
 * The standard deviation of gradient noise at step t.
 *
 * σ_t = √(η / (1 + t)^γ)
 *
 * @throws RangeError when η, γ or t is negative, infinite or NaN
 * @see Neelakantan et al., 2015; deck B
 */
export function noiseDeviation({ eta, gamma = 0.55 }: Fading): (t: number) => number {
  requireWithin('eta', eta, 0)
  requireWithin('gamma', gamma, 0)
  return schedule((t) => Math.sqrt(eta / (1 + t) ** gamma))
}

/**
 * Any optimizer, with noise added to each gradient that it is given. The same seed gives the same noise in every run.
 *
 * g ← g + z,  z from N(0, σ_t²),  σ_t² = η / (1 + t)^γ
 *
 * @throws RangeError when η or γ is negative, infinite or NaN, or seed not a whole number
 * @see Neelakantan et al., 2015; deck B
 */
export function gradientNoise<Column extends string>(
  optimizer: Optimizer<Column>,
  { seed = 1, ...fading }: Fading & { seed?: number },
): Optimizer<Column> {
  const deviation = noiseDeviation(fading)
  let draw = normal(random(seed))
  return {
    ...optimizer,
    name: `${optimizer.name}, with noise`,
    update(g, state, theta, t, x) {
      if (t === 0) draw = normal(random(seed))
      const sigma = deviation(t)
      optimizer.update(
        g.map((gi) => gi + sigma * draw()),
        state,
        theta,
        t,
        x,
      )
    },
  }
}
