import { asPrintedAdadeltaStart } from '../../as-printed/adadelta'
import { asPrintedAdamFedBack } from '../../as-printed/adam'
import { asPrintedRmsPropSigned } from '../../as-printed/rmsprop'
import { descend } from '../../descend'
import { square } from '../../functions/square'
import { adadelta } from '../../optimizers/adadelta'
import { adam } from '../../optimizers/adam'
import type { Optimizer } from '../../optimizers/optimizer'
import { rmsProp } from '../../optimizers/rmsprop'
import { lengthVerdict, verdict, type Erratum } from './erratum'

export const deckD: readonly Erratum[] = [
  {
    number: 19,
    deck: 'D',
    place: 'RMSprop(Root Mean Square Propagation)',
    lesson: '08-rmsprop-adadelta',
    printed: String.raw`$\sigma_0 = \nabla L(\theta_0)$, and $\theta_2 = \theta_1 - \frac{\alpha}{\sigma_2} \nabla L(\theta_1)$`,
    right: String.raw`$\sigma_0 = |\nabla L(\theta_0)|$, and $\theta_2 = \theta_1 - \frac{\alpha}{\sigma_1} \nabla L(\theta_1)$`,
    why: 'A slope divided by itself is 1, so the first step goes to the left, also where the way down is to the right; and σ₂ needs the slope at θ₂, the place the step is still looking for.',
    source: 'Tieleman and Hinton, 2012; deck A writes σ₀ = |g₀| and σ₁',
    run() {
      const start = { eta: 0.1, epsilon: 1e-8 }
      return {
        caption: 'Erratum 19: the first step of RMSProp on x² with η = 0.1, from both sides',
        columns: ['start', 'slope', 'first step, as printed', 'first step with |slope|', 'verdict'],
        rows: [3, -3].map((x) => {
          const [printed, right] = [
            asPrintedRmsPropSigned(start),
            rmsProp({ ...start, start: 'gradient' }),
          ].map((rule: Optimizer) => descend(square, x, rule, 1).last)
          return [
            x,
            square.gradient(x),
            printed.x,
            right.x,
            verdict(printed.f < square.value(x), 'downhill', 'uphill'),
          ]
        }),
      }
    },
  },
  {
    number: 20,
    deck: 'D',
    place: 'Adam(RMSprop+Momentum)',
    lesson: '09-adam',
    printed: String.raw`$v_{t+1} = \frac{\beta_2 v_t + (1 - \beta_2) (\nabla L(\theta_t))^2}{1 - \beta_2^t}$, with the corrected $v_t$, and $\sigma_{t+1}$ alike`,
    right: String.raw`$v_{t+1} = \beta_2 v_t + (1 - \beta_2) (\nabla L(\theta_t))^2$ stays as it is; $\hat v_{t+1} = \frac{v_{t+1}}{1 - \beta_2^{t+1}}$ is for the step alone`,
    why: 'What was corrected is corrected again at every step, v swells by factors of hundreds, and Adam stops after a few steps; by the exponent t the very first one would divide by 0.',
    source: 'Kingma and Ba, 2015, algorithm 1; deck A prints it',
    run() {
      const [printed, right] = [
        descend(square, 9, asPrintedAdamFedBack({ eta: 0.1 }), 20).rows,
        descend(square, 9, adam({ eta: 0.1 }), 20).rows,
      ]
      return {
        caption: 'Erratum 20: Adam on x² from 9 with η = 0.1, the corrected moments fed back or not',
        columns: ['t', 'x, as printed', 'v, as printed', 'x, Adam', 'v, Adam', 'verdict on the step'],
        rows: [1, 2, 3, 4, 5, 10, 20].map((t) => [
          t,
          printed[t].x,
          printed[t].v,
          right[t].x,
          right[t].v,
          lengthVerdict(-printed[t].step, -right[t].step),
        ]),
      }
    },
  },
  {
    number: 21,
    deck: 'D',
    place: 'Adadelta',
    lesson: '08-rmsprop-adadelta',
    printed: String.raw`$E[\nabla L^2]_0 = 0$ and $\Delta\theta_0 = -\frac{\alpha}{\sqrt{E[\nabla L^2]_0 + \epsilon}} \nabla L(\theta_0)$`,
    right: String.raw`$E[\nabla L^2]_0 = (1 - \rho) \nabla L(\theta_0)^2$ before the division, and no $\alpha$ at all`,
    why: 'The root holds nothing but ε, so with ε = 10⁻⁸ even a rate of 0.001 becomes 10, and the first step throws θ far past the minimum.',
    source: 'Zeiler, 2012, algorithm 1: the gradient is accumulated first',
    run() {
      const settings = { rho: 0.95, epsilon: 1e-8 }
      const [printed, right] = [
        descend(square, 1, asPrintedAdadeltaStart({ eta: 0.001, ...settings }), 4).rows,
        descend(square, 1, adadelta(settings), 4).rows,
      ]
      return {
        caption: 'Erratum 21: Adadelta on x² from 1 with α = 0.001 and ε = 10⁻⁸',
        columns: ['t', 'as printed', 'Adadelta', 'verdict'],
        rows: printed.map(({ t, x }) => [
          t,
          x,
          right[t].x,
          t === 0 ? '' : verdict(Math.abs(x) < 1, 'nearer than the start', 'farther out than the start'),
        ]),
      }
    },
  },
]
