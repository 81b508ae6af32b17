import { headline, table } from '../feedback'
import { overview, type Overview, type Report, type Student } from './report'

/** The end of a run in the terminal: one submission's exercises, or a class's exercises as a table. */
export function forTerminal(report: Report, colour: boolean): string {
  const whole = overview(report)
  const { ungraded } = whole
  const lines = report.count === 1 ? ofOne([...report.students()][0], colour) : ofClass(whole, report.count)
  for (const { student, exercise, why } of ungraded.slice(0, 10))
    lines.push(`✗ ${student}, ${exercise}: ${headline.ungradable}. ${why}`)
  if (ungraded.length > 10) lines.push(`… ${ungraded.length} answers ${headline.ungradable}`)
  return lines.join('\n')
}

function ofOne({ marks, score, points }: Student, colour: boolean): string[] {
  const results = marks.map(({ result }) => result)
  return [
    table(results, colour),
    '',
    score === null ? 'Not all could be graded.' : `${score} of ${points} points`,
  ]
}

function ofClass({ exercises, mean }: Overview, count: number): string[] {
  const rows = exercises.map(({ exercise, mean, points, counts, mistakes }) => [
    exercise.id,
    mean === undefined ? '' : `${mean.toFixed(1)} of ${points}`,
    String(counts.pass),
    String(counts.fail),
    String(counts.crash + counts.timeout + counts.memory),
    String(counts.unfinished),
    mistakes.length > 0 ? `${mistakes[0].count} × ${mistakes[0].mistake.id}` : '',
  ])
  const head = ['', 'mean', 'right', 'not right', 'stopped', 'not written', 'most common slip']
  const share = mean === undefined ? '' : `, ${Math.round(100 * mean)} % of the points on average`
  return [...columns([head, ...rows]), '', `${count} submissions${share}`]
}

/** Rows in columns of equal width: names to the left, numbers to the right. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const last = rows[0].length - 1
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)))
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : i === last ? cell : cell.padStart(widths[i])))
      .join('  ')
      .trimEnd(),
  )
}
