import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { exercises, stub } from 'downhill-grader'
import { afterAll, describe, expect, test } from 'vitest'
import { agree, largestOf, tolerances } from '../../grader/src/agree.ts'
import { assign } from '../../grader/src/assignment.ts'
import {
  exportName,
  head,
  notWrittenYet,
  seeded,
  type AnyExercise,
  type FunctionExercise,
  type Printed,
  type Shape,
} from '../../grader/src/exercise.ts'
import * as grading from '../../grader/src/grade.ts'
import { Sandbox } from '../../grader/src/isolate.ts'
import { fresh, packed, unchanged } from '../../grader/src/travel.ts'
import ledger from '../fixtures/worked-numbers.json' with { type: 'json' }

// Longer than a learner waits: five at a time on a busy machine must not turn an answer into a timeout.
const sandbox = new Sandbox({ milliseconds: 40_000, megabytes: 512 }, true)
afterAll(() => sandbox.close())
const gradeAndTell = (source: string, exercise: AnyExercise, seed = 1) =>
  grading.gradeAndTell(source, exercise, { seed, sandbox })
const grade = async (source: string, exercise: AnyExercise, seed = 1) =>
  (await gradeAndTell(source, exercise, seed)).result
const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8')
const named = <T extends { id: string }>(things: readonly T[]) => things.map((one) => [one.id, one] as const)
const solutionOf = ({ lesson, id }: { lesson: string; id: string }) => read(`solutions/${lesson}/${id}.ts`)

describe.each(named(exercises))('%s', (id, exercise) => {
  test('its stub scores 0 and is not written yet', async () => {
    const result = await grade(stub(exercise), exercise)
    expect(result).toMatchObject({
      status: 'unfinished',
      score: 0,
      message: `${exportName(id)} is not written yet.`,
    })
  })

  test('its solution has full points, under any seed, and shares its top with the stub', async () => {
    const solution = solutionOf(exercise)
    expect(solution.startsWith(head(exercise))).toBe(true)
    for (const seed of [1, 2026])
      expect(await grade(solution, exercise, seed)).toMatchObject({
        status: 'pass',
        score: 10,
        points: 10,
      })
  })

  test('its file under exercises/ is the stub, unless a reader has begun to write', () => {
    const path = `exercises/${exercise.lesson}/${id}.ts`
    expect(existsSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)))).toBe(true)
    const file = read(path)
    if (file.includes(notWrittenYet)) expect(file).toBe(stub(exercise))
  })

  test('it has three hints', () => {
    expect(new Set(exercise.hints).size).toBe(3)
  })

  test('the same seed gives the same result', async () => {
    const source =
      exercise.kind === 'function' ? asSource(exercise, exercise.mistakes[0].slip) : solutionOf(exercise)
    const [first, second] = [await gradeAndTell(source, exercise, 7), await gradeAndTell(source, exercise, 7)]
    expect({ ...second, result: { ...second.result, milliseconds: 0 } }).toEqual({
      ...first,
      result: { ...first.result, milliseconds: 0 },
    })
  })
})

const functions = exercises.filter((exercise) => exercise.kind === 'function')

/** An answer as the file that a reader would write. */
const asSource = ({ id }: FunctionExercise, f: (...given: never[]) => unknown) =>
  `export const ${exportName(id)} = ${f.toString()}`

type AnyCase = ReturnType<FunctionExercise['checks']>[number]['cases'][number]

/** The reference's answer; where that is a function, what the case's calls of it give. */
function answerOf(exercise: FunctionExercise, { given, asked }: AnyCase): unknown {
  const answer = exercise.reference(...fresh(given))
  return asked ? fresh(asked).map((one) => (answer as (...one: unknown[]) => unknown)(...one)) : answer
}

