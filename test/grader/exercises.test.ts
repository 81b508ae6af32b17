import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { exercises, grade, stub } from 'downhill-grader'
import { describe, expect, test } from 'vitest'
import { exportName, head, notWrittenYet, seeded, textOf, type Printed } from '../../grader/src/exercise.ts'
import ledger from '../fixtures/worked-numbers.json' with { type: 'json' }

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')

/** All printed digits of an answer with the numbers in their places. */
function pairs(printed: Printed, value: unknown): [string, number][] {
  if (printed === undefined) return []
  if (typeof printed === 'string') return [[printed, value as number]]
  return Object.entries(printed).flatMap(([key, inner]: [string, Printed]) =>
    pairs(inner, (value as Record<string, unknown>)[key]),
  )
}

describe.each(exercises.map((exercise) => [exercise.id, exercise] as const))('%s', (id, exercise) => {
  const name = exportName(id)
  const asSource = (f: (...given: never[]) => unknown) => `export const ${name} = ${f.toString()}`
  const checks = exercise.checks(seeded(1))

  test('its stub scores 0 and is not written yet', async () => {
    const result = await grade(stub(exercise), exercise)
    expect(result).toMatchObject({ status: 'unfinished', score: 0, message: `${name} is not written yet.` })
  })

  test('its solution has full points, and shares its top with the stub', async () => {
    const solution = read(`solutions/${exercise.lesson}/${id}.ts`)
    expect(solution.startsWith(head(exercise))).toBe(true)
    const result = await grade(solution, exercise)
    expect(result).toMatchObject({ status: 'pass', score: result.points })
  })

  test('its file under exercises/ is the stub, unless a reader has begun to write', () => {
    const path = `exercises/${exercise.lesson}/${id}.ts`
    expect(existsSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)))).toBe(true)
    const file = read(path)
    if (file.includes(notWrittenYet)) expect(file).toBe(stub(exercise))
  })

  test('its points add up to 10, and it has three hints, three mistakes, two other right answers', () => {
    const points = checks.reduce((sum, check) => sum + check.points, exercise.argumentsStay ?? 0)
    expect(points).toBe(10)
    expect(exercise.hints).toHaveLength(3)
    expect(exercise.mistakes.length).toBeGreaterThanOrEqual(3)
    expect(exercise.otherRightAnswers.length).toBeGreaterThanOrEqual(2)
  })

  test.each(exercise.otherRightAnswers.map((answer, i) => [i + 1, answer] as const))(
    'another right answer, number %i, has full points',
    async (_, answer) => {
      const result = await grade(asSource(answer), exercise)
      expect(result).toMatchObject({ status: 'pass', score: result.points })
    },
  )

  test.each(exercise.mistakes.map((mistake) => [mistake.id, mistake] as const))(
    'the mistake "%s" loses points and is called by its name',
    async (_, mistake) => {
      const result = await grade(asSource(mistake.slip), exercise)
      expect(result.status).toBe('fail')
      expect(result.score).toBeLessThan(result.points)
      expect(result.mistake).toEqual({ id: mistake.id, says: mistake.says })
    },
  )

  test('its reference gives the answers worked out by hand', () => {
    const cases = checks.flatMap((check) => check.cases).filter((one) => one.byHand !== undefined)
    expect(cases.length).toBeGreaterThan(0)
    for (const { given, byHand } of cases) expectClose(exercise.reference(...given), byHand)
  })

  test('its slides carry the digits of the ledger, and the reference gives the ledger’s values', () => {
    const slides = checks.filter((check) => check.slide)
    expect(slides.length).toBeGreaterThan(0)
    for (const { slide, cases } of slides) {
      const group = ledger.filter((row) => row.group === slide?.group && row.deck === slide.deck)
      const printed = cases.flatMap((one) => pairs(one.printed, exercise.reference(...one.given)))
      expect(printed.length).toBeGreaterThan(0)
      for (const [digits, value] of printed) {
        const row = group.find((one) => one.printed === digits && close(one.value, value))
        expect(row, `${digits} in ${slide?.group ?? ''}`).toBeDefined()
        const unit = 10 ** -(digits.split('.')[1] ?? '').length
        expect(Math.abs(Number(digits) - value)).toBeLessThan(unit * (1 + 1e-9))
      }
    }
  })

  test('the same seed gives the same cases and the same score', async () => {
    expect(asText(exercise.checks(seeded(7)))).toBe(asText(exercise.checks(seeded(7))))
    expect(asText(exercise.checks(seeded(7)))).not.toBe(asText(exercise.checks(seeded(8))))
    const source = asSource(exercise.mistakes[0].slip)
    const [first, second] = [
      await grade(source, exercise, { seed: 7 }),
      await grade(source, exercise, { seed: 7 }),
    ]
    expect({ ...second, milliseconds: 0 }).toEqual({ ...first, milliseconds: 0 })
  })
})

/** Checks as text, the functions among them too. */
const asText = (checks: unknown) => JSON.stringify(checks, (_, value: unknown) => textOf(value) ?? value)

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))

function expectClose(actual: unknown, expected: unknown): void {
  if (typeof expected === 'number') {
    expect(actual).toBeCloseTo(expected, 12)
    return
  }
  expect(Object.keys(actual as object)).toEqual(Object.keys(expected as object))
  for (const [key, value] of Object.entries(expected as object))
    expectClose((actual as Record<string, unknown>)[key], value)
}
