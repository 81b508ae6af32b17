import type { Vector } from '../optimizers/optimizer'
import { requireFinite } from '../settings'
import { requireLength } from '../training/objective'

/** All rows one after the other, once each is seen to hold `width` finite numbers. */
export function flatRows(name: string, rows: readonly (readonly number[])[], width: number): Vector {
  if (rows.length === 0) throw new RangeError(`${name} is empty; allowed: one row or more`)
  const flat = new Float64Array(rows.length * width)
  rows.forEach((row, i) => {
    requireLength(`${name}[${i}]`, row, width)
    requireFinite(`${name}[${i}]`, row)
    flat.set(row, i * width)
  })
  return flat
}

/** Flat outputs as rows again. */
export const rowsOf = (flat: Vector, width: number): number[][] =>
  Array.from({ length: flat.length / width }, (_, i) => Array.from(flat.subarray(i * width, (i + 1) * width)))
