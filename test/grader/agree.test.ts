import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agree, decode, firstDifference, isOdd, tolerances } from '../../grader/src/agree.ts'
import { sameDigits } from '../../grader/src/digits.ts'

const finite = fc.double({ noNaN: true, noDefaultInfinity: true })

test('a number agrees with itself, and agreement goes both ways', () => {
  fc.assert(fc.property(finite, (a) => agree(a, a, 0)))
  fc.assert(
    fc.property(
      finite,
      finite,
      fc.double({ min: 0, max: 1e6 }),
      (a, b, most) => agree(a, b, most) === agree(b, a, most),
    ),
  )
})

test('numbers 1e-10 apart agree, numbers 1e-8 apart do not', () => {
  const size = fc.oneof(
    fc.double({ min: 1e-100, max: 1e100, noNaN: true }),
    fc.double({ min: -1e100, max: -1e-100, noNaN: true }),
  )
  fc.assert(fc.property(size, (a) => agree(a, a * (1 + 1e-10), 0) && !agree(a, a * (1 + 1e-8), 0)))
})

test('near 0 the largest number of the case counts', () => {
  expect(agree(0, 1e-13, 1)).toBe(true)
  expect(agree(0, 1e-11, 1)).toBe(false)
  expect(agree(0, 1e-11, 100)).toBe(true)
})

test('−0 is 0, Infinity agrees with itself alone, NaN with nothing', () => {
  expect(agree(-0, 0, 0)).toBe(true)
  expect(agree(Infinity, Infinity, 1)).toBe(true)
  expect(agree(Infinity, -Infinity, 1)).toBe(false)
  fc.assert(fc.property(fc.double(), (a) => !agree(NaN, a, 1e300) && !agree(a, NaN, 1e300)))
  fc.assert(fc.property(finite, (a) => !agree(Infinity, a, 1e300)))
})

test('a list’s values come before its length', () => {
  const agrees = (a: number, b: number) => a === b
  expect(firstDifference([1, 2, 3], [1, 9], agrees)).toMatchObject({ path: [1], expected: 2, actual: 9 })
  expect(firstDifference([1, 2, 3], [1, 2], agrees)).toMatchObject({ path: [] })
  expect(firstDifference([1, 2], [1, 2], agrees)).toBeUndefined()
  expect(firstDifference({ x: 1, v: 2 }, { x: 1, v: 3 }, agrees)).toMatchObject({ path: ['v'] })
  expect(firstDifference([[1], [2, 3]], [[1], [2, 4]], agrees)).toMatchObject({ path: [1, 1] })
})

test('difference quotients may differ by a millionth', () => {
  const { differences } = tolerances
  expect(agree(2, 2 * (1 + 9e-7), 2, differences)).toBe(true)
  expect(agree(2, 2 * (1 + 2e-6), 2, differences)).toBe(false)
})

test('what a submission writes is read by the shape, and anything else is odd', () => {
  expect(decode([1, 'NaN', 3], ['number'])).toEqual([1, NaN, 3])
  expect(decode([4, 5], { x: 'number', v: 'number' })).toEqual({ x: 4, v: 5 })
  for (const written of ['5', null, true, { x: 1 }, [1], undefined])
    expect(isOdd(decode(written, 'number'))).toBe(true)
  fc.assert(
    fc.property(fc.jsonValue(), (written) => {
      const answer = decode(written, { x: 'number', list: ['number'] })
      return typeof answer === 'object'
    }),
  )
})

test('two numbers are shown in as few digits as tell them apart', () => {
  expect(sameDigits(35.84, 40.32)).toEqual(['35.84', '40.32'])
  expect(sameDigits(1, 1 + 1e-9)).toEqual(['1', '1.000000001'])
  fc.assert(fc.property(finite, finite, (a, b) => a === b || new Set(sameDigits(a, b)).size === 2))
})
