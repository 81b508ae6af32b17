import type { Point, ToyFunction } from '../functions/function'
import type { Vector } from '../optimizers/optimizer'
import { random } from '../random'
import { requireCount } from '../settings'
import { endlessBatches } from './mini-batches'

/** What training makes small: the mean loss over samples, as a function of all parameters in one row. */
export interface Objective {
  /** As in a sentence: `mean squared error of a line`. */
  readonly name: string
  /** What the parameters are called, where they have names. */
  readonly coordinates?: readonly string[]
  /** How many parameters there are. */
  readonly parameters: number
  /** How many samples there are; a batch holds numbers from 0 to one less. */
  readonly samples: number
  /** Known minima, as in a toy function. */
  readonly minima?: ToyFunction<readonly number[]>['minima']
  /** The mean loss over a batch, over all samples without one. */
  loss(parameters: Vector, batch?: readonly number[]): number
  /** The gradient of that loss, one number a parameter. */
  gradient(parameters: Vector, batch?: readonly number[]): Vector
}

/**
 * An objective as a function for `descend` and the figures: its value is the loss over all samples. With `batch` the gradient is
 * that of a mini-batch, each call that of the next one, epoch after epoch, each epoch shuffled anew.
 *
 * @throws RangeError when batch is not a whole number of 1 or more, or seed not a whole number
 */
export function lossFunction(
  objective: Objective,
  { batch = objective.samples, seed = 1 }: { batch?: number; seed?: number } = {},
): ToyFunction<readonly number[]> {
  requireCount('batch', batch, 1)
  const batches = endlessBatches(objective.samples, batch, random(seed))
  return {
    name: objective.name,
    tex: 'L(\\theta)',
    ...(objective.coordinates && { coordinates: objective.coordinates }),
    minima: objective.minima ?? [],
    value: (p) => objective.loss(Float64Array.from(p)),
    gradient: (p) =>
      Array.from(
        objective.gradient(
          Float64Array.from(p),
          batch < objective.samples ? batches.next().value : undefined,
        ),
      ),
  }
}

/** A toy function as an objective of a single sample. */
export function toyObjective(
  f: ToyFunction<number> | ToyFunction<readonly number[]>,
  start: Point,
): Objective {
  // A plain number as start says that f takes plain numbers.
  const of = f as ToyFunction<Point>
  const point = (x: Vector): Point => (typeof start === 'number' ? x[0] : Array.from(x))
  return {
    name: f.name,
    parameters: typeof start === 'number' ? 1 : start.length,
    samples: 1,
    loss: (x) => of.value(point(x)),
    gradient(x) {
      const g = of.gradient(point(x))
      return Float64Array.from(typeof g === 'number' ? [g] : g)
    },
  }
}

/** The samples of a batch, all n without one. Refuses a batch that is empty or holds something else than samples. */
export function samplesOf(batch: readonly number[] | undefined, n: number): readonly number[] {
  if (!batch) return Array.from({ length: n }, (_, i) => i)
  if (batch.length === 0) throw new RangeError('batch is empty; allowed: one sample or more')
  for (const i of batch)
    if (!(Number.isInteger(i) && i >= 0 && i < n))
      throw new RangeError(`batch holds ${i}; allowed: whole numbers from 0 to ${n - 1}`)
  return batch
}

/** Refuses a row of numbers of another length than n, by name. */
export function requireLength(name: string, { length }: ArrayLike<unknown>, n: number): void {
  if (length !== n) throw new RangeError(`${name} has ${length} entries; allowed: ${n}`)
}
