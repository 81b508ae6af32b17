import type { Schedule } from './rate'

/** A schedule from its formula. Steps are whole numbers; between them the formula is there for plots. */
export const schedule =
  (formula: Schedule): Schedule =>
  (t) => {
    if (!(t >= 0 && t < Infinity)) throw new RangeError(`t is ${t}; allowed: a finite number, 0 or more`)
    return formula(t)
  }

/** On the straight line between two rates: `from` at u = 0, `to` at u = 1, and never outside the two. */
export function between(from: number, to: number, u: number): number {
  const rate = from + (to - from) * u
  return from < to ? Math.min(rate, to) : Math.max(rate, to)
}

/** Half a cosine: 1 at u = 0, level there, 0 at u = 1, level there again. */
export const halfCosine = (u: number) => (1 + Math.cos(Math.PI * u)) / 2
