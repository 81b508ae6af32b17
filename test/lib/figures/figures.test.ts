import {
  bowl,
  byStep,
  cobweb,
  contour,
  curve,
  descend,
  fromExpression,
  gradientDescent,
  himmelblau,
  humps,
  jump,
  lookAhead,
  momentum,
  momentumScaled,
  nineSquare,
  pathOnContour,
  pathOnCurve,
  playPath,
  rates,
  rosenbrock,
  saddle,
  series,
  square,
  surface,
  unitBall,
  weights,
  withSlider,
  type Figure,
} from 'downhill'
import type { ScatterData } from 'plotly.js-dist'
import { describe, expect, test } from 'vitest'
import { gallery, plain } from './gallery'

const trace = (figure: Figure, i: number) => figure.data[i] as Partial<ScatterData>
const titleOf = (figure: Figure) => figure.layout.title?.text?.replaceAll('<br>', ' ')
const inPlane = descend(bowl, [6, 9], gradientDescent({ eta: 0.1 }), 4)

describe.each(Object.entries(gallery))('%s', (_, figure) => {
  test('is data that JSON keeps as they are', () => {
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure)
  })

  test('says in words what is to be seen, with no slip of a number', () => {
    expect(figure.caption).toMatch(/^\S.*\S$/s)
    expect(figure.caption + titleOf(figure)!).not.toMatch(
      /NaN|undefined|null|Infinity|\[object|\d{8}|- ?\d|e-?\d/,
    )
  })

  test('has titled axes, unless it hides them, and ranges that run from low to high', () => {
    const { xaxis, yaxis, scene } = figure.layout
    for (const axis of scene ? [scene.xaxis, scene.yaxis, scene.zaxis] : [xaxis, yaxis]) {
      if (axis?.visible !== false) expect(axis?.title?.text).toBeTruthy()
      if (axis?.range) expect(axis.range[0]).toBeLessThan(axis.range[1] as number)
    }
  })

  test('has frames that fit its traces, one a place of its slider', () => {
    const steps = figure.layout.sliders?.[0].steps ?? []
    expect(steps.map((step) => (step.args as [[string]])[0][0])).toEqual(
      (figure.frames ?? []).map((frame) => frame.name),
    )
    for (const frame of figure.frames ?? []) {
      const traces = frame.traces as number[]
      expect(frame.data).toHaveLength(traces.length)
      expect(traces.every((i) => i < figure.data.length)).toBe(true)
    }
  })
})

test('a path on a curve is drawn at its points and their values', () => {
  const drawn = trace(pathOnCurve(plain(0.1, 70, 3)), 2)
  for (const [i, x] of [70, 56, 44.8, 35.84].entries()) {
    expect((drawn.x as number[])[i]).toBeCloseTo(x, 9)
    expect((drawn.y as number[])[i]).toBeCloseTo(x * x, 9)
  }
})

test('a path that runs away leaves the picture, and the caption says when', () => {
  const figure = pathOnCurve(plain(1.1, 99, 20))
  expect(figure.layout.xaxis?.range?.[1]).toBeLessThan(500)
  expect(figure.caption).toContain('outside the picture at step')
})

test('the axes show the domain that was asked for', () => {
  expect(pathOnCurve(plain(0.1), { domain: [-5, 5] }).layout.xaxis?.range).toEqual([-5, 5])
  const { layout } = pathOnContour(inPlane, { domain: { x: [-1, 1], y: [0, 2] } })
  expect([layout.xaxis?.range, layout.yaxis?.range]).toEqual([
    [-1, 1],
    [0, 2],
  ])
})

test('a curve has a gap where the function jumps', () => {
  const { x, y } = trace(curve(jump), 0) as { x: number[]; y: (number | null)[] }
  const gap = y.indexOf(null)
  expect(y.filter((height) => height === null)).toHaveLength(1)
  expect([x[gap - 1], y[gap - 1]]).toEqual([-1, -2])
  expect(x[gap + 1]).toBeCloseTo(-1, 7)
  expect(y[gap + 1]).toBeCloseTo(1, 7)
  expect(x).toEqual([...x].sort((a, b) => a - b))
  // Beside the picture, it makes none.
  expect((trace(curve(jump, { domain: [0, 3] }), 0).y as unknown[]).includes(null)).toBe(false)
})

