import { describe, expect, test } from 'vitest'
import { assign, type Assignment } from '../../grader/src/assignment.ts'
import {
  defineExercise,
  formula,
  seeded,
  several,
  uniform,
  type AnyExercise,
} from '../../grader/src/exercise.ts'
import { find, type Feedback } from '../../grader/src/examine.ts'
import { html, text } from '../../grader/src/feedback.ts'
import { gradeAndTell } from '../../grader/src/grade.ts'
import { defineRace, type Race } from '../../grader/src/race.ts'
import { fresh, packed, unchanged } from '../../grader/src/travel.ts'

const limits = { milliseconds: 40_000, megabytes: 512 }
const graded = (exercise: AnyExercise, source: string) => gradeAndTell(source, exercise, { limits })
const feedbackOf = async (exercise: AnyExercise, source: string): Promise<Feedback> => ({
  ...(await graded(exercise, source)),
  exercise,
  file: `exercises/${exercise.lesson}/${exercise.id}.ts`,
  typeProblems: [],
  hints: [],
})

/** An exercise for one test: a function with cases whose answers are known. */
const exerciseOf = (rest: Partial<Parameters<typeof defineExercise>[0]>) =>
  defineExercise<(...given: never[]) => unknown>({
    id: 'a-try',
    lesson: '00-tries',
    title: 'A try',
    prose: 'A try.',
    signature: 'aTry()',
    shape: 'number',
    reference: () => 1,
    checks: () => [{ name: 'all', points: 10, cases: [{ given: [] }] }],
    mistakes: [],
    otherRightAnswers: [],
    hints: ['a', 'b', 'c'],
    ...rest,
  })
const oneCheck =
  (...given: unknown[][]) =>
  () => [{ name: 'all', points: 10, cases: given.map((one) => ({ given: one as never[] })) }]

describe('arguments', () => {
  test('Infinity, −0 and NaN arrive as they are, at any depth', async () => {
    const echo = exerciseOf({ checks: oneCheck([Infinity, -0, [{ x: -Infinity, y: NaN }]]) })
    const { printed } = await graded(
      echo,
      'export const aTry = (...given) => { console.log(given); return 1 }',
    )
    expect(printed?.replace(/\s+/g, ' ')).toBe('[ Infinity, -0, [ { x: -Infinity, y: NaN } ] ] ')
  })

  test('functions of vectors arrive as functions, and random numbers begin anew in each case', async () => {
    const f = formula<(p: number[]) => number>('([x, y]) => x ** 2 + 3 * y')
    const exercise = exerciseOf({ checks: oneCheck([f, uniform(7)], [f, uniform(7)]) })
    const { printed } = await graded(
      exercise,
      'export const aTry = (f, random) => { console.log(f([2, 1]), f(Float64Array.of(1, 1)), random(), random()); return 1 }',
    )
    const random = uniform(7)
    const line = `7 4 ${random()} ${random()}\n`
    expect(printed).toBe(line + line)
  })

  test('a copy is made for each answer of ours, functions with a memory included', () => {
    const given: [{ x: number[] }, () => number] = [{ x: [1, 2] }, uniform(3)]
    const [first, second] = [fresh(given), fresh(given)]
    first[0].x.push(3)
    expect(given[0].x).toEqual([1, 2])
    expect([first[1](), first[1]()]).toEqual([second[1](), second[1]()])
  })

  test('one text that many cases share travels once', () => {
    const texts = new Map<string, number>()
    const written = packed(
      several(3, () => uniform(1)),
      texts,
    )
    expect(texts.size).toBe(1)
    expect(written).toEqual(several(3, () => ({ formula: 0, data: [1] })))
  })

  test('a changed argument is seen, whatever it is', () => {
    expect(unchanged([1, { a: [Infinity, -0] }], [1, { a: ['Infinity', 0] }])).toBe(true)
    for (const after of [
      [1, { a: [1, 0] }],
      [1, { a: [Infinity] }],
      [1, { a: [Infinity, 0], b: 1 }],
      'changed',
      null,
    ])
      expect(unchanged([1, { a: [Infinity, -0] }], after)).toBe(false)
  })

  test('arguments that were made endless are changed arguments, and no crash', async () => {
    const exercise = exerciseOf({ checks: oneCheck([[1]]), argumentsStay: 0 })
    const { result } = await graded(exercise, 'export const aTry = (list) => { list[0] = list; return 1 }')
    expect(result.status).toBe('pass')
    expect(result.checks.at(-1)?.firstDifference?.actual).toBe('changed by the call')
  })
})

