import { adam, descend, fromExpression, logSquare, square } from 'downhill'
import { describe, expect, it } from 'vitest'
import { adamFirstSteps, runOf } from '../../../lib/src/explorables/adam-first-steps'
import { still } from '../../../lib/src/explorables/still'
import { formatNumber } from '../../../lib/src/figures/format-number'

const name = 'adam-first-steps'
const words = (settings: object = {}) => still(name, settings).words
const complete = (settings: object) => () => adamFirstSteps.complete(settings)

describe('the first step, in words', () => {
  it('is η with both corrections', () => {
    expect(words()).toContain('m is 10 times too small and √v 31.6 times')
    expect(words()).toContain('the first step is η itself, whatever the slope, here 0.1.')
    expect(words({ start: 0.001, eta: 0.02 })).toContain('η itself, whatever the slope, here 0.02.')
  })

  // By hand from g = 18: m = 1.8, √v = √0.324, and 18 where corrected.
  it.each([
    [{ correctM: false, correctV: false }, '(1 − β₁) / √(1 − β₂) = 3.16 times η, here 0.316.'],
    [{ correctM: true, correctV: false }, '1 / √(1 − β₂) = 31.6 times η, here 3.16.'],
    [{ correctM: false, correctV: true }, '1 − β₁ = 0.1 times η, here 0.01.'],
    [
      { correctM: false, correctV: false, beta1: 0.5, beta2: 0.75 },
      '(1 − β₁) / √(1 − β₂) = 1 times η, here 0.1.',
    ],
  ])('with %o', (settings, says) => {
    expect(words(settings)).toContain(says)
  })

  it('is shorter where ε counts: 18 / (18 + 2) of η', () => {
    expect(words({ epsilon: 2 })).toContain('ε counts too: it is 0.09 long, 0.9 times η')
  })
})

describe('the path', () => {
  it.each([true, false])('is that of adam, corrected or not: %s', (corrected) => {
    const settings = adamFirstSteps.complete({ correctM: corrected, correctV: corrected, steps: 200 })
    const own = runOf(settings)
    const published = descend(square, 9, adam({ eta: 0.1, corrected }), 200)
    if (typeof own === 'string') throw new Error(own)
    expect(own.rows).toHaveLength(201)
    own.rows.forEach((row, t) => {
      expect(row.x).toBeCloseTo(published.rows[t].x, 12)
      expect(row.average).toBeCloseTo(published.rows[t].m, 12)
      expect(row.s).toBeCloseTo(published.rows[t].v, 12)
    })
  })

  it('says which step was the longest: without corrections, as adam has it', () => {
    const { rows } = descend(square, 9, adam({ eta: 0.1, corrected: false }), 20)
    const lengths = rows.slice(1).map(({ step }) => Math.abs(step))
    const longest = lengths.indexOf(Math.max(...lengths))
    expect(words({ correctM: false, correctV: false })).toContain(
      `The longest of the 20 is step ${longest + 1}: ${formatNumber(lengths[longest] / 0.1, 3)} times η.`,
    )
  })
})

describe('the pictures', () => {
  it('are three: the averages, the steps of all four versions, the curve', () => {
    const { pictures } = still(name, {})
    expect(pictures).toHaveLength(3)
    for (const line of ['slope g', 'm̂', '√v', '√v̂']) expect(pictures[1]).toContain(`>${line}<`)
    for (const version of ['both', 'none', 'm only', 'v only']) expect(pictures[2]).toContain(`>${version}<`)
  })

  it('give versions that are one a common name', () => {
    expect(still(name, { beta1: 0 }).pictures[2]).toContain('>none, m only<')
  })
})

describe('what cannot be shown', () => {
  it('is refused by name', () => {
    expect(complete({ beta1: 1 })).toThrow('beta1 is 1; allowed: 0 ≤ beta1 < 1')
    expect(complete({ beta2: -0.1 })).toThrow('beta2 is -0.1; allowed: 0 ≤ beta2 < 1')
    expect(complete({ eta: 0 })).toThrow('eta is 0; allowed: a finite number above 0')
    expect(complete({ epsilon: -1 })).toThrow('epsilon is -1; allowed: a finite number, 0 or more')
    expect(complete({ start: NaN })).toThrow('start is NaN; allowed: a finite number')
    expect(complete({ steps: 201 })).toThrow('steps is 201; allowed: a whole number, 1 to 200')
    expect(complete({ f: fromExpression('x^2 + y^2') })).toThrow('allowed: a function of x alone')
  })

  it('is said in words: a start without a slope, on a pole, a path that leaves', () => {
    expect(words({ start: 0 })).toContain('the slope is 0, and so is the first step')
    expect(words({ f: logSquare, start: 0 })).toMatch(/^No step from here: .*ln x²/)
    expect(words({ eta: 1e300 })).toContain('f(x) is ∞')
  })

  it('takes a formula along', () => {
    expect(words({ f: fromExpression('100x^2'), start: 9 })).toContain('here 0.1.')
  })
})
