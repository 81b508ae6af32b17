import { descend, fromExpression, momentum } from 'downhill'
import { describe, expect, it } from 'vitest'
import { momentumMap, type MomentumMap } from '../../../lib/src/explorables/momentum-map'
import { still } from '../../../lib/src/explorables/still'
import { formatNumber } from '../../../lib/src/figures/format-number'

const name = 'momentum-map'
const words = (settings: Partial<MomentumMap> = {}) => still(name, settings).words
const complete = (settings: object) => () => momentumMap.complete(settings)

describe('a setting, in words', () => {
  // Polyak, by hand: with m = 0 and η = 2 / (2 + 40) a step leaves (40 − 2) / (40 + 2); with momentum (√40 − √2) / (√40 + √2).
  it('is told the share that a step leaves, and that of the fastest', () => {
    const said = words({ curvatures: [2, 40], eta: 1 / 21, m: 0, start: [-10, 1] })
    expect(said).toContain('a step leaves 0.905 of the distance in the long run: a tenth after 24 steps.')
    expect(said).toContain('Both directions are equally slow.')
    expect(said).toContain('This m bears η below 2(1 + m)/λ = 0.05.')
    expect(said).toContain(
      'The star is the fastest setting, η = 0.0668 and m = 0.403, where a step leaves 0.635',
    )
  })

  it('is at the distance where momentum leads, after 60 steps', () => {
    const valley = fromExpression('x^2 + 20y^2')
    const { last } = descend(valley, [-10, 1], momentum({ eta: 0.03, m: 0.2 }), 60)
    expect(words({ curvatures: [2, 40], eta: 0.03, m: 0.2, start: [-10, 1] })).toContain(
      `After 60 steps the ball is ${formatNumber(Math.hypot(...last.x), 3)} from the minimum.`,
    )
  })

  it('says which direction is slower: along the valley with a small η, |1 − 0.01 · 2| of 0.98', () => {
    expect(words({ eta: 0.01, m: 0 })).toContain(
      'a step leaves 0.98 of the distance in the long run: a tenth after 114 steps. The direction with curvature 2 is the slower one.',
    )
  })

  it('arrives after one step of plain descent on one curvature', () => {
    const said = words({ curvatures: [2], eta: 0.5, m: 0, start: [90] })
    expect(said).toContain('a step leaves 0 of the distance in the long run: a tenth after 1 step.')
    expect(said).toContain('After 60 steps the ball is 0 from the minimum.')
    expect(said).not.toContain('direction')
  })

  it('diverges beyond the limit, and does neither at it', () => {
    expect(words({ curvatures: [2], eta: 1.1, m: 0, start: [1] })).toContain(
      'the ball diverges: η is above the limit 2(1 + m)/λ = 1; each step makes the distance 1.2 times as large',
    )
    expect(words({ curvatures: [2], eta: 1, m: 0, start: [1] })).toContain(
      'the ball neither arrives nor leaves: η is at the limit 2(1 + m)/λ = 1.',
    )
  })
})

describe('the coloured plane', () => {
  const [columns, rows] = [160, 100]
  const { pictures } = still(name, { curvatures: [2], eta: 0.1, m: 0.9, start: [90] })
  const file = Buffer.from(/data:image\/bmp;base64,([^"]*)/.exec(pictures[0])![1], 'base64')
  /** Which of the hundred colours a place has, from one step to three hundred. */
  const shade = (column: number, row: number) => file[file.readUInt32LE(10) + row * columns + column]
  const expected = (steps: number) => Math.round((Math.log10(steps) / Math.log10(300)) * 99)

  it('is a BMP file of its size, a byte a point', () => {
    expect(file.toString('latin1', 0, 2)).toBe('BM')
    expect([file.readUInt32LE(2), file.readInt32LE(18), file.readInt32LE(22)]).toEqual([
      file.length,
      columns,
      rows,
    ])
    expect([file.readUInt16LE(26), file.readUInt16LE(28), file.readUInt32LE(46)]).toEqual([1, 8, 100])
    // Blue, green and red of the first colour and the last: viridis from #440154 to #fde725.
    expect([...file.subarray(54, 57), ...file.subarray(450, 453)]).toEqual([
      0x54, 0x01, 0x44, 0x25, 0xe7, 0xfd,
    ])
  })

  it('has √m where the roots are complex, whatever η', () => {
    for (const row of [50, 80, 90]) {
      const m = (row + 0.5) / rows
      for (const column of [40, 60, 80])
        expect(shade(column, row)).toBe(expected(Math.log(0.1) / Math.log(Math.sqrt(m))))
    }
  })

  it('has the share that paths show, where they are real', () => {
    const square = fromExpression('x^2')
    for (const [column, row] of [
      [2, 10],
      [5, 30],
      [76, 2],
    ]) {
      const [eta, m] = [((column + 0.5) / columns) * 2, (row + 0.5) / rows]
      const path = descend(square, 1, momentum({ eta, m }), 60)
      const share = Math.abs(path.rows[60].x / path.rows[59].x)
      expect(
        Math.abs(shade(column, row) - expected(Math.max(1, Math.log(0.1) / Math.log(share)))),
      ).toBeLessThan(2)
    }
  })

  it('is brightest beyond the limit, η = 1 + m', () => {
    expect(shade(columns - 1, 0)).toBe(99)
    expect(shade(130, 50)).toBe(99)
  })
})

describe('the path beside it', () => {
  it('is x by step on one curvature: 90, 72, 41.4 … of the slide, between −103.5 and 103.5', () => {
    const picture = still(name, { curvatures: [2], eta: 0.1, m: 0.9, start: [90] }).pictures[2]
    const points = /d="M([^"]*)" stroke="#c8840d"/.exec(picture)![1].split('L')
    const xs = points.map((point) => 103.5 * (1 - (Number(point.split(' ')[1]) - 26) / 165))
    expect(xs).toHaveLength(61)
    ;[90, 72, 41.4, 5.58].forEach((x, t) => {
      expect(Math.abs(xs[t] - x)).toBeLessThan(0.1)
    })
  })

  it('lies on the hills of two', () => {
    const { pictures } = still(name, {})
    expect(pictures).toHaveLength(3)
    expect(pictures[2]).toContain('The path on x² + 20y²')
  })
})

describe('what cannot be shown is refused by name', () => {
  it.each([
    [{ curvatures: [] }, 'curvatures has 0 numbers; allowed: 1 or 2'],
    [{ curvatures: [1, 2, 3] }, 'curvatures has 3 numbers; allowed: 1 or 2'],
    [{ curvatures: [2, 0] }, 'curvatures[1] is 0; allowed: 0.1 to 100'],
    [{ m: 1 }, 'm is 1; allowed: 0 ≤ m < 1'],
    [{ eta: -1 }, 'eta is -1; allowed: a finite number above 0'],
    [{ curvatures: [2], eta: 3 }, 'eta is 3; allowed: above 0, at most 2, '],
    [{ start: [1] }, 'start is [1]; allowed: a number for each curvature, not all of them 0'],
    [{ start: [0, 0] }, 'start is [0, 0]; allowed: a number for each curvature, not all of them 0'],
    [{ start: [0, NaN] }, 'start[1] is NaN; allowed: finite numbers'],
  ])('%o', (settings, says) => {
    expect(complete(settings)).toThrow(RangeError)
    expect(complete(settings)).toThrow(says)
  })
})
