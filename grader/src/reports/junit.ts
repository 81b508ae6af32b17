import path from 'node:path'
import type * as Builder from 'xmlbuilder2'
import { writeWhole } from '../class/whole'
import type { Mark } from '../class/marks'
import { headline } from '../feedback'
import { inShort, type Report, type Student } from './report'

/**
 * JUnit XML as Jenkins and GitLab read it: a suite a student, a case an exercise. What is not written yet is skipped, what
 * could not be graded is an error, all else that is not right a failure.
 */
export function writeJunit({ students, exercises }: Report, out: string): string {
  const lessons = new Map(exercises.map(({ id, lesson }) => [id, lesson]))
  const file = path.join(out, 'junit.xml')
  writeWhole(
    file,
    (function* () {
      yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
      let id = 0
      for (const student of students()) yield `${suite(student, id++, lessons)}\n`
      yield '</testsuites>\n'
    })(),
  )
  return file
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(3)

function suite({ student, seed, marks }: Student, id: number, lessons: ReadonlyMap<string, string>): string {
  const results = marks.map(({ result }) => result)
  const count = (...kinds: (keyof typeof kindOf)[]) =>
    results.filter(({ status }) => kinds.includes(status)).length
  // Loaded for those who ask for this format: it takes as long as grading some twenty answers.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { fragment } = require('xmlbuilder2') as typeof Builder
  const suite = fragment({ invalidCharReplacement: '\ufffd' }).ele('testsuite', {
    name: student,
    package: 'downhill',
    id,
    hostname: 'localhost',
    timestamp: new Date().toISOString().slice(0, 19),
    tests: results.length,
    failures: count('fail', 'crash', 'timeout', 'memory'),
    errors: count('ungradable'),
    skipped: count('unfinished'),
    time: seconds(results.reduce((all, { milliseconds }) => all + milliseconds, 0)),
  })
  suite.ele('properties').ele('property', { name: 'seed', value: seed })
  for (const mark of marks) addCase(suite, mark, lessons.get(mark.result.exercise) ?? '')
  suite.ele('system-out')
  suite.ele('system-err')
  return suite.toString({ prettyPrint: true })
}

const kindOf = {
  pass: undefined,
  unfinished: 'skipped',
  ungradable: 'error',
  fail: 'failure',
  crash: 'failure',
  timeout: 'failure',
  memory: 'failure',
} as const

function addCase(
  suite: ReturnType<typeof Builder.fragment>,
  { result, file, line }: Mark,
  lesson: string,
): void {
  const { exercise, status, score, points, milliseconds } = result
  const one = suite.ele('testcase', { name: exercise, classname: lesson, time: seconds(milliseconds) })
  const kind = kindOf[status]
  if (kind === undefined) return
  const message = `${score} of ${points} points, ${headline[status]}`
  const text = inShort(result)
  one
    .ele(kind, { message, ...(kind !== 'skipped' && { type: status }) })
    .txt(file === '' ? text : `${file}:${line}\n${text}`)
}
