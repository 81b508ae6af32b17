import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { formats } from '../../grader/src/reports/index.ts'
import { overview, type Report } from '../../grader/src/reports/report.ts'
import { forTerminal } from '../../grader/src/reports/terminal.ts'
import { aClass, crash, hostile, mark, reportOf, slip, student, ungradable, unwritten } from './a-report.ts'
import { at } from './handed-in.ts'

const write = (format: keyof typeof formats, report: Report) => {
  const place = formats[format](report, at.folder)
  return readFileSync(place, 'utf8')
}
const json = (file: string): unknown => JSON.parse(readFileSync(path.join(at.folder, file), 'utf8'))

test('json: every student with every result, and no score where something could not be graded', () => {
  const { students, ...head } = JSON.parse(write('json', aClass())) as {
    students: { student: string; score: number | null; results: { exercise: string }[] }[]
  }
  expect(head).toMatchObject({ seed: 1, isolation: 'deno without permissions' })
  expect(students.map(({ student, score }) => [student, score])).toEqual([
    ['Ana', 30],
    ['Zoë', 4.5],
    [hostile, null],
    ['=HYPERLINK("x")', 14.5],
  ])
  expect(students[1].results[0]).toEqual(slip.result)
})

test('csv: a line a student; no cell is a formula, no ungraded answer a zero', () => {
  const lines = write('csv', aClass()).split('\r\n')
  expect(lines).toEqual([
    '\ufeffstudent,seed,descent-step,descend,quiz,score,points,not graded',
    'Ana,1,10,10,10,30,30,',
    'Zoë,1,4.5,0,0,4.5,30,',
    `"${hostile.replaceAll('"', '""')}",1,4.5,10,,,30,quiz`,
    `"'=HYPERLINK(""x"")",1,4.5,0,10,14.5,30,`,
    '',
  ])
})

const schema = readFileSync(new URL('../fixtures/junit-10.xsd', import.meta.url), 'utf8')
const faultsOf = async (contents: string) => {
  const { errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents }], schema: [schema] })
  return errors.map(({ message }) => message)
}

test('junit: valid against the schema of Jenkins, with the right counts', async () => {
  const xml = write('junit', aClass())
  expect(await faultsOf(xml)).toEqual([])
  expect(await faultsOf(xml.replace('<testcase name', '<testcase nome'))).not.toEqual([])
  expect(xml).toContain('name="Zoë" package="downhill" id="1" hostname="localhost"')
  expect(xml).toContain('tests="3" failures="2" errors="0" skipped="1" time="3.702"')
  expect(xml).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(xml).toContain(
    '<failure message="4.5 of 10 points, not right yet" type="fail">02-gradient-descent/descent-step.ts:3\n',
  )
  expect(xml).toContain('<error message="0 of 10 points, could not be graded" type="ungradable">')
  expect(xml).toContain('<skipped message="0 of 10 points, not written yet">')
})

test('junit: no sign that XML forbids, not even from a name', async () => {
  expect(await faultsOf(write('junit', reportOf(student('\u0000\ud800\uffff', [mark('quiz')]))))).toEqual([])
})

test('gradescope: one submission in the published form, a test a check', () => {
  write('gradescope', reportOf(student('submission', [mark('descend'), slip, unwritten])))
  const results = json('results.json') as { tests: object[] }
  expect(results).toMatchObject({
    score: 14.5,
    execution_time: 4,
    visibility: 'visible',
    stdout_visibility: 'hidden',
    tests: [
      {
        score: 10,
        max_score: 10,
        status: 'passed',
        number: '1.1',
        output: '',
        tags: ['descend'],
        visibility: 'visible',
      },
      {
        score: 4.5,
        max_score: 10,
        status: 'failed',
        name: 'descent-step: the slide f(x) = x² & more',
        output: 'the answer of descentStep(70, 140, 0.1): -70, expected 56',
      },
      { status: 'passed', number: '3.1' },
    ],
  })
  // The form: docs/specs.md of gradescope/autograder_samples.
  const known = [
    'score',
    'max_score',
    'status',
    'name',
    'name_format',
    'number',
    'output',
    'output_format',
    'tags',
    'visibility',
    'extra_data',
  ]
  for (const one of results.tests) expect(known).toEqual(expect.arrayContaining(Object.keys(one)))
})

