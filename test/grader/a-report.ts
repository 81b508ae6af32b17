import type { Mark } from '../../grader/src/class/marks.ts'
import { find } from '../../grader/src/examine.ts'
import type { Report, Student } from '../../grader/src/reports/report.ts'
import type { Result } from '../../grader/src/result.ts'

const exercises = ['descent-step', 'descend', 'quiz'].map(find)
const check = { name: 'the slide f(x) = x² & more', score: 10, points: 10, slide: { deck: 'E' } }

/** A mark that a test is about: right, but for what it says. */
export function mark(exercise: string, result: Partial<Result> = {}, rest: Partial<Mark> = {}): Mark {
  return {
    file: `${find(exercise).lesson}/${exercise}.ts`,
    line: 3,
    result: {
      exercise,
      score: 10,
      points: 10,
      status: 'pass',
      isolation: 'deno without permissions',
      seed: 1,
      milliseconds: 1234,
      checks: [check],
      ...result,
    },
    ...rest,
  }
}

export const slip = mark('descent-step', {
  status: 'fail',
  score: 4.5,
  checks: [
    {
      ...check,
      score: 4.5,
      slide: { deck: 'E', printed: '56.0' },
      firstDifference: { at: 'the answer of descentStep(70, 140, 0.1)', expected: '56', actual: '-70' },
    },
  ],
  mistake: { id: 'forgets η', says: 'The step is the whole slope: the learning rate has no say in it.' },
})
export const crash = mark(
  'descend',
  {
    status: 'crash',
    score: 0,
    message: "descend stopped with an error at line 7: <b>100% wrong</b>, isn't it: a | b @all `x`",
  },
  { line: 7, typeProblems: [{ line: 5, says: 'this is of type string, and number is asked for.' }] },
)
export const unwritten = mark('quiz', { status: 'unfinished', score: 0, message: 'quiz is not written yet.' })
export const ungradable = mark('quiz', {
  status: 'ungradable',
  score: 0,
  message: 'This could not be graded.',
})

export function student(name: string, marks: readonly Mark[]): Student {
  const known = marks.every(({ result }) => result.status !== 'ungradable')
  return {
    id: `${name.replace(/\W+/g, '-')}-0123456789ab`,
    student: name,
    seed: 1,
    folder: `/class/${name}`,
    marks,
    score: known ? marks.reduce((all, { result }) => all + result.score, 0) : null,
    points: 10 * marks.length,
  }
}

export const reportOf = (...students: Student[]): Report => ({
  exercises,
  chosen: false,
  seed: 1,
  isolation: 'deno without permissions',
  count: students.length,
  students: () => students,
})

export const hostile = '<img src=x onerror=alert(1)>"\'&`|::error::x'
export const aClass = () =>
  reportOf(
    student('Ana', [mark('descent-step'), mark('descend'), mark('quiz')]),
    student('Zoë', [slip, crash, unwritten]),
    student(hostile, [slip, mark('descend'), ungradable]),
    student('=HYPERLINK("x")', [slip, crash, mark('quiz')]),
  )
