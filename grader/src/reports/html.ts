import path from 'node:path'
import { writeWhole } from '../class/whole'
import type { Mark } from '../class/marks'
import { headline } from '../feedback'
import { escape } from '../picture'
import type { Status } from '../result'
import { style } from './html-style'
import { inShort, overview, type ExerciseOverview, type Report, type Student } from './report'

/**
 * The report for a teacher: what could not be graded, how the class did in each exercise, which mistakes are common, and
 * each student. One file without script that needs no network.
 */
export function writeHtml(report: Report, out: string): string {
  const file = path.join(out, 'report.html')
  writeWhole(file, pieces(report))
  return file
}

const sign: Record<Status, string> = {
  pass: '✓',
  fail: '✗',
  unfinished: '–',
  crash: '!',
  timeout: '!',
  memory: '!',
  ungradable: '?',
}

function* pieces(report: Report): Generator<string> {
  const { count, exercises: asked, seed, isolation } = report
  const { exercises, ungraded, mean } = overview(report)
  const share = mean === undefined ? '' : ` On average ${percent(mean)} of the points.`
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Downhill: how the class did</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>How the class did</h1>
<p>${number(count, 'submission')}, ${number(asked.length, 'exercise')}.${share}</p>
<p>Seed: ${seed === 'own' ? 'each student’s own' : seed}. Kept apart by: ${escape(isolation)}.</p>
`
  if (ungraded.length > 0)
    yield `<h2>Could not be graded</h2>
<p>These say nothing about the answers. Mend what is named and run the same command again.</p>
<ul>${ungraded
      .map(
        ({ student, exercise, why }) =>
          `<li><bdi>${escape(student)}</bdi>, ${escape(exercise)}: ${escape(why)}</li>`,
      )
      .join('')}</ul>
`
  yield exerciseTable(exercises)
  yield mistakeTable(exercises)
  yield* studentTable(report)
  yield '<h2 id="each">Each student</h2>\n'
  let i = 0
  for (const student of report.students()) yield details(student, ++i)
  yield '</main>\n</body>\n</html>\n'
}

const percent = (share: number) => `${Math.round(100 * share)} %`
const number = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`

/** A table that may be wider than the window, in a region of its own that the keyboard can move. */
const table = (caption: string, head: string, body: string) =>
  `${tableStart(caption, head)}${body}${tableEnd}`
const tableStart = (caption: string, head: string) =>
  `<div class="wide" role="region" aria-label="${escape(caption)}" tabindex="0"><table><caption>${escape(caption)}</caption><thead><tr>${head}</tr></thead><tbody>\n`
const tableEnd = '</tbody></table></div>\n'
const heads = (...names: string[]) => names.map((name) => `<th scope="col">${escape(name)}</th>`).join('')

function exerciseTable(exercises: readonly ExerciseOverview[]): string {
  const rows = exercises.map(({ exercise, points, mean, counts, mistakes }) => {
    const stopped = counts.crash + counts.timeout + counts.memory
    const most = mistakes.slice(0, 1).map(({ mistake, count }) => `${escape(mistake.id)} (${count})`)
    return `<tr><th scope="row">${escape(exercise.id)}</th><td>${mean === undefined ? '' : `${mean.toFixed(1)} of ${points}`}</td>${[
      counts.pass,
      counts.fail,
      stopped,
      counts.unfinished,
      counts.ungradable,
    ]
      .map((count) => `<td>${count}</td>`)
      .join('')}<td class="words">${most.join('')}</td></tr>\n`
  })
  const head = heads(
    'Exercise',
    'Mean',
    'Right',
    'Not right',
    'Stopped',
    'Not written',
    'Not graded',
    'Most common slip',
  )
  return `<h2>Exercises</h2>\n${table('How the class did in each exercise', head, rows.join(''))}`
}

function mistakeTable(exercises: readonly ExerciseOverview[]): string {
  const found = exercises
    .flatMap(({ exercise, mistakes, counts }) => {
      const begun = Object.values(counts).reduce((all, one) => all + one, -counts.unfinished)
      return mistakes.map(({ mistake, count }) => ({ exercise, mistake, count, begun }))
    })
    .sort((a, b) => b.count - a.count)
  const rows = found.map(
    ({ exercise, mistake, count, begun }) =>
      `<tr><th scope="row">${escape(mistake.id)}${mistake.convention ? ' (a convention)' : ''}</th><td class="words">${escape(exercise.id)}</td><td>${count} of ${begun}</td><td class="words">${escape(mistake.says)}</td></tr>\n`,
  )
  const body =
    rows.length === 0
      ? '<p>No known slip was recognised.</p>\n'
      : table(
          'Slips that were recognised',
          heads('Slip', 'Exercise', 'Students', 'What happened'),
          rows.join(''),
        )
  return `<h2>Which slips are common</h2>\n${body}`
}

function* studentTable({ exercises, students }: Report): Generator<string> {
  const legend = Object.entries({ ...sign, crash: '!' })
    .filter(([status]) => status !== 'timeout' && status !== 'memory')
    .map(([status, mark]) => `${mark} ${status === 'crash' ? 'stopped' : headline[status as Status]}`)
  yield `<h2>Students</h2>\n<p>${legend.join(', ')}.</p>\n`
  yield tableStart(
    'Scores of each student in each exercise',
    [
      heads('Student', 'Score'),
      ...exercises.map(({ id }) => `<th scope="col" class="tall"><span>${escape(id)}</span></th>`),
    ].join(''),
  )
  let i = 0
  for (const { student, marks, score, points } of students()) {
    const cells = marks.map(({ result: { status, score } }) => {
      const shown = status === 'ungradable' || status === 'unfinished' ? '' : ` ${score}`
      return `<td class="${status}" title="${headline[status]}"><span aria-hidden="true">${sign[status]}</span>${shown}<span class="unseen"> ${headline[status]}</span></td>`
    })
    yield `<tr><th scope="row"><a href="#s${++i}"><bdi>${escape(student)}</bdi></a></th><td>${score === null ? '?' : `${score} of ${points}`}</td>${cells.join('')}</tr>\n`
  }
  yield tableEnd
}

/** A link to something inside opens it. */
function details({ student, seed, marks, score, points }: Student, i: number): string {
  const open = marks.filter(({ result }) => result.status !== 'pass' && result.status !== 'unfinished')
  const unwritten = marks
    .filter(({ result }) => result.status === 'unfinished')
    .map(({ result }) => result.exercise)
  const head = `<summary><bdi>${escape(student)}</bdi>: ${score === null ? 'not all could be graded' : `${score} of ${points} points`}</summary>`
  const left = unwritten.length === 0 ? '' : `<p>Not written yet: ${escape(unwritten.join(', '))}.</p>`
  const rows =
    open.length === 0
      ? ''
      : table(
          `What there is to mend, ${student}`,
          heads('Exercise', 'Points', 'What happened', 'Where'),
          open.map(row).join(''),
        )
  return `<details>${head}<p id="s${i}">Seed ${seed}.</p>${rows}${left}</details>\n`
}

const row = ({ result, file, line }: Mark) =>
  `<tr><th scope="row">${escape(result.exercise)}</th><td>${result.status === 'ungradable' ? '?' : `${result.score} of ${result.points}`}</td><td class="words">${escape(inShort(result))}</td><td class="words">${file === '' ? '' : `${escape(file)}:${line}`}</td></tr>\n`