describe('an answer that is a function', () => {
  const stepDecay = find('step-decay')

  test('is called as the case asks, and the call is told', async () => {
    const { result, told } = await graded(
      stepDecay,
      'export const stepDecay = (eta0, gamma, tau) => (t) => (t === 25 ? 0 : eta0 * gamma ** Math.floor(t / tau))',
    )
    expect(told[0]).toMatchObject({ call: 'stepDecay(0.8, 0.5, 10)(25)', at: 'the answer' })
    expect(result.checks[0].firstDifference).toEqual({
      at: 'the answer of stepDecay(0.8, 0.5, 10)(25)',
      expected: '0.2',
      actual: '0',
    })
  })

  test('has its sentence when it is none', async () => {
    for (const [answer, words] of [
      ['eta0', 'a number'],
      ['[0.8, 0.8]', 'a list'],
      ['Promise.resolve(() => 1)', 'a promise (an async function gives one)'],
    ]) {
      const { result } = await graded(stepDecay, `export const stepDecay = (eta0) => ${answer}`)
      expect(result).toMatchObject({ status: 'fail', score: 0 })
      expect(result.checks[0].firstDifference).toMatchObject({ expected: 'a function', actual: words })
    }
  })

  test('that stops with an error for some calls keeps the points of the other checks', async () => {
    const source = `export const stepDecay = (eta0, gamma, tau) => (t) => {
  if (t === 27) throw new Error('too far')
  return eta0 * gamma ** Math.floor(t / tau)
}`
    const { result } = await graded(stepDecay, source)
    expect(result).toMatchObject({
      status: 'crash',
      message: 'stepDecay stopped with an error at line 2: too far',
    })
    expect(result.score).toBeGreaterThanOrEqual(6)
    expect(result.checks[1].firstDifference?.actual).toBe('an error')
  })

  test('is drawn beside the right one where it goes wrong, without script, style or fixed background', async () => {
    const page = html(
      await feedbackOf(
        stepDecay,
        'export const stepDecay = (eta0, gamma, tau) => (t) => eta0 * gamma ** (t / tau)',
      ),
    )
    expect(page).toContain('<svg')
    expect(page).toContain('η over t: yours beside the right one.')
    expect(page).toContain('not rounded down')
    expect(page).not.toMatch(/<script|<style|background/)
  })
})

test('lists in lists and lists in parts are told by row, value and part', async () => {
  const matrix = exerciseOf({
    shape: [['number']],
    reference: () => [
      [1, 2],
      [3, 4],
    ],
  })
  expect((await graded(matrix, 'export const aTry = () => [[1, 2], [3, 5]]')).told[0].at).toBe(
    'row 2, value 2',
  )
  expect((await graded(matrix, 'export const aTry = () => [[1, 2], [3]]')).told[0].at).toBe(
    'row 2, how many values',
  )
  expect(
    (await graded(matrix, 'export const aTry = () => [1, 2]')).result.checks[0].firstDifference,
  ).toMatchObject({
    expected: 'a list of 2 numbers',
    actual: 'a number',
  })
  const parts = exerciseOf({
    shape: { W: [['number']], b: ['number'] },
    reference: () => ({ W: [[1]], b: [2] }),
  })
  expect((await graded(parts, 'export const aTry = () => ({ W: [[1]], b: [3], c: 1 })')).told[0].at).toBe(
    'b, value 1',
  )
})

test('another convention is called that, and no slip', async () => {
  const adagrad = find('adagrad-step')
  const outside = `export const adagradStep = ({ x, s }, g, { eta, epsilon }) => {
    const t = s.map((sum, i) => sum + g[i] ** 2)
    return { x: x.map((at, i) => at - (eta * g[i]) / (Math.sqrt(t[i]) + epsilon)), s: t }
  }`
  const feedback = await feedbackOf(adagrad, outside)
  expect(feedback.result.mistake).toMatchObject({ id: 'ε outside the root', convention: true })
  expect(text(feedback, '', false)).toContain('Another convention: ε outside the root.')
  expect(text(feedback, '', false)).not.toContain('A known slip')
})

test('NaN and Infinity of a known slip are known too', async () => {
  const feedback = await feedbackOf(
    find('lp-norm'),
    'export const lpNorm = (v, p) => v.reduce((sum, part) => sum + part ** p, 0) ** (1 / p)',
  )
  expect(feedback.result.mistake?.id).toBe('no absolute value')
})

