import {
  averageWeights,
  bowl,
  byStep,
  cobweb,
  composite,
  computationGraph,
  contour,
  cosineRestarts,
  curve,
  descend,
  digits,
  exponentialMovingAverage,
  fittedLines,
  fromExpression,
  gradientDescent,
  gradientField,
  himmelblau,
  humps,
  illConditioned,
  images,
  jump,
  kink,
  linearRegression,
  lines,
  logSquare,
  lookAhead,
  lossFunction,
  momentum,
  momentumMap,
  narrowValley,
  nesterov,
  pathOnContour,
  pathOnCurve,
  plateau,
  playPath,
  rates,
  rosenbrock,
  saddle,
  secant,
  series,
  simpleMovingAverage,
  square,
  stepDecay,
  surface,
  tangent,
  twoMinima,
  unitBall,
  warmUpDecay,
  weights,
  withSlider,
  type Figure,
} from 'downhill'

export const data = [3, 8, 6, 5, 1, 7, 9, 0, 8, 4]
const wave = Array.from({ length: 120 }, (_, i) => 10 * Math.sin(i / 20) + 3 * Math.sin(i * i))

export const plain = (eta: number, start = 70, steps = 20) =>
  descend(square, start, gradientDescent({ eta }), steps)
const valley = fromExpression('x^2 + 10 y^2')
const rolling = descend(humps, -3.2, momentum({ eta: 0.1 }), 40)
const stuck = descend(humps, -3.2, gradientDescent({ eta: 0.1 }), 40)
const line = linearRegression([0, 1, 2, 3], [1, 1, 2, 4])
const zigzag = descend(valley, [6, 9], gradientDescent({ eta: 0.09 }), 20)

/** (x² + 2x)² at 3, through u = x² + 2x. */
export const chain = {
  x: { value: 3 },
  u: { value: 15, formula: 'x² + 2x', slopes: { x: 8 } },
  f: { value: 225, formula: 'u²', slopes: { u: 30 } },
}

/** x² − xy at (2, 3): x takes part twice. */
export const twoWays = {
  x: { value: 2 },
  y: { value: 3 },
  p: { value: 4, formula: 'x²', slopes: { x: 4 } },
  q: { value: 6, formula: 'x·y', slopes: { x: 3, y: 2 } },
  f: { value: -2, formula: 'p − q', slopes: { p: 1, q: -1 } },
}

