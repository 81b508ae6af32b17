import {
  adadelta,
  adagrad,
  adam,
  adaMax,
  asPrintedAdadeltaRate,
  asPrintedAdadeltaStart,
  asPrintedAdadeltaWorkflow,
  asPrintedAdagradRate,
  asPrintedAdamFedBack,
  asPrintedAdamHalfCorrected,
  asPrintedAdamUncorrected,
  asPrintedAdaMax,
  asPrintedDomain,
  asPrintedLabels,
  asPrintedLocalMinimum,
  asPrintedMiniBatchGradient,
  asPrintedNadam,
  asPrintedNesterov,
  asPrintedRmsPropLate,
  asPrintedRmsPropSigned,
  asPrintedSigma,
  asPrintedSparseDerivative,
  asPrintedTriangular,
  asPrintedWeights,
  averageWeights,
  compare,
  descend,
  errata,
  erratum,
  gradientDescent,
  nadam,
  nesterov,
  plateau,
  printedNumbers,
  rmsProp,
  rmsScaled,
  saddle,
  square,
  triangular,
  type Optimizer,
  type ToyFunction,
} from 'downhill'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

/** A slope that is the same everywhere, one number a coordinate. */
const steady = (...slopes: number[]): ToyFunction<readonly number[]> => ({
  name: 'a slope',
  tex: '',
  minima: [],
  value: (p) => p.reduce((sum, x, i) => sum + slopes[i] * x, 0),
  gradient: () => slopes,
})
/** How far the first coordinate moves at step t on a slope of 1, in units of η. */
const length = (optimizer: Optimizer, eta: number, t: number) =>
  -descend(steady(1), [0], optimizer, t).last.step[0] / eta
const xs = (optimizer: Optimizer, start: number, steps: number) =>
  descend(square, start, optimizer, steps).rows.map((row) => row.x)
const steepness = fc.double({ min: 1e-2, max: 1e2, noNaN: true })
const printedWith = (number: number) => printedNumbers.filter((p) => p.correction?.erratum === number)