test('gradescope, classroom50: a class has a file a student, and none where something could not be graded', () => {
  write50(aClass())
  for (const folder of ['gradescope', 'classroom50']) {
    if (folder === 'gradescope') formats.gradescope(aClass(), at.folder)
    expect(readdirSync(path.join(at.folder, folder)).sort()).toEqual(
      ['-HYPERLINK-x--0123456789ab.json', 'Ana-0123456789ab.json', 'Zo--0123456789ab.json'].sort(),
    )
  }
})

test('gradescope: a result of an earlier run does not stay when the submission can no longer be graded', () => {
  formats.gradescope(reportOf(student('ana', [mark('quiz')])), at.folder)
  formats.gradescope(reportOf(student('ana', [ungradable])), at.folder)
  expect(existsSync(path.join(at.folder, 'results.json'))).toBe(false)
})

const runner = {
  CLASSROOM: 'downhill-2026',
  ASSIGNMENT: 'momentum',
  ASSIGNMENT_TYPE: 'individual',
  OWNER: 'ana',
  SUBMISSION_TAG: 'submit/2026-11-21T08-00-00Z-a1b2c3d',
  COMMIT_URL: 'https://example.org/commit/a1b2c3d',
  RELEASE_URL: 'https://example.org/releases/tag/submit',
  REVIEW_URL: 'https://example.org/compare/a...b',
}
function write50(report: Report) {
  for (const [name, value] of Object.entries(runner)) vi.stubEnv(name, value)
  formats.classroom50(report, at.folder)
  vi.unstubAllEnvs()
}

test('classroom50: the fields of classroom50/result/v1, in whole points', () => {
  write50(reportOf(student('ana', [mark('descend'), slip, unwritten])))
  const result = json('result.json') as Record<string, unknown>
  expect(result).toEqual({
    schema: 'classroom50/result/v1',
    classroom: 'downhill-2026',
    assignment: 'momentum',
    assignment_type: 'individual',
    owner: 'ana',
    submission: runner.SUBMISSION_TAG,
    commit: runner.COMMIT_URL,
    release: runner.RELEASE_URL,
    review: runner.REVIEW_URL,
    datetime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    score: 14,
    'max-score': 30,
    tests: [
      { 'test-name': 'descend', passed: true, score: 10, 'max-score': 10 },
      { 'test-name': 'descent-step', passed: false, score: 4, 'max-score': 10 },
      { 'test-name': 'quiz', passed: false, score: 0, 'max-score': 10 },
    ],
  })
})

/** What the format prints and writes on a runner. */
function onGithub(report: Report) {
  const [summary, output] = ['summary', 'output'].map((name) => path.join(at.folder, name))
  for (const file of [summary, output]) writeFileSync(file, 'before\n')
  vi.stubEnv('GITHUB_STEP_SUMMARY', summary)
  vi.stubEnv('GITHUB_OUTPUT', output)
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  formats.github(report, at.folder)
  const annotations = log.mock.calls.map(([line]) => String(line))
  log.mockRestore()
  vi.unstubAllEnvs()
  const outputs = readFileSync(output, 'utf8').split('\n').slice(1, -1)
  return {
    summary: readFileSync(summary, 'utf8'),
    annotations,
    outputs: Object.fromEntries(outputs.map((line) => line.split(/=(.*)/).slice(0, 2))) as Record<
      string,
      string
    >,
  }
}

test('github: an annotation at the line of each error, slip and type error, escaped as the runner reads them', () => {
  const one = {
    ...student('ana', [slip, crash, unwritten, mark('descend')]),
    folder: path.resolve('exercises'),
  }
  expect(onGithub(reportOf(one)).annotations).toEqual([
    '::error file=exercises/02-gradient-descent/descent-step.ts,line=3,title=descent-step%3A 4.5 of 10 points::' +
      'A known slip: forgets η. The step is the whole slope: the learning rate has no say in it. ' +
      'First difference: the answer of descentStep(70, 140, 0.1): -70, expected 56; the slide prints 56.0 (deck E)',
    '::error file=exercises/02-gradient-descent/descend.ts,line=7,title=descend%3A 0 of 10 points::' +
      "descend stopped with an error at line 7: <b>100%25 wrong</b>, isn't it: a | b @all `x`",
    '::warning file=exercises/02-gradient-descent/descend.ts,line=5,title=descend%3A types::' +
      'this is of type string, and number is asked for.',
  ])
})

