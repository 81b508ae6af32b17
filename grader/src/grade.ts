import { assign, type Judgement } from './assignment'
import { exportName, notWrittenYet, stub, type AnyExercise } from './exercise'
import { Sandbox, usualLimits, type Limits, type Outcome } from './isolate'
import { nothingRun, type Graded, type Result, type Status } from './result'
import { threwWords, whyStopped } from './words'

/** A source longer than this is no answer to any exercise. */
const mostSource = 1_000_000

/** The results in the form that reports carry. */
export const grade = async (...given: Parameters<typeof gradeAndTell>): Promise<Result> =>
  (await gradeAndTell(...given)).result

/**
 * Grade one submission: run its source apart from everything else, compare its answers here. The same source and the same
 * seed give the same score. Never rejects: what goes wrong in the grader itself has the status 'ungradable', not a zero's.
 * In a sandbox of its own unless one is given.
 */
export async function gradeAndTell(
  source: string,
  exercise: AnyExercise,
  {
    seed = 1,
    limits = usualLimits,
    sandbox = new Sandbox(limits),
  }: { seed?: number; limits?: Limits; sandbox?: Sandbox } = {},
): Promise<Graded> {
  const start = performance.now()
  const name = exportName(exercise.id)
  const { task, asks, rows, callAt, judge } = assign(exercise, seed)
  const make = (status: Status, rest: Partial<Result>): Result => {
    const milliseconds = Math.round(performance.now() - start)
    return resultOf(exercise, seed, status, { checks: rows, milliseconds, isolation: nothingRun, ...rest })
  }

  if (source.length > mostSource) {
    const message = `The file is ${source.length} characters long; at most ${mostSource} are read.`
    return { result: make('crash', { message }), told: [] }
  }
  const { ended, isolation, outcomes, during, printed } = await sandbox.run(source, task)
  const result = (status: Status, rest: Partial<Result> = {}) =>
    make(status, { isolation: isolation ?? nothingRun, ...rest })
  const said = printed.trim() === '' ? {} : { printed }
  if (ended.how !== 'finished') {
    const busyWith = during === undefined ? undefined : callAt?.(during)
    const message = whyStopped(ended, name, {
      opening: exercise.opening,
      asks,
      limits: sandbox.limits,
      ...(busyWith !== undefined && { busyWith }),
    })
    const line = ended.how === 'not loaded' ? ended.thrown.line : undefined
    return {
      result: result(statusOf[ended.how], { message }),
      told: [],
      ...(line !== undefined && { line }),
      ...said,
    }
  }
  let judgement: Judgement | undefined
  try {
    judgement = judge(outcomes)
  } catch (error) {
    const message = `This could not be graded, which says nothing about your answer: ${String(error)}.`
    return { result: result('ungradable', { message }), told: [], ...said }
  }
  if (!judgement) {
    return {
      result: result('unfinished', { message: stillUnwritten(source, exercise, outcomes) }),
      told: [],
      ...said,
    }
  }
  const { checks, told, mistake, threw, summary, picture } = judgement
  const message = threw ? threwWords(name, threw) : summary
  const full = sumOf(checks) === pointsOf(checks)
  return {
    result: result(full ? 'pass' : threw ? 'crash' : 'fail', {
      checks,
      ...(mistake && { mistake }),
      ...(message !== undefined && { message }),
    }),
    told,
    ...(threw?.line !== undefined && { line: threw.line }),
    ...(picture && { picture }),
    ...said,
  }
}

/** The result of a submission that is not run. */
export const notRun = (exercise: AnyExercise, seed: number, status: Status, message: string): Result =>
  resultOf(exercise, seed, status, {
    checks: assign(exercise, seed).rows,
    milliseconds: 0,
    isolation: nothingRun,
    message,
  })

/** What is said where nothing is answered yet; with the line that says so, if there is more than the stub. */
function stillUnwritten(source: string, exercise: AnyExercise, outcomes: readonly Outcome[]): string {
  const line = outcomes.find(({ threw }) => threw)?.threw?.line
  const isStub = source.replaceAll('\r', '').trim() === stub(exercise).trim()
  if (isStub || line === undefined) return unwritten(exercise)
  return `${exportName(exercise.id)} is ${notWrittenYet}: line ${line} still throws that error.`
}

/** What is said of a stub. */
export const unwritten = ({ id }: AnyExercise) => `${exportName(id)} is ${notWrittenYet}.`

const resultOf = (
  { id }: AnyExercise,
  seed: number,
  status: Status,
  { isolation, ...rest }: Pick<Result, 'checks' | 'milliseconds' | 'isolation'> & Partial<Result>,
): Result => ({
  exercise: id,
  score: sumOf(rest.checks),
  points: pointsOf(rest.checks),
  status,
  isolation,
  seed,
  ...rest,
})

const pointsOf = (checks: Result['checks']) => checks.reduce((sum, check) => sum + check.points, 0)

/** Points are counted in hundredths. */
const sumOf = (checks: Result['checks']) =>
  Math.round(100 * checks.reduce((sum, check) => sum + check.score, 0)) / 100

const statusOf = {
  'left early': 'crash',
  'not loaded': 'crash',
  missing: 'fail',
  timeout: 'timeout',
  memory: 'memory',
  ungradable: 'ungradable',
} as const
