import { decode, firstDifference, isList, largestOf, isOdd, odd, type Answer, type Difference } from './agree'
import {
  exportName,
  notWrittenYet,
  seeded,
  textOf,
  type AnyExercise,
  type Case,
  type Printed,
} from './exercise'
import { isolation, runSubmission, usualLimits, type Limits, type Outcome, type Run } from './isolate'
import { sameDigits } from './digits'

export type Status = 'pass' | 'fail' | 'unfinished' | 'crash' | 'timeout' | 'memory' | 'ungradable'

/** What came of one check. */
export interface CheckResult {
  readonly name: string
  readonly score: number
  readonly points: number
  /** The deck whose slide the numbers come from, and the digits it prints where the answer first differs. */
  readonly slide?: { readonly deck: string; readonly printed?: string }
  readonly firstDifference?: {
    /** The call, as one could type it. */
    readonly call: string
    readonly at: string
    readonly expected: string
    readonly actual: string
  }
}

/** What came of grading one submission. */
export interface Result {
  readonly exercise: string
  readonly score: number
  readonly points: number
  readonly status: Status
  readonly isolation: string
  readonly seed: number
  readonly milliseconds: number
  readonly checks: readonly CheckResult[]
  readonly mistake?: { readonly id: string; readonly says: string }
  readonly message?: string
  /** What the submission printed with console.log. */
  readonly printed?: string
}

/** A source longer than this is no answer to any exercise. */
const mostSource = 1_000_000

/**
 * Grade one submission: run its source apart from everything else, compare its answers here. The same source and the same
 * seed give the same score. Never rejects: what goes wrong in the grader itself has the status 'ungradable', not a zero's.
 */
export async function grade(
  source: string,
  exercise: AnyExercise,
  { seed = 1, limits = usualLimits }: { seed?: number; limits?: Limits } = {},
): Promise<Result> {
  const start = performance.now()
  const checks = exercise.checks(seeded(seed))
  const cases = checks.flatMap((check) => check.cases)
  const name = exportName(exercise.id)
  const empty: CheckResult[] = [
    ...checks.map((check) => ({
      name: check.name,
      score: 0,
      points: check.points,
      ...(check.slide && { slide: { deck: check.slide.deck } }),
    })),
    ...(exercise.argumentsStay === undefined
      ? []
      : [{ name: stay, score: 0, points: exercise.argumentsStay }]),
  ]
  const points = empty.reduce((sum, check) => sum + check.points, 0)
  const result = (status: Status, rest: Partial<Result> = {}): Result => ({
    exercise: exercise.id,
    score: (rest.checks ?? []).reduce((sum, check) => sum + check.score, 0),
    points,
    status,
    isolation,
    seed,
    milliseconds: Math.round(performance.now() - start),
    checks: empty,
    ...rest,
  })

  if (source.length > mostSource) {
    return result('crash', {
      message: `The file is ${source.length} characters long; at most ${mostSource} are read.`,
    })
  }
  const given = cases.map((one) => one.given)
  const run = await runSubmission(source, name, exercise.shape, given, limits)
  const printed = run.printed.trim() === '' ? {} : { printed: run.printed }
  if (run.ended.how !== 'finished') {
    return result(statusOf[run.ended.how], { message: whyStopped(run, exercise, cases, limits), ...printed })
  }

  const { outcomes } = run
  if (outcomes.every((outcome) => outcome.threw?.message === notWrittenYet)) {
    return result('unfinished', { message: `${name} is ${notWrittenYet}.`, ...printed })
  }
  const expected: Answer[] = cases.map((one) => exercise.reference(...one.given))
  const answers = outcomes.map((outcome) => answerOf(outcome, exercise))
  const largest = cases.map((one, i) => Math.max(largestOf(one.given), largestOf(expected[i])))
  const differences = cases.map((_, i) => firstDifference(expected[i], answers[i], largest[i]))

  const graded: CheckResult[] = []
  let at = 0
  for (const [index, check] of checks.entries()) {
    const wrong = check.cases.findIndex((_, i) => differences[at + i] !== undefined)
    if (wrong < 0) graded.push({ ...empty[index], score: check.points })
    else {
      const one = check.cases[wrong]
      const difference = differences[at + wrong]!
      const digits = digitsAt(one.printed, difference.path)
      graded.push({
        ...empty[index],
        ...(check.slide && {
          slide: { deck: check.slide.deck, ...(digits !== undefined && { printed: digits }) },
        }),
        firstDifference: { call: callOf(name, one.given), ...describe(difference, exercise) },
      })
    }
    at += check.cases.length
  }
  if (exercise.argumentsStay !== undefined) {
    const changed = cases.findIndex((one, i) => !sameArguments(one.given, outcomes[i].after))
    const earned = changed < 0 && graded.some((check) => check.score > 0)
    graded.push({
      ...empty[checks.length],
      score: earned ? exercise.argumentsStay : 0,
      ...(changed >= 0 && {
        firstDifference: {
          call: callOf(name, cases[changed].given),
          at: 'the arguments',
          expected: 'as they were',
          actual: 'changed by the call',
        },
      }),
    })
  }

  const threw = outcomes.find((outcome) => outcome.threw !== undefined)?.threw
  const score = graded.reduce((sum, check) => sum + check.score, 0)
  const mistake =
    score === points ? undefined : recognise(exercise, checks, cases, expected, answers, largest)
  return result(score === points ? 'pass' : threw ? 'crash' : 'fail', {
    checks: graded,
    ...(mistake && { mistake: { id: mistake.id, says: mistake.says } }),
    ...(threw && { message: `${name} ${threwWords(threw)}` }),
    ...printed,
  })
}

