import {
  adadelta,
  adagrad,
  adam,
  adaMax,
  adamW,
  amsGrad,
  behaviour,
  descend,
  gradientDescent,
  humps,
  lion,
  momentum,
  momentumAveraged,
  momentumScaled,
  momentumSubtracted,
  nadam,
  nesterov,
  rmsProp,
  rmsPropCentered,
  rmsPropMomentum,
  rmsScaled,
  square,
  stepper,
  type Optimizer,
} from 'downhill'
import { describe, expect, test } from 'vitest'

/**
 * The steps, one by one, that an optimizer takes from 0 under these slopes. The slopes are chosen so that most roots
 * come out even; what stands in the tests is the arithmetic of the formula, done by hand.
 */
const steps = (optimizer: Optimizer, slopes: readonly number[], from = 0) => {
  const run = stepper(optimizer, 1)
  const x = Float64Array.of(from)
  return slopes.map((slope) => {
    const before = x[0]
    run.move(x, Float64Array.of(slope))
    return x[0] - before
  })
}
const close = (taken: readonly number[], byHand: readonly number[]) => {
  expect(taken).toHaveLength(byHand.length)
  taken.forEach((step, t) => {
    expect(step, `step ${t}`).toBeCloseTo(byHand[t], 13)
  })
}

test('RMS-scaled descent divides by the root of the mean of all squares', () => {
  // Means: 49, (49 + 1) / 2 = 25, (49 + 1 + 25) / 3 = 25.
  close(steps(rmsScaled({ eta: 0.5 }), [7, 1, -5]), [-0.5, -0.5 / 5, 0.5])
})

describe('Adagrad', () => {
  test('divides by the root of the sum of all squares', () => {
    close(steps(adagrad({ eta: 0.5, epsilon: 0 }), [3, 4, -12]), [-0.5, (-0.5 * 4) / 5, (0.5 * 12) / 13])
  })
  test('takes ε inside the root or beside it, and a start', () => {
    close(steps(adagrad({ eta: 0.5, epsilon: 7 }), [3]), [(-0.5 * 3) / 4])
    close(steps(adagrad({ eta: 0.5, epsilon: 7, inRoot: false }), [3]), [(-0.5 * 3) / 10])
    close(steps(adagrad({ eta: 0.5, epsilon: 0, start: 16 }), [3]), [(-0.5 * 3) / 5])
  })
})

describe('RMSProp', () => {
  test('divides by the root of a moving average of squares, from 0', () => {
    // s = 16 / 4 = 4, then 3/4 · 4 + 1/4 · 4 = 4.
    close(steps(rmsProp({ eta: 0.5, rho: 0.75, epsilon: 0 }), [4, 2]), [(-0.5 * 4) / 2, (-0.5 * 2) / 2])
  })
  test('takes ε inside the root or beside it, and a start', () => {
    close(steps(rmsProp({ eta: 0.5, rho: 0.75, epsilon: 5 }), [4]), [(-0.5 * 4) / 3])
    close(steps(rmsProp({ eta: 0.5, rho: 0.75, epsilon: 5, inRoot: false }), [4]), [(-0.5 * 4) / 7])
    close(steps(rmsProp({ eta: 0.5, rho: 0.75, epsilon: 0, start: 28 }), [4]), [(-0.5 * 4) / 5])
  })
  test("starts from the first gradient as in decks A and D: σ₀ = |g₀|, then its average with the next ones' squares", () => {
    // s = 9, then (9 + 441) / 2 = 225, then (225 + 225) / 2.
    const slopes = [-3, 21, 15]
    close(steps(rmsProp({ eta: 0.5, rho: 0.5, epsilon: 0, start: 'gradient' }), slopes), [
      0.5,
      (-0.5 * 21) / 15,
      -0.5,
    ])
    expect(rmsProp({ eta: 0.5, start: 'gradient' }).columns).toEqual({ s: 0 })
  })

  test('walks the three steps on slide "RMSProp, for square function": x₀ = 9, η = 0.1, ρ = 0.9, ε = 1e-7', () => {
    const { rows } = descend(square, 9, rmsProp({ eta: 0.1 }), 3)
    const near = (value: number, printed: string) => {
      const unit = 10 ** -(printed.split('.')[1]?.length ?? 0)
      expect(Math.abs(value - Number(printed)), printed).toBeLessThan(unit)
    }
    ;['18.0', '17.36', '16.916'].forEach((printed, t) => {
      near(rows[t].gradient, printed)
    })
    ;['32.4', '59.3', '82.0'].forEach((printed, t) => {
      near(rows[t + 1].s, printed)
    })
    // The slide calls the third one x₂ again.
    ;['8.6837', '8.458', '8.27'].forEach((printed, t) => {
      near(rows[t + 1].x, printed)
    })
  })

  test('with η = 0.4 ends up stepping over the minimum and back by η, for ever', () => {
    const path = descend(square, 9, rmsProp({ eta: 0.4 }), 400)
    for (const { t, x } of path.rows.slice(-10)) expect(x * (-1) ** t).toBeCloseTo(path.last.x, 6)
    expect(Math.abs(path.last.x)).toBeCloseTo(0.2, 6)
    expect(behaviour(path)).toBe('oscillates')
  })

  test('from −3.5 comes to rest in the local minimum near −2.453', () => {
    expect(descend(humps, -3.5, rmsProp({ eta: 0.1 }), 100).last.x).toBeCloseTo(-2.453, 3)
  })
})

