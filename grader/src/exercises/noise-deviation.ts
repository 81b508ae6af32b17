import { defineExercise, several } from '../exercise'

type NoiseDeviation = (eta: number, gamma: number, t: number) => number

export const noiseDeviation = defineExercise<NoiseDeviation>({
  id: 'noise-deviation',
  lesson: '12-network',
  title: 'How far the noise scatters',
  prose: `The standard deviation of the noise that is added to the gradients in step t.

  g_t ← g_t + N(0, σ_t²)        σ_t² = η / (1 + t)^γ

Deck B gives the variance σ_t², the mean of the squared noise; who draws the noise wants the deviation σ_t, its
root. It fades as training goes on. η is no learning rate here but the variance in the first step, t = 0. Usual is γ
= 0.55.

  noiseDeviation(0.25, 1, 0)   gives  0.5
  noiseDeviation(36, 0.5, 15)  gives  3

@param eta the variance η of the first noise, 0 or more
@param gamma γ, how fast the noise fades: 0 or more
@param t the number of the step: 0, 1, 2, …
@returns σ_t, 0 or more`,
  signature: 'noiseDeviation(eta: number, gamma: number, t: number): number',
  shape: 'number',
  reference: (eta, gamma, t) => Math.sqrt(eta / (1 + t) ** gamma),
  checks: (random) => [
    {
      name: 'by hand: roots that come out even',
      points: 3,
      cases: [
        { given: [36, 0.5, 15], byHand: 3 },
        { given: [1, 1, 3], byHand: 0.5 },
        { given: [0.25, 2, 4], byHand: 0.1 },
        { given: [2, 1.5, 3], byHand: 0.5 },
        { given: [0.09, 0.5, 80], byHand: 0.1 },
      ],
    },
    {
      name: 'γ = 0.55 in the course of a training',
      points: 2,
      cases: [1, 10, 100, 1000, 10_000].map((t) => ({ given: [0.3, 0.55, t] })),
    },
    {
      name: 'variances, γ and steps at random',
      points: 3,
      cases: several(20, () => ({
        given: [random.between(0.01, 2), random.between(0.1, 2), random.whole(1, 500)],
      })),
    },
    {
      name: 'edges: the first step, noise that does not fade, no noise',
      points: 2,
      edge: true,
      cases: [
        { given: [0.25, 1, 0], byHand: 0.5 },
        { given: [0.01, 0.55, 0], byHand: 0.1 },
        { given: [0.04, 0, 99], byHand: 0.2 },
        { given: [0, 0.55, 7], byHand: 0 },
      ],
    },
  ],
  mistakes: [
    {
      id: 'the variance',
      says: 'This is the variance σ², as it stands in the formula; the deviation is its root.',
      slip: (eta, gamma, t) => eta / (1 + t) ** gamma,
    },
    {
      id: 't for 1 + t',
      says: 'The power is taken of t, so the noise of the first step has no end; it is taken of 1 + t.',
      slip: (eta, gamma, t) => Math.sqrt(eta / t ** gamma),
    },
    {
      id: 'the root of η alone',
      says: 'The root is taken before the division; it is taken of the whole fraction, and halves the power of 1 + t as well.',
      slip: (eta, gamma, t) => Math.sqrt(eta) / (1 + t) ** gamma,
    },
    {
      id: 'the root of 1 + t alone',
      says: 'The root is taken of the power below the line only; it is taken of the whole fraction, η as well.',
      slip: (eta, gamma, t) => eta / Math.sqrt((1 + t) ** gamma),
    },
    {
      id: '1 outside the power',
      says: '1 is added after the power is taken; γ is the power of 1 + t.',
      slip: (eta, gamma, t) => Math.sqrt(eta / (1 + t ** gamma)),
    },
    {
      id: 'times γ, not to the power of γ',
      says: '1 + t is multiplied by γ; γ is its power.',
      slip: (eta, gamma, t) => Math.sqrt(eta / ((1 + t) * gamma)),
    },
    {
      id: 'no γ',
      says: 'γ plays no part; it is the power of 1 + t, and says how fast the noise fades.',
      slip: (eta, _gamma, t) => Math.sqrt(eta / (1 + t)),
    },
    {
      id: 'grows',
      says: 'η is multiplied by the power, so the noise grows; it is divided by it.',
      slip: (eta, gamma, t) => Math.sqrt(eta * (1 + t) ** gamma),
    },
    {
      id: 'half, not the root',
      says: 'The variance is halved; its root is asked for, Math.sqrt.',
      slip: (eta, gamma, t) => eta / (1 + t) ** gamma / 2,
    },
    {
      id: 'always γ = 0.55',
      says: 'γ is handed in; 0.55 is only what it usually is.',
      slip: (eta, _gamma, t) => Math.sqrt(eta / (1 + t) ** 0.55),
    },
    {
      id: 'the fraction to the power of γ',
      says: 'η is raised to γ as well; γ is the power of 1 + t alone.',
      slip: (eta, gamma, t) => Math.sqrt((eta / (1 + t)) ** gamma),
    },
  ],
  otherRightAnswers: [
    (eta, gamma, t) => {
      const variance = eta * Math.pow(t + 1, -gamma)
      return variance ** 0.5
    },
    (eta, gamma, t) => Math.exp((Math.log(eta) - gamma * Math.log1p(t)) / 2),
    function (eta, gamma, t) {
      return Math.sqrt(eta) / (1 + t) ** (gamma / 2)
    },
  ],
  hints: [
    'Is η / (1 + t)^γ the deviation σ, or its square?',
    'Work out the variance first: η divided by the γ-th power of 1 + t. Then take the root of it.',
    'const variance = eta / (1 + t) ** gamma. What is returned?',
  ],
})