/** What the grader makes of a function's answers, without a process of their own: for many seeds in little time. */
function judged(exercise: FunctionExercise, f: (...given: unknown[]) => unknown, seed: number) {
  const { task, judge } = assign(exercise, seed)
  const outcomes = (task.cases as readonly AnyCase[]).map((one) => {
    const [given, asked] = [fresh(one.given), fresh(one.asked)]
    const answer = f(...given)
    const text = asked
      ? asked.map((each) => written((answer as typeof f)(...each), exercise.shape))
      : written(answer, exercise.shape)
    return { answer: text, changed: !unchanged([one.given, one.asked], [given, asked]) }
  })
  return judge(outcomes)!
}

/** An answer as the runner writes it. */
function written(value: unknown, shape: Shape): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (Array.isArray(shape)) return (value as unknown[]).map((part) => written(part, (shape as [Shape])[0]))
  const parts = value as Record<string, unknown>
  return Object.entries(shape).map(([name, part]) => written(parts[name], part as Shape))
}

describe.each(named(functions))('%s', (_id, exercise) => {
  const checks = exercise.checks(seeded(1))
  const cases = checks.flatMap((check) => check.cases)
  const seeds = cases.length > 1000 ? [2, 3] : [2, 3, 5, 8, 13]

  test('it has three mistakes or more, and two other right answers or more', () => {
    expect(exercise.mistakes.length).toBeGreaterThanOrEqual(3)
    expect(exercise.otherRightAnswers.length).toBeGreaterThanOrEqual(2)
  })

  test.each(exercise.otherRightAnswers.map((answer, i) => [i + 1, answer] as const))(
    'another right answer, number %i, has full points under any seed',
    async (_, answer) => {
      const result = await grade(asSource(exercise, answer), exercise)
      expect(result).toMatchObject({ status: 'pass', score: result.points })
      for (const seed of seeds) {
        const lost = judged(exercise, answer, seed).checks.filter(({ score, points }) => score < points)
        expect(lost, `seed ${seed}`).toEqual([])
      }
    },
  )

  test.each(named(exercise.mistakes))(
    'the mistake "%s" loses points and is called by its name under any seed',
    async (id, { says, slip, convention }) => {
      const mistake = { id, says, ...(convention && { convention: true }) }
      const result = await grade(asSource(exercise, slip), exercise)
      expect(result.status).toBe('fail')
      expect(result.score).toBeLessThan(result.points)
      expect(result.mistake).toEqual(mistake)
      for (const seed of seeds) expect(judged(exercise, slip, seed).mistake, `seed ${seed}`).toEqual(mistake)
    },
  )

  test('its reference gives the answers worked out by hand: three or more, where there is one right answer', () => {
    const known = cases.filter((one) => one.byHand !== undefined)
    expect(known.length).toBeGreaterThanOrEqual(checks.some(({ law }) => law) ? 1 : 3)
    for (const one of known)
      expectClose(answerOf(exercise, one), one.byHand, largestOf([one.given, one.byHand]), exercise)
  })

  test('the digits of its slides are in the ledger, and the reference gives the ledger’s values', () => {
    for (const { slide, cases } of checks.filter((check) => check.slide)) {
      const group = ledger.filter((row) => row.group === slide?.group && row.deck === slide.deck)
      const printed = cases.flatMap((one) => pairs(one.printed, answerOf(exercise, one)))
      expect(printed.length).toBeGreaterThan(0)
      for (const [digits, value] of printed) {
        const row = group.find(
          (one) => one.printed === digits && agree(one.value, value, 1, toleranceOf(exercise)),
        )
        expect(row, `${digits} in ${slide?.group ?? ''}`).toBeDefined()
        const unit = 10 ** -(digits.split('.')[1] ?? '').length
        expect(Math.abs(Number(digits) - value)).toBeLessThan(unit * (1 + 1e-6))
      }
    }
  })

  test('the same seed gives the same cases, another seed others', () => {
    const asText = (seed: number) => {
      const texts = new Map<string, number>()
      return JSON.stringify([packed(exercise.checks(seeded(seed)), texts), [...texts.keys()]])
    }
    expect(asText(7)).toBe(asText(7))
    expect(asText(7)).not.toBe(asText(8))
  })
})

