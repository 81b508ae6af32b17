import { createHash } from 'node:crypto'
import path from 'node:path'
import { exportName, stub, type AnyExercise } from '../exercise'
import { gradeAndTell, notRun, unwritten } from '../grade'
import { isolations, Sandbox, usualLimits, type Isolation } from '../isolate'
import { nothingRun, type Result } from '../result'
import { lineOf, readSource } from '../source'
import { typeErrors } from '../types'
import type { Mark, Marks, MarksOnDisk } from './marks'
import type { Submission } from './submissions'

/** What is to be graded, and how. */
export interface Plan {
  readonly submissions: readonly Submission[]
  readonly exercises: readonly AnyExercise[]
  readonly seedOf: (submission: Submission) => number
  /** The least that keeps them apart. */
  readonly isolation: Isolation
  /** How many submissions run at the same time. */
  readonly jobs: number
  /** Look at the types as well. */
  readonly types: boolean
}

interface Desk {
  readonly marks: Marks
  left: number
  /** How many milliseconds it took to grade what is not written yet. */
  unwritten: number
}
type Task = readonly [Submission, AnyExercise, Desk]

/**
 * Grade all of them, and keep the marks on disk as they come. What is there from an earlier run, of the same text and seed
 * and kept apart well enough, is not graded again.
 *
 * @throws Problem when they cannot be written; nothing else stops it
 */
export async function gradeClass(plan: Plan, kept: MarksOnDisk, onMark: () => void): Promise<void> {
  // All take their tasks from the one list; an error closes it, and the others end with what they have in hand.
  const tasks = tasksOf(plan, kept)
  const work = async () => {
    const sandbox = new Sandbox(usualLimits, true)
    try {
      for (const [submission, exercise, desk] of tasks) {
        const earlier = desk.marks.get(exercise.id)
        const mark = await markOf(submission, exercise, plan, { earlier, sandbox })
        desk.marks.set(exercise.id, mark)
        desk.left--
        // What takes no time is written with the rest: a run that is killed loses no more than that.
        desk.unwritten += mark === earlier ? 0 : mark.result.milliseconds
        if (desk.left === 0 || desk.unwritten > 200) {
          kept.write(submission, inOrder(desk.marks, plan.exercises))
          desk.unwritten = 0
        }
        onMark()
      }
    } finally {
      await sandbox.close()
    }
  }
  await Promise.all(Array.from({ length: plan.jobs }, work))
}

function* tasksOf({ submissions, exercises }: Plan, kept: MarksOnDisk): Generator<Task, void> {
  for (const submission of submissions) {
    const desk = { marks: kept.read(submission), left: exercises.length, unwritten: 0 }
    for (const exercise of exercises) yield [submission, exercise, desk]
  }
}

/** The exercises' marks in their order, then those of other exercises from earlier runs. */
const inOrder = (marks: Marks, exercises: readonly AnyExercise[]): Marks =>
  new Map([...exercises.flatMap(({ id }) => entryOf(marks, id)), ...marks])

function entryOf(marks: Marks, id: string): [string, Mark][] {
  const mark = marks.get(id)
  return mark ? [[id, mark]] : []
}

async function markOf(
  submission: Submission,
  exercise: AnyExercise,
  { seedOf, types, isolation }: Plan,
  { earlier, sandbox }: { earlier: Mark | undefined; sandbox: Sandbox },
): Promise<Mark> {
  const { folder, refused } = submission
  const seed = seedOf(submission)
  if (refused) return { file: '', line: 1, result: notRun(exercise, seed, refused.status, refused.message) }
  const place = submission.fileOf(exercise)
  const file = path.relative(folder, place).split(path.sep).join('/')
  const source = await readSource(place, folder)
  if (!('text' in source)) {
    const { status, message } = source
    return { file, line: 1, result: notRun(exercise, seed, status, `${file} ${message}`) }
  }
  const { text } = source
  const digest = createHash('sha256').update(text).digest('hex')
  if (earlier && stillHolds(earlier, { file, digest, seed, types, isolation })) return earlier
  const line = lineOf(text, exportName(exercise.id))
  // The stub as it was handed out need not run: that it scores nothing and why is known.
  if (text === stub(exercise))
    return {
      file,
      digest,
      line,
      result: notRun(exercise, seed, 'unfinished', unwritten(exercise)),
      typeProblems: [],
    }
  const [graded, typeProblems] = await Promise.all([
    gradeAndTell(text, exercise, { seed, sandbox }),
    types ? typeErrors(text) : undefined,
  ])
  return {
    file,
    digest,
    result: graded.result,
    line: graded.line ?? line,
    ...(typeProblems && { typeProblems }),
  }
}

function stillHolds(
  { file, digest, result, typeProblems }: Mark,
  now: { file: string; digest: string; seed: number; types: boolean; isolation: Isolation },
): boolean {
  return (
    file === now.file &&
    digest === now.digest &&
    result.seed === now.seed &&
    isEnough(result.isolation, now.isolation) &&
    result.status !== 'ungradable' &&
    (!now.types || typeProblems !== undefined)
  )
}

const isEnough = (isolation: Result['isolation'], least: Isolation) =>
  isolation === nothingRun || isolations.indexOf(isolation) >= isolations.indexOf(least)
