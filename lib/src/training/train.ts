import type { Optimizer, Vector } from '../optimizers/optimizer'
import { stepper, type Stepper } from '../optimizers/stepper'
import { random } from '../random'
import { requireCount, requireFinite } from '../settings'
import { earlyStopping } from './early-stopping'
import { miniBatches } from './mini-batches'
import { requireLength, type Objective } from './objective'

/** What stands after an epoch; epoch 0 is before training. */
export interface Epoch {
  readonly epoch: number
  /** Samples read so far, one gradient each. */
  readonly samples: number
  /** The mean loss over all samples. */
  readonly loss: number
  /** The loss on the samples that are not trained on. */
  readonly validation?: number
}

export interface Training {
  /** The parameters after epoch `kept`. */
  readonly parameters: Vector
  readonly epochs: readonly Epoch[]
  /** The last epoch; with early stopping the one that did best on the validation samples. */
  readonly kept: number
  /** The first epoch whose loss is not finite any more; training ends there, and epochs end before it. */
  readonly diverged: number | undefined
}

export interface TrainSettings {
  /** The parameters before training; they are not changed. */
  start: ArrayLike<number>
  epochs: number
  /** How many samples a step reads: 1 is stochastic descent, all of them batch descent. */
  batch?: number
  /** Whether the samples are dealt anew for each epoch. */
  shuffle?: boolean
  seed?: number
  /** Samples that are not trained on. */
  validation?: Pick<Objective, 'loss'>
  /** Stops once so many epochs in a row brought no better validation loss, and keeps the best parameters. */
  patience?: number
  /** Called after each epoch, also after epoch 0; the parameters change as training goes on. */
  onEpoch?: (epoch: Epoch, parameters: Vector) => void
}

/**
 * Trains on mini-batches, epoch after epoch: each sample is read once an epoch, and each batch gives one step.
 *
 * @throws RangeError when a setting makes no sense, by its name
 * @see decks B and E
 */
export function train<Column extends string>(
  objective: Objective,
  optimizer: Optimizer<Column>,
  { start, epochs, batch = 32, shuffle = true, seed = 1, validation, patience, onEpoch }: TrainSettings,
): Training {
  requireCount('epochs', epochs)
  requireCount('batch', batch, 1)
  requireLength('start', start, objective.parameters)
  requireFinite('start', start)
  if (patience !== undefined) requireCount('patience', patience, 1)
  if (patience !== undefined && !validation)
    throw new RangeError(`patience is ${patience} without validation; allowed: both, or validation alone`)
  const draw = random(seed)
  const run = stepper(optimizer, objective.parameters)
  const x = Float64Array.from(start)
  const rows: Epoch[] = []
  let kept = 0
  let best = x.slice()

  for (let epoch = 0; ; epoch++) {
    const row: Epoch = {
      epoch,
      samples: epoch * objective.samples,
      loss: objective.loss(x),
      ...(validation && { validation: validation.loss(x) }),
    }
    if (!Number.isFinite(row.loss + (row.validation ?? 0)))
      return { parameters: best, epochs: rows, kept, diverged: epoch }
    rows.push(row)
    onEpoch?.(row, x)
    const early =
      patience !== undefined &&
      earlyStopping(
        rows.map((row) => row.validation!),
        patience,
      )
    if (!early || early.keep === epoch) {
      kept = epoch
      best = x.slice()
    }
    if (epoch === epochs || (early && early.stop !== undefined))
      return { parameters: best, epochs: rows, kept, diverged: undefined }
    for (const samples of miniBatches(objective.samples, batch, shuffle ? draw : undefined))
      takeStep(objective, run, x, samples)
  }
}

/** One step of x in place: the gradient on a batch, taken where the optimizer wants it, then the move. */
export function takeStep(
  objective: Objective,
  run: Stepper<string>,
  x: Vector,
  batch: readonly number[],
): void {
  const offset = run.ahead()
  const ahead = offset ? x.map((xi, i) => xi + offset[i]) : x
  run.move(x, objective.gradient(ahead, batch))
}