test('RMSProp with momentum gathers scaled slopes', () => {
  const settings = { eta: 0.5, rho: 0.75, m: 0.5 }
  // s = 4 and 4 as above: scaled slopes 2 and 1.
  close(steps(rmsPropMomentum({ ...settings, epsilon: 0 }), [4, 2, 0]), [-1, -0.5 - 0.5, -0.5])
  close(steps(rmsPropMomentum({ ...settings, epsilon: 5 }), [4]), [(-0.5 * 4) / 3])
  close(steps(rmsPropMomentum({ ...settings, epsilon: 5, inRoot: false }), [4]), [(-0.5 * 4) / 7])
})

describe('RMSProp, centered,', () => {
  const settings = { eta: 0.5, rho: 0.5 }
  test('divides by the deviation of the slopes', () => {
    // s = 8, a = 2: variance 4. Then s = 4, a = 1 (no slope, no step). Then s = 2 + 8, a = 1/2 − 2: 10 − 2.25.
    close(steps(rmsPropCentered({ ...settings, epsilon: 0 }), [4, 0, -4]), [-1, 0, 2 / Math.sqrt(7.75)])
  })
  test('takes ε inside the root or beside it', () => {
    close(steps(rmsPropCentered({ ...settings, epsilon: 5 }), [4]), [-2 / 3])
    close(steps(rmsPropCentered({ ...settings, epsilon: 5, inRoot: false }), [4]), [-2 / 7])
  })
  test('keeps the average of the slopes and of their squares', () => {
    const run = stepper(rmsPropCentered(settings), 1)
    run.move(Float64Array.of(0), Float64Array.of(-4))
    expect(run.state).toEqual({ s: Float64Array.of(8), a: Float64Array.of(-2) })
  })
  test('takes what rounding leaves below 0 as 0', () => {
    const slope = 1 / 7
    let [s, a] = [0, 0]
    const left = Array.from({ length: 300 }, () => {
      s = (s + slope ** 2) / 2
      a = (a + slope) / 2
      return s - a ** 2
    })
    expect(Math.min(...left)).toBeLessThan(0)
    for (const step of steps(rmsPropCentered({ ...settings, epsilon: 0 }), Array<number>(300).fill(slope)))
      expect(step).toSatisfy(Number.isFinite)
  })
})

