import { Problem } from '../problem'
import { oneEach } from './one-each'
import type { Report, Student } from './report'

/** The fields of a result, and what Classroom 50's runner calls them in an autograder's environment. */
const told = {
  classroom: 'CLASSROOM',
  assignment: 'ASSIGNMENT',
  submission: 'SUBMISSION_TAG',
  commit: 'COMMIT_URL',
  release: 'RELEASE_URL',
} as const

/**
 * What Classroom 50's runner says of a submission.
 * @throws Problem outside of Classroom 50
 */
export function runnerTells(): Record<string, string> {
  const said = Object.entries(told).map(([field, name]) => [field, process.env[name] ?? ''])
  if (said.every(([, value]) => value !== '')) return Object.fromEntries(said) as Record<string, string>
  throw new Problem(
    `The format classroom50 is for Classroom 50's runner, which says whose result it is in ${Object.values(told).join(', ')}: not all of these are set.`,
  )
}

/**
 * Classroom 50's result.json (classroom50/result/v1): a test an exercise, in whole points, rounded down. Whose it is and
 * when it was handed in the runner puts in itself, whatever stands there.
 */
export function writeClassroom50(report: Report, out: string): string {
  const { env } = process
  const head = runnerTells()
  const result = ({ student, marks }: Student) => {
    const tests = marks.map(({ result: { exercise, status, score, points } }) => ({
      'test-name': exercise,
      passed: status === 'pass',
      score: Math.floor(score),
      'max-score': points,
    }))
    return {
      schema: 'classroom50/result/v1',
      ...head,
      assignment_type: env['ASSIGNMENT_TYPE'] ?? 'individual',
      owner: env['OWNER'] ?? env['USERNAME'] ?? student,
      review: env['REVIEW_URL'] ?? env['COMMIT_URL'],
      datetime: `${new Date().toISOString().slice(0, 19)}Z`,
      score: tests.reduce((all, { score }) => all + score, 0),
      'max-score': tests.reduce((all, test) => all + test['max-score'], 0),
      tests,
    }
  }
  return oneEach(report, out, { name: 'result.json', folder: 'classroom50' }, result)
}
