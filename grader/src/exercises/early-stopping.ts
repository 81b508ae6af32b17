import { defineExercise, several, type Random } from '../exercise'

type EarlyStopping = (losses: number[], patience: number) => number

/** Whole numbers, so that many are equal. */
const jumpy = (random: Random): number[] => several(random.whole(6, 30), () => random.whole(1, 15))

/** A loss that falls in fits and starts. */
const falling = (random: Random): number[] =>
  several(random.whole(10, 60), () => random.between(0, 4)).map((up, i) => Math.round(100 * (9 - 0.1 * i + up)) / 100)

export const earlyStopping = defineExercise<EarlyStopping>({
  id: 'early-stopping',
  lesson: '12-network',
  title: 'The epoch to keep',
  prose: `Early stopping: which epoch’s parameters are kept, when training stops for want of better ones.

After each epoch the loss on held-out samples is measured. As soon as so many epochs in a row as patience says have
brought no loss below the best one so far, training stops, and the epoch with that best loss is kept. A loss that
equals the best is not below it: the earlier epoch stays the best, and the waiting goes on. What would come after
the stop is never seen, however good. If the losses end before there is a stop, the best of all is kept. The tip is
deck B’s.

  earlyStopping([5, 3, 4, 6, 2], 2)  gives  1
  earlyStopping([5, 3, 4, 6, 2], 3)  gives  4

In both the 3 at index 1 is followed by two losses that are not below it. With a patience of 2 training stops there;
with a patience of 3 it goes on, and finds the 2.

@param losses the held-out loss of each epoch, at least one; the list stays as it is
@param patience how many epochs in a row without a better loss end the training: a whole number, 1 or more
@returns the index of the epoch to keep; the first one is 0`,
  signature: 'earlyStopping(losses: number[], patience: number): number',
  shape: 'number',
  reference: (losses, patience) => {
    let best = 0
    for (let epoch = 1; epoch < losses.length && epoch - best <= patience; epoch++)
      if (losses[epoch] < losses[best]) best = epoch
    return best
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'by hand: stops before a better one, or just goes on to it',
      points: 3,
      cases: [
        { given: [[5, 3, 4, 6, 2], 2], byHand: 1 },
        { given: [[5, 3, 4, 6, 2], 3], byHand: 4 },
        { given: [[9, 7, 8, 6, 7, 5, 6.5, 6, 4], 2], byHand: 5 },
        { given: [[5, 8, 7, 6, 4], 3], byHand: 0 },
        { given: [[8, 6, 7, 5, 9, 8, 7, 6, 2, 3], 4], byHand: 3 },
        { given: [[8, 6, 7, 5, 9, 8, 7, 6, 2, 3], 5], byHand: 8 },
      ],
    },
    {
      name: 'by hand: equal losses',
      points: 2,
      cases: [
        { given: [[5, 3, 3, 4, 2], 2], byHand: 1 },
        { given: [[5, 3, 4, 3, 2], 2], byHand: 1 },
        { given: [[5, 3, 4, 3, 6], 4], byHand: 1 },
        { given: [[4, 4, 4, 4], 9], byHand: 0 },
        { given: [[6, 2, 5, 2, 5, 1, 1], 4], byHand: 5 },
      ],
    },
    {
      name: 'losses at random, a patience from 1 to 6',
      points: 2,
      cases: several(20, () => ({
        given: [
          random.whole(0, 1) === 0 ? jumpy(random) : falling(random),
          random.whole(1, 6),
        ] as Parameters<EarlyStopping>,
      })),
    },
    {
      name: 'losses that end before there is a stop',
      points: 1,
      cases: [
        { given: [[9, 8, 7, 6], 2], byHand: 3 },
        { given: [[5, 4, 6, 7], 3], byHand: 1 },
        { given: [[5, 4, 6, 3, 7], 20], byHand: 3 },
      ],
    },
    {
      name: 'edges: one epoch, a patience of 1, losses below 0, a gain of a millionth, 2,000 epochs',
      points: 1,
      edge: true,
      cases: [
        { given: [[7], 1], byHand: 0 },
        { given: [[3, 2, 2, 1], 1], byHand: 1 },
        { given: [[4, 5], 1], byHand: 0 },
        { given: [[-1, -3, -2, -3, -9], 2], byHand: 1 },
        { given: [[2, 0, 1, 0, -1], 4], byHand: 4 },
        { given: [[0.5, 0.499999, 0.499998, 0.4999985], 1], byHand: 2 },
        { given: [several(2000, () => 0).map((_, i) => 2000 - i), 1], byHand: 1999 },
        { given: [[5, 1, ...several(1998, () => random.between(1, 5))], 3000], byHand: 1 },
      ],
    },
  ],
  mistakes: [
    {
      id: 'the stop, not the best',
      says: 'This is the epoch at which training stops; the parameters to keep are those of the best epoch before it.',
      slip: (losses, patience) => {
        let best = 0
        for (let epoch = 1; epoch < losses.length; epoch++) {
          if (losses[epoch] < losses[best]) best = epoch
          else if (epoch - best === patience) return epoch
        }
        return losses.length - 1
      },
      // What is given back where nothing stops is told apart by nobody.
      shows: (answers, cases) =>
        cases.every(({ given: [losses, patience] }, i) => {
          let best = 0
          for (let epoch = 1; epoch < losses.length; epoch++) {
            if (losses[epoch] < losses[best]) best = epoch
            else if (epoch - best === patience) return answers[i] === epoch
          }
          return true
        }),
    },
    {
      id: 'the later of equals',
      says: 'A loss that equals the best takes its place, and the waiting starts anew; only a loss below the best is a better one.',
      slip: (losses, patience) => {
        let best = 0
        for (let epoch = 1; epoch < losses.length && epoch - best <= patience; epoch++)
          if (losses[epoch] <= losses[best]) best = epoch
        return best
      },
    },
    {
      id: 'an equal loss starts the waiting anew',
      says: 'The earlier of equals is kept, but the waiting starts anew with the later one; only a loss below the best ends it.',
      slip: (losses, patience) => {
        let [best, waited] = [0, 0]
        for (let epoch = 1; epoch < losses.length && waited < patience; epoch++) {
          waited = losses[epoch] <= losses[best] ? 0 : waited + 1
          if (losses[epoch] < losses[best]) best = epoch
        }
        return best
      },
    },
    {
      id: 'an epoch too patient',
      says: 'One epoch more is waited for: training stops after the last of the epochs that make up the patience, before the next one.',
      slip: (losses, patience) => {
        let best = 0
        for (let epoch = 1; epoch < losses.length && epoch - best <= patience + 1; epoch++)
          if (losses[epoch] < losses[best]) best = epoch
        return best
      },
    },
    {
      id: 'an epoch too impatient',
      says: 'Training stops an epoch too soon: the epoch after the best is the first that counts, not the best one itself.',
      slip: (losses, patience) => {
        let best = 0
        for (let epoch = 1; epoch < losses.length && epoch - best < patience; epoch++)
          if (losses[epoch] < losses[best]) best = epoch
        return best
      },
    },
    {
      id: 'never stops',
      says: 'This is the best of all epochs; training would have stopped before some of them, when the patience was at its end.',
      slip: (losses) => losses.indexOf(losses.reduce((least, loss) => Math.min(least, loss))),
    },
    {
      id: 'not in a row',
      says: 'All epochs without a better loss are counted together; each better loss starts the waiting anew, so that only those in a row count.',
      slip: (losses, patience) => {
        let [best, waited] = [0, 0]
        for (let epoch = 1; epoch < losses.length && waited < patience; epoch++) {
          if (losses[epoch] < losses[best]) best = epoch
          else waited++
        }
        return best
      },
    },
    {
      id: 'compares with the epoch before',
      says: 'The waiting starts anew when a loss is below the one before it; it has to be below the best so far.',
      slip: (losses, patience) => {
        let [best, waited] = [0, 0]
        for (let epoch = 1; epoch < losses.length && waited < patience; epoch++) {
          waited = losses[epoch] < losses[epoch - 1] ? 0 : waited + 1
          if (losses[epoch] < losses[best]) best = epoch
        }
        return best
      },
    },
    {
      id: 'the loss, not its index',
      says: 'This is the best loss; asked for is the epoch it came from, as its index in the list.',
      slip: (losses, patience) => {
        let best = 0
        for (let epoch = 1; epoch < losses.length && epoch - best <= patience; epoch++)
          if (losses[epoch] < losses[best]) best = epoch
        return losses[best]
      },
    },
    {
      id: 'the first epoch is 1',
      says: 'The epochs are counted from 1; the index of the first one is 0.',
      slip: (losses, patience) => {
        let best = 0
        for (let epoch = 1; epoch < losses.length && epoch - best <= patience; epoch++)
          if (losses[epoch] < losses[best]) best = epoch
        return best + 1
      },
    },
    {
      id: 'the largest loss',
      says: 'A loss above the best takes its place; the smaller a loss, the better it is.',
      slip: (losses, patience) => {
        let best = 0
        for (let epoch = 1; epoch < losses.length && epoch - best <= patience; epoch++)
          if (losses[epoch] > losses[best]) best = epoch
        return best
      },
    },
    {
      id: 'begins with a best of 0',
      says: 'The best begins with 0, which no loss is below; begin with the first loss, or with Infinity.',
      slip: (losses, patience) => {
        let [best, keep, waited] = [0, 0, 0]
        for (let epoch = 0; epoch < losses.length && waited < patience; epoch++) {
          waited = losses[epoch] < best ? 0 : waited + 1
          if (losses[epoch] < best) [best, keep] = [losses[epoch], epoch]
        }
        return keep
      },
    },
  ],
  otherRightAnswers: [
    (losses, patience) => {
      let [best, keep, waited] = [Infinity, 0, 0]
      for (const [epoch, loss] of losses.entries()) {
        if (loss < best) [best, keep, waited] = [loss, epoch, 0]
        else waited++
        if (waited >= patience) return keep
      }
      return keep
    },
    (losses, patience) => {
      const from = (best: number): number => {
        const later = losses.slice(best + 1, best + 1 + patience).findIndex((loss) => loss < losses[best])
        return later < 0 ? best : from(best + 1 + later)
      }
      return from(0)
    },
    (losses, patience) =>
      losses.reduce(
        ({ keep, stopped }, loss, epoch) =>
          stopped || epoch - keep > patience
            ? { keep, stopped: true }
            : { keep: loss < losses[keep] ? epoch : keep, stopped: false },
        { keep: 0, stopped: false },
      ).keep,
    function (losses, patience) {
      let keep = 0
      let epoch = 1
      let left = patience
      while (left > 0 && epoch < losses.length) {
        left -= 1
        if (losses[epoch] < losses[keep]) {
          keep = epoch
          left = patience
        }
        epoch += 1
      }
      return keep
    },
  ],
  hints: [
    'With [5, 3, 4, 6, 2] and a patience of 2: which is the best epoch after each loss, and how many epochs ago was it?',
    'Go through the losses and remember the index of the best one. A loss below it makes a new best; otherwise look how many epochs have passed since the best.',
    'In a loop over epoch: if (losses[epoch] < losses[best]) best = epoch, else if epoch − best has come to … the loop ends. What is returned after it?',
  ],
})
