import {
  averageWeights,
  bowl,
  byStep,
  cobweb,
  composite,
  descend,
  exponentialMovingAverage,
  fromExpression,
  gradientDescent,
  humps,
  logSquare,
  lookAhead,
  momentum,
  nesterov,
  pathOnContour,
  pathOnCurve,
  playPath,
  series,
  simpleMovingAverage,
  square,
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
const zigzag = descend(valley, [6, 9], gradientDescent({ eta: 0.09 }), 20)

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
}
