/**
 * Early stopping: which epoch’s parameters are kept, when training stops for want of better ones.
 *
 * After each epoch the loss on held-out samples is measured. As soon as so many epochs in a row as patience says have
 * brought no loss below the best one so far, training stops, and the epoch with that best loss is kept. A loss that
 * equals the best is not below it: the earlier epoch stays the best, and the waiting goes on. What would come after
 * the stop is never seen, however good. If the losses end before there is a stop, the best of all is kept. The tip is
 * deck B’s.
 *
 *   earlyStopping([5, 3, 4, 6, 2], 2)  gives  1
 *   earlyStopping([5, 3, 4, 6, 2], 3)  gives  4
 *
 * In both the 3 at index 1 is followed by two losses that are not below it. With a patience of 2 training stops there;
 * with a patience of 3 it goes on, and finds the 2.
 *
 * @param losses the held-out loss of each epoch, at least one; the list stays as it is
 * @param patience how many epochs in a row without a better loss end the training: a whole number, 1 or more
 * @returns the index of the epoch to keep; the first one is 0
 */
export function earlyStopping(losses: number[], patience: number): number {
  let best = 0
  for (let epoch = 1; epoch < losses.length; epoch++) {
    if (losses[epoch] < losses[best]) best = epoch
    else if (epoch - best === patience) break
  }
  return best
}
