import { defineExercise, several } from '../exercise'

type BiasCorrection = (data: number[], rho: number) => number[]

export const biasCorrection = defineExercise<BiasCorrection>({
  id: 'bias-correction',
  lesson: '05-averages',
  title: 'The average without its cold start',
  prose: `The exponential average from V_0 = 0, corrected for its start.

  V_t = ρ · V_t−1 + (1 − ρ) · s_t        t = 1, 2, …, V_0 = 0
  corrected V_t = V_t / (1 − ρᵗ)

The weights of s_1, …, s_t in V_t make 1 − ρᵗ together; divided by that they make 1, and the first corrected value is
s_1 itself. Only what is given back is corrected: the average goes on from V_t as it is (deck E). Deck D lets the
corrected value go on, which is one of its errata.

  biasCorrection([3, 6, 12], 0.5)  gives  [3, 5, 9]     from V = 1.5, 3.75, 7.875
  biasCorrection([4, 9, 8], 0.25)  gives  [4, 8, 8]     from V = 3, 7.5, 7.875

@param data the values s_1, s_2, …, oldest first, at least one; the list stays as it is
@param rho ρ, the share of the past that is kept, from 0 to below 1
@returns a new list of the corrected averages, oldest first`,
  signature: 'biasCorrection(data: number[], rho: number): number[]',
  shape: ['number'],
  place: (i) => `average ${i + 1}`,
  picture: { across: 't', up: 'corrected V', from: 1 },
  reference: (data, rho) => {
    let average = 0
    return data.map((s, i) => {
      average = rho * average + (1 - rho) * s
      return average / (1 - rho ** (i + 1))
    })
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'by hand: three values, ρ = 0.5 and 0.25',
      points: 3,
      cases: [
        { given: [[3, 6, 12], 0.5], byHand: [3, 5, 9] },
        { given: [[4, 9, 8], 0.25], byHand: [4, 8, 8] },
        { given: [[-5, 0, 7], 0.5], byHand: [-5, -5 / 3, 23 / 7] },
      ],
    },
    {
      name: 'data that never change: neither do their averages',
      points: 2,
      cases: [
        { given: [[5, 5, 5, 5, 5, 5], 0.9], byHand: [5, 5, 5, 5, 5, 5] },
        { given: [[-2, -2, -2], 0.99], byHand: [-2, -2, -2] },
      ],
    },
    {
      name: 'data at random',
      points: 3,
      cases: several(12, () => ({
        given: [several(random.whole(3, 30), () => random.between(-100, 100)), random.between(0.1, 0.99)],
      })),
    },
    {
      name: 'edges: one value, ρ = 0, zeros, 2,000 values',
      points: 1,
      edge: true,
      cases: [
        { given: [[4], 0.9], byHand: [4] },
        { given: [[4, 7, 1], 0], byHand: [4, 7, 1] },
        { given: [[0, 0, 7], 0.5], byHand: [0, 0, 4] },
        { given: [several(2000, () => random.between(-1000, 1000)), 0.98] },
      ],
    },
  ],
  mistakes: [
    {
      id: '1 − ρ for 1 − ρᵗ',
      says: 'Every average is divided by 1 − ρ. That fits the first one; with each step more weight is in, and 1 − ρᵗ, with t as an exponent, grows towards 1.',
      slip: (data, rho) => {
        let average = 0
        return data.map((s) => (average = rho * average + (1 - rho) * s) / (1 - rho))
      },
    },
    {
      id: 'the exponent t − 1',
      says: 'The exponent is one too small, as it is when t counts from 0: the first average would be divided by 1 − ρ⁰ = 0. It holds one value, so its exponent is 1.',
      slip: (data, rho) => {
        let average = 0
        return data.map((s, i) => {
          average = rho * average + (1 - rho) * s
          return average / (1 - rho ** i)
        })
      },
      shows: (answers, cases) =>
        cases.some(({ given: [data] }) => data.length > 1) &&
        cases.every(({ given: [data, rho] }, c) => {
          let average = 0
          return data.every((s, i) => {
            average = rho * average + (1 - rho) * s
            const expected = average / (1 - rho ** i)
            return i === 0 || Math.abs(answers[c][i] - expected) <= 1e-9 * Math.max(1, Math.abs(expected))
          })
        }),
    },
    {
      id: 'the exponent t + 1',
      says: 'The exponent is one too large; after t values it is t, so that the first average is divided by 1 − ρ.',
      slip: (data, rho) => {
        let average = 0
        return data.map((s, i) => {
          average = rho * average + (1 - rho) * s
          return average / (1 - rho ** (i + 2))
        })
      },
    },
    {
      id: 'the corrected value fed back',
      says: 'The next average goes on from the corrected value, so it is corrected again and again, as on a slide of deck D. Keep V_t as it is, and correct only what you give back.',
      slip: (data, rho) => {
        let average = 0
        return data.map((s, i) => (average = (rho * average + (1 - rho) * s) / (1 - rho ** (i + 1))))
      },
    },
    {
      id: 'not corrected',
      says: 'These are the averages as they come, pulled towards the 0 at the start; each one is to be divided by 1 − ρᵗ.',
      slip: (data, rho) => {
        let average = 0
        return data.map((s) => (average = rho * average + (1 - rho) * s))
      },
    },
    {
      id: 'multiplied by 1 − ρᵗ',
      says: 'The averages are multiplied by 1 − ρᵗ, which makes the early ones smaller still; they are too small, so divide.',
      slip: (data, rho) => {
        let average = 0
        return data.map((s, i) => {
          average = rho * average + (1 - rho) * s
          return average * (1 - rho ** (i + 1))
        })
      },
    },
    {
      id: 'the first value kept',
      says: 'The average begins with the first value as it is and has no correction. That is the other way to start an average; here it starts at 0, and 1 − ρᵗ mends that.',
      slip: (data, rho) => {
        let average = data[0]
        return data.map((s) => (average = rho * average + (1 - rho) * s))
      },
      convention: true,
    },
    {
      id: 'ρ and 1 − ρ swapped',
      says: 'ρ stands with the new value and 1 − ρ with the past; ρ is the share of the past. At ρ = 0.5 both look alike.',
      slip: (data, rho) => {
        let average = 0
        return data.map((s, i) => {
          average = (1 - rho) * average + rho * s
          return average / (1 - rho ** (i + 1))
        })
      },
    },
    {
      id: 'ρ times t',
      says: 'ρ is multiplied by t, where ρ to the power of t is meant: ρ ** t.',
      slip: (data, rho) => {
        let average = 0
        return data.map((value, i) => {
          average = rho * average + (1 - rho) * value
          return average / (1 - rho * (i + 1))
        })
      },
    },
    {
      id: 'the same 1 − ρⁿ for all',
      says: 'All averages are divided by what belongs to the last one; each has its own t.',
      slip: (data, rho) => {
        let average = 0
        return data.map((value) => {
          average = rho * average + (1 - rho) * value
          return average / (1 - rho ** data.length)
        })
      },
    },
    {
      id: 'starts anew each time',
      says: 'The average before is always V_0 = 0; keep the average in a variable outside of the loop, so that the next one goes on from it.',
      slip: (data, rho) => data.map((value, i) => ((1 - rho) * value) / (1 - rho ** (i + 1))),
    },
  ],
  otherRightAnswers: [
    (data, rho) => {
      const corrected: number[] = []
      let [average, missing] = [0, 1]
      for (const s of data) {
        average += (1 - rho) * (s - average)
        missing *= rho
        corrected.push(average / (1 - missing))
      }
      return corrected
    },
    (data, rho) => {
      // A weighted mean: the sum of the weighted values by the sum of the weights.
      let [values, weights] = [0, 0]
      return data.map((s) => {
        values = values * rho + s
        weights = weights * rho + 1
        return values / weights
      })
    },
    (data, rho) => {
      const upTo = (t: number): number[] => {
        if (t === 0) return [0]
        const averages = upTo(t - 1)
        averages.push(averages[t - 1] * rho + data[t - 1] - data[t - 1] * rho)
        return averages
      }
      return upTo(data.length)
        .map((average, t) => average / (1 - rho ** t))
        .slice(1)
    },
  ],
  hints: [
    'With ρ = 0.9 and data that are always 5, V_1 is 0.5. What does it have to be divided by to become 5? And V_2 = 0.95?',
    'Keep the average itself in one variable and go on from it. What goes into the list is that average divided by 1 − ρᵗ; t is 1 for the first value.',
    'In data.map((s, i) => …): average = rho * average + (1 - rho) * s, then return average divided by 1 - rho ** (…). i starts at 0; what is t?',
  ],
})
