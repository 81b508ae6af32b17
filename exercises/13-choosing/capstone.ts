/**
 * Design an optimizer. It races down functions that it has not seen, beside the optimizers of the library.
 *
 *   init(n)                  gives the state before the first step, for n parameters
 *   step(state, gradient, t) gives { state, step }: the new state, and what is added to the parameters, x ← x + step
 *
 * t = 0, 1, 2, … counts the steps. All that your rule remembers belongs in the state, which may be anything: several runs go
 * on at the same time, each with a state of its own. Plain descent with η = 0.1 would be
 *
 *   init: (n) => null,
 *   step: (state, gradient, t) => ({ state, step: gradient.map((g) => -0.1 * g) }),
 *
 * Two functions of each of four kinds wait, with 2 to 16 parameters, and you need one rule with one choice of settings for
 * all: bowls some 500 times as steep in one direction as in another; bowls whose gradients are noisy; functions where most
 * parameters have a gradient only now and then, and it is 0 otherwise; narrow bent valleys. Some are ten times as steep
 * as others. A run is over when the loss has come down to a small part of what it was, and counts the gradients it needed.
 * After 1500 it is stopped and counts as ten times that.
 *
 * The score is 100 times the gradients that Adam needs, with the settings that suit these kinds best (η = 0.18, β₁ = 0.88,
 * β₂ = 0.8), divided by those you need. From 100 on over all, all points are yours; below, each kind gives 2.5 points in
 * proportion to its own score, and all of them from 100 on there. More than 100 is possible.
 */
export const capstone = {
  init(n: number): State {
    throw new Error('not written yet')
  },

  step(state: State, gradient: number[], t: number): { state: State; step: number[] } {
    throw new Error('not written yet')
  },
}

/** What your rule remembers from step to step: change it to what you need. */
interface State {
  m: number[]
}