test('Adadelta measures its steps by those before', () => {
  // ε = 9: s = 16 / 2, √(8 + 9); Δ = −3 · 4 / √17, u = Δ² / 2 = 72 / 17. Then s = 4 + 8 = 12, √(12 + 9).
  close(steps(adadelta({ rho: 0.5, epsilon: 9 }), [4, -4]), [
    -12 / Math.sqrt(17),
    (4 * Math.sqrt(72 / 17 + 9)) / Math.sqrt(21),
  ])
})

describe('Adam', () => {
  const settings = { eta: 0.5, beta1: 0.5, beta2: 0.75 }
  test('corrects both averages, ε beside the root', () => {
    // m = 2, v = 4: corrected 4 and 16. Then m = 1, v = 3: divided by 1 − 1/4 and 1 − 9/16.
    close(steps(adam({ ...settings, epsilon: 1 }), [4, 0]), [
      (-0.5 * 4) / (4 + 1),
      (-0.5 * (4 / 3)) / (Math.sqrt(48 / 7) + 1),
    ])
  })
  test('takes ε inside the root', () => {
    close(steps(adam({ ...settings, epsilon: 9, inRoot: true }), [4]), [(-0.5 * 4) / 5])
  })
  test('in the simple version of deck E takes both averages as they are', () => {
    // m = 2, v = 4, then m = 1 + 1, v = 3 + 1.
    const simple = adam({ ...settings, epsilon: 5, inRoot: true, corrected: false })
    close(steps(simple, [4, 2]), [(-0.5 * 2) / 3, (-0.5 * 2) / 3])
    expect(simple.name).toBe('Adam, without correction')
  })
})

test('AdaMax divides by the largest slope, which fades', () => {
  const settings = { eta: 0.5, beta1: 0.5, beta2: 0.5 }
  // m = 4, 3, 2.5, 1.25: divided by 1/2, 3/4, 7/8, 15/16. u = 8, 4, 2, 1.
  const byHand = [-0.5, (-0.5 * 4) / 4, (-0.5 * (20 / 7)) / 2, (-0.5 * (4 / 3)) / 1]
  close(steps(adaMax(settings), [8, 2, 2, 0]), byHand)
  // With ε it is |g| + ε that u is the largest of.
  close(steps(adaMax({ ...settings, epsilon: 2 }), [8]), [(-0.5 * 8) / 10])
})

test('NAdam steps along what the next average will hold of this slope', () => {
  // m = 2, v = 4, corrected 16. Along β₁ m / (1 − β₁²) + g = 1 / (3/4) + 4. Then m = 1, v = 3: along (1/2) / (7/8).
  close(steps(nadam({ eta: 0.5, beta1: 0.5, beta2: 0.75, epsilon: 1 }), [4, 0]), [
    (-0.5 * (16 / 3)) / (4 + 1),
    (-0.5 * (4 / 7)) / (Math.sqrt(48 / 7) + 1),
  ])
})

test('AdamW adds a pull towards 0 that the denominator does not scale', () => {
  const settings = { eta: 0.5, beta1: 0.5, beta2: 0.75, lambda: 0.125 }
  close(steps(adamW({ ...settings, epsilon: 1 }), [4], 8), [(-0.5 * 4) / 5 - 0.5 * 0.125 * 8])
})

describe('AMSGrad', () => {
  const settings = { eta: 0.5, beta1: 0.5, beta2: 0.75 }
  test('as published keeps the largest v', () => {
    // m = 2, 1; v = 4, 3; u = 4, 4.
    close(steps(amsGrad({ ...settings, epsilon: 1 }), [4, 0]), [(-0.5 * 2) / 3, (-0.5 * 1) / 3])
  })
  test('corrected before the maximum keeps the largest corrected v', () => {
    // Corrected v: 16, 48/7; the largest stays 16. Corrected m: 4, 4/3.
    const optimizer = amsGrad({ ...settings, epsilon: 1, corrected: 'before' })
    close(steps(optimizer, [4, 0]), [(-0.5 * 4) / 5, (-0.5 * (4 / 3)) / 5])
  })
  test('corrected after the maximum divides by what does shrink', () => {
    // The largest v is 4, corrected 16 and then 4 / (1 − 9/16) = 64/7.
    const optimizer = amsGrad({ ...settings, epsilon: 1, corrected: 'after' })
    close(steps(optimizer, [4, 0]), [(-0.5 * 4) / 5, (-0.5 * (4 / 3)) / (8 / Math.sqrt(7) + 1)])
  })
})

