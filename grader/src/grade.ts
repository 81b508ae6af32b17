import { assign, type Judgement } from './assignment'
import { exportName, notWrittenYet, type AnyExercise } from './exercise'
import { isolation, runSubmission, usualLimits, type Limits } from './isolate'
import type { Graded, Result, Status } from './result'
import { whyStopped } from './words'

/** A source longer than this is no answer to any exercise. */
const mostSource = 1_000_000

/** The results in the form that reports carry. */
export const grade = async (...given: Parameters<typeof gradeAndTell>): Promise<Result> =>
  (await gradeAndTell(...given)).result

/**
 * Grade one submission: run its source apart from everything else, compare its answers here. The same source and the same
 * seed give the same score. Never rejects: what goes wrong in the grader itself has the status 'ungradable', not a zero's.
 */
export async function gradeAndTell(
  source: string,
  exercise: AnyExercise,
  { seed = 1, limits = usualLimits }: { seed?: number; limits?: Limits } = {},
): Promise<Graded> {
  const start = performance.now()
  const name = exportName(exercise.id)
  const { task, asks, rows, callAt, judge } = assign(exercise, seed)
  const points = rows.reduce((sum, check) => sum + check.points, 0)
  const result = (status: Status, rest: Partial<Result> = {}): Result => ({
    exercise: exercise.id,
    score: sumOf(rest.checks ?? []),
    points,
    status,
    isolation,
    seed,
    milliseconds: Math.round(performance.now() - start),
    checks: rows,
    ...rest,
  })

  if (source.length > mostSource) {
    const message = `The file is ${source.length} characters long; at most ${mostSource} are read.`
    return { result: result('crash', { message }), told: [] }
  }
  const { ended, outcomes, during, printed } = await runSubmission(source, task, limits)
  const said = printed.trim() === '' ? {} : { printed }
  if (ended.how !== 'finished') {
    const busyWith = during === undefined ? undefined : callAt?.(during)
    const message = whyStopped(ended, name, {
      opening: exercise.opening,
      asks,
      limits,
      ...(busyWith !== undefined && { busyWith }),
    })
    return { result: result(statusOf[ended.how], { message }), told: [], ...said }
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
      result: result('unfinished', { message: `${name} is ${notWrittenYet}.` }),
      told: [],
      ...said,
    }
  }
  const { checks, told, mistake, error, summary, picture } = judgement
  const message = error ?? summary
  return {
    result: result(sumOf(checks) === points ? 'pass' : error === undefined ? 'fail' : 'crash', {
      checks,
      ...(mistake && { mistake }),
      ...(message !== undefined && { message }),
    }),
    told,
    ...(picture && { picture }),
    ...said,
  }
}

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
