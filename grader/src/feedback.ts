import { stripVTControlCharacters, styleText } from 'node:util'
import type { Feedback } from './examine'
import { escape, svg, type Picture } from './picture'
import type { CheckResult, Result, Status, Told } from './result'
import { visible } from './visible'

/** What each status means, in words. */
export const headline: Record<Status, string> = {
  pass: 'right',
  fail: 'not right yet',
  unfinished: 'not written yet',
  crash: 'stopped with an error',
  timeout: 'no end in sight',
  memory: 'too much memory',
  ungradable: 'could not be graded',
}

/** What is said about a result, piece by piece; both renderings below say the same. */
interface Piece {
  readonly kind: 'message' | 'mistake' | 'difference' | 'types' | 'printed' | 'hint' | 'next'
  readonly title: string
  readonly lines: readonly string[]
  readonly picture?: Picture
}

const scoreOf = ({ status, score, points }: Result) =>
  status === 'ungradable' ? headline[status] : `${score} of ${points} points, ${headline[status]}`

function pieces(feedback: Feedback, hintCommand: string): Piece[] {
  const { exercise, file, result, told: toldOf, printed, typeProblems, hints } = feedback
  const said: Piece[] = []
  const say = (kind: Piece['kind'], title: string, ...lines: string[]) => said.push({ kind, title, lines })
  if (result.message !== undefined) say('message', '', result.message)
  if (result.status === 'unfinished') say('message', '', `It is to be written in ${file}.`)
  if (result.mistake) {
    const { id, says, convention } = result.mistake
    say('mistake', convention ? `Another convention: ${id}.` : `A known slip: ${id}.`, says)
  }
  const wrong = result.checks.findIndex((check, i) => check.firstDifference && toldOf[i]?.call !== undefined)
  if (wrong >= 0) {
    const { picture } = toldOf[wrong]
    const lines = differenceLines(result.checks[wrong], toldOf[wrong])
    said.push({ kind: 'difference', title: 'The first difference', lines, ...(picture && { picture }) })
  }
  if (typeProblems.length > 0) {
    say(
      'types',
      'Types, which cost no points',
      ...typeProblems.map(({ line, says }) => `${file}, line ${line}: ${says}`),
    )
  }
  if (printed !== undefined) say('printed', 'Your code printed', ...printedLines(printed))
  for (const [i, hint] of hints.entries()) say('hint', `Hint ${i + 1} of ${exercise.hints.length}`, hint)
  if (result.status !== 'pass' && result.status !== 'ungradable' && hints.length < exercise.hints.length) {
    say('next', '', `For ${hints.length === 0 ? 'a' : 'the next'} hint: ${hintCommand}`)
  }
  return said
}

/** The first lines of what was printed. */
function printedLines(printed: string): string[] {
  const lines = stripVTControlCharacters(printed).trimEnd().split('\n').map(visible)
  const some = lines.slice(0, 12).map((line) => (line.length > 200 ? `${line.slice(0, 200)} …` : line))
  return lines.length > 12 ? [...some, `… ${lines.length} lines`] : some
}

/** The checks tell something once there are answers. */
const rowsOf = ({ result: { status, checks }, told }: Feedback) =>
  status === 'pass' || checks.some((check) => check.firstDifference)
    ? checks.map((check, i) => ({ ...check, says: told[i]?.says ?? '' }))
    : []

function differenceLines({ slide, firstDifference }: CheckResult, { call = '', at }: Told): string[] {
  if (!firstDifference) return []
  const { expected, actual } = firstDifference
  const printed =
    slide?.printed === undefined ? '' : `; the slide prints ${slide.printed} (deck ${slide.deck})`
  return [call, `${at ?? firstDifference.at}: yours ${actual}, expected ${expected}${printed}`]
}

