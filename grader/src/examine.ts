import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { AnyExercise } from './exercise'
import { exercises } from './exercises/index'
import { gradeAndTell } from './grade'
import { forgetHints, nextHints } from './hints'
import type { Graded, Result } from './result'
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
  const read = readText(path.join(root, file))
  const [graded, typeProblems] =
    'text' in read
      ? await Promise.all([gradeAndTell(read.text, exercise), types ? typeErrors(read.text) : []])
      : [await ungraded(exercise, { ...read, message: `${file} ${read.message}` }), []]
  const { result } = graded
  if (result.status === 'pass') forgetHints(exercise.id, root)
  return {
    ...graded,
    exercise,
    file,
    typeProblems: result.status === 'unfinished' ? [] : typeProblems,
    hints: hint ? nextHints(exercise.id, exercise.hints, root) : [],
  }
}

/** The result of a file that cannot be read. */
async function ungraded(exercise: AnyExercise, instead: Partial<Result>): Promise<Graded> {
  const graded = await gradeAndTell('', exercise)
  return { ...graded, result: { ...graded.result, ...instead } }
}

/** A file's text, or what stands in its way. */
function readText(file: string): { text: string } | (Pick<Result, 'status'> & { message: string }) {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)) }
  } catch (error) {
    if (error instanceof TypeError)
      return { status: 'crash', message: 'is not text in UTF-8; save it as that.' }
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return code === 'ENOENT'
      ? {
          status: 'unfinished',
          message: `is not there; npm run reset -- ${path.basename(file, '.ts')} brings it back.`,
        }
      : { status: 'ungradable', message: `cannot be read (${code}), which says nothing about your answer.` }
  }
}
