import { asPrintedAdamHalfCorrected } from '../../as-printed/adam'
import { asPrintedDomain } from '../../as-printed/claims'
import { asPrintedRmsPropLate } from '../../as-printed/rmsprop'
import { exponentialFromZero } from '../../averages/exponential'
import { averageWeights } from '../../averages/weights'
import { descend } from '../../descend'
import { nineSquare } from '../../functions/nine-square'
import { square } from '../../functions/square'
import { adam } from '../../optimizers/adam'
import { gradientDescent } from '../../optimizers/gradient-descent'
import { rmsProp } from '../../optimizers/rmsprop'
import { compare } from '../compare'
import { printedNumbers } from '../printed-numbers'
import { lookUp, pretty, type Source } from '../slide-table'
import type { Table } from '../table'
import { stepLengths, verdict, type Erratum } from './erratum'

const from70 = () => descend(square, 70, gradientDescent({ eta: 0.1 }), 35)
const from9 = () => descend(square, 9, rmsProp({ eta: 0.1, rho: 0.9, epsilon: 1e-7 }), 3)

/** Numbers of a worked example under the labels of the slide, and under the right ones. */
function relabelled(number: number, about: string, source: Source): Table {
  return {
    caption: `Erratum ${number}: ${about}, each number under the slide’s label and under the right one`,
    columns: ['the slide writes', 'computed for that label', 'it is', 'computed for that one', 'verdict'],
    rows: printedNumbers.flatMap(({ quantity, printed, correction }) => {
      if (correction?.erratum !== number) return []
      const label = correction.label ?? quantity
      const [under, right] = [lookUp(label, source), lookUp(correction.quantity, source)] as [number, number]
      return [
        [
          `${pretty(label)} = ${printed}`,
          under,
          pretty(correction.quantity),
          right,
          compare(printed, under) === 'differs'
            ? `✗ not ${pretty(label)}; ${verdict(compare(printed, right) !== 'differs', pretty(correction.quantity), 'nor that')}`
            : '✓ holds',
        ],
      ]
    }),
  }
}

/** A printed number held against what it could be. */
function heldAgainst(
  number: number,
  printed: string,
  candidates: readonly (readonly [string, number])[],
): Table {
  return {
    caption: `Erratum ${number}: what the printed ${printed} could be, on x² from 70 with η = 0.1`,
    columns: ['quantity', 'computed', `held against ${printed}`],
    rows: candidates.map(([quantity, computed]) => {
      const match = compare(printed, computed)
      return [quantity, computed, verdict(match !== 'differs', match, 'differs')]
    }),
  }
}

const squareFunction = 'Optimization, Square function'