/** The feedback as HTML without script or style sheet: it takes its colours from the page, light or dark. */
export function html(feedback: Feedback): string {
  const { exercise, result } = feedback
  const rows = rowsOf(feedback).map(
    ({ name, score, points, says }) =>
      `<tr><td style="text-align: left; padding: 0.1em 1em 0.1em 0">${mark(score, points)} ${escape(name)}` +
      `${says === '' ? '' : `<div style="padding: 0 0 0.4em 1.3em; opacity: 0.85">${escape(says)}</div>`}</td>` +
      `<td style="text-align: right; vertical-align: top; white-space: nowrap; padding: 0.1em 0">${score} of ${points}</td></tr>`,
  )
  const said = pieces(feedback, `await check('${exercise.id}', { hint: true })`).map(
    ({ kind, title, lines, picture }) => {
      const asCode = kind === 'printed' || kind === 'next'
      const text =
        kind === 'difference'
          ? `<code>${escape(lines[0] ?? '')}</code><br>${escape(lines[1] ?? '')}`
          : kind === 'printed'
            ? `<pre style="margin: 0; white-space: pre-wrap">${lines.map(escape).join('\n')}</pre>`
            : kind === 'next'
              ? escape(lines[0] ?? '').replace(/: (.*)$/, ': <code>$1</code>')
              : lines.map(escape).join('<br>')
      const titled = title === '' ? '' : `<strong>${escape(title)}</strong>${asCode ? '' : '<br>'}`
      return `<p style="margin: 0.6em 0 0 0">${titled}${text}</p>${picture ? svg(picture) : ''}`
    },
  )
  const colour = result.status === 'pass' ? '#2e9e5b' : result.status === 'unfinished' ? '#8a8a8a' : '#d9822b'
  return (
    `<section aria-label="Result of ${exercise.id}" style="border-left: 4px solid ${colour}; padding: 0.2em 0 0.2em 1em; max-width: 60em">` +
    `<strong>${mark(result.score, result.points)} ${escape(exercise.title)}: ${scoreOf(result)}</strong>` +
    said.join('') +
    (rows.length === 0
      ? ''
      : '<table style="margin: 0.8em 0 0 0; border-collapse: collapse; color: inherit; font-size: inherit"><caption style="text-align: left; padding: 0">' +
        `Checks</caption><tbody>${rows.join('')}</tbody></table>`) +
    (feedback.picture ? svg(feedback.picture) : '') +
    '</section>'
  )
}

const mark = (score: number, points: number) => (score === points ? '✓' : '✗')

/** The feedback as lines of text, with a little colour if asked for. */
export function text(feedback: Feedback, hintCommand: string, colour: boolean): string {
  const { exercise, result } = feedback
  const paint = (style: Parameters<typeof styleText>[0], words: string) =>
    colour ? styleText(style, words) : words
  const tone = result.status === 'pass' ? 'green' : result.status === 'unfinished' ? 'gray' : 'yellow'
  const said = pieces(feedback, hintCommand).map(({ title, lines }) =>
    ['', ...(title === '' ? [] : [paint('bold', title)]), ...lines.map((line) => `  ${line}`)].join('\n'),
  )
  const rows = rowsOf(feedback).map(
    ({ name, score, points, says }) =>
      `  ${mark(score, points)} ${name}: ${score} of ${points}${says === '' ? '' : `\n      ${says}`}`,
  )
  return [
    paint(tone, `${mark(result.score, result.points)} ${exercise.id}: ${scoreOf(result)}`),
    ...rows,
    ...said,
    '',
  ].join('\n')
}

/** One line for each exercise. */
export function table(results: readonly Result[], colour: boolean): string {
  const width = Math.max(...results.map(({ exercise }) => exercise.length))
  return results
    .map((result) => {
      const line = `${mark(result.score, result.points)} ${result.exercise.padEnd(width)}  ${scoreOf(result)}`
      return colour && result.status === 'pass' ? styleText('green', line) : line
    })
    .join('\n')
}
