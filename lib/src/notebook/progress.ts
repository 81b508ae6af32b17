import { formatNumber } from '../figures/format-number'
import { requireCount } from '../settings'
import type { Epoch } from '../training/train'

/**
 * A progress bar below the cell while `train` is at work: one line, written anew after each epoch, with the loss so far.
 *
 * @example train(objective, adam(), { start, epochs: 20, onEpoch: progress(20) })
 * @param epochs how many epochs there will be, or with early stopping at most
 * @throws RangeError when epochs is not a whole number of 1 or more
 */
export function progress(epochs: number): (row: Epoch) => void {
  requireCount('epochs', epochs, 1)
  return (row) => {
    // A carriage return takes the front end back to the start of the line.
    process.stdout.write(`\r${progressText(row, epochs)}${row.epoch === epochs ? '\n' : ''}`)
  }
}

const width = 20

/** The line that `progress` writes, as long as the one before, so that it covers all of it. */
export function progressText({ epoch, loss, validation }: Epoch, epochs: number): string {
  const done = Math.round((width * epoch) / epochs)
  const count = String(epoch).padStart(String(epochs).length)
  const held = validation === undefined ? '' : `   held out ${number(validation)}`
  return `epoch ${count} of ${epochs} ${'█'.repeat(done)}${'░'.repeat(width - done)} loss ${number(loss)}${held}`
}

const number = (loss: number) => formatNumber(loss, 3).padEnd(8)
