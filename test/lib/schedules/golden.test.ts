import {
  cosine,
  cosineRestarts,
  exponentialDecay,
  oneCycle,
  polynomial,
  stepDecay,
  triangular,
  triangular2,
  type Schedule,
} from 'downhill'
import { describe, expect, test } from 'vitest'
import cases from '../../fixtures/trajectories.json'

interface Options {
  step_size: number
  gamma: number
  T_max: number
  T_0: number
  T_mult: number
  eta_min: number
  start_factor: number
  total_iters: number
  base_lr: number
  max_lr: number
  step_size_up: number
  mode: string
  total_steps: number
  pct_start: number
  power: number
}
interface Case {
  schedule: string
  options: Options
  base: number
  rates: number[]
}

/** PyTorch's settings in ours. Its base rate is where ours start, or the highest. */
const ours: Record<string, (base: number, options: Options) => Schedule> = {
  StepLR: (eta0, { gamma, step_size: tau }) => stepDecay({ eta0, gamma, tau }),
  ExponentialLR: (eta0, { gamma: lambda }) => exponentialDecay({ eta0, lambda }),
  CosineAnnealingLR: (high, { T_max: steps, eta_min: low }) => cosine({ high, low, steps }),
  CosineAnnealingWarmRestarts: (high, { T_0: period, T_mult: growth, eta_min: low }) =>
    cosineRestarts({ high, low, period, growth }),
  LinearLR: (end, { start_factor, total_iters: steps }) =>
    polynomial({ eta0: start_factor * end, end, steps }),
  CyclicLR: (_, { base_lr: low, max_lr: high, step_size_up: halfCycle, mode }) =>
    (mode === 'triangular' ? triangular : triangular2)({ low, high, halfCycle }),
  // PyTorch counts its steps from 1, and rises until the fraction pct_start of them.
  OneCycleLR: (_, { max_lr: high, total_steps, pct_start }) => {
    const up = pct_start * total_steps - 1
    return oneCycle({ high, up, down: total_steps - 1 - up })
  },
  PolynomialLR: (eta0, { total_iters: steps, power }) => polynomial({ eta0, steps, power }),
}

const golden = (cases as unknown as Case[]).filter(({ schedule }) => schedule)

test('the fixture holds nine schedules, and all of them are ours', () => {
  expect(golden).toHaveLength(9)
  expect([...new Set(golden.map(({ schedule }) => schedule))].sort()).toEqual(Object.keys(ours).sort())
})

describe.each(golden)('$schedule $options', ({ schedule, options, base, rates }) => {
  test('has the 60 rates of PyTorch to 1e-10', () => {
    expect(rates).toHaveLength(60)
    const rate = ours[schedule](base, options)
    for (const [t, theirs] of rates.entries())
      expect(Math.abs(rate(t) - theirs), `t = ${t}`).toBeLessThanOrEqual(1e-10 * theirs)
  })
})
