import { defineExercise, several } from '../exercise'

type ExponentialMovingAverage = (data: number[], rho: number) => number[]

const slideData = [3, 8, 6, 5, 1, 7, 9, 0, 8, 4]

export const exponentialMovingAverage = defineExercise<ExponentialMovingAverage>({
  id: 'exponential-moving-average',
  lesson: '05-averages',
  title: 'An average that forgets slowly',
  prose: `The exponential moving average: each value is mixed into the average so far, which slowly forgets.

  a_1 = s_1
  a_t = ρ · a_t−1 + (1 − ρ) · s_t        t = 2, 3, …

ρ is the share of the past that is kept. The first value is kept as it is, so there are as many averages as values.
On the slide (deck E, ρ = 0.5) the values 3 8 6 5 1 7 9 0 8 4 begin with 3.0, 5.5, 5.8 (rounded), 5.4 (rounded):

  exponentialMovingAverage([3, 8, 6, 5], 0.5)  gives  [3, 5.5, 5.75, 5.375]

@param data the values s_1, s_2, …, oldest first, at least one; it stays as it is
@param rho ρ, from 0 to below 1; with 0 nothing of the past is kept
@returns a new list of the averages, oldest first`,
  signature: 'exponentialMovingAverage(data: number[], rho: number): number[]',
  shape: ['number'],
  place: (i) => `average ${i + 1}`,
  picture: { across: 't', up: 'average', from: 1 },
  reference: (data, rho) => {
    const averages = [data[0]]
    for (let t = 1; t < data.length; t++) averages.push(rho * averages[t - 1] + (1 - rho) * data[t])
    return averages
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'the slide 3 8 6 5 1 7 9 0 8 4, ρ = 0.5',
      points: 3,
      slide: { deck: 'E', group: 'ema-rho0.5' },
      cases: [
        {
          given: [slideData, 0.5],
          printed: ['3.0', '5.5', '5.8', '5.4', '3.2', '5.1', '7.0', '3.5', '5.8', '4.9'],
        },
      ],
    },
    {
      name: 'by hand: a long memory, and a short one',
      points: 3,
      cases: [
        { given: [[10, 0, 0], 0.9], byHand: [10, 9, 8.1] },
        { given: [[0, 8, 8, 8], 0.25], byHand: [0, 6, 7.5, 7.875] },
      ],
    },
    {
      name: 'data at random',
      points: 2,
      cases: several(10, () => ({
        given: [several(random.whole(3, 30), () => random.between(-100, 100)), random.between(0.1, 0.99)],
      })),
    },
    {
      name: 'edges: one value, ρ = 0, 2,000 values',
      points: 1,
      edge: true,
      cases: [
        { given: [[4], 0.9], byHand: [4] },
        { given: [[4, 7, 1], 0], byHand: [4, 7, 1] },
        { given: [several(2000, () => random.between(-1000, 1000)), 0.98] },
      ],
    },
  ],
  mistakes: [
    {
      id: 'ρ and 1 − ρ swapped',
      says: 'ρ stands with the new value and 1 − ρ with the past; ρ is the share of the past. At ρ = 0.5, the slide, both look alike.',
      slip: (data, rho) => {
        const averages = [data[0]]
        for (let t = 1; t < data.length; t++) averages.push((1 - rho) * averages[t - 1] + rho * data[t])
        return averages
      },
    },
    {
      id: 'starts at 0',
      says: 'The first average is (1 − ρ) of the first value, as if a 0 stood before it; here the first value is kept as it is.',
      slip: (data, rho) => {
        let average = 0
        return data.map((s) => (average = rho * average + (1 - rho) * s))
      },
    },
    {
      id: 'averages raw neighbours',
      says: 'Each value is mixed with the value before it, not with the average so far, so all that is older is lost.',
      slip: (data, rho) => data.map((s, t) => (t === 0 ? s : rho * data[t - 1] + (1 - rho) * s)),
    },
    {
      id: 'forgets the factor 1 − ρ',
      says: 'The new value comes in whole, so the average grows past the data: its share is 1 − ρ.',
      slip: (data, rho) => {
        const averages = [data[0]]
        for (let t = 1; t < data.length; t++) averages.push(rho * averages[t - 1] + data[t])
        return averages
      },
    },
    {
      id: 'the value before for the new one',
      says: 'The average takes in the value of the step before; at t it takes in s_t.',
      slip: (data, rho) => {
        const averages = [data[0]]
        for (let t = 1; t < data.length; t++) averages.push(rho * averages[t - 1] + (1 - rho) * data[t - 1])
        return averages
      },
    },
    {
      id: 'brackets around 1 − ρ',
      says: 'Without brackets 1 is added and ρ · s taken away; (1 − ρ) is the share of the new value.',
      slip: (data, rho) => {
        const averages = [data[0]]
        for (let t = 1; t < data.length; t++) averages.push(rho * averages[t - 1] + 1 - rho * data[t])
        return averages
      },
    },
  ],
  otherRightAnswers: [
    (data, rho) => {
      let average = data[0]
      return data.map((s) => (average += (1 - rho) * (s - average)))
    },
    (data, rho) =>
      data
        .slice(1)
        .reduce(
          (averages, s) => averages.concat((1 - rho) * s + averages[averages.length - 1] * rho),
          [data[0]],
        ),
    (data, rho) => {
      const upTo = (t: number): number[] => {
        if (t === 0) return [data[0]]
        const past = upTo(t - 1)
        past.push(rho * past[t - 1] + data[t] - rho * data[t])
        return past
      }
      return upTo(data.length - 1)
    },
  ],
  hints: [
    'What do you need to remember from one value to the next: the value, or the average so far?',
    'The first average is data[0]. After that, each one is made of two parts whose shares add up to 1: the past, and the new value.',
    'For t from 1: rho times the average before, plus (1 - rho) times data[t].',
  ],
})
