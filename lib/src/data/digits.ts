import { readLines } from './read'

/** Images of handwritten digits: `images[i]` shows the digit `labels[i]`. */
export interface Digits {
  /** 64 numbers an image, row by row, from 0 (paper) to 1 (ink). */
  readonly images: readonly (readonly number[])[]
  readonly labels: readonly number[]
}

/**
 * 1,797 digits of 8 × 8 pixels, written by 13 people, one person after another: the last of them were written by other
 * hands than the first.
 *
 * @see Alpaydin and Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998 (CC BY 4.0)
 */
export function digits(): Digits {
  const rows = readLines('digits.csv.gz').map((line) => line.split(',').map(Number))
  return {
    images: rows.map((row) => row.slice(0, 64).map((ink) => ink / 16)),
    labels: rows.map((row) => row[64]),
  }
}