test('a curve is told in words: where it turns, where it jumps, and that it stays', () => {
  expect(curve(square).caption).toBe(
    'The curve of f(x) = x² for x from −10 to 10, with a star at its minimum 0. ' +
      'From left to right it falls from 100 to 0 at x = 0 and rises to 100 at x = 10.',
  )
  expect(curve(humps, { domain: [0, 4] }).caption).toBe(
    'The curve of f(x) = x² − 2.5 cos 2x for x from 0 to 4, with stars at its minima 0 and 2.453. ' +
      'From left to right it rises from −2.5 to 5.64 at x = 2.05, falls to 5.54 at x = 2.45 and rises to 16.36 at x = 4.',
  )
  expect(curve(jump).caption).toContain('it falls from 6 to −2 at x = −1; beyond a gap it falls from 1 to 0')
  expect(curve(fromExpression('7')).caption).toContain('it stays at 7.')
  expect(curve(fromExpression('sin(5x)'), { domain: [0, 20] }).caption).toContain(
    'it turns 32 times and falls',
  )
})

test('a function is drawn over its own domain, another one if asked for, or from −5 to 5', () => {
  expect(curve(humps).layout.xaxis?.range).toEqual(humps.domain)
  expect(curve(humps, { domain: [1, 2] }).layout.xaxis?.range).toEqual([1, 2])
  expect(curve(fromExpression('x^4')).layout.xaxis?.range).toEqual([-5, 5])
  expect(contour(fromExpression('x * y')).layout.yaxis?.range).toEqual([-5, 5])
  expect(contour(saddle, { domain: { x: [0, 1], y: [2, 4] } }).layout.yaxis?.range).toEqual([2, 4])
  expect(surface(rosenbrock).layout.scene?.yaxis?.range).toEqual([-1, 3])
})

test('contour lines and surface stand on the heights of the function, row by row along y', () => {
  for (const figure of [contour(saddle), surface(saddle)]) {
    const { x, y, z } = figure.data[0] as unknown as { x: number[]; y: number[]; z: number[][] }
    expect([x[0], x[60], y[0], y[60]]).toEqual([-3, 3, -3, 3])
    expect([z[0][30], z[30][0], z[60][60], z[30][30]]).toEqual([-9, 9, 0, 0])
  }
})

test('on a log scale the lines stand at powers of ten above the lowest height', () => {
  const [lines] = contour(rosenbrock, { log: true }).data as unknown as {
    z: number[][]
    contours: { start: number; end: number; size: number }
  }[]
  // At (−2, −1) the height is 3² + 100 · 5² = 2509, at (1, 1) it is 0, which a power of ten never is.
  expect(lines.z[0][0]).toBeCloseTo(Math.log10(2509), 4)
  expect(Math.min(...lines.z.flat())).toBeCloseTo(Math.log10(0.2509), 4)
  expect(lines.contours).toMatchObject({ start: -0.5, size: 0.5 })
  expect(lines.contours.end).toBeCloseTo(Math.log10(2509), 4)
  expect(contour(rosenbrock, { log: true }).caption).toContain('grows tenfold')
  expect(gallery['a path in Rosenbrock’s valley'].caption).toContain('grows tenfold')
})

test('a minimum outside the picture has no star, and the picture’s own lowest point is named', () => {
  const figure = contour(himmelblau, { domain: { x: [0, 5], y: [0, 5] } })
  expect((trace(figure, 1).x as number[]).slice()).toEqual([3])
  expect(figure.caption).toContain('with a star at its minimum (3, 2), for x from 0 to 5')
  const nearby = descend(himmelblau, [2, 1], gradientDescent({ eta: 0.01 }), 3)
  const path = pathOnContour(nearby, { domain: { x: [0, 5], y: [0, 5] } })
  expect((trace(path, 1).x as number[]).slice()).toEqual([3])
  expect(path.caption).toContain('with a star at its minimum (3, 2)')
  const beside = surface(saddle, { domain: { x: [1, 2], y: [0, 1] } })
  expect(beside.caption).toContain('There it is lowest, 0, at (1, 1), and highest, 4, at (2, 0).')
})

test('every point of a unit ball has the norm 1', () => {
  const balls = unitBall([1, 2, 3, Infinity]).data as Partial<ScatterData>[]
  const norms = [
    (x: number, y: number) => Math.abs(x) + Math.abs(y),
    (x: number, y: number) => Math.hypot(x, y),
    (x: number, y: number) => Math.cbrt(Math.abs(x) ** 3 + Math.abs(y) ** 3),
    (x: number, y: number) => Math.max(Math.abs(x), Math.abs(y)),
  ]
  balls.forEach((ball, i) => {
    const [x, y] = [ball.x as number[], ball.y as number[]]
    x.forEach((xi, k) => {
      expect(norms[i](xi, y[k])).toBeCloseTo(1, 3)
    })
    expect([x[0], y[0]]).toEqual([x[360], y[360]])
  })
})