export const deckE: readonly Erratum[] = [
  {
    number: 1,
    deck: 'E',
    place: `${squareFunction}: Keep doing, from x₁₀`,
    lesson: '02-gradient-descent',
    printed: '$x_{10} = 6.012$ to $x_{14} = 2.46$',
    right: '$x_{11} = 6.013$ to $x_{15} = 2.463$; $x_{10} = 7.516$',
    why: 'The numbers are good and every label is one too low, as from a loop that counts from 0 and prints after its step.',
    source: String.raw`$x_t = 0.8^t \cdot 70$`,
    run: () => relabelled(1, 'x² from 70 with η = 0.1', from70()),
  },
  {
    number: 2,
    deck: 'E',
    place: `${squareFunction}: Keep doing, from x₃₀`,
    lesson: '02-gradient-descent',
    printed: '$x_{30} = 0.069$ to $x_{34} = 0.028$',
    right: '$x_{31} = 0.0693$ to $x_{35} = 0.0284$; $x_{30} = 0.0867$',
    why: 'Twenty steps on, the labels are still one too low.',
    source: String.raw`$x_t = 0.8^t \cdot 70$`,
    run: () => relabelled(2, 'x² from 70 with η = 0.1', from70()),
  },
  {
    number: 3,
    deck: 'E',
    place: `${squareFunction}: Keep doing, from x₃₀`,
    lesson: '02-gradient-descent',
    printed: "$f'(x_{32}) = 0.88$",
    right: "$0.088$, and counted rightly $f'(x_{33}) = 0.0887$",
    why: 'The slope of x² is twice x, and twice the 0.044 in the line above is 0.088: the decimal point has slipped.',
    source: "$f'(x) = 2x$",
    run() {
      const { rows } = from70()
      const candidates = [
        ['twice the slide’s own x₃₂: 2 · 0.044', square.gradient(0.044)],
        ['f′(x₃₂)', rows[32].gradient],
        ['f′(x₃₃)', rows[33].gradient],
      ] as const
      const [printed, right] = ['0.88', '0.088'].map((number) => heldAgainst(3, number, candidates))
      return {
        ...printed,
        columns: [...printed.columns, right.columns[2]],
        rows: printed.rows.map((row, i) => [...row, right.rows[i][2]]),
      }
    },
  },
  {
    number: 4,
    deck: 'E',
    place: `${squareFunction}: Keep doing, from x₃₀`,
    lesson: '02-gradient-descent',
    printed: "$f'(x_{34}) = 0.071$, below $x_{33} = 0.035$",
    right:
      "by the slide’s own count the label is $f'(x_{33})$; counted rightly the value is $f'(x_{34}) = 0.0710$",
    why: 'The label leaves the slide’s count, that count is one too low, and the two slips meet: the line is true by accident.',
    source: "$f'(x_t) = 2 \\cdot 0.8^t \\cdot 70$",
    run() {
      const { rows } = from70()
      return heldAgainst(4, '0.071', [
        ['f′(x₃₃), as the slide’s count would have it', rows[33].gradient],
        ['f′(x₃₄), as it is labelled', rows[34].gradient],
      ])
    },
  },
  {
    number: 5,
    deck: 'E',
    place: 'How to Use historical Data, Exponentially weighted averages: Example',
    lesson: '05-averages',
    printed: String.raw`$V_3 = 0.0392 s_1 + 0.0196 s_2 + 0.02 s_3$ for $\rho = 0.98$`,
    right: String.raw`$\rho^2 (1 - \rho) = 0.0192$ before $s_1$`,
    why: 'The oldest value would count twice as much as the one after it, in an average that forgets. Taking the exponent of ρ² for a factor gives just that: 2 · 0.98 · 0.02 = 0.0392.',
    source: 'the formula above it on the same slide',
    run() {
      const data = [3, 8, 6]
      const printed = printedNumbers
        .filter(({ quantity }) => quantity.endsWith('rho=0.98'))
        .map((number) => number.printed)
      const weights = averageWeights(0.98, 3)
      const sum = data.reduce((total, s, i) => total + Number(printed[i]) * s, 0)
      const average = exponentialFromZero(data, 0.98)[2]
      return {
        caption: 'Erratum 5: the weights for ρ = 0.98, and V₃ of the data 3, 8, 6, step by step from V₀ = 0',
        columns: ['quantity', 'as printed', 'computed', 'verdict'],
        rows: [
          ...printed.map((digits, i) => {
            const match = compare(digits, weights[i])
            return [
              `weight of ${pretty(`s_${i + 1}`)}`,
              digits,
              weights[i],
              verdict(match !== 'differs', match, 'differs'),
            ]
          }),
          ['V₃', sum, average, verdict(Math.abs(sum - average) < 1e-9, 'the same', 'not the average')],
        ],
      }
    },
  },
  {
    number: 6,
    deck: 'E',
    place: 'For square function, RMSProp: the last line',
    lesson: '08-rmsprop-adadelta',
    printed: '$x_2 = 8.27$, below $x_2 = 8.458$',
    right: '$x_3 = 8.271$',
    why: 'One x cannot have two values; counted on, the last line is x₃.',
    source: 'the rule on the same slide',
    run: () => relabelled(6, 'RMSProp on x² from 9 with η = 0.1', from9()),
  },
  {
    number: 7,
    deck: 'E',
    place: 'Back to Adaptive Learning Rate, For square function: RMSProp',
    lesson: '08-rmsprop-adadelta',
    printed: String.raw`$x_t = x_{t-1} - \frac{\eta}{\sqrt{s_t + \epsilon}} g_{t-1}$`,
    right: String.raw`$x_t = x_{t-1} - \frac{\eta}{\sqrt{s_t + \epsilon}} g_t$`,
    why: 'The step would go by the slope of the place before last, and the first step by none at all; the deck’s own numbers, on its next slide, come from gₜ.',
    source: 'Tieleman and Hinton, 2012; the slides before and after it',
    run() {
      const late = descend(square, 9, asPrintedRmsPropLate({ eta: 0.1 }), 3).rows
      const right = from9().rows
      return {
        caption:
          'Erratum 7: RMSProp on x² from 9 with η = 0.1, held against the numbers on the deck’s next slide',
        columns: [
          't',
          'the next slide prints',
          'with the slope before, as printed',
          'with the slope',
          'verdict',
        ],
        rows: ['8.6837', '8.458', '8.27'].map((digits, i) => {
          const [p, r] = [late[i + 1].x, right[i + 1].x]
          return [
            i + 1,
            digits,
            p,
            r,
            verdict(compare(digits, p) !== 'differs', 'holds', 'not the deck’s number'),
          ]
        }),
      }
    },
  },
  {
    number: 8,
    deck: 'E',
    place: 'Square function, Another Square function, 2D function: the domain',
    lesson: '02-gradient-descent',
    printed: String.raw`$-100 \le x \le 100$, $x \in \mathbb{N}$`,
    right: String.raw`$-100 \le x \le 100$, $x \in \mathbb{R}$`,
    why: 'A natural number is whole and not negative, so half of the domain would be empty, and descent would leave the rest of it at once.',
    source: 'the deck’s own numbers: 44.8, −56',
    run() {
      const paths = [square, nineSquare].map((f) => descend(f, 70, gradientDescent({ eta: 0.1 }), 4))
      return {
        caption: 'Erratum 8: the first steps from 70 with η = 0.1, and whether the domain holds them',
        columns: ['function', 't', 'x', 'x ∈ ℕ, as printed', 'x ∈ ℝ'],
        rows: paths.flatMap(({ f, rows }) =>
          rows.map(({ t, x }) => [
            f.name,
            t,
            x,
            verdict(asPrintedDomain(x), 'in it', 'not in it'),
            verdict(Math.abs(x) <= 100, 'in it', 'not in it'),
          ]),
        ),
      }
    },
  },
  {
    number: 23,
    deck: 'E',
    place: 'What about RMSProp+Momentum, the last formula: Adam',
    lesson: '09-adam',
    printed: String.raw`$\theta_t = \theta_{t-1} - \frac{\eta}{\sqrt{v_t + \epsilon}} \times \frac{m_t}{1 - \beta_1^t}$`,
    right: String.raw`$\theta_t = \theta_{t-1} - \frac{\eta}{\sqrt{\hat v_t} + \epsilon} \hat m_t$, both corrected`,
    why: 'With m repaired and v not, the first step is 1 / √(1 − β₂) = 31.6 times as long as η; correcting neither would have been nearer at first.',
    source: 'Kingma and Ba, 2015, section 3',
    run() {
      const eta = 0.001
      return {
        caption: 'Erratum 23: the length of a step on a steady slope, in units of η',
        columns: ['step', 'm alone corrected, as printed', 'Adam', 'verdict'],
        rows: stepLengths(eta, asPrintedAdamHalfCorrected({ eta }), adam({ eta })),
      }
    },
  },
]