describe('the list', () => {
  /** Decks and lessons as the course's plan has them. */
  const decks = 'EEEEEEEEBBCCCCCCCCDDDAEC'
  const lessons = '02 02 02 02 05 08 08 02 04 03 10 09 09 08 08 07 07 10 08 09 08 07 09 06'.split(' ')

  test('has the 24 errata in order, each with its deck and the lesson that meets it', () => {
    expect(errata.map((e) => e.number)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1))
    expect(errata.map((e) => e.deck).join('')).toBe(decks)
    expect(errata.map((e) => e.lesson.slice(0, 2))).toEqual(lessons)
  })

  test('has every erratum that the ledger of printed numbers cites', () => {
    const cited = new Set(printedNumbers.flatMap((p) => (p.correction ? [p.correction.erratum] : [])))
    expect([...cited].sort()).toEqual([1, 2, 3, 4, 5, 6])
    for (const number of cited) expect(erratum(number).deck).toBe('E')
  })

  test.each([0, 25, 1.5, NaN])('refuses %f, which is no erratum', (number) => {
    expect(() => erratum(number)).toThrow(RangeError)
    expect(() => erratum(number)).toThrow(`there is no erratum ${number}; allowed: 1 to 24`)
  })

  test.each(errata.map((e) => [e.number, e] as const))(
    '%i says what, why and from where, in Markdown that closes what it opens',
    (_, { place, printed, right, why, source }) => {
      for (const text of [place, printed, right, why, source]) {
        expect(text.trim()).not.toBe('')
        expect(text.split('$').length % 2, text).toBe(1)
        expect(text.split('{').length, text).toBe(text.split('}').length)
        expect(text).not.toMatch(/!|simply|obvious|undefined|NaN|\\`/)
      }
      expect(printed).not.toBe(right)
      expect(why).toMatch(/\.$/)
    },
  )

  test.each(errata.map((e) => [e.number, e] as const))(
    '%i has a table in which the printed version fails',
    (number, { run }) => {
      const { caption, columns, rows } = run()
      expect(caption).toMatch(new RegExp(`^Erratum ${number}: `))
      expect(new Set(columns).size).toBe(columns.length)
      for (const row of rows) {
        expect(row).toHaveLength(columns.length)
        for (const cell of row)
          if (typeof cell === 'number') expect(cell).toBeTypeOf('number')
          else expect(cell).not.toMatch(/NaN|Infinity|undefined/)
        for (const cell of row.filter((c) => typeof c === 'number')) expect(cell).toSatisfy(Number.isFinite)
      }
      expect(rows.flat().some((cell) => String(cell).startsWith('✗'))).toBe(true)
      expect(run()).toEqual(run())
    },
  )
})

describe('1, 2, 4 and 6: labels', () => {
  const { rows } = descend(square, 70, gradientDescent({ eta: 0.1 }), 35)
  const late = asPrintedLabels(rows)

  test('1 and 2: with labels one too low every printed number holds, with the right ones none', () => {
    const numbers = [...printedWith(1), ...printedWith(2)]
    expect(numbers).toHaveLength(16)
    for (const { quantity, printed } of numbers) {
      const t = Number(/\d+/.exec(quantity)![0])
      const column = quantity.startsWith("f'") ? 'gradient' : 'x'
      const slipped = late.find((row) => row.t === t)!
      expect(compare(printed, slipped[column])).not.toBe('differs')
      expect(compare(printed, rows[t][column])).toBe('differs')
      // x_t = 0.8ᵗ · 70, f′ = 2x
      expect(slipped[column]).toBeCloseTo(0.8 ** (t + 1) * 70 * (column === 'x' ? 1 : 2), 12)
    }
    expect([late[0].t, late[0].x, late.length, rows[10].t]).toEqual([0, 56, 35, 10])
  })

  test('3: 0.88 is neither f′(x₃₂) nor f′(x₃₃), and 0.088 is twice the 0.044 above it', () => {
    expect(printedWith(3).map(({ printed }) => printed)).toEqual(['0.88'])
    expect(2 * 0.8 ** 32 * 70).toBeCloseTo(0.1109, 4)
    expect(2 * 0.8 ** 33 * 70).toBeCloseTo(0.0887, 4)
    expect(
      erratum(3)
        .run()
        .rows.map((row) => row.slice(2)),
    ).toEqual([
      ['✗ differs', '✓ exact'],
      ['✗ differs', '✗ differs'],
      ['✗ differs', '✓ truncated'],
    ])
  })

  test('4: 0.071 is f′(x₃₄) as labelled, and not the f′(x₃₃) of the slide’s count', () => {
    const [[, counted, differs], [, labelled, holds]] = erratum(4).run().rows
    expect([differs, holds]).toEqual(['✗ differs', '✓ rounded'])
    expect(counted).toBeCloseTo(2 * 0.8 ** 33 * 70, 12)
    expect(labelled).toBeCloseTo(2 * 0.8 ** 34 * 70, 12)
    expect(Math.abs(0.071 - 2 * 0.8 ** 34 * 70)).toBeLessThan(0.0005)
  })

  test('6: 8.27 cannot be x₂, which is printed as 8.458 just above, and is x₃', () => {
    const x = xs(rmsProp({ eta: 0.1, rho: 0.9, epsilon: 1e-7 }), 9, 3)
    expect(compare('8.458', x[2])).toBe('rounded')
    expect(compare('8.27', x[2])).toBe('differs')
    expect(compare('8.27', x[3])).toBe('rounded')
    expect(erratum(6).run().rows).toEqual([
      ['x₂ = 8.27', expect.closeTo(8.458, 3), 'x₃', expect.closeTo(8.271, 3), '✗ not x₂; ✓ x₃'],
    ])
  })
})

describe('5: the weights for ρ = 0.98', () => {
  test('the printed one comes from 2ρ for ρ², and the oldest value would count twice as much as the next', () => {
    const printed = asPrintedWeights(0.98)
    expect(printedWith(5).map(({ printed }) => printed)).toEqual(['0.0392'])
    expect(printed.map((w, i) => compare(['0.0392', '0.0196', '0.02'][i], w))).toEqual(Array(3).fill('exact'))
    expect(printed[0] / printed[1]).toBeCloseTo(2, 12)
  })

  test('the right ones sum to 1 − ρ³ and give V₃ = 0.334424 for 3, 8, 6; the printed ones do not', () => {
    // By hand: V₁ = 0.06, V₂ = 0.0588 + 0.16 = 0.2188, V₃ = 0.214424 + 0.12.
    const average = (weights: readonly number[]) => 3 * weights[0] + 8 * weights[1] + 6 * weights[2]
    const sum = (weights: readonly number[]) => weights.reduce((a, b) => a + b)
    expect(average(averageWeights(0.98, 3))).toBeCloseTo(0.334424, 12)
    expect(average(asPrintedWeights(0.98))).toBeCloseTo(0.3944, 12)
    expect(sum(averageWeights(0.98, 3))).toBeCloseTo(1 - 0.98 ** 3, 12)
    expect(sum(asPrintedWeights(0.98))).toBeGreaterThan(1 - 0.98 ** 3 + 0.01)
  })
})

test('7: with the slope of the step before, RMSProp makes no first step and misses all of the deck’s numbers', () => {
  const late = xs(asPrintedRmsPropLate({ eta: 0.1 }), 9, 3)
  const right = xs(rmsProp({ eta: 0.1 }), 9, 3)
  // By hand: s₁ = 32.4, no slope before; s₂ = 0.9 · 32.4 + 0.1 · 18² = 61.56, and 18 again: x₂ = 9 − 1.8 / √61.56.
  expect(late.slice(0, 3)).toEqual([9, 9, expect.closeTo(9 - 1.8 / Math.sqrt(61.56), 8)])
  // s₃ = 0.9 · 61.56 + 0.1 · (2x₂)², the slope before is still 18.
  expect(late[3]).toBeCloseTo(late[2] - 1.8 / Math.sqrt(0.9 * 61.56 + 0.4 * late[2] ** 2), 8)
  for (const [i, digits] of ['8.6837', '8.458', '8.27'].entries()) {
    expect(compare(digits, late[i + 1])).toBe('differs')
    expect(compare(digits, right[i + 1])).not.toBe('differs')
  }
})

test('8: ℕ holds no negative number and no fraction, and the deck’s own path needs both', () => {
  expect([70, 56, 0, 100].map(asPrintedDomain)).toEqual([true, true, true, true])
  // −56 and 44.8 stand on the slides; −100 is the slide's own bound.
  expect([44.8, -56, -100, -1, 101].map(asPrintedDomain)).toEqual([false, false, false, false, false])
})

describe('9: the mini-batch gradient', () => {
  const gradients = fc.array(fc.tuple(steepness, steepness), { minLength: 4, maxLength: 4 })

  test('divided by the data set’s size it is m/N of itself, and the mean over an epoch is m/N of the whole', () => {
    fc.assert(
      fc.property(gradients, (g) => {
        const whole = asPrintedMiniBatchGradient(g, 4)
        const halves = [g.slice(0, 2), g.slice(2)]
        for (const j of [0, 1]) {
          expect(whole[j]).toBeCloseTo((g[0][j] + g[1][j] + g[2][j] + g[3][j]) / 4, 9)
          const printed = halves.map((half) => asPrintedMiniBatchGradient(half, 4)[j])
          const right = halves.map((half) => asPrintedMiniBatchGradient(half, 2)[j])
          expect((printed[0] + printed[1]) / 2).toBeCloseTo(whole[j] / 2, 9)
          expect((right[0] + right[1]) / 2).toBeCloseTo(whole[j], 9)
        }
      }),
    )
  })

  test('refuses an empty mini-batch, and a data set smaller than it', () => {
    expect(() => asPrintedMiniBatchGradient([], 4)).toThrow('the number of gradients is 0')
    expect(() => asPrintedMiniBatchGradient([[1], [2]], 1)).toThrow(
      'size is 1; allowed: a whole number, 2 or more',
    )
  })
})

test('10: descent rests at a saddle point, on a level stretch and on a plateau, all called minima', () => {
  const descent = gradientDescent({ eta: 0.1 })
  const pass = descend(saddle, [1, 0], descent, 100).last
  expect(asPrintedLocalMinimum(pass.gradient)).toBe(true)
  expect(saddle.value([pass.x[0], 0.1])).toBeLessThan(pass.f)
  const flat = descend(plateau, 4, descent, 1000).last
  expect(flat.x).toBeGreaterThan(3.99)
  expect(asPrintedLocalMinimum(flat.gradient)).toBe(true)
  expect(plateau.value(0)).toBeLessThan(flat.f - 0.99)
  expect(asPrintedLocalMinimum([0, 1e-3])).toBe(false)
  expect(
    erratum(10)
      .run()
      .rows.map((row) => String(row.at(-1)).charAt(0)),
  ).toEqual(['✓', '✗', '✗', '✗'])
})

describe('11: the triangular schedule', () => {
  const settings = { low: 1, high: 5, halfCycle: 4 }

  test('as printed climbs once and lies at its lowest from T = μ on', () => {
    const rate = asPrintedTriangular(settings)
    expect([0, 1, 2, 3].map(rate)).toEqual([1, 2, 3, 4])
    expect(rate(4 - 1e-9)).toBeCloseTo(5, 6)
    fc.assert(
      fc.property(fc.double({ min: 4, max: 1e4, noNaN: true }), (t) => {
        expect(rate(t)).toBe(1)
      }),
    )
  })

  test('as published comes down again over the second half and repeats', () => {
    expect([0, 2, 4, 6, 8, 10, 12].map(triangular(settings))).toEqual([1, 3, 5, 3, 1, 3, 5])
  })

  test('refuses what the published one refuses', () => {
    expect(() => asPrintedTriangular({ ...settings, high: 0.5 })).toThrow('high is 0.5')
    expect(() => asPrintedTriangular({ ...settings, low: -1 })).toThrow('low is -1')
    expect(() => asPrintedTriangular({ ...settings, halfCycle: 0 })).toThrow('halfCycle is 0')
    expect(() => asPrintedTriangular(settings)(-1)).toThrow('t is -1')
  })
})

describe('12: AdaMax', () => {
  test('as printed a parameter’s step depends on the others, as published it does not', () => {
    // By hand, first step: m̂ = g and v̂ = ‖g‖∞², so η · (−100, 1) / 100.
    const first = (optimizer: Optimizer, ...slopes: number[]) =>
      descend(
        steady(...slopes),
        slopes.map(() => 0),
        optimizer,
        1,
      ).last.x
    const printed = first(asPrintedAdaMax({ eta: 0.1 }), -100, 1)
    expect(printed).toEqual([expect.closeTo(0.1, 9), expect.closeTo(-0.001, 9)])
    fc.assert(
      fc.property(steepness, steepness, (steep, flat) => {
        const [x, y] = first(adaMax({ eta: 0.1 }), steep, flat)
        expect([x, y]).toEqual([expect.closeTo(-0.1, 9), expect.closeTo(-0.1, 9)])
      }),
    )
  })

  test('as printed it is Adam where there is one parameter, where no maximum is to be taken', () => {
    const [printed, published] = [xs(asPrintedAdaMax({ eta: 0.1 }), 9, 20), xs(adam({ eta: 0.1 }), 9, 20)]
    for (const [t, x] of printed.entries()) expect(x).toBeCloseTo(published[t], 12)
    expect(xs(adaMax({ eta: 0.1 }), 9, 20)[20]).not.toBeCloseTo(published[20], 3)
  })
})

describe('13: NAdam', () => {
  test('as printed the first step is about 3.2 η and the steps shrink to 0.109 η, at η = 0.001', () => {
    // By hand: u = η, √v = √0.001; in the end u = η / (1 − β₁) and √v = 1.
    const eta = 0.001
    expect(length(asPrintedNadam({ eta }), eta, 1)).toBeCloseTo((0.9 * eta + 0.1) / Math.sqrt(0.001), 5)
    expect(length(asPrintedNadam({ eta }), eta, 20_000)).toBeCloseTo(0.9 * (eta / 0.1) + 0.1, 6)
    expect(length(nadam({ eta }), eta, 20_000)).toBeCloseTo(1, 6)
    const { rows } = erratum(13).run()
    expect(rows[0].slice(1)).toEqual([
      expect.closeTo(3.19, 2),
      expect.closeTo(1.47, 2),
      '✗ 2.2 times too long',
    ])
    expect(rows.at(-1)?.at(-1)).toBe('✗ 9.1 times too short')
  })

  test('as printed the second step of two, by hand, with the slope taken ahead', () => {
    const { rows } = descend(square, 1, asPrintedNadam({ eta: 0.1, beta1: 0.5, beta2: 0.5, epsilon: 0 }), 2)
    // Step 1: u = 0.2, v = 2, 0.1 / √2 · (0.1 + 1) = 0.0777817; step 2: the slope at x − 0.1.
    const x = 1 - 0.11 / Math.SQRT2
    expect(rows[1].x).toBeCloseTo(x, 12)
    expect(rows[1].ahead).toBeCloseTo(x - 0.1, 12)
    const g = 2 * (x - 0.1)
    const u = 0.1 + 0.1 * g
    expect(rows[2].x).toBeCloseTo(x - (0.1 / Math.sqrt(1 + 0.5 * g * g)) * (0.5 * u + 0.5 * g), 12)
  })
})

describe('14: the order within Adadelta', () => {
  test('velocity first, from the gradient, is plain descent with η = 1, which never leaves ±x₀ on x²', () => {
    expect(xs(asPrintedAdadeltaWorkflow(), 70, 4)).toEqual([70, -70, 70, -70, 70])
    fc.assert(
      fc.property(steepness, (x) => {
        expect(xs(asPrintedAdadeltaWorkflow({ rho: 0.9, epsilon: 1e-3 }), x, 5)).toEqual(
          xs(gradientDescent({ eta: 1 }), x, 5),
        )
      }),
    )
  })

  test('step first, as published, sets out with √ε / √((1 − ρ) g² + ε) and comes nearer', () => {
    const right = xs(adadelta(), 0.1, 30)
    expect(right[1]).toBeCloseTo(0.1 - (1e-3 / Math.sqrt(0.05 * 0.04 + 1e-6)) * 0.2, 12)
    expect(right[30]).toBeLessThan(0.02)
  })
})

test('15: with slopes over slopes, Adadelta’s path depends on the units of f; with updates over slopes it does not', () => {
  const times = (k: number): ToyFunction<number> => ({
    ...square,
    value: (x) => k * x * x,
    gradient: (x) => 2 * k * x,
  })
  const end = (optimizer: Optimizer, k: number, steps: number) =>
    descend(times(k), 1, optimizer, steps).last.x
  expect(end(adadelta(), 100, 25)).toBeCloseTo(end(adadelta(), 1, 25), 4)
  expect(Math.abs(end(asPrintedAdadeltaRate(), 100, 25))).toBeGreaterThan(1e20)
  // By hand, first two steps on x² from 1: v = 0.05 · 2², then the rate √((0.2 + ε) / (0.19 + 0.05 g² + ε)).
  const x1 = 1 - 2 * Math.sqrt(1e-6 / (0.2 + 1e-6))
  const g = 2 * x1
  expect(end(asPrintedAdadeltaRate(), 1, 2)).toBeCloseTo(
    x1 - g * Math.sqrt((0.2 + 1e-6) / (0.19 + 0.05 * g * g + 1e-6)),
    12,
  )
})

test('16: Adagrad’s rate falls by half in 4 steps and by ten in 100, an exponential through its start far more', () => {
  const rate = (t: number) => length(adagrad({ eta: 1, epsilon: 0 }), 1, t)
  expect([1, 4, 100, 400].map(rate)).toEqual([1, 0.5, 0.1, 0.05].map((r) => expect.closeTo(r, 12) as number))
  const exponential = asPrintedAdagradRate(rate(1), rate(2))
  expect(exponential(1)).toBe(1)
  expect(exponential(2)).toBeCloseTo(rate(2), 12)
  expect(exponential(3)).toBeCloseTo(0.5, 12)
  expect(exponential(101)).toBeCloseTo(2 ** -50, 20)
})

test('17: one x_j for all instances gives no derivative of the loss, each instance’s own does', () => {
  const slopes = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
  fc.assert(
    fc.property(slopes, (s) => {
      expect(asPrintedSparseDerivative(s, 0)).toBeCloseTo(0, 12)
      expect(asPrintedSparseDerivative(s, 2)).toBeCloseTo(2 * (s[0] + s[1] + s[2] + s[3]), 12)
    }),
  )
  // The third of four instances alone has the feature, so its slope 0.3 is the derivative.
  const { rows } = erratum(17).run()
  expect(rows.map((row) => row[1])).toEqual([0, expect.closeTo(0.7, 12), 0.3])
  expect(rows.map((row) => row[2])).toEqual(Array(3).fill(expect.closeTo(0.3, 9)))
})

describe('18 and 23: Adam with no moment corrected, or only one', () => {
  // On a steady slope m = 1 − β₁ᵗ and v = 1 − β₂ᵗ.
  const m = (t: number) => 1 - 0.9 ** t
  const v = (t: number) => 1 - 0.999 ** t

  test.each([1, 2, 10, 100, 1000])('step %i is η with both corrected, and longer with none or one', (t) => {
    const eta = 0.001
    expect(length(adam({ eta, epsilon: 0 }), eta, t)).toBeCloseTo(1, 9)
    const none = length(asPrintedAdamUncorrected({ eta, epsilon: 0 }), eta, t)
    const half = length(asPrintedAdamHalfCorrected({ eta, epsilon: 0 }), eta, t)
    expect(none).toBeCloseTo(m(t) / Math.sqrt(v(t)), 9)
    expect(half).toBeCloseTo(1 / Math.sqrt(v(t)), 9)
    expect(Math.min(none, half)).toBeGreaterThan(1.25)
  })

  test('the first step is 3.16 η with none and 31.6 η with one, whatever the slope', () => {
    fc.assert(
      fc.property(steepness, (k) => {
        const first = (optimizer: Optimizer) => -descend(steady(k), [0], optimizer, 1).last.x[0]
        expect(first(asPrintedAdamUncorrected({ eta: 1, epsilon: 0 }))).toBeCloseTo(3.1623, 4)
        expect(first(asPrintedAdamHalfCorrected({ eta: 1, epsilon: 0 }))).toBeCloseTo(31.623, 3)
      }),
    )
  })

  test('both decks put ε inside the root', () => {
    const eta = 1
    expect(length(asPrintedAdamUncorrected({ eta, epsilon: 0.003 }), eta, 1)).toBeCloseTo(
      0.1 / Math.sqrt(0.004),
      9,
    )
    expect(length(asPrintedAdamHalfCorrected({ eta, epsilon: 0.003 }), eta, 1)).toBeCloseTo(
      1 / Math.sqrt(0.004),
      9,
    )
  })
})

test('19: with the slope’s sign in σ₀, RMSProp’s first step goes left even where that is uphill', () => {
  const printed = (start: number) => xs(asPrintedRmsPropSigned({ eta: 0.1 }), start, 2)
  const right = (start: number) => xs(rmsProp({ eta: 0.1, epsilon: 0, start: 'gradient' }), start, 2)
  expect(printed(3).slice(0, 2)).toEqual([3, 2.9])
  expect(printed(-3).slice(0, 2)).toEqual([-3, -3.1])
  expect(right(3).slice(0, 2)).toEqual([3, 2.9])
  expect(right(-3).slice(0, 2)).toEqual([-3, -2.9])
  // By hand, the second step: σ₁² = 0.9 · 6² + 0.1 · 6.2².
  expect(printed(-3)[2]).toBeCloseTo(-3.1 + 0.62 / Math.sqrt(0.9 * 36 + 0.1 * 38.44), 8)
  // A large ε is inside the root from the second step on: σ₁² = 0.9 · 36 + 0.1 · 38.44 + 13.756 = 50.
  expect(xs(asPrintedRmsPropSigned({ eta: 0.1, epsilon: 13.756 }), -3, 2)[2]).toBeCloseTo(
    -3.1 + 0.62 / Math.sqrt(50),
    12,
  )
})

describe('20: corrected moments fed back', () => {
  const { rows } = descend(square, 9, asPrintedAdamFedBack({ eta: 0.1 }), 60)

  test('the first three steps by hand: exponents 1, 2 and, by the general line, 2 again', () => {
    expect([rows[1].m, rows[1].v]).toEqual([expect.closeTo(18, 12), expect.closeTo(324, 9)])
    expect(rows[1].x).toBeCloseTo(8.9, 8)
    const [m2, v2] = [(16.2 + 1.78) / 0.19, (0.999 * 324 + 0.001 * 17.8 ** 2) / (1 - 0.999 ** 2)]
    expect(rows[2].m).toBeCloseTo(m2, 6)
    expect(rows[2].v / v2).toBeCloseTo(1, 9)
    const g = rows[2].gradient
    expect(rows[3].m).toBeCloseTo((0.9 * m2 + 0.1 * g) / 0.19, 6)
    expect(rows[3].v / ((0.999 * v2 + 0.001 * g * g) / (1 - 0.999 ** 2))).toBeCloseTo(1, 9)
  })

  test('ε stands beside the root', () => {
    // m̂ = √v̂ = 1 at the first step, so 1 / (1 + 3).
    expect(length(asPrintedAdamFedBack({ eta: 1, epsilon: 3 }), 1, 1)).toBeCloseTo(0.25, 12)
  })

  test('its table tells how short the steps are', () => {
    const { rows } = erratum(20).run()
    expect(rows.map((row) => row.at(-1))).toEqual([
      '✓ as long',
      '✗ 4.3 times too short',
      '✗ 20 times too short',
      '✗ 110 times too short',
      '✗ 650 times too short',
      '✗ over 1000 times too short',
      '✗ over 1000 times too short',
    ])
  })

  test('v outgrows every number and Adam stands still; with raw moments it goes on', () => {
    expect(rows[60].v).toBeGreaterThan(1e80)
    expect(rows[60].x).toBe(rows[59].x)
    expect(rows[60].x).toBeGreaterThan(8.8)
    const right = descend(square, 9, adam({ eta: 0.1 }), 60).rows
    expect(right[1].v).toBeCloseTo(0.324, 12)
    expect(right[60].x).toBeLessThan(4)
  })
})

test('21: with nothing accumulated, Adadelta’s first step is α / √ε times the slope', () => {
  const settings = { rho: 0.95, epsilon: 1e-8 }
  const printed = xs(asPrintedAdadeltaStart({ eta: 0.001, ...settings }), 1, 3)
  // By hand: 0.001 / 10⁻⁴ = 10, times 2; then v = 0.05 · 38² and 10⁻⁴ / √72.2 · 38.
  expect(printed[1]).toBeCloseTo(-19, 9)
  expect(printed[2]).toBeCloseTo(-19 + (1e-4 / Math.sqrt(72.2)) * 38, 9)
  expect(xs(adadelta(settings), 1, 1)[1]).toBeCloseTo(1 - (1e-4 / Math.sqrt(0.05 * 4)) * 2, 9)
  // A schedule for α is asked at step 0.
  const eta = (t: number) => (t === 0 ? 0.001 : 7)
  expect(xs(asPrintedAdadeltaStart({ eta, ...settings }), 1, 3)).toEqual(printed)
  // From the second step on it is Adadelta, set out from where the first step led.
  expect(printed[3]).toBeCloseTo(xs(adadelta(settings), -19, 2)[2], 8)
})

test('22: a sum over i mixes the parameters of one step, and ends where they end', () => {
  const gradients = [
    [3, 0.3],
    [4, 0.4],
    [5, 0.5],
  ]
  expect(asPrintedSigma(gradients, 0)).toBe(3)
  expect(asPrintedSigma(gradients, 1)).toBeCloseTo(Math.sqrt((16 + 0.16) / 2), 12)
  expect(asPrintedSigma(gradients, 2)).toBeNaN()
  expect(() => asPrintedSigma(gradients, 3)).toThrow('t is 3; allowed: a step from 0 to 2')
  // Over the steps, as `rmsScaled` takes it, a steady slope of any size is stepped along at η.
  expect(descend(steady(3, 0.3), [0, 0], rmsScaled({ eta: 0.1 }), 4).last.x).toEqual([
    expect.closeTo(-0.4, 12),
    expect.closeTo(-0.4, 12),
  ])
})

test('24: without θ − u the velocity grows and θ stays where it is', () => {
  const { rows } = descend(square, 90, asPrintedNesterov({ eta: 0.1 }), 3)
  expect(rows.map((row) => row.x)).toEqual([90, 90, 90, 90])
  // By hand: u₁ = 18; the slope at 90 − 16.2 = 73.8 is 147.6, so u₂ = 16.2 + 14.76.
  expect([rows[1].u, rows[2].u]).toEqual([18, expect.closeTo(30.96, 12)])
  expect(rows[1].ahead).toBeCloseTo(73.8, 12)
  // Nesterov: 90 − 18 = 72; the slope at 72 − 16.2 is 111.6, so 72 − 16.2 − 11.16.
  expect(xs(nesterov({ eta: 0.1 }), 90, 2)).toEqual([90, 72, expect.closeTo(44.64, 12)])
})

describe('the wrong versions as optimizers', () => {
  const all: Record<string, (settings: { eta: number; epsilon: number }) => Optimizer> = {
    asPrintedAdamUncorrected,
    asPrintedAdamHalfCorrected,
    asPrintedAdamFedBack,
    asPrintedAdaMax,
    asPrintedNadam,
    asPrintedRmsPropSigned,
    asPrintedRmsPropLate,
    asPrintedAdadeltaStart,
  }

  test.each(Object.entries(all))('%s refuses a rate and an ε out of range, by name', (_, rule) => {
    expect(() => rule({ eta: -1, epsilon: 1e-8 })).toThrow('eta is -1')
    expect(() => rule({ eta: 1, epsilon: -1 })).toThrow('epsilon is -1')
    expect(() => rule({ eta: 1, epsilon: NaN })).toThrow('epsilon is NaN')
  })

  test('they refuse memories of 1 and more', () => {
    for (const rule of [asPrintedAdamUncorrected, asPrintedAdamFedBack, asPrintedAdaMax, asPrintedNadam]) {
      expect(() => rule({ eta: 1, beta1: 1 })).toThrow('beta1 is 1')
      expect(() => rule({ eta: 1, beta2: 1 })).toThrow('beta2 is 1')
    }
    for (const rule of [asPrintedRmsPropSigned, asPrintedRmsPropLate, asPrintedAdadeltaStart])
      expect(() => rule({ eta: 1, rho: 1 })).toThrow('rho is 1')
    for (const rule of [asPrintedAdadeltaWorkflow, asPrintedAdadeltaRate])
      expect(() => rule({ rho: 1 })).toThrow('rho is 1')
    expect(() => asPrintedNesterov({ eta: 1, m: 1 })).toThrow('m is 1')
    expect(() => asPrintedWeights(1)).toThrow('rho is 1')
  })

  test.each(Object.entries(all))('%s does not move without a slope', (name, rule) => {
    const epsilon = name === 'asPrintedAdadeltaStart' ? 1e-8 : 0
    const { last, diverged } = descend(steady(0, 0), [1, 2], rule({ eta: 0.1, epsilon }), 3)
    expect([last.t, last.x, diverged]).toEqual([3, [1, 2], undefined])
  })

  test.each([
    ...Object.values(all).map((rule) => rule({ eta: 0.1, epsilon: 1e-8 })),
    asPrintedNesterov({ eta: 0.1 }),
    asPrintedAdadeltaWorkflow(),
    asPrintedAdadeltaRate(),
  ])('$name bears the optimizer’s name, then the deck after a comma', ({ name }) => {
    expect(name).toMatch(/^(Adam|AdaMax|NAdam|RMSProp|Adadelta|Nesterov), .*deck [A-E]/)
  })
})
