import path from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { writeWhole } from '../class/whole'
import type { Report } from './report'

/**
 * A line a student: a score an exercise, then all of them. Where something could not be graded the cell is empty, and so
 * is the total. No name is taken for a formula by a spreadsheet, and its accents are read as they are.
 */
export function writeCsv(report: Report, out: string): string {
  const file = path.join(out, 'report.csv')
  writeWhole(file, lines(report))
  return file
}

const line = (cells: readonly (string | number | null)[], bom = false) =>
  stringify([cells], { escape_formulas: true, record_delimiter: 'windows', bom })

function* lines({ exercises, students }: Report): Generator<string> {
  const ids = exercises.map(({ id }) => id)
  yield line(['student', 'seed', ...ids, 'score', 'points', 'not graded'], true)
  for (const { student, seed, marks, score, points } of students()) {
    const scores = new Map(
      marks.map(({ result }) => [result.exercise, result.status === 'ungradable' ? null : result.score]),
    )
    const each = ids.map((id) => scores.get(id) ?? null)
    const missing = ids.filter((_, i) => each[i] === null)
    yield line([student, seed, ...each, score, points, missing.join(' ')])
  }
}
