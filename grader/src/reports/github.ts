import { appendFileSync } from 'node:fs'
import path from 'node:path'
import { cannotWrite, writeWhole } from '../class/whole'
import type { Mark } from '../class/marks'
import { headline } from '../feedback'
import { inShort, sum, type Report, type Student } from './report'

/**
 * For a workflow on GitHub: the summary of the step, an annotation at each line that has something to mend, and the step's
 * outputs: score, points, percent, and for GitHub Classroom's actions result. The summary goes where the runner
 * wants it, or else into the report. For a class there is no `result`: those actions take one submission's.
 */
export function writeGithub(report: Report, out: string): string {
  const { GITHUB_STEP_SUMMARY, GITHUB_OUTPUT } = process.env
  const file = GITHUB_STEP_SUMMARY ?? path.join(out, 'summary.md')
  const summary = summaryOf(report)
  if (GITHUB_STEP_SUMMARY) append(file, summary)
  else writeWhole(file, [summary])
  for (const student of report.students())
    for (const mark of student.marks) for (const line of annotations(student, mark)) console.log(line)
  if (GITHUB_OUTPUT) append(GITHUB_OUTPUT, outputs(report))
  return file
}

function append(file: string, text: string): void {
  try {
    appendFileSync(file, text)
  } catch (error) {
    throw cannotWrite(file, error)
  }
}

/** GitHub takes no longer summary than a mebibyte. */
const mostSummary = 900_000

function summaryOf(report: Report): string {
  let text = ''
  for (const student of report.students()) {
    const part = summaryOfOne(student, report)
    if (text.length + part.length > mostSummary)
      return `${text}\nThere is more than a summary holds; the report has the rest.\n`
    text += part
  }
  return text
}

function summaryOfOne({ student, marks, score, points }: Student, { exercises, count }: Report): string {
  const rows = marks.map(
    ({ result }) =>
      `| ${result.status === 'pass' ? '✓' : '✗'} ${result.exercise} | ${
        result.status === 'ungradable' ? '?' : result.score
      } of ${result.points} | ${headline[result.status]} |`,
  )
  const open = marks.filter(({ result }) => result.status !== 'pass' && result.status !== 'unfinished')
  const details = open.flatMap(({ result, file, line }) => {
    const { hints } = exercises.find(({ id }) => id === result.exercise)!
    return [
      '',
      `#### ${result.exercise}`,
      '',
      plain(inShort(result)),
      '',
      ...(file === '' ? [] : [`${plain(file)}, line ${line}`, '']),
      ...(result.status === 'ungradable' ? [] : [nested(hints.map(plain), hints.length)]),
    ]
  })
  return [
    `### ${count > 1 ? `${plain(student)}: ` : ''}${score === null ? 'not all could be graded' : `${score} of ${points} points`}`,
    '',
    '| exercise | points | |',
    '| --- | --- | --- |',
    ...rows,
    ...details,
    '',
    '',
  ].join('\n')
}

/** The first hint behind a click, and in it the next. */
function nested(hints: readonly string[], of: number): string {
  if (hints.length === 0) return ''
  const [hint, ...rest] = hints
  return `<details><summary>Hint ${of - rest.length} of ${of}</summary><p>${hint}</p>${nested(rest, of)}</details>`
}

/** Text that Markdown and HTML take as it stands. */
const plain = (text: string) =>
  text.replace(/[^\p{L}\p{N}\s.,;?'’“”–−…]/gu, (sign) => `&#${sign.codePointAt(0)};`)

function* annotations(
  { folder }: Student,
  { result, file, line, typeProblems = [] }: Mark,
): Generator<string> {
  if (file === '' || result.status === 'unfinished') return
  const place = path.relative(process.cwd(), path.join(folder, file)).split(path.sep).join('/')
  const command = (kind: string, line: number, title: string, text: string) =>
    `::${kind} file=${property(place)},line=${line},title=${property(title)}::${data(text)}`
  if (result.status !== 'pass')
    yield command(
      'error',
      line,
      `${result.exercise}: ${result.score} of ${result.points} points`,
      inShort(result),
    )
  for (const { line, says } of typeProblems) yield command('warning', line, `${result.exercise}: types`, says)
}

/** Text in a workflow command, as the runner reads it back. */
const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

function outputs({ students, chosen, count }: Report): string {
  let [score, points] = [0, 0]
  let result = ''
  for (const { marks } of students()) {
    const begun = marks.filter(({ result }) => result.status !== 'unfinished')
    // Exercises that were chosen are all asked for; of the whole course only those that are begun.
    for (const { result } of chosen ? marks : begun)
      [score, points] = [score + result.score, points + result.points]
    if (count === 1) result = Buffer.from(JSON.stringify(classroom(marks))).toString('base64')
  }
  const percent = points > 0 ? Math.floor((100 * score) / points) : 0
  return Object.entries({ score: sum([score]), points: sum([points]), percent, result })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

/** One submission's result in the form of GitHub Classroom's autograding actions. */
function classroom(marks: readonly Mark[]) {
  const statusOf = ({ result: { status } }: Mark) =>
    status === 'ungradable' ? 'error' : status === 'pass' ? 'pass' : 'fail'
  const statuses = marks.map(statusOf)
  return {
    version: 1,
    status: (['error', 'fail'] as const).find((status) => statuses.includes(status)) ?? 'pass',
    max_score: sum(marks.map(({ result }) => result.points)),
    tests: marks.map(({ result, file, line }, i) => ({
      name: result.exercise,
      status: statuses[i],
      score: result.score,
      message: inShort(result),
      test_code: '',
      filename: file,
      line_no: line,
      duration: result.milliseconds,
    })),
  }
}