/** Every kind of figure, for ordinary paths and for odd ones: without a step, diverged, landed on 0, near a pole. */
export const gallery: Readonly<Record<string, Figure>> = {
  'a path on a curve': pathOnCurve(plain(0.1)),
  'a start without a step': pathOnCurve(plain(0.1, 70, 0)),
  'a start at the minimum': pathOnCurve(plain(0.1, 0, 3)),
  'a path that runs away': pathOnCurve(plain(1.1, 99)),
  'a path beyond all numbers': pathOnCurve(descend(composite, 3, gradientDescent({ eta: 1 }), 50)),
  'a path over a pole': pathOnCurve(descend(logSquare, 9, gradientDescent({ eta: 10 }), 8)),
  'two paths on a curve': pathOnCurve({ 'gradient descent': stuck, momentum: rolling }),
  'a path on contour lines': pathOnContour(descend(bowl, [6, 9], gradientDescent({ eta: 0.1 }), 4)),
  'two paths in a valley': pathOnContour([zigzag, descend(valley, [6, 9], momentum({ eta: 0.02 }), 40)]),
  'a path that leaves the plane': pathOnContour(descend(bowl, [6, 9], gradientDescent({ eta: 3 }), 900)),
  'two paths played': playPath({ 'gradient descent': stuck, momentum: rolling }),
  'a long path played': playPath(plain(0.01, 70, 500)),
  'a path in the plane played': playPath(zigzag),
  'a staircase': cobweb(plain(0.1)),
  'a spiral outwards': cobweb(plain(1.1, 99, 6)),
  'one step of a cobweb': cobweb(plain(0.1, 70, 1)),
  'rates by step': byStep(
    { slow: plain(0.001), good: plain(0.1), exact: plain(0.5), wild: plain(1.1), wilder: plain(9, 70, 500) },
    { log: true },
  ),
  'methods by step': byStep([plain(0.1), descend(square, 70, nesterov({ eta: 0.1 }), 50)], {
    quantity: 'x',
  }),
  'a method that runs away': byStep({ good: plain(0.1), wild: plain(9, 70, 200) }),
  'a start by step': byStep(plain(0.1, 70, 0)),
  'velocity in the plane': byStep(descend(bowl, [6, 9], momentum({ eta: 0.1 }), 30), { quantity: '|v|' }),
  'data and averages': series(data, {
    'ρ = 0.5': exponentialMovingAverage(data, 0.5),
    'k = 2': { from: 3, values: simpleMovingAverage(data, 2) },
  }),
  'a slider for ρ': withSlider({
    label: 'ρ',
    values: [0, 0.5, 0.9, 0.98],
    start: 0.9,
    figure: (rho) => series(wave, { average: exponentialMovingAverage(wave, rho) }, { title: `ρ = ${rho}` }),
  }),
  'weights of the past': weights({
    0.5: averageWeights(0.5, 20),
    0.9: averageWeights(0.9, 20),
    0.98: averageWeights(0.98, 20),
  }),
  'looking ahead in the plane': lookAhead(descend(valley, [6, 9], nesterov({ eta: 0.03, m: 0.8 }), 8)),
  'looking ahead on a curve': lookAhead(descend(square, 90, nesterov({ eta: 0.1 }), 8), { steps: 3 }),
  'a slider for η': withSlider({
    label: 'η',
    values: [0.01, 0.1, 0.5, 0.8, 1.1],
    start: 0.1,
    play: true,
    figure: (eta) => pathOnCurve(plain(eta), { domain: [-100, 100] }),
  }),
  'a bowl’s curve': curve(square),
  'a curve with three minima': curve(humps),
  'a curve with a jump': curve(jump),
  'a curve with a kink': curve(kink),
  'a plateau': curve(plateau),
  'a curve with a pole': curve(logSquare),
  'a curve that stays': curve(fromExpression('7')),
  'a curve that winds': curve(fromExpression('sin(5x)'), { domain: [0, 20] }),
  'a saddle’s contour lines': contour(saddle),
  'contour lines of two minima': contour(twoMinima),
  'contour lines on a log scale': contour(rosenbrock, { log: true }),
  'contour lines of a long bowl': contour(illConditioned),
  'a path in Rosenbrock’s valley': pathOnContour(
    descend(rosenbrock, [-1.2, 1], gradientDescent({ eta: 0.001 }), 300),
    { domain: rosenbrock.domain, log: true },
  ),
  'a saddle’s surface': surface(saddle),
  'a surface with four minima': surface(himmelblau),
  'a valley’s surface': surface(narrowValley),
  'learning rates': rates({
    'step decay': stepDecay({ eta0: 0.2, gamma: 0.5, tau: 20 }),
    'warm-up, then decay': warmUpDecay({ peak: 0.2, warmSteps: 10, decaySteps: 90 }),
    'cosine with restarts': cosineRestarts({ high: 0.2, period: 15, growth: 2 }),
  }),
  'learning rates on a log axis': rates(
    { decay: warmUpDecay({ peak: 0.2, warmSteps: 10, decaySteps: 90 }) },
    { log: true },
  ),
  'unit balls': unitBall(),
  'a map of momentum': momentumMap([2], { marks: { 'the slide & more': { eta: 0.1, m: 0.9 } } }),
  'a map of momentum for two curvatures': momentumMap([2, 40]),
  'a slider for the curvature': withSlider({
    label: 'h',
    values: [2, 20, 200],
    figure: (h) => momentumMap([2, h]),
  }),
  'a secant': secant(square, 1, 2),
  'a secant to the left': secant(humps, 1, -0.5, { domain: [-1, 3] }),
  'a slider for h': withSlider({ label: 'h', values: [2, 1, 0.1], figure: (h) => secant(square, 1, h) }),
  'a tangent': tangent(humps, -1.5),
  'a level tangent': tangent(square, 0),
  'arrows downhill': gradientField(saddle),
  'arrows downhill in a long bowl': gradientField(illConditioned),
  'arrows where nothing slopes': gradientField(fromExpression('0 * x * y')),
  'numbers against numbers': lines(
    { square: [-1, 0, 2].map((x) => [x, x * x]), '2 < x': [[1, 4]] },
    { title: 'Two lines', x: { title: 'x' }, y: { title: 'y' } },
  ),
  'numbers on log axes': lines(
    { falling: Array.from({ length: 50 }, (_, k) => [10 ** -k, 10 ** (k / 2) - 1]) },
    { title: 'On log axes', x: { title: 'h', log: true }, y: { title: 'error', log: true } },
  ),
  'a path of w and b': pathOnContour(descend(lossFunction(line), [0, 0], gradientDescent({ eta: 0.1 }), 20), {
    domain: { x: [-1, 3], y: [-1, 3] },
  }),
  'data and lines': fittedLines(
    [0, 1, 2, 3],
    [1, 1, 2, 4],
    { 'best line': [1, 0.5], 'a < b': [-0.5, 2] },
    { title: 'Points', x: 'x', y: 'y' },
  ),
  'data alone': fittedLines([1], [1], {}, { title: 'A point', x: 'x', y: 'y' }),
  'digits in rows': images(digits().images.slice(0, 23), {
    title: 'Some digits',
    labels: digits().labels.slice(0, 23),
  }),
  'one image': images([[0, 1, 1, 0]], { title: 'Four pixels' }),
  'a chain': computationGraph(chain),
  'a computation with two ways': computationGraph(twoWays),
}