test('Lion steps by the sign of one average and remembers another', () => {
  const settings = { eta: 0.5, beta1: 0.5, beta2: 0.75, lambda: 0.125 }
  // m = 0, 2, 1.25, 0.6875: signs of 4, 0.5 · 2 − 0.5, 0.5 · 1.25 − 0.5, 0.5 · 0.6875 − 0.5.
  close(steps(lion({ ...settings, lambda: 0 }), [8, -1, -1, -1]), [-0.5, -0.5, -0.5, 0.5])
  close(steps(lion(settings), [8], 8), [-0.5 - 0.5 * 0.125 * 8])
})

test('the defaults are those of the papers and decks', () => {
  const slopes = [1e-4, -3e-4, 2e-4]
  const pairs: [Optimizer, Optimizer][] = [
    [adagrad({ eta: 0.1 }), adagrad({ eta: 0.1, epsilon: 1e-7, inRoot: true, start: 0 })],
    [rmsProp({ eta: 0.1 }), rmsProp({ eta: 0.1, rho: 0.9, epsilon: 1e-7, inRoot: true, start: 0 })],
    [
      rmsPropMomentum({ eta: 0.1 }),
      rmsPropMomentum({ eta: 0.1, rho: 0.9, m: 0.9, epsilon: 1e-7, inRoot: true }),
    ],
    [rmsPropCentered({ eta: 0.1 }), rmsPropCentered({ eta: 0.1, rho: 0.9, epsilon: 1e-7, inRoot: true })],
    [adadelta(), adadelta({ rho: 0.95, epsilon: 1e-6 })],
    [adam(), adam({ eta: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, inRoot: false, corrected: true })],
    [adaMax(), adaMax({ eta: 0.002, beta1: 0.9, beta2: 0.999, epsilon: 0 })],
    [nadam(), nadam({ eta: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 })],
    [adamW(), adamW({ eta: 0.001, lambda: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 })],
    [amsGrad(), amsGrad({ eta: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, corrected: false })],
    [lion(), lion({ eta: 0.0001, beta1: 0.9, beta2: 0.99, lambda: 0 })],
  ]
  for (const [plain, spelledOut] of pairs)
    expect(steps(plain, slopes, 1)).toEqual(steps(spelledOut, slopes, 1))
})

test.each<[Optimizer, string]>([
  [gradientDescent({ eta: 1 }), 'gradient descent'],
  [momentum({ eta: 1 }), 'momentum'],
  [momentumSubtracted({ eta: 1 }), 'momentum, subtracted'],
  [momentumScaled({ alpha: 1 }), 'momentum, scaled'],
  [momentumAveraged({ eta: 1 }), 'momentum, averaged'],
  [nesterov({ eta: 1 }), 'Nesterov'],
  [rmsScaled({ eta: 1 }), 'RMS-scaled descent'],
  [adagrad({ eta: 1 }), 'Adagrad'],
  [rmsProp({ eta: 1 }), 'RMSProp'],
  [rmsPropMomentum({ eta: 1 }), 'RMSProp, with momentum'],
  [rmsPropCentered({ eta: 1 }), 'RMSProp, centered'],
  [adadelta(), 'Adadelta'],
  [adam(), 'Adam'],
  [adam({ corrected: false }), 'Adam, without correction'],
  [adaMax(), 'AdaMax'],
  [nadam(), 'NAdam'],
  [adamW(), 'AdamW'],
  [amsGrad(), 'AMSGrad'],
  [lion(), 'Lion'],
])('a rule has the name that tables and legends call it by (%#)', (optimizer, name) => {
  expect(optimizer.name).toBe(name)
})
