import {
  bowl,
  computationGraph,
  fromExpression,
  gradientField,
  illConditioned,
  kink,
  lines,
  logSquare,
  saddle,
  secant,
  square,
  tangent,
  twoMinima,
  type Figure,
} from 'downhill'
import type { ScatterData } from 'plotly.js-dist'
import { describe, expect, test } from 'vitest'
import { chain, twoWays } from './gallery'

const named = (figure: Figure, name: string) =>
  figure.data.find((trace) => trace.name?.startsWith(name)) as Partial<ScatterData>
const titleOf = (figure: Figure) => figure.layout.title?.text

/** Arrows as pairs of places, without the gaps between them. */
const arrowsOf = ({ x, y }: Partial<ScatterData>) =>
  Array.from({ length: (x as number[]).length / 3 }, (_, i) =>
    [3 * i, 3 * i + 1].map((k) => [(x as number[])[k], (y as number[])[k]]),
  )

describe('a secant', () => {
  test('goes through both points, and the tangent touches the first', () => {
    // x² at 1 and at 3: from 1 to 9 over 2, and 2x = 2.
    const figure = secant(square, 1, 2, { domain: [-1, 4] })
    expect(titleOf(figure)).toBe('x² at 1: the secant’s slope is 4, the tangent’s 2')
    expect(named(figure, 'secant')).toMatchObject({ x: [-1, 4], y: [-7, 13] })
    expect(named(figure, 'tangent')).toMatchObject({ x: [-1, 4], y: [-3, 7] })
    expect(named(figure, 'h to the side')).toMatchObject({ x: [1, 3, 3], y: [1, 1, 9] })
    expect(named(figure, 'points')).toMatchObject({ x: [1, 3], y: [1, 9] })
  })

  test('may go through a point to the left', () => {
    expect(titleOf(secant(square, 1, -3))).toContain('the secant’s slope is −1')
  })

  test('keeps the axes while h changes', () => {
    const [far, near] = [2, 0.1].map((h) => secant(square, 1, h, { domain: [-1, 4] }).layout)
    expect([near.xaxis, near.yaxis]).toEqual([far.xaxis, far.yaxis])
  })
})

describe('a tangent', () => {
  test.each([
    [-3, 'the slope is −6, downhill is to the right', 1],
    [3, 'the slope is 6, downhill is to the left', -1],
  ])('at %d has an arrow against the slope, along itself and downwards', (x, words, way) => {
    const figure = tangent(square, x)
    expect(titleOf(figure)).toBe(`x² at ${String(x).replace('-', '−')}: ${words}`)
    const [[[x0, y0], [x1, y1]]] = arrowsOf(named(figure, 'downhill'))
    expect([x0, y0]).toEqual([x, 9])
    expect(Math.sign(x1 - x0)).toBe(way)
    expect((y1 - y0) / (x1 - x0)).toBeCloseTo(2 * x, 9)
    expect(y1).toBeLessThan(y0)
  })

  test('has no arrow where it is level', () => {
    const figure = tangent(square, 0)
    expect(titleOf(figure)).toContain('the slope is 0, neither way is downhill')
    expect(named(figure, 'downhill').x).toEqual([null])
  })

  test('has an arrow as long on the page wherever it is', () => {
    const [gentle, steep] = [1, 9].map((x) => {
      const { data, layout } = tangent(square, x)
      const [[[x0, y0], [x1, y1]]] = arrowsOf(named({ data, layout, caption: '' }, 'downhill'))
      const [wide, high] = [layout.xaxis, layout.yaxis].map((axis) => {
        const [from, to] = axis!.range as [number, number]
        return to - from
      })
      return Math.hypot((x1 - x0) / wide, (y1 - y0) / high)
    })
    expect(steep).toBeCloseTo(gentle, 9)
  })
})

