import { asPrintedSigma } from '../../as-printed/averages'
import { verdict, type Erratum } from './erratum'

export const deckA: readonly Erratum[] = [
  {
    number: 22,
    deck: 'A',
    place: 'Root Mean Square',
    lesson: '07-adagrad',
    printed: String.raw`$\sigma_i^t = \sqrt{\frac{1}{t+1} \sum_{i=0}^t (g_i^t)^2}$: the sum runs over $i$`,
    right: String.raw`$\sigma_i^t = \sqrt{\frac{1}{t+1} \sum_{k=0}^t (g_i^k)^2}$: it runs over the steps $k$`,
    why: 'Taken at its word the sum adds up different parameters of one step: a steep and a flat one get the same σ, and with two parameters it has nothing left to add at the third step.',
    source:
      'the lines above it in the same deck, which write the first three sums out; Duchi, Hazan and Singer, 2011',
    run() {
      const gradients = [
        [3, 0.3],
        [4, 0.4],
        [5, 0.5],
      ]
      const sigma = (i: number, t: number) =>
        Math.sqrt(gradients.slice(0, t + 1).reduce((sum, g) => sum + g[i] ** 2, 0) / (t + 1))
      return {
        caption:
          'Erratum 22: σ of two parameters with slopes 3, 4, 5 and 0.3, 0.4, 0.5, summed over i and over the steps',
        columns: [
          't',
          'over i, as printed',
          'σ of the steep one, over the steps',
          'σ of the flat one',
          'verdict',
        ],
        rows: gradients.map((_, t) => {
          const printed = asPrintedSigma(gradients, t)
          const none = Number.isNaN(printed)
          const holds = printed === sigma(0, t) && printed === sigma(1, t)
          return [
            t,
            none ? 'none' : printed,
            sigma(0, t),
            sigma(1, t),
            verdict(holds, 'the same', none ? `there is no parameter ${t}` : 'one σ for both parameters'),
          ]
        }),
      }
    },
  },
]
