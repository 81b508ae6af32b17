/** A learning rate η that changes with the step t = 0, 1, 2, … */
export type Schedule = (t: number) => number

/** A learning rate η: a number, or a schedule. */
export type Rate = number | Schedule

/** The rate at step t. A rate is a finite number, 0 or more; anything else is refused with its step. */
export function at(rate: Rate, t: number): number {
  if (typeof rate === 'number') return rate
  const value = rate(t)
  if (!(value >= 0 && value < Infinity))
    throw new RangeError(`the rate at step ${t} is ${value}; allowed: a finite number, 0 or more`)
  return value
}

/** Refuses a rate that is neither a schedule nor a finite number of 0 or more, by name. */
export function requireRate(name: string, rate: Rate): Rate {
  if (typeof rate !== 'function' && !(rate >= 0 && rate < Infinity))
    throw new RangeError(
      `${name} is ${String(rate)}; allowed: a finite number, 0 or more, or a function of t`,
    )
  return rate
}