const stay = 'the arguments stay as they were'

const statusOf = {
  'left early': 'crash',
  'not loaded': 'crash',
  missing: 'fail',
  timeout: 'timeout',
  memory: 'memory',
  ungradable: 'ungradable',
} as const

/** Why there are no answers, in a sentence. */
function whyStopped(
  { ended, during }: Run,
  exercise: AnyExercise,
  cases: readonly Case[],
  limits: Limits,
): string {
  const name = exportName(exercise.id)
  const call = during === undefined ? undefined : cases[during]
  const where = call ? ` It was busy with ${callOf(name, call.given)}.` : ''
  switch (ended.how) {
    case 'timeout':
      return `There was no end after ${limits.milliseconds / 1000} seconds: is there a loop that never stops?${where}`
    case 'memory':
      return `It took more memory than the ${limits.megabytes} MB it may have: does a list grow without end?${where}`
    case 'missing':
      return ended.found.startsWith('nothing')
        ? `The file exports no ${name}${ended.exports.length > 0 ? ` (it exports ${ended.exports.join(', ')})` : ''}: it begins with "export function ${name}".`
        : `${name} is ${ended.found}, where a function is asked for.`
    case 'not loaded':
      return notLoadedWords(ended.thrown.message, ended.thrown.line)
    case 'ungradable':
      return `This could not be graded, which says nothing about your answer: ${ended.why}.`
    default:
      return `The program ended before all answers were there: it left, or printed without end.${where}`
  }
}

function notLoadedWords(message: string, line?: number): string {
  const first = message.replace(/^(Uncaught )?SyntaxError: /, '').split('\n')[0]
  const imports =
    /not a dependency|cannot-be-a-base|Requires (read|import|net)|npm|remote|Unable to load/i.test(message)
  if (imports)
    return `An exercise imports nothing${line === undefined ? '' : ` (line ${line})`}: all it needs comes as arguments.`
  if (message.includes('|'))
    return `The file cannot be read as TypeScript${line === undefined ? '' : ` at line ${line}`}: ${first}.`
  return `The file stopped while it was loaded${line === undefined ? '' : `, at line ${line}`}: ${first}`
}

