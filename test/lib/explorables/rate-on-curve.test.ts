import {
  bowl,
  composite,
  descend,
  fromExpression,
  gradientDescent,
  humps,
  jump,
  kink,
  logSquare,
  nineSquare,
  plateau,
  square,
} from 'downhill'
import { describe, expect, it } from 'vitest'
import { rateOnCurve, type RateOnCurve } from '../../../lib/src/explorables/rate-on-curve'
import { still } from '../../../lib/src/explorables/still'
import { formatNumber } from '../../../lib/src/figures/format-number'

const name = 'rate-on-curve'
const words = (settings: Partial<RateOnCurve> = {}) => still(name, settings).words
const complete = (settings: object) => () => rateOnCurve.complete(settings)

describe('what becomes of the ball, in words', () => {
  // On x² a step multiplies by 1 − 2η, so that x₂₀ = (1 − 2η)²⁰ · 99.
  it.each([
    [0.001, 'crawls'],
    [0.1, 'converges'],
    [0.8, 'oscillates'],
    [1, 'oscillates'],
    [1.1, 'diverges'],
  ])('x² from 99 with η = %d %s', (eta, does) => {
    const said = words({ f: square, start: 99, eta })
    expect(said).toContain(`With η = ${eta} the ball ${does}: `)
    expect(said).toContain(`after 20 steps it is at x = ${formatNumber((1 - 2 * eta) ** 20 * 99, 3)}`)
    expect(said).toContain(
      `multiplies the distance from the minimum by 1 − η f″ = ${formatNumber(1 - 2 * eta, 3)}, and the limit is 2/f″ = 1,`,
    )
  })

  it('is at the step where the numbers end, as descend says it', () => {
    const path = descend(composite, 3, gradientDescent({ eta: 0.05 }), 100)
    expect(path.why).toBe('at step 6, f(x) is Infinity')
    expect(words({ f: composite, start: 3, eta: 0.05, steps: 100 })).toContain(
      'diverges: at step 6, f(x) is ∞.',
    )
  })
})

describe('the limit, in words', () => {
  it('is that of the curvature all over a parabola, wherever its minimum lies', () => {
    expect(words({ f: nineSquare })).toContain('is 18 everywhere')
    expect(words({ f: nineSquare })).toContain('the limit is 2/f″ = 0.111, from any start.')
    expect(words({ f: fromExpression('5(x - 1)^2 + 3') })).toContain(
      'the limit is 2/f″ = 0.2, from any start.',
    )
  })

  // By hand: f″ = 2 + 10 cos 2x is 12 at 0, and 12x² + 24x + 8 is 8 at 0 and 188 at 3; at ±2.4531 the humps have 2 + 10 cos 4.9063 = 3.93.
  it('is local where the curve bends otherwise elsewhere', () => {
    expect(words({ f: humps, start: -1.5, eta: 0.2 })).toContain(
      'At the minimum below, x = 0, the curvature f″ is 12: a ball that is near settles only below 2/f″ = 0.167. This limit is local',
    )
    expect(words({ f: humps, start: -3.2, eta: 0.2 })).toContain('x = −2.45, the curvature f″ is 3.93:')
    expect(words({ f: composite, start: 3, domain: [-4, 3.5] })).toContain(
      'f″ is 8: a ball that is near settles only below 2/f″ = 0.25. This limit is local: on the way from x = 3 the curve bends up to f″ = 188,',
    )
  })

  it.each([
    [{ f: kink }, 'At x = 0 the curve has a corner'],
    [{ f: fromExpression('abs(x - 1)') }, 'At x = 1 the curve has a corner'],
    [{ f: logSquare, start: 9, eta: 10 }, 'Towards x = 0 the slope grows without end'],
    [{ f: fromExpression('x^4') }, 'x = 0, f″ is 0: there is no limit close to it'],
    [{ f: fromExpression('exp(x)') }, 'no minimum was found'],
    [{ f: fromExpression('-x^2') }, 'no minimum was found'],
    [{ f: jump }, 'the slope tells nothing of the jump'],
    [{ f: square, start: 0 }, 'At x = 0 the slope is 0, so the ball stays where it is'],
    [{ f: plateau, start: 30 }, 'At x = 30 the slope is 0'],
    [{ f: logSquare, start: 0, domain: [-1, 1] as const }, 'Nothing can start here: f(x) is −∞'],
  ])('of %o is not made up', (settings, says) => {
    expect(words(settings)).toContain(says)
  })

  it('stands on the strip at 2/f″, on an axis of powers of ten', () => {
    const strip = still(name, { f: humps, start: -1.5, eta: 0.1 }).pictures[1]
    const at = Number(/d="M([\d.]+) [\d.]+L\1 [\d.]+" stroke="#dc013f"/.exec(strip)?.[1])
    // Between the margins, 62 and 14 of 560, from a three-hundredth of the limit to four times as much.
    expect(at).toBeCloseTo(62 + 484 * (Math.log(300) / Math.log(1200)), 0)
  })

  it('is not drawn where there is none', () => {
    expect(still(name, { f: kink }).pictures[1]).not.toContain('stroke="#dc013f"')
  })
})

describe('the pictures', () => {
  it('has a dot a step, at the height where x is', () => {
    const byStep = still(name, { f: square, start: 8, eta: 0.1, domain: [-10, 10] }).pictures[2]
    const dots = [...byStep.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="3"/g)]
    expect(dots).toHaveLength(21)
    dots.forEach(([, left, top], t) => {
      expect(Number(left)).toBeCloseTo(62 + (244 * t) / 20, 0)
      expect(Math.abs(Number(top) - (156 - 13 * 8 * 0.8 ** t))).toBeLessThan(0.06)
    })
  })

  it('breaks the curve where it jumps, and at a pole', () => {
    const pens = (f: RateOnCurve['f']) => {
      const curve = still(name, { f, eta: 0.1 }).pictures[0]
      return /d="([^"]*)" stroke="#7a7a7a"/.exec(curve)?.[1].match(/M/g)?.length
    }
    expect(pens(square)).toBe(1)
    expect(pens(jump)).toBe(2)
    expect(pens(fromExpression('1/(x - 0.123)'))).toBe(2)
  })
})

describe('what cannot be shown is refused by name', () => {
  it.each([
    [{ f: bowl }, 'f is x² + y²; allowed: a function of x alone'],
    [{ f: fromExpression('x y') }, 'f is x y; allowed: a function of x alone'],
    [{ eta: 0 }, 'eta is 0; allowed: a finite number above 0'],
    [{ start: NaN }, 'start is NaN; allowed: a finite number'],
    [{ start: 5, domain: [0, 1] }, 'start is 5; allowed: within the domain, 0 ≤ start ≤ 1'],
    [{ domain: [1, 0] }, 'domain is 1 … 0; allowed: two finite numbers, the smaller one first'],
    [{ steps: 501 }, 'steps is 501; allowed: a whole number, 1 to 500'],
    [{ steps: 0 }, 'steps is 0; allowed: a whole number, 1 or more'],
  ])('%o', (settings, says) => {
    expect(complete(settings)).toThrow(new RangeError(says))
  })

  it('shows a part of the axis that holds the start', () => {
    expect(rateOnCurve.complete({ f: square, start: 99 }).domain).toEqual([-140, 140])
    expect(rateOnCurve.complete({ f: square, start: 9 }).domain).toEqual([-10, 10])
  })
})
