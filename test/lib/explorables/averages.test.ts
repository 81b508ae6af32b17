import { describe, expect, it } from 'vitest'
import { averages, type Averages } from '../../../lib/src/explorables/averages'
import { still } from '../../../lib/src/explorables/still'

const name = 'averages'
const slide = [3, 8, 6, 5, 1, 7, 9, 0, 8, 4]
const words = (settings: Partial<Averages> = {}) => still(name, settings).words
const complete = (settings: object) => () => averages.complete(settings)

describe('the averages at a moment, in words', () => {
  // By the slide's weights of V₃: 0.081 · 3 + 0.09 · 8 + 0.1 · 6 = 1.563, of a weight of 0.271; its SMA₃ is 5.5.
  it('are the slide’s, from zero', () => {
    const said = words({ data: slide, rho: 0.9, k: 2, corrected: false })
    expect(said).toContain('the newest value counts 10 %, and the memory is about 10 steps long.')
    expect(said).toContain('At t = 3 the average is 1.56, and the mean of the 2 before is 5.5.')
    expect(said).toContain('Its weights sum to 0.271 there: the rest counts for the 0 that it began with')
  })

  it('are divided by the weights there are, when corrected', () => {
    const said = words({ data: slide, rho: 0.9, k: 2, corrected: true })
    expect(said).toContain('At t = 3 the average is 5.77,')
    expect(said).not.toContain('sum to')
  })

  it('leave out a mean that has not begun', () => {
    expect(words({ data: slide, k: 3 })).toMatch(/At t = 3 the average is [\d.]+\./)
  })
})

describe('how far they are from what is behind the noise', () => {
  it('is nothing where there is no noise and no memory', () => {
    expect(words({ data: slide, truth: slide, rho: 0, k: 10 })).toContain(
      'All along it is 0 away from what is behind the noise.',
    )
  })

  // By hand on 0, 1, 2, …, 9: the mean of the two before is 1.5 below each.
  it('is the delay on a straight line', () => {
    const line = slide.map((_, i) => i)
    expect(words({ data: line, truth: line, rho: 0, k: 2 })).toContain('; the mean of 2 is 1.5 away.')
  })

  // As lesson 05 has it for ρ = 0: the data themselves.
  it('is 0.396 for the noise itself', () => {
    expect(words({ rho: 0 })).toContain('All along it is 0.396 away')
  })

  it('is not told where it is not known', () => {
    expect(words({ data: slide })).not.toContain('away')
  })
})

describe('the pictures', () => {
  /** The points of a line of a colour, the thicker one of them, in pixels. */
  const line = (picture: string, colour: string) =>
    new RegExp(`d="M([^"]*)" stroke="${colour}" stroke-width="2"`)
      .exec(picture)![1]
      .split('L')
      .map((point) => point.split(' ').map(Number))

  it('draws the weights of the values so far: on an axis that ends at 0.12, each 0.9 of the one before', () => {
    const heights = (corrected: boolean) => {
      const [, weights] = still(name, { data: slide, rho: 0.9, k: 10, corrected }).pictures
      return line(weights, '#2759ff').map(([, top]) => 316 - top)
    }
    const [plain, whole] = [heights(false), heights(true)]
    expect(plain).toHaveLength(3)
    ;[0.1, 0.09, 0.081].forEach((weight, i) => {
      expect(Math.abs(plain[i] - (weight / 0.12) * 290)).toBeLessThan(0.1)
      // Corrected they are 1/0.271 as large, on an axis that ends at 0.55.
      expect(Math.abs(whole[i] - (weight / 0.271 / 0.55) * 290)).toBeLessThan(0.1)
    })
  })

  it('draws the window k wide and 1/k high', () => {
    const [, weights] = still(name, { data: slide, rho: 0.9, k: 5, corrected: false }).pictures
    const window = line(weights, '#c8840d')
    // 264 pixels for the ages from −1 to 10.
    expect(window[2][0] - window[1][0]).toBeCloseTo((5 * 264) / 11, 0)
    expect(316 - window[1][1]).toBeCloseTo((0.2 / 0.25) * 290, 0)
  })
})

describe('what cannot be shown is refused by name', () => {
  it.each([
    [{ data: [1] }, 'data has 1 values; allowed: 2 to 1000'],
    [{ data: [1, NaN] }, 'data[1] is NaN; allowed: finite numbers'],
    [{ data: [1, 2], k: 1, truth: [1] }, 'truth has 1 values beside 2 data; allowed: as many'],
    [{ rho: 1 }, 'rho is 1; allowed: 0 ≤ rho < 1'],
    [{ k: 0 }, 'k is 0; allowed: a whole number, 1 or more'],
    [{ k: 121 }, 'k is 121; allowed: a whole number, 1 to 120, as many as there are data'],
  ])('%o', (settings, says) => {
    expect(complete(settings)).toThrow(new RangeError(says))
  })
})