const threwWords = ({ message, line }: { message: string; line?: number }) =>
  message === notWrittenYet
    ? `is ${notWrittenYet} for some calls${line === undefined ? '' : ` (line ${line})`}.`
    : `stopped with an error${line === undefined ? '' : ` at line ${line}`}: ${message}`

const answerOf = (outcome: Outcome, exercise: AnyExercise): Answer =>
  outcome.threw ? odd('an error') : decode(outcome.answer, exercise.shape)

/** The mistake whose answers these are: the same in every case, edges apart where it shows without them. */
function recognise(
  exercise: AnyExercise,
  checks: readonly { readonly cases: readonly Case[]; readonly edge?: boolean }[],
  cases: readonly Case[],
  expected: readonly Answer[],
  answers: readonly Answer[],
  largest: readonly number[],
) {
  const isEdge = checks.flatMap((check) => check.cases.map(() => check.edge === true))
  const all = [...cases.keys()]
  const inside = all.filter((i) => !isEdge[i])
  return exercise.mistakes.find(({ slip }) => {
    const slips: Answer[] = cases.map((one) => {
      try {
        return slip(...one.given)
      } catch {
        return odd('an error')
      }
    })
    const wrong = (which: number[]) => which.some((i) => firstDifference(expected[i], slips[i], largest[i]))
    const same = (which: number[]) => which.every((i) => !firstDifference(slips[i], answers[i], largest[i]))
    return wrong(inside) ? same(inside) : wrong(all) && same(all)
  })
}

/** Are the arguments, as they came back, those that were sent? Functions are not compared. */
function sameArguments(sent: unknown, after: unknown): boolean {
  if (typeof sent === 'function') return true
  if (typeof sent !== 'object' || sent === null) return Object.is(sent, after) || (sent === 0 && after === 0)
  if (typeof after !== 'object' || after === null) return false
  const [before, now] = [Object.entries(sent), new Map(Object.entries(after))]
  return before.length === now.size && before.every(([key, value]) => sameArguments(value, now.get(key)))
}

/** A call as one could type it, long lists cut short. */
function callOf(name: string, given: readonly unknown[]): string {
  return `${name}(${given.map(show).join(', ')})`
}
function show(value: unknown): string {
  const text = textOf(value)
  if (text !== undefined) return text
  if (Array.isArray(value)) {
    const some = value.slice(0, 12).map(show).join(', ')
    return value.length > 12 ? `[${some}, … ${value.length} values]` : `[${some}]`
  }
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([part, inner]) => `${part}: ${show(inner)}`)
      .join(', ')} }`
  }
  return String(value)
}

/** The digits that the slide prints at this place of the answer. */
function digitsAt(printed: Printed, path: Difference['path']): string | undefined {
  let here = printed
  for (const key of path) {
    if (typeof here !== 'object') return undefined
    here = (here as Record<number | string, Printed>)[key]
  }
  return typeof here === 'string' ? here : undefined
}

/** Where and how an answer differs, in words. */
function describe({ path, expected, actual }: Difference, exercise: AnyExercise) {
  const at = path
    .map((key) => (typeof key === 'number' ? (exercise.place?.(key) ?? `value ${key + 1}`) : key))
    .join(', ')
  if (!isOdd(expected) && !isOdd(actual)) {
    if (typeof expected === 'number' && typeof actual === 'number') {
      const [right, yours] = sameDigits(expected, actual)
      return { at: at || 'the answer', expected: right, actual: yours }
    }
    if (isList(expected) && isList(actual)) {
      return { at: 'how many values', expected: String(expected.length), actual: String(actual.length) }
    }
  }
  return { at: at || 'the answer', expected: inWords(expected), actual: inWords(actual) }
}

function inWords(answer: Answer): string {
  if (isOdd(answer)) return answer.odd
  if (typeof answer === 'number') return sameDigits(answer, answer)[0]
  return isList(answer)
    ? `a list of ${answer.length} numbers`
    : `an object with ${Object.keys(answer).join(' and ')}`
}