describe('arrows downhill', () => {
  test('point against the gradient, as long as it is steep', () => {
    const arrows = arrowsOf(named(gradientField(saddle), 'downhill'))
    expect(arrows).toHaveLength(96)
    const scales = arrows.map(([[x0, y0], [x1, y1]]) => {
      // −∇(x² − y²) = (−2x, 2y)
      expect((x1 - x0) * 2 * y0).toBeCloseTo((y1 - y0) * -2 * x0, 9)
      expect((x1 - x0) * -2 * x0 + (y1 - y0) * 2 * y0).toBeGreaterThan(0)
      return Math.hypot(x1 - x0, y1 - y0) / Math.hypot(2 * x0, 2 * y0)
    })
    for (const scale of scales) expect(scale).toBeCloseTo(scales[0], 9)
  })

  test('reach no farther than the next one', () => {
    for (const f of [saddle, bowl, twoMinima, illConditioned]) {
      const figure = gradientField(f)
      const { x, y } = f.domain ?? { x: [-5, 5], y: [-5, 5] }
      for (const [[x0, y0], [x1, y1]] of arrowsOf(named(figure, 'downhill'))) {
        expect(Math.abs(x1 - x0)).toBeLessThan((x[1] - x[0]) / 12)
        expect(Math.abs(y1 - y0)).toBeLessThan((y[1] - y[0]) / 8)
      }
    }
  })

  test('are drawn also where nothing slopes along one axis', () => {
    const arrows = arrowsOf(named(gradientField(fromExpression('x + 0 * y')), 'downhill'))
    expect(arrows).toHaveLength(96)
    for (const [[x0], [x1]] of arrows) expect(x1).toBeLessThan(x0)
  })

  test('cross the lines at a right angle only where both axes have one scale, and the caption knows', () => {
    expect(gradientField(saddle).caption).toContain('at a right angle')
    expect(gradientField(illConditioned).caption).not.toContain('at a right angle')
  })
})

describe('lines', () => {
  const axes = { title: 'Some', x: { title: 'h' }, y: { title: 'error' } }

  test('stand on their pairs, and are told by their ends and by what lies beyond those', () => {
    const figure = lines(
      {
        up: [
          [1, 2],
          [2, 7],
          [3, 0],
          [4, 3],
        ],
        one: [[0, 5]],
      },
      axes,
    )
    expect(figure.data[0]).toMatchObject({ x: [1, 2, 3, 4], y: [2, 7, 0, 3] })
    expect(figure.caption).toBe(
      'Some. Error against h. up: from 2 at h = 1, up to 7 at h = 2, down to 0 at h = 3, to 3 at h = 4. one: from 5 at h = 0.',
    )
  })

  test('leave out on a log axis what is not above 0, and say so', () => {
    const figure = lines(
      {
        a: [
          [1, 0],
          [2, 10],
        ],
      },
      { ...axes, y: { title: 'error', log: true } },
    )
    expect(figure.data[0]).toMatchObject({ y: [null, 10] })
    expect(figure.layout.yaxis).toMatchObject({ type: 'log', title: { text: 'error (log axis)' } })
    expect(figure.caption).toContain('error on a logarithmic axis')
    expect(figure.caption).toContain('1 value is not above 0')
  })

  test('keep to the ranges they are given, on a log axis by the powers of ten', () => {
    const { layout } = lines(
      { a: [[1, 2]] },
      {
        title: 'Some',
        x: { title: 'h', range: [0, 5] },
        y: { title: 'error', log: true, range: [0.01, 1000] },
      },
    )
    expect(layout.xaxis).toMatchObject({ range: [0, 5], autorange: false })
    expect(layout.yaxis).toMatchObject({ range: [-2, 3], autorange: false })
  })
})

