import { adagrad, adam, gradientDescent, momentum, rmsProp } from 'downhill'
import { describe, expect, it } from 'vitest'
import { learn, samplesOf, sparseFeatures } from '../../../lib/src/explorables/sparse-features'
import { still } from '../../../lib/src/explorables/still'

const name = 'sparse-features'
const words = (settings: object = {}) => still(name, settings).words
const complete = (settings: object) => () => sparseFeatures.complete(settings)
const usual = { frequencies: [1, 0.2, 0.05, 0.01, 0.005], samples: 1000, seed: 4 }
const stream = samplesOf(usual)
const seen = (j: number) => stream.filter(({ x }) => x[j] === 1).length

describe('the samples', () => {
  it('have each feature as often as asked for', () => {
    const many = samplesOf({ ...usual, samples: 5000 })
    const shares = usual.frequencies.map((_, j) => many.filter(({ x }) => x[j] === 1).length / 5000)
    expect(shares[0]).toBe(1)
    // Within four standard deviations of the binomial distribution.
    usual.frequencies.forEach((p, j) =>
      expect(Math.abs(shares[j] - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / 5000)),
    )
  })

  it('have the sum of the weights for a target, 1 each, with a noise of 0.3', () => {
    const rest = stream.map(({ x, y }) => y - x.reduce((a, b) => a + b))
    const mean = rest.reduce((a, b) => a + b) / 1000
    expect(Math.abs(mean)).toBeLessThan(4 * (0.3 / Math.sqrt(1000)))
    expect(Math.sqrt(rest.reduce((sum, r) => sum + r * r, 0) / 1000)).toBeCloseTo(0.3, 1)
  })

  it('are the same for a seed, others for another, and stay where one feature is dragged', () => {
    expect(samplesOf(usual)).toEqual(stream)
    expect(samplesOf({ ...usual, seed: 5 })).not.toEqual(stream)
    const dragged = samplesOf({ ...usual, frequencies: [1, 0.2, 0.5, 0.01, 0.005] })
    for (const j of [0, 1, 3, 4]) expect(dragged.map(({ x }) => x[j])).toEqual(stream.map(({ x }) => x[j]))
  })
})

describe('what is learnt', () => {
  const one = (...xs: number[]) => xs.map((x) => ({ x: Float64Array.of(x, 1 - x), y: 1 }))

  // With targets of 1 and one feature a sample, both weights begin 1 away.
  it('is, by plain descent, 1 − (1 − η)ⁿ after n samples with the feature', () => {
    const { weights } = learn(gradientDescent({ eta: 0.1 }), one(1, 1, 0, 1))
    expect(weights.map((w) => w[0])).toEqual(
      [0, 0.1, 0.19, 0.19, 0.271].map((w) => expect.closeTo(w, 12) as number),
    )
    expect(weights.map((w) => w[1])).toEqual([0, 0, 0, 0.1, 0.1].map((w) => expect.closeTo(w, 12) as number))
  })

  it('is, by Adagrad, η at the first sample with the feature, be it the first or the last', () => {
    const { weights, rates } = learn(adagrad({ eta: 0.5, epsilon: 0 }), one(1, 1, 0))
    expect(weights[1][0]).toBeCloseTo(0.5, 12)
    // The second slope is 0.5, so s = 1.25.
    expect(weights[2][0]).toBeCloseTo(0.5 + (0.5 * 0.5) / Math.sqrt(1.25), 12)
    expect(weights[3][1]).toBeCloseTo(0.5, 12)
    expect(rates.map((r) => r[0])).toEqual(
      [NaN, 0.5, 0.5 / Math.sqrt(1.25), 0.5 / Math.sqrt(1.25)].map((r) =>
        r > 0 ? (expect.closeTo(r, 12) as number) : NaN,
      ),
    )
    expect(rates.map((r) => r[1])).toEqual([NaN, NaN, NaN, expect.closeTo(0.5, 12)])
  })

  it.each([
    [rmsProp({ eta: 0.1, rho: 0.9, epsilon: 0 }), 0.1 / Math.sqrt(0.1)],
    [adam({ eta: 0.1, epsilon: 0 }), 0.1],
    [gradientDescent({ eta: 0.1 }), 0.1],
  ])('at the first slope of 1, with rule %#, at the rate η / σ', (rule, rate) => {
    expect(learn(rule, one(1)).rates[1][0]).toBeCloseTo(rate, 12)
  })

  it('leaves the rare weight behind with one rate, and not with Adagrad', () => {
    const [plain, own] = [gradientDescent({ eta: 0.02 }), adagrad({ eta: 0.5 })].map((rule) =>
      learn(rule, stream),
    )
    const [last, rare] = [1000, 4]
    expect(Math.abs(plain.weights[last][0] - 1)).toBeLessThan(0.15)
    // Few slopes, none larger than about 1 + noise + what the others lack.
    expect(plain.weights[last][rare]).toBeLessThan(0.02 * seen(rare) * 2)
    expect(own.weights[last][rare]).toBeGreaterThan(0.75)
    expect(own.rates[last][rare] / own.rates[last][0]).toBeGreaterThan(5)
    expect(plain.rates[last][rare]).toBe(plain.rates[last][0])
  })
})