test('a quiz says to each answer what there is to say about it, right or wrong', async () => {
  const quiz = find('quiz')
  const said = text(
    await feedbackOf(quiz, `export const quiz = { 1: 'd', 2: 'a', 3: 'not written yet' }`),
    '',
    false,
  )
  expect(said).toContain('✓ question 1: 2 of 2\n      d) a network with a hidden layer')
  expect(said).toContain('✗ question 2: 0 of 1\n      a) a table')
  expect(said).toContain('✗ question 3: 0 of 2\n      No answer yet.')
  expect((await graded(quiz, 'export const quiz = ["d", "c"]')).result).toMatchObject({
    score: 0,
    status: 'fail',
  })
  expect((await graded(quiz, 'export const quiz = () => 1')).result.message).toContain(
    'quiz is a function, where an object with your answers is asked for',
  )
})

test('a result has these fields and no others', async () => {
  const fields = {
    result: 'checks exercise isolation message milliseconds mistake points score seed status'.split(' '),
    check: ['firstDifference', 'name', 'points', 'score', 'slide'],
  }
  for (const [id, source] of [
    ['descent-step', 'export const descentStep = (x, slope) => x - slope'],
    ['mini-batches', 'export const miniBatches = () => [[0]]'],
    ['quiz', "export const quiz = { 1: 'a' }"],
    [
      'capstone',
      'export const capstone = { init: () => 0, step: (state, g) => ({ state, step: g.map(() => 0) }) }',
    ],
    ['capstone', 'export const capstone = 1'],
    ['descend', 'export const descend = () => { throw new Error("x") }'],
  ]) {
    const { result } = await graded(find(id), source)
    for (const key of Object.keys(result)) expect(fields.result).toContain(key)
    for (const check of result.checks) {
      for (const key of Object.keys(check)) expect(fields.check).toContain(key)
      if (check.firstDifference)
        expect(Object.keys(check.firstDifference).sort()).toEqual(['actual', 'at', 'expected'])
    }
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
  }
})

test('a definition that fails is the grader’s own failure, and no zero', async () => {
  const broken = exerciseOf({
    checks: () => [
      {
        name: 'all',
        points: 10,
        cases: [{ given: [] }],
        law: () => {
          throw new Error('no law')
        },
      },
    ],
  })
  expect((await graded(broken, 'export const aTry = () => 1')).result).toMatchObject({
    status: 'ungradable',
    message: 'This could not be graded, which says nothing about your answer: Error: no law.',
  })
  const steep = defineRace({
    ...(find('capstone') as Race),
    hills: () => [
      {
        kind: 'a narrow valley',
        start: [1],
        target: 0,
        loss: () => 1,
        gradient: () => {
          throw new Error('no slope')
        },
      },
    ],
  })
  const rule = 'export const capstone = { init: () => 0, step: (state, g) => ({ state, step: g }) }'
  expect((await graded(steep, rule)).result).toMatchObject({ status: 'ungradable' })
})

