import { rmSync } from 'node:fs'
import path from 'node:path'
import { writeWhole } from '../class/whole'
import type { Report, Student } from './report'

/**
 * Write JSON for services that grade one submission at a time: `name` where there is one, else a file a student in
 * `folder`. A submission that could not be graded gets none, so that no service takes it for a zero.
 *
 * @returns where it is
 */
export function oneEach(
  { count, students }: Report,
  out: string,
  { name, folder }: { readonly name: string; readonly folder: string },
  contents: (student: Student) => object,
): string {
  for (const student of students()) {
    const file = count === 1 ? path.join(out, name) : path.join(out, folder, `${student.id}.json`)
    if (student.score === null) rmSync(file, { force: true })
    else writeWhole(file, [`${JSON.stringify(contents(student), null, 2)}\n`])
  }
  return path.join(out, count === 1 ? name : folder)
}