test('github: the summary shows score, first differences and the next hint, and nothing in it is markup of others', () => {
  const { summary } = onGithub(reportOf(student('ana', [slip, crash, unwritten])))
  expect(summary).toMatch(/^before\n### 4\.5 of 30 points\n/)
  expect(summary).toContain('| ✗ descent-step | 4.5 of 10 | not right yet |')
  expect(summary).toContain('A known slip&#58; forgets η.')
  expect(summary).toContain('&#45;70, expected 56; the slide prints 56.0 &#40;deck E&#41;')
  expect(summary).toMatch(
    /<details><summary>Hint 1 of 3<\/summary><p>[^<]+<\/p><details><summary>Hint 2 of 3</,
  )
  expect(summary).toContain('&#60;b&#62;100&#37; wrong&#60;&#47;b&#62;')
  expect(summary).not.toContain('<b>')
  expect(onGithub(aClass()).summary).not.toMatch(/<img|::error/)
})

test('github: the outputs count what is begun, and carry the result of GitHub Classroom', () => {
  const { outputs } = onGithub(reportOf(student('ana', [slip, mark('descend'), unwritten])))
  expect(outputs).toMatchObject({ score: '14.5', points: '20', percent: '72' })
  const result = JSON.parse(Buffer.from(outputs['result'], 'base64').toString()) as object
  expect(result).toMatchObject({
    version: 1,
    status: 'fail',
    max_score: 30,
    tests: [
      {
        name: 'descent-step',
        status: 'fail',
        score: 4.5,
        filename: '02-gradient-descent/descent-step.ts',
        line_no: 3,
        duration: 1234,
        test_code: '',
      },
      { name: 'descend', status: 'pass', score: 10 },
      { name: 'quiz', status: 'fail', score: 0 },
    ],
  })
  const chosen = onGithub({ ...reportOf(student('ana', [slip, mark('descend'), unwritten])), chosen: true })
  expect(chosen.outputs).toMatchObject({ points: '30', percent: '48' })
  expect(onGithub(reportOf(student('ana', [unwritten]))).outputs).toMatchObject({ points: '0' })
  const failed = onGithub(reportOf(student('ana', [slip, ungradable]))).outputs['result']
  expect(JSON.parse(Buffer.from(failed, 'base64').toString())).toMatchObject({ status: 'error' })
})

test('github: a class’s summary stays below what GitHub takes', () => {
  const many = Array.from({ length: 2000 }, (_, i) => student(`student ${i}`, [slip, crash]))
  const { summary } = onGithub(reportOf(...many))
  expect(Buffer.byteLength(summary)).toBeLessThan(1_048_576)
  expect(summary).toContain('There is more than a summary holds')
})

test('html: one file that loads nothing, in which no name is markup', () => {
  const page = write('html', aClass())
  expect(page).not.toMatch(/<script|<link|<img|url\(|https?:/)
  expect(page).toContain('&#60;img src=x onerror=alert(1)&#62;')
  expect(page).toContain('prefers-color-scheme: dark')
  expect(page).toContain('Could not be graded')
  expect(page).toContain('<th scope="row">forgets η</th><td class="words">descent-step</td><td>3 of 4</td>')
})

test('the overview counts students, means without what could not be graded, and slips', () => {
  const { exercises, ungraded, mean } = overview(aClass())
  expect(exercises.map(({ mean, counts }) => [mean, counts.pass, counts.ungradable])).toEqual([
    [(10 + 3 * 4.5) / 4, 1, 0],
    [5, 2, 0],
    [20 / 3, 2, 1],
  ])
  expect(exercises[0].mistakes).toMatchObject([{ mistake: { id: 'forgets η' }, count: 3 }])
  expect(ungraded).toEqual([{ student: hostile, exercise: 'quiz', why: 'This could not be graded.' }])
  expect(mean).toBeCloseTo((1 + 4.5 / 30 + 14.5 / 30) / 3, 12)
})

test('the terminal shows a class as a table, one submission as its exercises', () => {
  expect(forTerminal(aClass(), false))
    .toBe(`                   mean  right  not right  stopped  not written  most common slip
descent-step  5.9 of 10      1          3        0            0  3 × forgets η
descend       5.0 of 10      2          0        2            0
quiz          6.7 of 10      2          0        0            1

4 submissions, 54 % of the points on average
✗ ${hostile}, quiz: could not be graded. This could not be graded.`)
  expect(forTerminal(reportOf(student('ana', [slip, unwritten])), false))
    .toBe(`✗ descent-step  4.5 of 10 points, not right yet
✗ quiz          0 of 10 points, not written yet

4.5 of 20 points`)
})
