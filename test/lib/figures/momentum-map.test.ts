import { convergenceFactor, descend, fromExpression, momentum, momentumMap, type Figure } from 'downhill'
import type { ScatterData } from 'plotly.js-dist'
import { describe, expect, test } from 'vitest'

const named = (figure: Figure, name: string) =>
  figure.data.find((trace) => trace.name === name) as Partial<ScatterData>
const map = (figure: Figure) =>
  figure.data[0] as unknown as { x: number[]; y: number[]; z: number[][]; customdata: number[][] }

describe('the share of the distance that a step of momentum leaves', () => {
  test.each([
    // Without momentum a step multiplies by 1 − ηλ.
    [[2], 0.1, 0, 0.8],
    [[2], 0.8, 0, 0.6],
    [[2], 1.1, 0, 1.2],
    [[2], 0, 0.9, 1],
    // r² − 1.5 r + 0.5 = (r − 1)(r − 0.5), and r² − r + 0.16 = (r − 0.8)(r − 0.2).
    [[4], 0, 0.5, 1],
    [[4], 0.04, 0.16, 0.8],
    // On the limit η = 2 (1 + m) / λ one root is −1: r² + 1.5 r + 0.5.
    [[2], 1.5, 0.5, 1],
    // Between the two double roots both roots have the size √m: r² − 1.7 r + 0.9, r² − 1.88 r + 0.9.
    [[2], 0.1, 0.9, 0.9486833],
    [[2], 0.01, 0.9, 0.9486833],
    // The slowest direction counts: 1 − 0.04 · 2 = 0.92 and 1 − 0.04 · 40 = −0.6.
    [[2, 40], 0.04, 0, 0.92],
    [[40, 2], 0.049, 0, 0.96],
  ])('on curvatures %j with η = %d and m = %d is %d', (curvatures, eta, m, share) => {
    expect(convergenceFactor(curvatures, { eta, m })).toBeCloseTo(share, 6)
  })

  test('is what a long path shows', () => {
    const valley = fromExpression('x^2 + 20y^2')
    for (const setting of [
      { eta: 0.045, m: 0.5 },
      { eta: 0.01, m: 0.2 },
      { eta: 0.07, m: 0.8 },
      { eta: 0.08, m: 0.5 },
    ]) {
      const { rows } = descend(valley, [1, 1], momentum(setting), 400)
      // The highest point of a swing in each half: its share a step, over 200 steps.
      const far = (from: number) =>
        rows.slice(from, from + 200).reduce((most, { x }) => Math.max(most, Math.hypot(...x)), 0)
      expect((far(200) / far(0)) ** (1 / 200)).toBeCloseTo(convergenceFactor([2, 40], setting), 2)
    }
  })
})

describe('the map of momentum', () => {
  test('shows the share at each η and m, over all that can arrive', () => {
    const { x, y, z: colour, customdata: z } = map(momentumMap([2]))
    expect([x[0], x[99], y[0], y[59]].map((at) => Number(at.toFixed(4)))).toEqual([
      0.01, 1.99, 0.0083, 0.9917,
    ])
    // η = 0.01: 1 − 0.02 at m = 0, and √m where the roots are complex.
    expect(z[0][0]).toBeCloseTo(0.98, 3)
    expect(z[53][0]).toBeCloseTo(Math.sqrt(y[53]), 3)
    // 0.98¹¹⁴ is the first power of 0.98 below a tenth, and no colour is beyond 1 and 300 steps.
    expect(10 ** colour[0][0]).toBeCloseTo(114, -1)
    const least = z.flat().flatMap((share, i) => (share <= 0.1 ? [colour.flat()[i]] : []))
    expect([...new Set(least)]).toEqual([0])
    expect(colour.flat().every((at) => at >= 0 && at <= 2.48)).toBe(true)
    expect(colour[0][99]).toBe(2.48)
    const figure = momentumMap([2])
    expect([figure.layout.xaxis?.range, figure.layout.yaxis?.range]).toEqual([
      [0, 2],
      [0, 1],
    ])
  })

  test('diverges beyond η = 2 (1 + m) / λ of the largest curvature', () => {
    expect(named(momentumMap([2, 40]), 'diverges')).toMatchObject({ x: [0.05, 0.1, 0.1], y: [0, 1, 0] })
    const { x, y, customdata: z } = map(momentumMap([40, 2]))
    for (const [k, m] of y.entries())
      for (const [i, eta] of x.entries())
        if (Math.abs(eta - (1 + m) / 20) > 1e-3) expect(z[k][i] < 1 || z[k][i] >= 1.001).toBe(true)
    expect(z[30].filter((share) => share < 1)).toHaveLength(x.filter((eta) => eta < (1 + y[30]) / 20).length)
  })

  test('marks the fastest setting, which no other one on the map beats', () => {
    const figure = momentumMap([2, 40])
    const [star, circle] = ['fastest', 'fastest with m = 0'].map((name) => named(figure, name))
    // √40 = 6.3246 and √2 = 1.4142: η = 4 / 7.7388², m = (4.9103 / 7.7388)², and the share is √m.
    expect([star.x, star.y].flat()).toEqual([expect.closeTo(0.06679, 5), expect.closeTo(0.4026, 4)])
    expect([circle.x, circle.y].flat()).toEqual([expect.closeTo(1 / 21, 9), 0])
    const least = Math.min(...map(figure).customdata.flat())
    expect(least).toBeGreaterThanOrEqual(0.634)
    expect(least).toBeLessThan(0.66)
    expect(figure.caption).toContain('The fastest is η = 0.0668, m = 0.403, where a step leaves 0.635')
    expect(figure.caption).toContain('without momentum it is η = 0.0476, where it leaves 0.905')
    expect(figure.layout.title?.text?.replace('<br>', ' ')).toBe(
      'Momentum, curvatures 2 and 40: a step leaves 0.635 at best and 0.905 with m = 0',
    )
  })

  test('on one curvature the fastest needs no momentum, and arrives at once', () => {
    const star = named(momentumMap([2]), 'fastest')
    expect([star.x, star.y]).toEqual([[expect.closeTo(0.5, 9)], [0]])
    expect(momentumMap([2]).caption).toContain('The fastest is η = 0.5, m = 0, where a step leaves 0;')
  })

  test('tells what it marks, also what does not arrive', () => {
    const { caption } = momentumMap([2], {
      marks: { slide: { eta: 0.1, m: 0.9 }, far: { eta: 1.6, m: 0.5 } },
    })
    expect(caption).toContain(
      'slide, η = 0.1, m = 0.9, leaves 0.949; far, η = 1.6, m = 0.5, does not arrive.',
    )
  })

  test.each([
    [() => momentumMap([]), 'convergenceFactor got no curvature; allowed: one curvature or more'],
    [() => momentumMap([2, -1]), 'curvatures[1] is -1; allowed: a finite number above 0'],
    [() => momentumMap([2], { marks: { a: { eta: 0, m: 0 } } }), 'the η of "a" is 0'],
    [() => momentumMap([2], { marks: { a: { eta: 1, m: 1 } } }), 'the m of "a" is 1; allowed: 0 ≤'],
    [() => convergenceFactor([2], { eta: NaN, m: 0 }), 'eta is NaN; allowed: a finite number'],
  ])('refuses what makes no sense, by name (%#)', (wrong, says) => {
    expect(wrong).toThrow(says)
  })
})
