import { beale, bowl, fromExpression, logSquare, rosenbrock, square } from 'downhill'
import { h, type ComponentType } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { oneFormula, type OneFormula } from '../../../lib/src/explorables/one-formula'
import { still } from '../../../lib/src/explorables/still'

const name = 'one-formula'
const words = (settings: Partial<OneFormula> = {}) => still(name, settings).words
const complete = (settings: object) => () => oneFormula.complete(settings)
/** The formula as it is read, line by line. */
const formula = (settings: Partial<OneFormula>) =>
  [
    ...renderToString(h(oneFormula.View as ComponentType, oneFormula.complete(settings) as object))
      .split(/class="formula"|class="row"/)[1]
      .matchAll(/<div[^>]*>(.*?)<\/div>/g),
  ].map(([, line]) => line.replaceAll(/<[^>]*>/g, ''))

/** Each optimizer, and what its paper divides by what. */
const published: [OneFormula['beside'], OneFormula['direction'], OneFormula['scale'], string][] = [
  ['gradient descent', 'slope', 'one', 'θ ← θ − η g'],
  ['momentum', 'velocity', 'one', 'θ ← θ − η v'],
  ['momentum, averaged', 'average', 'one', 'θ ← θ − η m'],
  ['Adagrad', 'slope', 'sum', 'θ ← θ − η g / √(s + ε)'],
  ['RMS-scaled descent', 'slope', 'mean', 'θ ← θ − η g / √(s / (t + 1))'],
  ['RMSProp', 'slope', 'average', 'θ ← θ − η g / √(s + ε)'],
  ['Adam, without correction', 'average', 'average', 'θ ← θ − η m / √(s + ε)'],
  ['Adam', 'corrected average', 'corrected average', 'θ ← θ − η m̂ / (√ŝ + ε)'],
  ['NAdam', 'one step ahead', 'corrected average', 'θ ← θ − η m̄ / (√ŝ + ε)'],
  ['AdaMax', 'corrected average', 'largest, fading', 'θ ← θ − η m̂ / u'],
  ['AMSGrad', 'average', 'largest average', 'θ ← θ − η m / u'],
]

describe('the parts of a published optimizer', () => {
  it.each(published)('are %s: its name, its formula and its path', (beside, direction, scale, last) => {
    for (const f of [undefined, rosenbrock, square])
      for (const rate of ['constant', 'warm-up'] as const) {
        if (beside === 'momentum' && rate === 'warm-up') continue
        const told = words({ ...(f && { f }), direction, scale, rate, beside })
        expect(told).toContain(`is ${beside}${rate === 'warm-up' ? ' with a warm-up' : ''}.`)
        expect(told).toMatch(
          /takes the same path(?: but for rounding: farthest apart .* × 10⁻¹[²³⁴⁵⁶⁷⁸⁹]|: farthest apart 0)\./,
        )
      }
    expect(formula({ direction, scale }).at(-2)).toBe(last)
    expect(formula({ direction, scale }).at(-1)).toBe(beside)
  })

  it('say how m, s and η come about', () => {
    expect(formula({ eta: 0.5 })).toEqual([
      'm ← 0.9 m + 0.1 g',
      'm̂ = m / (1 − 0.9ᵗ⁺¹)',
      's ← 0.999 s + 0.001 g²',
      'ŝ = s / (1 − 0.999ᵗ⁺¹)',
      'η = 0.5',
      'θ ← θ − η m̂ / (√ŝ + ε)',
      'Adam',
    ])
    expect(formula({ eta: 0.5, rate: 'decay' })).toContain('η = 0.5 · 0.97ᵗ')
  })
})

describe('the numbers', () => {
  // By hand on x² from 9: momentum with η = 0.1 goes to 7.2 and 4.14; descent with 0.5, its best, to 0 and stays.
  it('tell how far apart two optimizers are', () => {
    const told = words({
      f: square,
      start: 9,
      steps: 2,
      direction: 'velocity',
      scale: 'one',
      eta: 0.1,
      beside: 'gradient descent',
    })
    expect(told).toBe(
      'The velocity over 1 is momentum. On x² with η = 0.1, 2 steps: f ends at 17.1. ' +
        'Beside it gradient descent, with its best η, 0.5: f ends at 0; farthest apart 7.2.',
    )
  })

  // By hand: rates 0.01 and 0.02. Outside, v = 18 and 33.84 lead to 8.1432; inside, −0.18 and −0.5148 to 8.3052.
  it('tell momentum with its rate outside the velocity from that with the rate inside', () => {
    const told = words({
      f: square,
      start: 9,
      steps: 2,
      direction: 'velocity',
      scale: 'one',
      eta: 0.1,
      rate: 'warm-up',
      beside: 'momentum',
    })
    expect(told).toContain('is momentum with its rate outside the velocity.')
    expect(told).toContain('farthest apart 0.162.')
  })

  it('take the best of nineteen rates where none is given: half a slope on a bowl is there at once', () => {
    expect(oneFormula.complete({ f: bowl, direction: 'slope', scale: 'one' }).eta).toBe(0.5)
  })

  it('name no optimizer where there is none', () => {
    expect(words({ direction: 'velocity', scale: 'sum' })).toContain('The velocity over the sum has no name.')
    expect(words({ direction: 'velocity', scale: 'average' })).toContain(
      'is Adam without correction, at ten times this η',
    )
  })
})

describe('what goes wrong is said', () => {
  it('in words', () => {
    expect(words({ direction: 'slope', scale: 'one', eta: 10, steps: 200 })).toMatch(
      /it diverges at step \d+\./,
    )
    expect(words({ f: logSquare, start: 0, eta: 1 })).toMatch(/^No path from here: .*ln x²/)
    expect(words({ f: fromExpression('log(x*y)'), start: [-1, 1] })).toMatch(/^No path from here/)
  })

  it.each([
    [{ direction: 'up' }, 'direction is up; allowed: slope | velocity'],
    [{ scale: 'two' }, 'scale is two; allowed: one | sum'],
    [{ rate: 'cosine' }, 'rate is cosine; allowed: constant | decay | warm-up'],
    [{ beside: 'Lion' }, 'beside is Lion; allowed: gradient descent | momentum'],
    [{ eta: 0 }, 'eta is 0; allowed: a finite number above 0'],
    [{ f: beale, start: 3 }, `start is 3; allowed on ${beale.name}: two numbers, x and y`],
    [{ f: square, start: [1, 2] }, 'start is [1,2]; allowed on x²: a number'],
    [{ start: [NaN, 1] }, 'start[0] is NaN; allowed: finite numbers'],
    [{ steps: 0 }, 'steps is 0; allowed: a whole number, 1 or more'],
    [{ steps: 201 }, 'steps is 201; allowed: a whole number, 1 to 200'],
  ])('and refused by name: %o', (settings, says) => {
    expect(complete(settings)).toThrow(RangeError)
    expect(complete(settings)).toThrow(says)
  })
})