test('learning rates are drawn step by step, and told by their ends and their highest', () => {
  const figure = rates({ up: (t) => t / 10, 'up & down': (t) => 1 - Math.abs(t - 3) / 10 }, { steps: 5 })
  expect(trace(figure, 0).y).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5])
  expect(figure.caption).toContain('up: from 0 to 0.5 at step 5.')
  expect(figure.caption).toContain('up & down: from 0.7 up to 1 at step 3, to 0.8 at step 5.')
  expect(trace(figure, 1).name).toBe('up &amp; down')
  expect(trace(rates({ up: (t) => t }, { steps: 2, log: true }), 0).y).toEqual([null, 1, 2])
})

test('a cobweb goes from the diagonal to where a step lands and back', () => {
  const web = trace(cobweb(plain(0.25, 8, 2)), 2)
  expect(web.x).toEqual([8, 8, 4, 4, 2])
  expect(web.y).toEqual([8, 4, 4, 2, 2])
  expect(titleOf(cobweb(plain(0.25, 8, 2)))).toContain('η = 0.25')
})

test('on a log axis a constant factor is named, and an exact 0 is left out and named', () => {
  const figure = byStep({ steady: plain(0.1), exact: plain(0.5) }, { log: true })
  expect(figure.caption).toContain('steady is a straight line: each step multiplies by 0.8.')
  expect(figure.caption).toContain('exact is exactly 0 at step 1')
  expect((trace(figure, 1).y as unknown[]).slice(0, 2)).toEqual([70, null])
})

test('the paths of one optimizer share its colour and differ in dash and marker', () => {
  const [first, second] = byStep({ slow: plain(0.01), good: plain(0.1) }).data as Partial<ScatterData>[]
  expect(second.line?.color).toBe(first.line?.color)
  expect(second.line?.dash).not.toBe(first.line?.dash)
  expect(second.marker?.symbol).not.toBe(first.marker?.symbol)
})

test('the two arrows of a Nesterov step meet where it looked', () => {
  const figure = gallery['looking ahead on a curve']
  // x² from 90, η = 0.1, m = 0.9: first plainly to 72; then the velocity −18 leads 0.9 · 18 further, to 55.8.
  expect((trace(figure, 2).x as number[]).slice(0, 2)).toEqual([72, expect.closeTo(55.8, 9)])
  expect((trace(figure, 3).x as number[]).slice(3, 5)).toEqual([
    expect.closeTo(55.8, 9),
    expect.closeTo(44.64, 9),
  ])
})

test('a played path grows by a row a frame, and a long one is played at about 60 of its steps', () => {
  const frames = gallery['a path in the plane played'].frames!
  expect(frames.map((frame) => (frame.data as Partial<ScatterData>[])[0].x?.length)).toEqual(
    Array.from({ length: 21 }, (_, i) => i + 1),
  )
  const long = gallery['a long path played'].frames!
  expect(long.length).toBeLessThanOrEqual(61)
  expect(long[long.length - 1].name).toBe('500')
})

test('frames carry only the traces that change', () => {
  // Neither the curve nor the minimum moves with η.
  expect(gallery['a slider for η'].frames?.[0].traces).toEqual([2])
})

test('the weights of the past stand by their age', () => {
  const bars = weights({ 0.5: [0.125, 0.25, 0.5] }).data[0] as Partial<ScatterData>
  expect([bars.x, bars.y]).toEqual([
    [2, 1, 0],
    [0.125, 0.25, 0.5],
  ])
})

test('a path of which some steps are recorded stands at their t, and no caption counts its turns', () => {
  const thinned = descend(square, 70, gradientDescent({ eta: 0.8 }), 50, { every: 25 })
  const figure = byStep(thinned, { log: true })
  expect(trace(figure, 0).x).toEqual([0, 25, 50])
  expect(figure.layout.xaxis?.range?.[1]).toBeGreaterThan(50)
  expect(figure.caption).not.toMatch(/turning round|straight line/)
  const onCurve = pathOnCurve(thinned)
  expect(onCurve.caption).toContain('a marker at some of the steps')
  expect(trace(onCurve, 2)).toMatchObject({ customdata: [0, 25, 50] })
  expect(trace(onCurve, 2).hovertemplate).toContain('t = %{customdata}')
  expect(pathOnCurve(plain(0.1)).caption).toContain('a marker a step')
  const inBowl = descend(bowl, [6, 9], gradientDescent({ eta: 0.1 }), 50, { every: 25 })
  expect(pathOnContour(inBowl).caption).toContain('a marker at some of the steps')
})

test('figures change nothing that they are given', () => {
  const path = plain(1.1, 99)
  const before = JSON.stringify(path)
  pathOnCurve(path)
  cobweb(path)
  playPath(path)
  byStep([path], { log: true })
  expect(JSON.stringify(path)).toBe(before)
})

