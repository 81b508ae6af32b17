import { gradientDescent, linearRegression, progress, train } from 'downhill'
import { afterEach, expect, test, vi } from 'vitest'
import { progressText } from '../../../lib/src/notebook/progress'

afterEach(() => vi.restoreAllMocks())

const row = (epoch: number, loss: number, validation?: number) => ({
  epoch,
  samples: 0,
  loss,
  ...(validation !== undefined && { validation }),
})

test('the bar fills from the left, and the loss stands beside it', () => {
  expect(progressText(row(0, 2.6025748), 20)).toBe('epoch  0 of 20 ░░░░░░░░░░░░░░░░░░░░ loss 2.6     ')
  expect(progressText(row(5, 0.20647), 20)).toBe('epoch  5 of 20 █████░░░░░░░░░░░░░░░ loss 0.206   ')
  expect(progressText(row(20, 0.0427, 0.3216), 20)).toBe(
    'epoch 20 of 20 ████████████████████ loss 0.0427     held out 0.322   ',
  )
})

test('each line is as long as the one before, to cover it', () => {
  const lengths = [2.6, 0.206, 0.0427, 1, 0.000123].map((loss) => progressText(row(3, loss), 100).length)
  expect(new Set(lengths).size).toBe(1)
})

test('training writes one line over and over, and ends it', () => {
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text))
    return true
  })
  const line = linearRegression([0, 1, 2], [1, 3, 5])
  train(line, gradientDescent({ eta: 0.1 }), { start: [0, 0], epochs: 3, onEpoch: progress(3) })
  vi.restoreAllMocks()
  expect(written).toHaveLength(4)
  for (const text of written) expect(text).toMatch(/^\repoch \d of 3 /)
  expect(written.map((text) => text.endsWith('\n'))).toEqual([false, false, false, true])
})

test.each([0, 1.5, NaN])('a bar for %d epochs is refused by name', (epochs) => {
  expect(() => progress(epochs)).toThrow(/^epochs is/)
})