describe('a computation’s graph', () => {
  test('multiplies slopes along a chain, from the end to the beginning', () => {
    const { caption, layout } = computationGraph(chain)
    expect(layout.title?.text).toBe('The chain rule: f = 225, df/dx = 240')
    expect(caption).toContain('u = x² + 2x = 15, with du/dx = 8; f = u² = 225, with df/du = 30.')
    expect(caption).toContain('From right to left: df/du = 30; df/dx = 30 · 8 = 240.')
  })

  test('adds what comes over several ways', () => {
    // ∂(x² − xy)/∂x = 2x − y = 1 and ∂/∂y = −x = −2, at (2, 3).
    const { caption, layout } = computationGraph(twoWays)
    expect(layout.title?.text).toBe('The chain rule: f = −2, ∂f/∂x = 1 and ∂f/∂y = −2')
    expect(caption).toContain('∂f/∂x = 1 · 4 + (−1) · 3 = 1.')
  })

  test('passes slopes on through a quantity that is used both at once and later', () => {
    // f = u + v with u = x², v = 3u: df/du = 1 + 3, at x = 2: 4 · 4.
    const { layout } = computationGraph({
      x: { value: 2 },
      u: { value: 4, slopes: { x: 4 } },
      v: { value: 12, slopes: { u: 3 } },
      f: { value: 16, slopes: { u: 1, v: 1 } },
    })
    expect(layout.title?.text).toBe('The chain rule: f = 16, df/dx = 16')
  })

  test('gives a quantity that the result is not made from the slope 0', () => {
    const { caption } = computationGraph({
      x: { value: 1 },
      a: { value: 2 },
      f: { value: 1, slopes: { x: 1 } },
    })
    expect(caption).toContain('∂f/∂a = 0; ∂f/∂x = 1.')
  })

  test('puts each quantity to the right of those that it is made from', () => {
    const circles = named(computationGraph(twoWays), 'quantities')
    expect(circles.x).toEqual([0, 0, 1, 1, 2])
    expect(new Set((circles.y as number[]).slice(0, 2)).size).toBe(2)
  })
})

test.each<[string, () => Figure, string]>([
  ['a secant without a step', () => secant(square, 1, 0), 'h is 0; allowed: any other finite number'],
  ['a secant to a pole', () => secant(logSquare, 1, -1), 'f(x + h) is -Infinity; allowed: a finite number'],
  ['a tangent at no number', () => tangent(kink, NaN), 'x is NaN'],
  [
    'a tangent’s domain the wrong way round',
    () => tangent(square, 1, { domain: [1, 0] }),
    'domain is [1, 0]',
  ],
  ['no line', () => lines({}, { title: '', x: { title: 'x' }, y: { title: 'y' } }), 'lines got no line'],
  [
    'an empty line',
    () => lines({ a: [] }, { title: '', x: { title: 'x' }, y: { title: 'y' } }),
    'the line "a" is empty',
  ],
  [
    'three numbers in a pair',
    () => lines({ a: [[1, 2, 3]] }, { title: '', x: { title: 'x' }, y: { title: 'y' } }),
    'a[0] has 3 numbers; allowed: 2, x and y',
  ],
  [
    'a pair that is not finite',
    () => lines({ a: [[1, Infinity]] }, { title: '', x: { title: 'x' }, y: { title: 'y' } }),
    'a[0][1] is Infinity',
  ],
  [
    'a range of a log axis from 0 on',
    () =>
      lines({ a: [[1, 1]] }, { title: '', x: { title: 'x' }, y: { title: 'y', log: true, range: [0, 1] } }),
    'the range of y begins at 0; allowed on a log axis: above 0',
  ],
  [
    'a graph of one quantity',
    () => computationGraph({ x: { value: 1 } }),
    'got 1 quantities; allowed: two or more',
  ],
  [
    'a quantity made from a later one',
    () => computationGraph({ f: { value: 1, slopes: { x: 1 } }, x: { value: 1 } }),
    'f is made from x; allowed: a quantity that stands before it, and there is none',
  ],
  [
    'a slope that is not finite',
    () => computationGraph({ x: { value: 1 }, f: { value: 1, slopes: { x: NaN } } }),
    'the slope of f by x is NaN',
  ],
])('%s is refused by name', (_, draw, message) => {
  expect(draw).toThrow(RangeError)
  expect(draw).toThrow(message)
})