test.each<[string, () => Figure, string]>([
  ['no path', () => byStep([]), 'byStep got no path; allowed: one path or more'],
  [
    'a path in the plane on a curve',
    () => pathOnCurve(inPlane as never),
    'pathOnCurve got the path "gradient descent" on x² + y², which is 2-dimensional; allowed: paths of plain numbers',
  ],
  [
    'a path of numbers on contour lines',
    () => pathOnContour(plain(0.1) as never),
    'pathOnContour got the path "gradient descent" on x², which is 1-dimensional; allowed: paths of points with 2 coordinates',
  ],
  [
    'paths on two functions',
    () => pathOnCurve([plain(0.1), descend(nineSquare, 1, gradientDescent({ eta: 0.1 }), 1)]),
    'pathOnCurve got paths on x² and on 9x²; allowed: paths on one function',
  ],
  [
    'a cobweb of momentum',
    () => cobweb(descend(square, 70, momentum({ eta: 0.1 }), 5)),
    'allowed: gradient descent with one η',
  ],
  [
    'a cobweb without a step',
    () => cobweb(plain(0.1, 70, 0)),
    'cobweb got a path of 0 steps that does not move',
  ],
  [
    'a quantity that is not there',
    () => byStep(plain(0.1), { quantity: 'v' }),
    'the path "gradient descent" has no quantity v; allowed: x, |x|, f, |f|, gradient',
  ],
  [
    'a point as a quantity',
    () => byStep(inPlane, { quantity: 'x' }),
    'x of the path "gradient descent" is a point; allowed: a number, such as |x|',
  ],
  [
    'a look-ahead of plain descent',
    () => lookAhead(plain(0.1)),
    'lookAhead got a path by gradient descent, which does not look ahead; allowed: a path by nesterov',
  ],
  [
    'a domain the wrong way round',
    () => pathOnCurve(plain(0.1), { domain: [5, -5] }),
    'domain is [5, -5]; allowed',
  ],
  [
    'a slider without values',
    () => withSlider({ label: 'η', values: [], figure: () => gallery[0] }),
    'has no values',
  ],
  [
    'a start beside the values',
    () => withSlider({ label: 'η', values: [1, 2], start: 3, figure: () => pathOnCurve(plain(0.1)) }),
    'start is 3; allowed: one of the values of the slider η: 1, 2',
  ],
  [
    'figures that do not fit one slider',
    () =>
      withSlider({
        label: 'n',
        values: [1, 2],
        figure: (n) => byStep(Array.from({ length: n }, () => plain(0.1))),
      }),
    'at n = 2 the figure has the traces scatter, scatter; allowed: the same as at n = 1, scatter',
  ],
  ['no data', () => series([]), 'data is empty'],
  [
    'an average that does not say where it starts',
    () => series([1, 2, 3], { 'k = 2': [1.5, 2.5] }),
    'k = 2 has 2 values beside 3 data; allowed: as many as data, or { from, values }',
  ],
  [
    'a curve without a finite value',
    () => curve(fromExpression('sqrt(-1 - x^2)')),
    'has no finite value for x from −5 to 5',
  ],
  [
    'contour lines without a finite value',
    () => contour(fromExpression('sqrt(-1 - x^2 - y^2)')),
    'has no finite value in this part of the plane; choose another domain',
  ],
  [
    'a plane the wrong way round',
    () => surface(saddle, { domain: { x: [0, 1], y: [1, 1] } }),
    'domain.y is [1, 1]; allowed: two finite numbers, the smaller first',
  ],
  ['a norm below 1', () => unitBall([0.5]), 'p is 0.5; allowed: 1 or more, or Infinity'],
  ['no norm', () => unitBall([]), 'unitBall got no p; allowed: one p or more'],
  ['no schedule', () => rates({}), 'rates got no schedule; allowed: one schedule or more'],
  ['no step', () => rates({ a: () => 1 }, { steps: 0 }), 'steps is 0; allowed: a whole number, 1 or more'],
  ['no weights', () => weights({}), 'weights got no ρ'],
])('%s is refused by name', (_, draw, message) => {
  expect(draw).toThrow(RangeError)
  expect(draw).toThrow(message)
})

test('an expression without known minima is drawn without stars', () => {
  const figure = pathOnCurve(descend(fromExpression('x^4'), 1, gradientDescent({ eta: 0.1 }), 5))
  expect(trace(figure, 1).showlegend).toBe(false)
})

test('a form of momentum has the colour of momentum', () => {
  const paths = [momentum({ eta: 0.1 }), momentumScaled({ alpha: 1 })].map((o) => descend(square, 9, o, 5))
  const [first, second] = byStep(paths).data as Partial<ScatterData>[]
  expect(second.line?.color).toBe(first.line?.color)
})