test('every group of numbers that the slides print is asked by an exercise', () => {
  const asked = new Set(
    functions.flatMap((exercise) => exercise.checks(seeded(1)).map(({ slide }) => slide?.group)),
  )
  expect([...new Set(ledger.map(({ group }) => group))].filter((group) => !asked.has(group))).toEqual([])
})

const quizzes = exercises.filter((exercise) => exercise.kind === 'quiz')

describe.each(named(quizzes))('%s', (id, quiz) => {
  const written = (letters: readonly string[]) =>
    `export const ${exportName(id)} = { ${letters.map((letter, i) => `${i + 1}: '${letter}'`).join(', ')} }`
  const right = quiz.questions.map((question) => question.right)

  test('capital letters are right too', async () => {
    expect(await grade(written(right.map((letter) => letter.toUpperCase())), quiz)).toMatchObject({
      score: 10,
    })
  })

  test('each wrong letter loses its question’s points and gets its own reason; the right letter is never told', async () => {
    for (const [i, { answers, points, right: letter }] of quiz.questions.entries()) {
      for (const wrong of ['a', 'b', 'c', 'd'] as const) {
        if (wrong === letter) continue
        const { result, told } = await gradeAndTell(
          written(right.map((own, k) => (k === i ? wrong : own))),
          quiz,
        )
        expect(result).toMatchObject({ status: 'fail', score: 10 - points })
        expect(told[i].says).toContain(answers[wrong].says)
        const said = JSON.stringify([told[i], result.checks[i].firstDifference])
        expect(said).not.toMatch(new RegExp(`\\b${letter}\\)|"${letter}"`))
        expect(said).not.toContain(answers[letter].answer)
      }
    }
  })

  test('what is no letter of the question is told as that, and the other answers keep their points', async () => {
    const { result } = await gradeAndTell(written(right.map((own, k) => (k === 2 ? 'e' : own))), quiz)
    expect(result.checks[2]).toMatchObject({
      score: 0,
      firstDifference: { expected: 'a, b, c or d', actual: 'e' },
    })
    expect(result.score).toBe(10 - quiz.questions[2].points)
    const some = await gradeAndTell(written(right.slice(0, 1)), quiz)
    expect(some.result).toMatchObject({ status: 'fail', score: quiz.questions[0].points })
  })

  test('all four answers have a reason, and each question its letter', () => {
    for (const { answers } of quiz.questions)
      expect(new Set(Object.values(answers).map(({ says }) => says)).size).toBe(4)
  })
})

test('an exercise’s checks add up to 10 points under every seed', () => {
  for (const exercise of exercises)
    for (const seed of [1, 2, 3])
      expect(assign(exercise, seed).rows.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(10, 12)
})

/** All printed digits of an answer with the numbers in their places. */
function pairs(printed: Printed, value: unknown): [string, number][] {
  if (printed === undefined) return []
  if (typeof printed === 'string') return [[printed, value as number]]
  return Object.entries(printed).flatMap(([key, inner]: [string, Printed]) =>
    pairs(inner, (value as Record<string, unknown>)[key]),
  )
}

const toleranceOf = ({ tolerance }: FunctionExercise) => tolerances[tolerance ?? 'usual']

function expectClose(actual: unknown, expected: unknown, largest: number, exercise: FunctionExercise): void {
  if (typeof expected === 'number') {
    const near = typeof actual === 'number' && agree(actual, expected, largest, toleranceOf(exercise))
    expect(near, `${String(actual)} beside ${expected}`).toBe(true)
    return
  }
  expect(Object.keys(actual as object)).toEqual(Object.keys(expected as object))
  for (const [key, value] of Object.entries(expected as object))
    expectClose((actual as Record<string, unknown>)[key], value, largest, exercise)
}
