import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { exportName, type AnyExercise } from './exercise'
import { exercises } from './exercises/index'
import { gradeAndTell, notRun } from './grade'
import { forgetHints, nextHints } from './hints'
import type { Graded } from './result'
import { lineOf, readSource, type Source } from './source'
import { typeErrors, type TypeProblem } from './types'

/** All that the reader is told about one exercise. */
export interface Feedback extends Graded {
  readonly exercise: AnyExercise
  /** The reader's file, from the project's root on. */
  readonly file: string
  readonly typeProblems: readonly TypeProblem[]
  /** The hints asked for so far; empty unless a hint was asked for. */
  readonly hints: readonly string[]
}

/** The course's folder, which this package lies in. */
export const courseRoot = path.join(__dirname, '..', '..')

/**
 * The exercise with this id.
 * @throws RangeError that lists the ids there are
 */
export function find(id: string): AnyExercise {
  const found = exercises.find((exercise) => exercise.id === id)
  if (found) return found
  throw new RangeError(
    `there is no exercise called '${id}'; there are ${exercises.map((exercise) => exercise.id).join(', ')}`,
  )
}

/** Read the reader's file, grade it, look at its types, and turn the page to the next hint if one is asked for. */
export async function examine(
  exercise: AnyExercise,
  { hint = false, types = true, root = courseRoot }: { hint?: boolean; types?: boolean; root?: string } = {},
): Promise<Feedback> {
  const file = `exercises/${exercise.lesson}/${exercise.id}.ts`
  const source = await readSource(path.join(root, file), await realpath(root))
  const [graded, typeProblems] =
    'text' in source
      ? await Promise.all([gradeAndTell(source.text, exercise), types ? typeErrors(source.text) : []])
      : [unread(exercise, file, source), []]
  const { result } = graded
  if (result.status === 'pass') forgetHints(exercise.id, root)
  return {
    ...graded,
    exercise,
    file,
    line: graded.line ?? ('text' in source ? lineOf(source.text, exportName(exercise.id)) : 1),
    typeProblems: result.status === 'unfinished' ? [] : typeProblems,
    hints: hint ? nextHints(exercise.id, exercise.hints, root) : [],
  }
}

/** What there is to say of a file that cannot be read. */
function unread(exercise: AnyExercise, file: string, why: Exclude<Source, { text: string }>): Graded {
  const remedy = why.status === 'unfinished' ? ` npm run reset -- ${exercise.id} brings it back.` : ''
  return { result: notRun(exercise, 1, why.status, `${file} ${why.message}${remedy}`), told: [] }
}
