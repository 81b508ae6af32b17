import { requireCount, requireFinite } from '../settings'

/**
 * Early stopping: training ends once `patience` epochs in a row brought no loss below the best, and the best is kept, the
 * earlier one of equals.
 *
 * @param losses one an epoch, measured on samples that are not trained on
 * @returns `keep`, the epoch with the best loss until then, and `stop`, the epoch after which training ends, or undefined when
 * it goes on
 * @throws RangeError when losses are empty or not finite, or patience is not a whole number of 1 or more
 * @see Prechelt, 1998; deck B
 */
export function earlyStopping(
  losses: readonly number[],
  patience: number,
): { keep: number; stop: number | undefined } {
  requireCount('patience', patience, 1)
  requireFinite('losses', losses)
  if (losses.length === 0) throw new RangeError('losses is empty; allowed: one loss or more')
  let keep = 0
  for (let epoch = 1; epoch < losses.length; epoch++) {
    if (losses[epoch] < losses[keep]) keep = epoch
    else if (epoch - keep === patience) return { keep, stop: epoch }
  }
  return { keep, stop: undefined }
}
