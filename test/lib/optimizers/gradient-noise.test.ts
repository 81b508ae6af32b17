import {
  descend,
  gradientDescent,
  gradientNoise,
  momentum,
  nesterov,
  noiseDeviation,
  square,
  stepper,
  type ToyFunction,
} from 'downhill'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test('the deviation falls from √η as in Neelakantan et al.: √(η / (1 + t)^γ)', () => {
  const deviation = noiseDeviation({ eta: 0.3, gamma: 0.55 })
  expect(deviation(0)).toBeCloseTo(Math.sqrt(0.3), 12)
  expect(deviation(99)).toBeCloseTo(Math.sqrt(0.3 / 12.589254117941675), 12)
  expect(noiseDeviation({ eta: 0.3 })(99)).toBe(deviation(99))
  expect(noiseDeviation({ eta: 1, gamma: 0 })(50)).toBe(1)
  expect(() => deviation(-1)).toThrow(new RangeError('t is -1; allowed: a finite number, 0 or more'))
})

test('the noise on a flat function has mean 0 and the variance η / (1 + t)^γ at every step', () => {
  const flat: ToyFunction<number> = { ...square, value: () => 0, gradient: () => 0 }
  const runs = Array.from({ length: 4000 }, (_, seed) =>
    descend(flat, 0, gradientNoise(gradientDescent({ eta: 1 }), { eta: 0.5, gamma: 1, seed }), 4),
  )
  for (let t = 0; t < 4; t++) {
    const noise = runs.map((path) => path.rows[t + 1].step)
    const variance = 0.5 / (1 + t)
    const mean = noise.reduce((sum, z) => sum + z, 0) / noise.length
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(variance / noise.length))
    const ratio = noise.reduce((sum, z) => sum + z * z, 0) / noise.length / variance
    expect(ratio).toBeGreaterThan(0.9)
    expect(ratio).toBeLessThan(1.1)
  }
})

test('one object gives the same path every time, another seed another path', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const noisy = gradientNoise(momentum({ eta: 0.1 }), { eta: 0.3, seed })
      const path = descend(square, 5, noisy, 10)
      expect(descend(square, 5, noisy, 10).rows).toEqual(path.rows)
      const other = gradientNoise(momentum({ eta: 0.1 }), { eta: 0.3, seed: seed + 1 })
      expect(descend(square, 5, other, 10).rows).not.toEqual(path.rows)
    }),
  )
})

test('without variance it is the optimizer itself, its state and its look ahead included', () => {
  const [plain, noisy] = [nesterov({ eta: 0.1 }), gradientNoise(nesterov({ eta: 0.1 }), { eta: 0 })].map(
    (optimizer) => descend(square, 5, optimizer, 10),
  )
  expect(noisy.rows).toEqual(plain.rows)
  expect(noisy.optimizer).toBe('Nesterov, with noise')
})

test('the gradient that it is given stays as it was', () => {
  const run = stepper(gradientNoise(gradientDescent({ eta: 0.1 }), { eta: 1 }), 2)
  const gradient = Float64Array.of(1, 2)
  run.move(new Float64Array(2), gradient)
  expect(gradient).toEqual(Float64Array.of(1, 2))
})

test.each<[string, { eta: number; gamma?: number; seed?: number }, string]>([
  ['a negative variance', { eta: -1 }, 'eta is -1; allowed: a finite number, 0 or more'],
  ['a fading of NaN', { eta: 1, gamma: NaN }, 'gamma is NaN; allowed: a finite number, 0 or more'],
  ['half a seed', { eta: 1, seed: 0.5 }, 'seed is 0.5; allowed: a whole number from −2⁵³ + 1 to 2⁵³ − 1'],
])('%s is refused by name', (_, settings, message) => {
  expect(() => gradientNoise(gradientDescent({ eta: 0.1 }), settings)).toThrow(new RangeError(message))
})
