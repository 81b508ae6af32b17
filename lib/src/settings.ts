/** Refuses a setting outside its range, by name. Errors read: `m is 1.2; allowed: 0 ≤ m < 1`. */
export function requireFraction(name: string, value: number): number {
  if (!(value >= 0 && value < 1)) throw new RangeError(`${name} is ${value}; allowed: 0 ≤ ${name} < 1`)
  return value
}

/** Refuses what is not a finite number, by name. */
export function requireNumber(name: string, value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`${name} is ${value}; allowed: a finite number`)
  return value
}

/** Refuses what is not a finite number above 0, by name. */
export function requirePositive(name: string, value: number): number {
  if (!(value > 0 && value < Infinity))
    throw new RangeError(`${name} is ${value}; allowed: a finite number above 0`)
  return value
}

/** Refuses what is not a finite number of at least `least`, or from `least` to `most`, by name. */
export function requireWithin(name: string, value: number, least: number, most = Infinity): number {
  if (!(value >= least && value <= most && value < Infinity)) {
    const range = most < Infinity ? `${least} ≤ ${name} ≤ ${most}` : `a finite number, ${least} or more`
    throw new RangeError(`${name} is ${value}; allowed: ${range}`)
  }
  return value
}

/** Refuses what is not a whole number of at least `least`, by name. */
export function requireCount(name: string, value: number, least = 0): number {
  if (!Number.isSafeInteger(value) || value < least)
    throw new RangeError(`${name} is ${value}; allowed: a whole number, ${least} or more`)
  return value
}

/** Refuses data that hold something else than finite numbers, by name and place. */
export function requireFinite(name: string, data: ArrayLike<number>): void {
  for (let i = 0; i < data.length; i++)
    if (!Number.isFinite(data[i]))
      throw new RangeError(`${name}[${i}] is ${String(data[i])}; allowed: finite numbers`)
}
