import { bowl, fromExpression, gradientDescent, humps, square } from 'downhill'
import { describe, expect, it } from 'vitest'
import { still } from '../../../lib/src/explorables/still'

const pole = fromExpression('1/x')
const logarithm = fromExpression('log(x)')
const none = fromExpression('sqrt(-x^2 - 1)')
const big = { optimizer: gradientDescent({ eta: 1e9 }), optimizers: [gradientDescent({ eta: 1e9 })] }
const small = { optimizer: gradientDescent({ eta: 1e-12 }), optimizers: [gradientDescent({ eta: 1e-12 })] }

/** What it says; its pictures have axes, and nothing in them is not a number. */
function said(name: string, settings: object): string {
  const { pictures, words } = still(name, settings)
  expect(pictures.length).toBeGreaterThan(0)
  for (const picture of pictures) expect(picture).not.toMatch(/NaN|undefined|Infinity|\[object/)
  expect(pictures[0]).toContain('class="grid"')
  expect(words).not.toMatch(/NaN|undefined|Infinity|\[object/)
  return words
}

describe('what became of absurd settings stands in words', () => {
  it.each([
    ['rate-on-curve', { eta: 1e9 }, 'the ball diverges: at step 17, f(x) is ∞'],
    ['schedule-composer', big, 'x diverges at step'],
    ['sparse-features', big, 'gradient descent diverges at sample'],
    ['contour-race', big, 'gradient descent at step 3 diverged: a smaller rate may help'],
    // Adam’s step is η long whatever the slope: it does not diverge.
    ['adam-first-steps', { eta: 1e9 }, 'η itself, whatever the slope, here 1 × 10⁹'],
    ['one-formula', { eta: 1e9, direction: 'slope', scale: 'one' }, 'it diverges at step'],
  ])('%s: a rate of 1e9', (name, settings, says) => {
    expect(said(name, settings)).toContain(says)
  })

  it.each([
    ['rate-on-curve', { eta: 1e-12 }, 'the ball crawls'],
    ['momentum-map', { eta: 1e-12 }, 'the ball crawls: after 60 steps it is still 10 from the minimum'],
    ['schedule-composer', small, 'x ends at −1.500'],
    ['adam-first-steps', { eta: 1e-12 }, 'here 1 × 10⁻¹²'],
    ['contour-race', small, 'gradient descent hardly came down: a larger rate may help'],
  ])('%s: a rate of 1e-12', (name, settings, says) => {
    expect(said(name, settings)).toContain(says)
  })

  it.each([
    ['rate-on-curve', { eta: 0 }, 'eta is 0; allowed: a finite number above 0'],
    ['rate-on-curve', { eta: -1 }, 'eta is -1;'],
    ['momentum-map', { eta: -1 }, 'eta is -1;'],
    ['momentum-map', { curvatures: [0] }, 'curvatures[0] is 0; allowed: 0.1 to 100'],
    ['adam-first-steps', { eta: NaN }, 'eta is NaN;'],
    ['one-formula', { eta: 0 }, 'eta is 0;'],
    ['schedule-composer', { optimizer: gradientDescent({ eta: 0 }) }, 'eta of gradient descent is 0;'],
    ['sparse-features', { optimizers: [gradientDescent({ eta: 0 })] }, 'eta of gradient descent is 0;'],
    ['contour-race', { optimizers: [gradientDescent({ eta: 0 })] }, 'eta of gradient descent is 0;'],
    ['averages', { rho: 1 }, 'rho is 1; allowed: 0 ≤ rho < 1'],
  ])('%s refuses %o by name', (name, settings, says) => {
    expect(() => still(name, settings)).toThrow(says)
  })

  it.each([
    ['rate-on-curve', { f: pole, start: 0 }, 'Nothing can start here: f(x) is ∞ at the start 0 of 1/x'],
    ['rate-on-curve', { f: logarithm, start: -1 }, 'f(x) is no number at the start −1 of log(x)'],
    ['rate-on-curve', { f: none }, 'Nothing can start here: f(x) is no number'],
    ['adam-first-steps', { f: pole, start: 0 }, 'No step from here: f(x) is ∞'],
    ['adam-first-steps', { f: logarithm, start: -1 }, 'No step from here: f(x) is no number'],
    ['schedule-composer', { f: pole, start: 0 }, 'No path from here: f(x) is ∞'],
    ['schedule-composer', { f: logarithm, start: -1 }, 'No path from here: f(x) is no number'],
    ['one-formula', { f: pole, start: 0 }, 'No path from here: f(x) is ∞'],
    ['one-formula', { f: logarithm, start: -1 }, 'No path from here: f(x) is no number'],
    ['contour-race', { f: fromExpression('1/(x*y)'), start: [0, 0] }, 'there the function has no value'],
  ])('%s: a start on a pole, or where there is no value', (name, settings, says) => {
    expect(said(name, settings)).toContain(says)
  })

  it.each(['schedule-composer', 'one-formula', 'rate-on-curve', 'adam-first-steps'])(
    '%s begins where a logarithm has a value',
    (name) => {
      expect(said(name, { f: logarithm })).not.toContain('from here')
    },
  )

  // On 1/x every x to the right of 0 has a slope to the right: there is nowhere to arrive.
  it('a ball with nowhere to arrive rolls on, and has not converged', () => {
    expect(said('rate-on-curve', { f: pole, start: 3 })).toMatch(
      /the ball rolls on: after 20 steps it is at x = [\d.]+, still on its way\./,
    )
  })

  // By hand: the first step goes from 0.01 to 0.01 + 0.9 / 0.01² = 9000.01, where the slope is next to nothing.
  it('a ball that a pole has thrown out of the picture has left, and has not converged', () => {
    expect(said('rate-on-curve', { f: pole, start: 0.01 })).toContain(
      'the ball leaves: after 20 steps it is at x = 9000, outside of the picture.',
    )
  })

  it.each([
    ['rate-on-curve', { start: 0 }, 'At x = 0 the slope is 0, so the ball stays where it is'],
    ['adam-first-steps', { start: 0 }, 'the slope is 0, and so is the first step'],
    ['schedule-composer', { f: humps, start: 0 }, 'At the start the slope is 0'],
    ['one-formula', { f: bowl, start: [0, 0] }, 'At the start the slope is 0, so nothing moves'],
    ['contour-race', { f: bowl, start: [0, 0] }, 'At (0, 0) the slope of x² + y² is 0, so nobody moves'],
  ])('%s: a start at the minimum', (name, settings, says) => {
    expect(said(name, settings)).toContain(says)
  })

  it.each([
    ['rate-on-curve', { f: square, steps: 1 }, 'after 1 step it is at x = 6.4'],
    ['rate-on-curve', { steps: 500 }, 'after 500 steps'],
    ['adam-first-steps', { steps: 1 }, 'here 0.1'],
    ['adam-first-steps', { steps: 200 }, 'here 0.1'],
    ['sparse-features', { samples: 1 }, '0 times in the first 1'],
    ['one-formula', { steps: 1 }, ', 1 step: '],
    ['one-formula', { steps: 200 }, '200 steps'],
    ['contour-race', { steps: 1 }, 'with 1 gradient each'],
    ['averages', { data: [1e300, -1e300] }, 'the average is 1 × 10³⁰⁰'],
    ['averages', { rho: 0 }, 'about 1 step long'],
    ['averages', { rho: 0.999999 }, 'With ρ = 0.999999 '],
  ])('%s: as few and as many as can be, %o', (name, settings, says) => {
    expect(said(name, settings)).toContain(says)
  })
})
