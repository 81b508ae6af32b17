import { headline } from '../feedback'
import type { CheckResult } from '../result'
import { inShort, type Report, type Student } from './report'
import { oneEach } from './one-each'

/** Gradescope's results.json: a test a check, in exercises' order. */
export const writeGradescope = (report: Report, out: string): string =>
  oneEach(report, out, { name: 'results.json', folder: 'gradescope' }, results)

const results = ({ marks, score, points }: Student) => ({
  score,
  execution_time: Math.round(marks.reduce((all, { result }) => all + result.milliseconds, 0) / 1000),
  output: [
    `${score} of ${points} points.`,
    ...marks
      .filter(({ result }) => result.status !== 'pass')
      .map(({ result }) =>
        `${result.exercise}: ${result.score} of ${result.points} points, ${headline[result.status]}. ${inShort(result)}`.trim(),
      ),
  ].join('\n'),
  visibility: 'visible',
  stdout_visibility: 'hidden',
  tests: marks.flatMap(({ result }, i) =>
    result.checks.map((check, k) => ({
      score: check.score,
      max_score: check.points,
      status: check.score === check.points ? 'passed' : 'failed',
      name: `${result.exercise}: ${check.name}`,
      number: `${i + 1}.${k + 1}`,
      output: differenceOf(check),
      tags: [result.exercise],
      visibility: 'visible',
    })),
  ),
})

const differenceOf = ({ firstDifference }: CheckResult) =>
  firstDifference
    ? `${firstDifference.at}: ${firstDifference.actual}, expected ${firstDifference.expected}`
    : ''
