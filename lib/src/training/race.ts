import type { Point, ToyFunction } from '../functions/function'
import type { Optimizer } from '../optimizers/optimizer'
import { stepper } from '../optimizers/stepper'
import { random } from '../random'
import { requireCount, requireFinite, requirePositive } from '../settings'
import { endlessBatches } from './mini-batches'
import { requireLength, toyObjective, type Objective } from './objective'
import { takeStep } from './train'

/** How one method did in a race, at the rate that suits it best. */
export interface Lane {
  readonly name: string
  /** The rate with the lowest loss at the end. */
  readonly rate: number
  /** The method at that rate, to run it again and see its path. */
  readonly optimizer: Optimizer
  /** After how many gradients the losses were measured: 0, every, 2·every, … and the last. */
  readonly steps: readonly number[]
  readonly losses: readonly number[]
  /** The loss at the end for every rate of the sweep; Infinity where the method diverged. */
  readonly sweep: readonly { readonly rate: number; readonly loss: number }[]
}

export interface RaceSettings<P extends Point> {
  start: P | Float64Array
  /** The methods, each made from a rate: `{ Adam: (eta) => adam({ eta }) }`. */
  optimizers: Readonly<Record<string, (eta: number) => Optimizer>>
  /** The rates that each method may choose from. */
  rates: readonly number[]
  /** How many gradients each run may take. */
  gradients: number
  /** Samples a gradient; a toy function has no samples and takes no notice. */
  batch?: number
  /** The same seed deals the same mini-batches to every run. */
  seed?: number
  /** Measures the loss every so many gradients. */
  every?: number
}

/**
 * A fair race: every method starts at the same point, may take the same number of gradients on the same mini-batches, and runs
 * at the rate of the sweep that suits it best.
 *
 * @param on a toy function, or an objective such as a network's
 * @throws RangeError when a setting makes no sense, or a method diverges at every rate, by name
 * @see decks B and E
 */
export function race(on: ToyFunction<number>, settings: RaceSettings<number>): Lane[]
export function race(
  on: ToyFunction<readonly number[]> | Objective,
  settings: RaceSettings<readonly number[]>,
): Lane[]
export function race(
  on: ToyFunction<number> | ToyFunction<readonly number[]> | Objective,
  {
    start,
    optimizers,
    rates,
    gradients,
    batch = 32,
    seed = 1,
    every = Math.max(1, Math.ceil(gradients / 100)),
  }: RaceSettings<Point>,
): Lane[] {
  requireCount('gradients', gradients, 1)
  requireCount('batch', batch, 1)
  requireCount('every', every, 1)
  if (rates.length === 0) throw new RangeError('rates is empty; allowed: one rate or more')
  rates.forEach((rate, i) => requirePositive(`rates[${i}]`, rate))
  const from = typeof start === 'number' ? [start] : Array.from(start)
  requireFinite('start', from)
  const objective = 'samples' in on ? on : toyObjective(on, typeof start === 'number' ? start : from)
  requireLength('start', from, objective.parameters)

  /** The losses of one run, up to the first that is not finite. */
  const run = (optimizer: Optimizer) => {
    const batches = endlessBatches(objective.samples, batch, random(seed))
    const method = stepper(optimizer, objective.parameters)
    const x = Float64Array.from(from)
    const steps: number[] = []
    const losses: number[] = []
    for (let t = 0; ; t++) {
      if (t % every === 0 || t === gradients) {
        const loss = objective.loss(x)
        steps.push(t)
        losses.push(Number.isFinite(loss) ? loss : Infinity)
        if (t === gradients || losses.at(-1) === Infinity) return { optimizer, steps, losses }
      }
      takeStep(objective, method, x, batches.next().value)
    }
  }
  return Object.entries(optimizers).map(([name, make]) => {
    const runs = rates.map((rate) => ({ rate, ...run(make(rate)) }))
    const end = (losses: readonly number[]) => losses.at(-1)!
    const best = runs.reduce((best, other) => (end(other.losses) < end(best.losses) ? other : best))
    if (end(best.losses) === Infinity)
      throw new RangeError(`${name} diverges at every rate of the sweep; allowed: a sweep with smaller rates`)
    return { name, ...best, sweep: runs.map(({ rate, losses }) => ({ rate, loss: end(losses) })) }
  })
}