describe('what is said', () => {
  it('at first: the rare feature, its weight and its rate by both rules', () => {
    const said = words()
    expect(said).toContain(`Feature E occurs once in 200 samples, ${seen(4)} times in the first 1000.`)
    expect(said).toMatch(/Its weight should be 1: gradient descent 0\.1\d*, Adagrad (1|1\.1|0\.9\d?)\./)
    expect(said).toContain('for A, which occurs in every sample: gradient descent 0.02 and 0.02')
  })

  it('with one sample, with no rule, with a rate that is too large', () => {
    expect(words({ samples: 1, frequencies: [1, 0.005] })).toContain('its weight is still 0')
    expect(words({ optimizers: [] })).toBe('Nobody learns: switch an optimizer on.')
    expect(words({ optimizers: [gradientDescent({ eta: 10 })], samples: 5000 })).toMatch(
      /gradient descent diverges at sample \d+: its rate is too large here/,
    )
  })

  it('in pictures: the weights by frequency, the rate and the weight of the rarest', () => {
    const { pictures } = still(name, {})
    expect(pictures).toHaveLength(3)
    for (const text of ['A', 'E', 'gradient descent', 'Adagrad', 'true weight'])
      expect(pictures[0]).toContain(`>${text}<`)
    expect(pictures[1]).toContain('Feature E')
  })
})

describe('what cannot be shown', () => {
  it('is refused by name', () => {
    expect(complete({ frequencies: [] })).toThrow('frequencies has 0 numbers; allowed: 1 to 8')
    expect(complete({ frequencies: [1, 0.001] })).toThrow('frequencies[1] is 0.001; allowed: 1/200 to 1')
    expect(complete({ frequencies: [1.5] })).toThrow('frequencies[0] is 1.5')
    expect(complete({ frequencies: [NaN] })).toThrow('frequencies[0] is NaN')
    expect(complete({ samples: 5001 })).toThrow('samples is 5001; allowed: a whole number, 1 to 5000')
    expect(complete({ seed: 0.5 })).toThrow('seed is 0.5; allowed: a whole number')
    expect(complete({ optimizers: [momentum({ eta: 0.1 })] })).toThrow(
      'momentum has no place here; allowed: gradient descent | Adagrad',
    )
    expect(complete({ optimizers: [adagrad({ eta: () => 0.1 })] })).toThrow(
      'eta of Adagrad is a schedule; allowed: a number',
    )
  })
})

describe('lesson 07', () => {
  const ended = (rule: Parameters<typeof learn>[0]) => {
    const { weights, rates } = learn(rule, stream)
    const ofA = weights.slice(500).map((w) => w[0])
    return { w: weights[1000], rate: rates[1000], swing: [Math.min(...ofA), Math.max(...ofA)] }
  }
  const near = (numbers: readonly number[]) => numbers.map((number) => expect.closeTo(number, 2) as number)

  it('says of it what it shows', () => {
    const [small, large, own] = [
      gradientDescent({ eta: 0.02 }),
      gradientDescent({ eta: 0.3 }),
      adagrad({ eta: 0.5 }),
    ].map(ended)
    expect(seen(4)).toBe(6)
    expect([small.w[2], small.w[4], large.w[4]]).toEqual(near([0.66, 0.13, 0.9]))
    expect(Math.min(...own.w)).toBeGreaterThan(0.895)
    expect([own.rate[4], own.rate[4] / own.rate[0] / 100]).toEqual(near([0.35, 0.07]))
    expect(large.swing).toEqual(near([0.67, 1.39]))
    expect(own.swing).toEqual(near([0.88, 1.13]))
  })
})
