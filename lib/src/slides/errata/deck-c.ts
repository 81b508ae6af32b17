import { asPrintedAdadeltaRate, asPrintedAdadeltaWorkflow } from '../../as-printed/adadelta'
import { asPrintedAdamUncorrected } from '../../as-printed/adam'
import { asPrintedAdaMax } from '../../as-printed/adamax'
import { asPrintedAdagradRate } from '../../as-printed/claims'
import { asPrintedSparseDerivative } from '../../as-printed/gradients'
import { asPrintedNadam } from '../../as-printed/nadam'
import { asPrintedNesterov } from '../../as-printed/nesterov'
import { asPrintedTriangular } from '../../as-printed/triangular'
import { descend } from '../../descend'
import type { ToyFunction } from '../../functions/function'
import { square } from '../../functions/square'
import { adadelta } from '../../optimizers/adadelta'
import { adagrad } from '../../optimizers/adagrad'
import { adam } from '../../optimizers/adam'
import { adaMax } from '../../optimizers/adamax'
import { nadam } from '../../optimizers/nadam'
import { nesterov } from '../../optimizers/nesterov'
import type { Optimizer } from '../../optimizers/optimizer'
import { triangular } from '../../schedules/triangular'
import { steady, stepLengths, verdict, type Erratum } from './erratum'

/** Steep in x, flat in y, and the same slopes everywhere. */
const tilted: ToyFunction<readonly number[]> = {
  name: '100x + y',
  tex: '100x + y',
  minima: [],
  value: ([x, y]) => 100 * x + y,
  gradient: () => [100, 1],
}

const hundredSquare: ToyFunction<number> = {
  name: '100x²',
  tex: '100x^2',
  minima: [{ at: 0, value: 0 }],
  value: (x) => 100 * x * x,
  gradient: (x) => 200 * x,
}