describe('a race', () => {
  const capstone = find('capstone')
  interface Rule {
    init(n: number): unknown
    step(state: unknown, gradient: number[], t: number): { state: unknown; step: number[] }
  }
  /** The conversation without a process: what the learner's side would say, and all that it was told. */
  function converse({ task }: Assignment, rule: Rule) {
    const states: unknown[] = []
    const heard: unknown[] = []
    for (let asked = task.reply?.(undefined); asked !== undefined;) {
      heard.push(asked)
      const { starts, moves } = asked as { starts?: number[]; moves: [number, number[], number][] }
      for (const [run, n] of (starts ?? []).entries()) states[run] = rule.init(n)
      const said = moves.map(([run, gradient, t]) => {
        const answer = rule.step(states[run], gradient, t)
        states[run] = answer.state
        return answer.step
      })
      asked = task.reply?.(said)
    }
    return heard
  }
  const adam = (rate: (t: number) => number, beta1: number, beta2: number): Rule => ({
    init: (n) => ({ m: new Array<number>(n).fill(0), v: new Array<number>(n).fill(0) }),
    step(state, gradient, t) {
      const before = state as { m: number[]; v: number[] }
      const m = before.m.map((one, i) => beta1 * one + (1 - beta1) * gradient[i])
      const v = before.v.map((one, i) => beta2 * one + (1 - beta2) * gradient[i] ** 2)
      const step = m.map(
        (one, i) =>
          (-rate(t) * one) / (1 - beta1 ** (t + 1)) / (Math.sqrt(v[i] / (1 - beta2 ** (t + 1))) + 1e-8),
      )
      return { state: { m, v }, step }
    },
  })
  const raced = (rule: Rule, seed = 1) => {
    const assignment = assign(capstone, seed)
    const heard = converse(assignment, rule)
    return { heard, ...assignment.judge([])! }
  }
  const scoresIn = (summary = '') =>
    new Map(
      [...summary.matchAll(/([\w ]+?) (\d+)[,.]/g)].map(([, name, score]) => [name.trim(), Number(score)]),
    )

  test('is won by a rate that falls: more than 100, and all points', () => {
    const { checks, summary } = raced(adam((t) => 0.6 / Math.sqrt(1 + t / 8), 0.88, 0.8))
    expect(scoresIn(summary).get('yours')).toBeGreaterThan(120)
    expect(checks.reduce((sum, { score }) => sum + score, 0)).toBe(10)
  })

  test('gives nothing for standing still, and part of it for a rule that arrives late', () => {
    const still: Rule = { init: () => 0, step: (state, g) => ({ state, step: g.map(() => 0) }) }
    expect(raced(still).checks.map(({ score }) => score)).toEqual([0, 0, 0, 0])
    const slow = raced(adam(() => 0.05, 0.9, 0.9)).checks.reduce((sum, { score }) => sum + score, 0)
    expect(slow).toBeGreaterThan(2)
    expect(slow).toBeLessThan(8)
  })

  test('is measured by a rule that arrives: other functions are drawn where it would not', () => {
    const still: Rule = { init: () => 0, step: (state, g) => ({ state, step: g.map(() => 0) }) }
    for (let seed = 1; seed <= 20; seed++)
      for (const { says } of raced(still, seed).told) expect(says).not.toMatch(/Adam: .*more than/)
  }, 120_000)

  test('has a best one: over ten races no other of the library needs fewer gradients on average', () => {
    const still: Rule = { init: () => 0, step: (state, g) => ({ state, step: g.map(() => 0) }) }
    const totals = new Map<string, number>()
    for (const seed of several(10, () => 0).map((_, i) => 101 + i))
      for (const [name, score] of scoresIn(raced(still, seed).summary))
        totals.set(name, (totals.get(name) ?? 0) + score / 10)
    expect(totals.get('Adam')).toBe(100)
    for (const [name, score] of totals) if (name !== 'Adam') expect(score, name).toBeLessThan(100)
  }, 120_000)

  test('tells the learner’s side gradients and nothing else', () => {
    const { heard } = raced(adam(() => 0.18, 0.88, 0.8))
    for (const [i, message] of heard.entries())
      expect(Object.keys(message as object)).toEqual(i === 0 ? ['starts', 'moves'] : ['moves'])
    expect(JSON.stringify(heard)).toMatch(/^[[\]{}",:\d.e+-]*(starts|moves)[[\]{}",:\d.e+\-starmov]*$/)
  })

  test('names what is no step, and goes on with the other runs', async () => {
    const source = (body: string) =>
      `export const capstone = { init: (n) => n, step(state, gradient, t) { ${body} } }`
    const said = async (body: string) =>
      (await graded(capstone, source(body))).told.map(({ says }) => says ?? '')
    expect((await said('return { state, step: [1] }'))[0]).toContain('its step has 1 numbers, not 8')
    expect((await said('return { state, step: gradient.map(() => NaN) }'))[0]).toContain('its step holds NaN')
    expect((await said('return gradient'))[0]).toContain('its step is nothing')
    expect(
      (await said('return { state, step: state === 16 ? null : gradient.map((g) => -0.05 * g) }'))[1],
    ).toMatch(/^\d+ gradients/)
    const { result } = await graded(capstone, source('throw new Error("no idea")'))
    expect(result).toMatchObject({
      status: 'crash',
      score: 0,
      message: 'capstone stopped with an error at line 1: no idea',
    })
  })

  test('is drawn: a panel for each kind', async () => {
    const page = html(
      await feedbackOf(
        capstone,
        'export const capstone = { init: () => 0, step: (state, g) => ({ state, step: g.map((one) => -0.05 * one) }) }',
      ),
    )
    expect(page.match(/<svg/g)).toHaveLength(4)
    expect(page).toMatch(/The scores: [^.]*\bAdam 100,/)
    expect(page).not.toMatch(/<script|<style|NaN/)
  })

  test('meets other functions under another seed, and the same under the same', () => {
    const first = (seed: number) => JSON.stringify(assign(capstone, seed).task.reply?.(undefined))
    expect(first(1)).toBe(first(1))
    expect(first(1)).not.toBe(first(2))
    expect(seeded(1).between(0, 1)).toBe(seeded(1).between(0, 1))
  })
})
