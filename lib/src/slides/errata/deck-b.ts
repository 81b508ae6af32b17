import { asPrintedLocalMinimum } from '../../as-printed/claims'
import { asPrintedMiniBatchGradient } from '../../as-printed/gradients'
import { descend } from '../../descend'
import type { ToyFunction } from '../../functions/function'
import { plateau } from '../../functions/plateau'
import { saddle } from '../../functions/saddle'
import { square } from '../../functions/square'
import { gradientDescent } from '../../optimizers/gradient-descent'
import { verdict, type Erratum } from './erratum'

const cube: ToyFunction<number> = {
  name: 'x³',
  tex: 'x^3',
  minima: [],
  value: (x) => x ** 3,
  gradient: (x) => 3 * x * x,
}

export const deckB: readonly Erratum[] = [
  {
    number: 9,
    deck: 'B',
    place: '迷你批处理梯度下降 (mini-batch gradient descent), the loop',
    lesson: '04-batches',
    printed: '$\\frac{1}{N} \\sum_{k \\in \\text{mini-batch}} g_k$, with `len(data)` for $N$',
    right: String.raw`$\frac{1}{m} \sum_{k \in \text{mini-batch}} g_k$, with the size of the mini-batch for $m$`,
    why: 'Each step comes out N/m times too short, 20 times with 50 samples out of 1,000, as if somebody had turned the learning rate down.',
    source:
      'the loop over all samples in the same deck; Robbins and Monro, 1951: the small sample’s gradient must be right in the mean',
    run() {
      // The loss of a sample y is (θ − y)² / 2, so at θ = 0 its gradient is −y.
      const gradients = [3, 8, 6, 5, 1, 7, 9, 0].map((y) => [-y])
      const batches = [0, 2, 4, 6].map((k) => gradients.slice(k, k + 2))
      const whole = asPrintedMiniBatchGradient(gradients, gradients.length)[0]
      const pairs = batches.map((batch) => [
        asPrintedMiniBatchGradient(batch, gradients.length)[0],
        (batch[0][0] + batch[1][0]) / 2,
      ])
      const mean = (i: number) => pairs.reduce((sum, pair) => sum + pair[i], 0) / pairs.length
      return {
        caption:
          'Erratum 9: eight samples in mini-batches of two; the mean over all mini-batches should be the gradient of the whole',
        columns: ['gradient of', 'divided by 8, as printed', 'divided by 2', 'verdict'],
        rows: [
          ...pairs.map(([printed, right], k) => [
            `mini-batch ${k + 1}`,
            printed,
            right,
            verdict(printed === right, 'the same', `${right / printed} times too short`),
          ]),
          ['all mini-batches, in the mean', mean(0), mean(1), ''],
          [
            'the whole data set',
            whole,
            whole,
            verdict(mean(0) === whole, 'as printed', 'the mean as printed is not it'),
          ],
        ],
      }
    },
  },
  {
    number: 10,
    deck: 'B',
    place: '批处理梯度下降 (batch gradient descent), point 2',
    lesson: '03-landscapes',
    printed: 'On a non-convex loss batch gradient descent surely finds a local optimum.',
    right: 'It can come to rest at a saddle point or on a plateau, where the gradient vanishes as well.',
    why: 'Descent knows nothing but the slope: where there is none it stays, also when the ground falls away a little to the side.',
    source:
      'Nesterov, 2004, section 1.2.3: with a small rate the gradient goes to 0, and no more is promised; Dauphin et al., 2014',
    run() {
      const descent = gradientDescent({ eta: 0.1 })
      const [bowl, inflection, hole] = [
        { f: square, start: 1, steps: 100, beside: 0.1 },
        { f: cube, start: 1, steps: 10_000, beside: -0.1 },
        { f: plateau, start: 4, steps: 100, beside: 0 },
      ].map(({ f, start, steps, beside }) => {
        const { x, f: value, gradient } = descend(f, start, descent, steps).last
        return { name: f.name, start, x, value, gradient, beside, lower: f.value(beside) }
      })
      const { x, f: value, gradient } = descend(saddle, [1, 0], descent, 100).last
      const lower = saddle.value([0, 0.1])
      const pass = {
        name: saddle.name,
        start: '(1, 0)',
        x: `(${x[0].toFixed(3)}, 0)`,
        value,
        gradient,
        beside: '(0, 0.1)',
        lower,
      }
      return {
        caption:
          'Erratum 10: where batch descent with η = 0.1 comes to rest, its slope less than a millionth, and a place beside it',
        columns: [
          'function',
          'start',
          'rests at',
          'value at rest',
          'place beside it',
          'value at that place',
          'verdict',
        ],
        rows: [bowl, inflection, hole, pass].map((stop) => [
          stop.name,
          stop.start,
          stop.x,
          stop.value,
          stop.beside,
          stop.lower,
          asPrintedLocalMinimum(stop.gradient)
            ? verdict(stop.lower > stop.value, 'a local minimum', 'no minimum: it goes down from here')
            : 'not at rest',
        ]),
      }
    },
  },
]