export const deckC: readonly Erratum[] = [
  {
    number: 11,
    deck: 'C',
    place: 'Triangular Schedule',
    lesson: '10-schedules',
    printed: String.raw`$\max(0, 1 - |\frac{T}{\mu} - 2 \lfloor \frac{T}{\mu} \rfloor - 1|)$`,
    right: String.raw`$\max(0, 1 - |\frac{T}{\mu} - 2 \lfloor \frac{T}{2\mu} \rfloor - 1|)$; $\mu$ is half a cycle`,
    why: 'The rate climbs once, falls at T = μ from its highest value to its lowest, and never rises again: there is no cycle in this cyclical schedule.',
    source: 'Smith, 2017',
    run() {
      const triangle = { low: 0.001, high: 0.006, halfCycle: 4 }
      const [printed, right] = [asPrintedTriangular(triangle), triangular(triangle)]
      return {
        caption: 'Erratum 11: a rate between 0.001 and 0.006 with μ = 4',
        columns: ['T', '⌊T/μ⌋, as printed', '⌊T/(2μ)⌋', 'verdict'],
        rows: [0, 2, 3, 4, 6, 8, 10, 12, 14, 16].map((T) => [
          T,
          printed(T),
          right(T),
          verdict(Math.abs(printed(T) - right(T)) < 1e-12, 'the same', 'at its lowest'),
        ]),
      }
    },
  },
  {
    number: 12,
    deck: 'C',
    place: 'Update Rule for Adam Max',
    lesson: '09-adam',
    printed: String.raw`$v_t = \beta_2 v_{t-1} + (1 - \beta_2) \|\nabla L_t\|_\infty^2$`,
    right: String.raw`$u_t = \max(\beta_2 u_{t-1}, |g_t|)$ for each parameter, and $\theta_t = \theta_{t-1} - \frac{\eta}{1 - \beta_1^t} \cdot \frac{m_t}{u_t}$`,
    why: 'The norm over all parameters gives all of them the rate of the steepest one, so the flat direction waits; a rate for each parameter was the point of Adam.',
    source: 'Kingma and Ba, 2015, section 7.1: the maximum goes over the steps, not over the parameters',
    run() {
      const [printed, right] = [asPrintedAdaMax({ eta: 0.1 }), adaMax({ eta: 0.1 })].map(
        (rule: Optimizer) => descend(tilted, [0, 0], rule, 5).rows,
      )
      return {
        caption: 'Erratum 12: on 100x + y from (0, 0) with η = 0.1',
        columns: ['t', 'x, as printed', 'y, as printed', 'x, AdaMax', 'y, AdaMax', 'verdict'],
        rows: printed.slice(1).map(({ t, x: [x, y] }) => {
          const far = y / x
          return [
            t,
            x,
            y,
            ...right[t].x,
            verdict(far > 0.99, 'both go as far', `y goes ${far.toFixed(2)} times as far as x`),
          ]
        }),
      }
    },
  },
  {
    number: 13,
    deck: 'C',
    place: 'NADAM, Mathematical Formulation of NAG',
    lesson: '09-adam',
    printed: String.raw`$u_{t+1} = \beta u_t + \eta \nabla L(\theta_t - \beta u_t)$ and $\theta_{t+1} = \theta_t - \frac{\eta}{\sqrt{v_{t+1}} + \epsilon} (\beta_1 u_{t+1} + (1 - \beta_1) \nabla L_t)$`,
    right: String.raw`$m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t$ and $\theta_t = \theta_{t-1} - \frac{\eta}{\sqrt{\hat v_t} + \epsilon} \left( \frac{\beta_1 m_t}{1 - \beta_1^{t+1}} + \frac{(1 - \beta_1) g_t}{1 - \beta_1^t} \right)$`,
    why: 'With η in it twice, the velocity counts a hundred times too little at η = 0.001; and as nothing is corrected the root is too small at first. So the steps are too long to begin with, and nine times too short in the end.',
    source: 'Dozat, 2016, with a constant β₁',
    run() {
      const eta = 0.001
      return {
        caption: 'Erratum 13: the length of a step on a steady slope, in units of η = 0.001',
        columns: ['step', 'as printed', 'NAdam', 'verdict'],
        rows: stepLengths(eta, asPrintedNadam({ eta }), nadam({ eta })),
      }
    },
  },
  {
    number: 14,
    deck: 'C',
    place: 'AdaDelta, Algorithm Workflow',
    lesson: '08-rmsprop-adadelta',
    printed:
      'First the velocity $u_t$, from the current gradient; then the step, from the ratio of $u_t$ and $v_t$.',
    right: String.raw`First the step, from $u_{t-1}$ and $v_t$; then $u_t = \beta u_{t-1} + (1 - \beta) \Delta_t^2$, from that step.`,
    why: 'Both averages are then made from the same gradients, their ratio is 1, and what remains is plain descent with η = 1, which on x² jumps to the other side for ever.',
    source: 'Zeiler, 2012; the formulas above the workflow in the same deck',
    run() {
      const [printed, right] = [asPrintedAdadeltaWorkflow(), adadelta()].map(
        (rule: Optimizer) => descend(square, 0.1, rule, 30).rows,
      )
      return {
        caption: 'Erratum 14: Adadelta on x² from 0.1 in both orders',
        columns: ['t', 'velocity first, as printed', 'step first', 'verdict'],
        rows: [0, 1, 2, 3, 10, 20, 30].map((t) => [
          t,
          printed[t].x,
          right[t].x,
          t === 0 ? '' : verdict(Math.abs(printed[t].x) < 0.0999, 'nearer', 'as far out as at the start'),
        ]),
      }
    },
  },
  {
    number: 15,
    deck: 'C',
    place: 'Adaptive Learning Rate Schemes, ADA Delta',
    lesson: '08-rmsprop-adadelta',
    printed: String.raw`$\eta_t = \sqrt{\frac{v_{t-1} + \epsilon}{v_t + \epsilon}}$`,
    right: String.raw`$\eta_t = \sqrt{\frac{u_{t-1} + \epsilon}{v_t + \epsilon}}$, with the squared updates in $u$`,
    why: 'Slopes over slopes give a rate of about 1 whatever the function: multiply it by 100 and the path explodes, while Adadelta walks the same path as before.',
    source: 'Zeiler, 2012, section 3.2: the units must match',
    run() {
      const rows = [asPrintedAdadeltaRate(), adadelta()].flatMap((rule: Optimizer) =>
        [square, hundredSquare].map((f) => descend(f, 1, rule, 5).rows),
      )
      return {
        caption: 'Erratum 15: from 1 on x² and on 100x²',
        columns: ['t', 'x², as printed', '100x², as printed', 'x², Adadelta', '100x², Adadelta', 'verdict'],
        rows: rows[0].slice(1).map(({ t }) => {
          const [own, hundred, ...right] = rows.map((row) => row[t].x)
          return [t, own, hundred, ...right, verdict(Math.abs(own - hundred) < 1e-3, 'one path', 'two paths')]
        }),
      }
    },
  },
  {
    number: 16,
    deck: 'C',
    place: 'Visual Analysis of AdaGrad Behavior',
    lesson: '07-adagrad',
    printed: 'AdaGrad’s effective learning rate falls exponentially.',
    right: String.raw`Under gradients of constant size it falls as $\frac{1}{\sqrt t}$.`,
    why: 'An exponential loses the same share at every step; Adagrad’s rate loses less and less, and so still moves when an exponential would long have stopped.',
    source: 'Duchi, Hazan and Singer, 2011: a sum of t equal squares is t times one of them',
    run() {
      const eta = 0.5
      const { rows } = descend(steady, 0, adagrad({ eta, epsilon: 0 }), 1000)
      const rate = (t: number) => -rows[t].step
      const exponential = asPrintedAdagradRate(rate(1), rate(2))
      return {
        caption:
          'Erratum 16: Adagrad’s rate on a steady slope with η = 0.5, and the exponential through its first two values',
        columns: ['step', 'exponential, as printed', 'Adagrad', 'η / √t', 'verdict'],
        rows: [1, 2, 3, 5, 10, 100, 1000].map((t) => [
          t,
          exponential(t),
          rate(t),
          eta / Math.sqrt(t),
          verdict(Math.abs(exponential(t) / rate(t) - 1) < 1e-9, 'the same', 'fallen too far'),
        ]),
      }
    },
  },
  {
    number: 17,
    deck: 'C',
    place: 'Derivative Calculation with Sparse Features',
    lesson: '07-adagrad',
    printed: String.raw`$\frac{\partial L}{\partial W_j} = \sum_{k=1}^m \frac{\partial L}{\partial a} \cdot x_j$`,
    right: String.raw`$\frac{\partial L}{\partial W_j} = \sum_{k=1}^m \frac{\partial L}{\partial a_k} \cdot x_{k,j}$`,
    why: 'With one x_j for all instances the rare feature either never counts or counts in every instance, and the sparseness that the section is about is gone.',
    source: 'the chain rule, instance by instance; the difference quotient of L agrees',
    run() {
      // L = Σ (w x_k + c_k)² / 2 at w = 0: the slope by a_k is c_k, and only the third instance has the feature.
      const feature = [0, 0, 1, 0]
      const rest = [0.5, -0.2, 0.3, 0.1]
      const loss = (w: number) => feature.reduce((sum, x, k) => sum + (w * x + rest[k]) ** 2 / 2, 0)
      const quotient = (loss(0.001) - loss(-0.001)) / 0.002
      const derivatives: [string, number][] = [
        ['x_j = 0 for all instances, as printed', asPrintedSparseDerivative(rest, 0)],
        ['x_j = 1 for all instances, as printed', asPrintedSparseDerivative(rest, 1)],
        ['each instance with its own', feature.reduce((sum, x, k) => sum + rest[k] * x, 0)],
      ]
      return {
        caption:
          'Erratum 17: four instances, of which one has the feature; the slopes ∂L/∂a are 0.5, −0.2, 0.3, 0.1',
        columns: ['derivative by the weight', 'value', 'difference quotient of L', 'verdict'],
        rows: derivatives.map(([how, value]) => [
          how,
          value,
          quotient,
          verdict(Math.abs(value - quotient) < 1e-9, 'the slope of L', 'not the slope of L'),
        ]),
      }
    },
  },
  {
    number: 18,
    deck: 'C',
    place: 'Adaptive Learning Rate Schemes, Adam',
    lesson: '10-schedules',
    printed: String.raw`$\eta_t = \frac{\eta}{\sqrt{v_t + \epsilon}}$, with $u_t$ and $v_t$ as they are`,
    right: String.raw`$\hat u_t = \frac{u_t}{1 - \beta_1^t}$, $\hat v_t = \frac{v_t}{1 - \beta_2^t}$ and $\eta_t = \frac{\eta}{\sqrt{\hat v_t} + \epsilon}$`,
    why: 'Both averages start at 0, the long one recovers more slowly, and for hundreds of steps the rate is a multiple of the η that was asked for.',
    source: 'Kingma and Ba, 2015, section 3; the section “Adam” of the same deck',
    run() {
      const eta = 0.001
      return {
        caption: 'Erratum 18: the length of a step on a steady slope, in units of η',
        columns: ['step', 'without correction, as printed', 'Adam', 'verdict'],
        rows: stepLengths(eta, asPrintedAdamUncorrected({ eta }), adam({ eta })),
      }
    },
  },
  {
    number: 24,
    deck: 'C',
    place: 'NADAM, Mathematical Formulation of NAG',
    lesson: '06-momentum',
    printed: String.raw`$u_{t+1} = \beta u_t + \eta \nabla L(\theta_t - \beta u_t)$, and on to NAdam’s step`,
    right: String.raw`after it, $\theta_{t+1} = \theta_t - u_{t+1}$`,
    why: 'The velocity grows and grows, and nothing is ever moved by it.',
    source: 'Nesterov, 1983; decks B and D have the line',
    run() {
      const [printed, right] = [asPrintedNesterov({ eta: 0.1 }), nesterov({ eta: 0.1 })].map(
        (rule: Optimizer) => descend(square, 90, rule, 5).rows,
      )
      return {
        caption: 'Erratum 24: Nesterov on x² from 90 with η = 0.1, without and with the last line',
        columns: ['t', 'without, as printed', 'with θ − u', 'verdict'],
        rows: printed.map(({ t, x }) => [
          t,
          x,
          right[t].x,
          t === 0 ? '' : verdict(x !== printed[0].x, 'it moves', 'it stands where it stood'),
        ]),
      }
    },
  },
]
