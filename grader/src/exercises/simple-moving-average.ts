import { defineExercise, several } from '../exercise'

type SimpleMovingAverage = (data: number[], k: number) => number[]

const slideData = [3, 8, 6, 5, 1, 7, 9, 0, 8, 4]

export const simpleMovingAverage = defineExercise<SimpleMovingAverage>({
  id: 'simple-moving-average',
  lesson: '05-averages',
  title: 'The mean of the last k values',
  prose: `The simple moving average: before each new value comes, the mean of the k values before it.

  SMA_t = (s_t−k + … + s_t−1) / k

With the data numbered from 0, t runs from k (the first with k values before it) to data.length: the last average is
the forecast for a value that is still to come. That is data.length − k + 1 numbers; none where k is larger than
data.length. On the slide (deck E, k = 2) the ten values 3 8 6 5 1 7 9 0 8 4 give nine averages:

  simpleMovingAverage([3, 8, 6, 5, 1, 7, 9, 0, 8, 4], 2)  gives  [5.5, 7, 5.5, 3, 4, 8, 4.5, 4, 6]

@param data the values, oldest first; it stays as it is
@param k how many values to average, 1 or more
@returns a new list of the averages, oldest first`,
  signature: 'simpleMovingAverage(data: number[], k: number): number[]',
  shape: ['number'],
  place: (i) => `average ${i + 1}`,
  picture: { across: 'average', up: 'its value', from: 1 },
  reference: (data, k) => {
    const averages: number[] = []
    for (let t = k; t <= data.length; t++)
      averages.push(data.slice(t - k, t).reduce((sum, s) => sum + s, 0) / k)
    return averages
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'the slide 3 8 6 5 1 7 9 0 8 4, k = 2',
      points: 4,
      slide: { deck: 'E', group: 'sma-k2' },
      cases: [
        { given: [slideData, 2], printed: ['5.5', '7.0', '5.5', '3.0', '4.0', '8.0', '4.5', '4.0', '6.0'] },
      ],
    },
    {
      name: 'by hand: three values, and numbers that cancel',
      points: 2,
      cases: [
        { given: [[1, 2, 3, 4], 3], byHand: [2, 3] },
        { given: [[5, -5, 5, -5, 8], 2], byHand: [0, 0, 0, 1.5] },
      ],
    },
    {
      name: 'data at random',
      points: 2,
      cases: several(10, () => ({
        given: [several(random.whole(8, 30), () => random.between(-100, 100)), random.whole(2, 6)],
      })),
    },
    {
      name: 'edges: k = 1, as many as there are, more than there are, 2,000 values',
      points: 1,
      edge: true,
      cases: [
        { given: [[4, 7, 1], 1], byHand: [4, 7, 1] },
        { given: [[4, 7, 1], 3], byHand: [4] },
        { given: [[4, 7, 1], 4], byHand: [] },
        { given: [several(2000, () => random.between(0, 1000)), 50] },
      ],
    },
  ],
  mistakes: [
    {
      id: 'includes today',
      says: 'The value of t itself is in its average; only the k values before it belong there.',
      slip: (data, k) => {
        const averages: number[] = []
        for (let t = k; t < data.length; t++)
          averages.push(data.slice(t - k + 1, t + 1).reduce((sum, s) => sum + s, 0) / k)
        return averages
      },
    },
    {
      id: 'stops one early',
      says: 'The last average is missing: the forecast after the data, made of the last k values.',
      slip: (data, k) => {
        const averages: number[] = []
        for (let t = k; t < data.length; t++)
          averages.push(data.slice(t - k, t).reduce((sum, s) => sum + s, 0) / k)
        return averages
      },
    },
    {
      id: 'the sum, not the mean',
      says: 'These are sums of k values; a mean is the sum divided by k.',
      slip: (data, k) => {
        const sums: number[] = []
        for (let t = k; t <= data.length; t++) sums.push(data.slice(t - k, t).reduce((sum, s) => sum + s, 0))
        return sums
      },
    },
    {
      id: 'starts before there are k',
      says: 'The first averages are made of fewer than k values; the first one comes once there are k.',
      slip: (data, k) =>
        data.map((_, t) => {
          const seen = data.slice(Math.max(0, t - k + 1), t + 1)
          return seen.reduce((sum, s) => sum + s, 0) / seen.length
        }),
    },
    {
      id: 'the sum goes on',
      says: 'The sum of one average is still there in the next; each begins with 0.',
      slip: (data, k) => {
        const averages: number[] = []
        let sum = 0
        for (let t = k; t <= data.length; t++) {
          for (const value of data.slice(t - k, t)) sum += value
          averages.push(sum / k)
        }
        return averages
      },
    },
    {
      id: 'always two',
      says: 'Two values are averaged, whatever k is.',
      slip: (data) => data.slice(1).map((value, i) => (data[i] + value) / 2),
    },
    {
      id: 'steps of k',
      says: 'Each average begins where the one before ended; it moves on by one value, not by k.',
      slip: (data, k) => {
        const averages: number[] = []
        for (let t = k; t <= data.length; t += k)
          averages.push(data.slice(t - k, t).reduce((sum, value) => sum + value, 0) / k)
        return averages
      },
    },
    {
      id: 'divides by the length',
      says: 'The sums are divided by how many data there are; each is made of k values.',
      slip: (data, k) => {
        const averages: number[] = []
        for (let t = k; t <= data.length; t++)
          averages.push(data.slice(t - k, t).reduce((sum, value) => sum + value, 0) / data.length)
        return averages
      },
    },
  ],
  otherRightAnswers: [
    (data, k) => {
      if (k > data.length) return []
      let sum = 0
      for (let i = 0; i < k; i++) sum += data[i]
      const averages = [sum / k]
      for (let t = k; t < data.length; t++) {
        sum += data[t] - data[t - k]
        averages.push(sum / k)
      }
      return averages
    },
    (data, k) => {
      const from = (t: number): number[] => {
        if (t > data.length) return []
        let mean = 0
        for (let back = 1; back <= k; back++) mean += data[t - back] / k
        return [mean, ...from(t + 1)]
      }
      return from(k)
    },
    (data, k) => {
      const totals = [0]
      for (const s of data) totals.push(totals[totals.length - 1] + s)
      return totals.slice(k).map((total, i) => (total - totals[i]) / k)
    },
  ],
  hints: [
    'Ten values, k = 2: which two values make the first average, and which two the last? How many averages is that?',
    'For each t from k to data.length (that one included), take the values at t − k, …, t − 1.',
    'data.slice(t - k, t) holds them. Add them up, divide by k, push the result; t runs as long as t <= data.length.',
  ],
})
