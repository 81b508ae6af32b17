import { digits, households, linearRegression, sentences } from 'downhill'
import { statSync } from 'node:fs'
import { expect, test } from 'vitest'

const file = (name: string) => new URL(`../../../lib/data/${name}`, import.meta.url)

test.each(['digits.csv.gz', 'households.csv', 'alice.txt', 'constitution.txt'])(
  '%s is under 100 KB',
  (name) => {
    expect(statSync(file(name)).size).toBeLessThan(100_000)
  },
)

test('1,797 digits of 64 pixels from 0 to 1 in sixteenths, as often as UCI says', () => {
  const { images, labels } = digits()
  expect(images).toHaveLength(1797)
  expect(images.every((image) => image.length === 64)).toBe(true)
  const sixteenths = images.flat().map((ink) => 16 * ink)
  expect(sixteenths.every((ink) => Number.isInteger(ink) && ink >= 0 && ink <= 16)).toBe(true)
  const count = (digit: number) => labels.filter((label) => label === digit).length
  // optdigits.names: 178 zeros, 182 ones, …
  expect(Array.from({ length: 10 }, (_, digit) => count(digit))).toEqual([
    178, 182, 177, 183, 181, 182, 181, 179, 174, 180,
  ])
})

test('the first image is a 0 with a hole', () => {
  const { images, labels } = digits()
  expect(labels.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(images[0].slice(24, 32).map((ink) => 16 * ink)).toEqual([0, 4, 12, 0, 0, 8, 8, 0])
})

test('235 households, whose best line is the one in the textbooks: 147.5 + 0.485 income', () => {
  const { income, food } = households()
  expect([income.length, food.length]).toEqual([235, 235])
  const [w, b] = linearRegression(income, food).minima![0].at
  expect(w).toBeCloseTo(0.4852, 4)
  expect(b).toBeCloseTo(147.475, 2)
})

test('284 sentences of two books, none twice', () => {
  const all = sentences()
  expect(all.filter(({ from }) => from === 'Alice')).toHaveLength(190)
  expect(all.filter(({ from }) => from === 'Constitution')).toHaveLength(94)
  expect(new Set(all.map(({ text }) => text)).size).toBe(284)
  expect(all.every(({ text }) => /^[A-Z].*[.!?]$/.test(text) && text.split(' ').length >= 4)).toBe(true)
})
