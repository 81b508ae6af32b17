import path from 'node:path'
import { writeWhole } from '../class/whole'
import type { Report } from './report'

/** All results, students in their order: the same for the same seed, but for the milliseconds. */
export function writeJson(report: Report, out: string): string {
  const file = path.join(out, 'report.json')
  writeWhole(file, pieces(report))
  return file
}

function* pieces({ exercises, seed, isolation, students }: Report): Generator<string> {
  const head = {
    seed,
    isolation,
    exercises: exercises.map(({ id, lesson, title }) => ({ id, lesson, title })),
  }
  yield `${JSON.stringify(head, null, 2).replace(/\n}$/, '')},\n  "students": [`
  let before = '\n'
  for (const { student, seed, score, points, marks } of students()) {
    const results = marks.map(({ result }) => result)
    yield before + JSON.stringify({ student, seed, score, points, results }, null, 2).replace(/^/gm, '    ')
    before = ',\n'
  }
  yield '\n  ]\n}\n'
}
