import type { Mark, MarksOnDisk } from '../class/marks'
import type { Submission } from '../class/submissions'
import type { AnyExercise } from '../exercise'
import type { Recognised, Status } from '../result'

/** One student's marks, in the order of the exercises. */
export interface Student {
  readonly id: string
  readonly student: string
  readonly seed: number
  readonly folder: string
  readonly marks: readonly Mark[]
  /** Null when something could not be graded: then it is not known. */
  readonly score: number | null
  readonly points: number
}

/** What all formats are made from. Students are read one after the other: a class need not fit into memory. */
export interface Report {
  readonly exercises: readonly AnyExercise[]
  /** Whether the exercises were chosen by name, and so are all asked for. */
  readonly chosen: boolean
  readonly seed: number | 'own'
  readonly isolation: string
  readonly count: number
  readonly students: () => Iterable<Student>
}

export const sum = (numbers: readonly number[]): number =>
  Math.round(100 * numbers.reduce((total, one) => total + one, 0)) / 100

export function* studentsOf(
  submissions: readonly Submission[],
  exercises: readonly AnyExercise[],
  seedOf: (submission: Submission) => number,
  kept: MarksOnDisk,
): Generator<Student, void> {
  for (const submission of submissions) {
    const all = kept.read(submission)
    const marks = exercises.flatMap(({ id }) => all.get(id) ?? [])
    const results = marks.map(({ result }) => result)
    const graded = marks.length === exercises.length && results.every(({ status }) => status !== 'ungradable')
    yield {
      id: submission.id,
      student: submission.student,
      seed: seedOf(submission),
      folder: submission.folder,
      marks,
      score: graded ? sum(results.map(({ score }) => score)) : null,
      points: sum(results.map(({ points }) => points)),
    }
  }
}

/** How a class did in one exercise. */
export interface ExerciseOverview {
  readonly exercise: AnyExercise
  readonly points: number
  /** The mean score of those that could be graded; undefined when there are none. */
  readonly mean: number | undefined
  readonly counts: Readonly<Record<Status, number>>
  /** The slips that were recognised, the most frequent first. */
  readonly mistakes: readonly { readonly mistake: Recognised; readonly count: number }[]
}

/** How a class did. */
export interface Overview {
  readonly exercises: readonly ExerciseOverview[]
  /** The students whose score is not known, and why. */
  readonly ungraded: readonly { readonly student: string; readonly exercise: string; readonly why: string }[]
  /** The mean share of the points that students have, of those whose score is known. */
  readonly mean: number | undefined
}

const none: Record<Status, number> = {
  pass: 0,
  fail: 0,
  unfinished: 0,
  crash: 0,
  timeout: 0,
  memory: 0,
  ungradable: 0,
}

/** What there is to say of a class as a whole. */
export function overview({ exercises, students }: Report): Overview {
  const tallies = new Map(
    exercises.map(({ id }) => [
      id,
      {
        points: 0,
        total: 0,
        counts: { ...none },
        mistakes: new Map<string, { mistake: Recognised; count: number }>(),
      },
    ]),
  )
  const ungraded: Overview['ungraded'][number][] = []
  const shares: number[] = []
  for (const { student, marks, score, points } of students()) {
    if (score !== null && points > 0) shares.push(score / points)
    for (const { result } of marks) {
      const tally = tallies.get(result.exercise)
      if (!tally) continue
      tally.points = result.points
      tally.counts[result.status]++
      if (result.status === 'ungradable')
        ungraded.push({ student, exercise: result.exercise, why: result.message ?? '' })
      else tally.total += result.score
      if (!result.mistake) continue
      const seen = tally.mistakes.get(result.mistake.id) ?? { mistake: result.mistake, count: 0 }
      tally.mistakes.set(result.mistake.id, { ...seen, count: seen.count + 1 })
    }
  }
  return {
    exercises: exercises.map((exercise) => {
      const { points, total, counts, mistakes } = tallies.get(exercise.id)!
      const graded = Object.values(counts).reduce((all, one) => all + one, -counts.ungradable)
      return {
        exercise,
        points,
        mean: graded > 0 ? total / graded : undefined,
        counts,
        mistakes: [...mistakes.values()].sort((a, b) => b.count - a.count),
      }
    }),
    ungraded,
    mean: shares.length > 0 ? shares.reduce((all, one) => all + one, 0) / shares.length : undefined,
  }
}

/** What a result comes to, in one line: the error or the slip, and the first difference. */
export function inShort({ message, mistake, checks, status }: Mark['result']): string {
  const difference = checks.find(({ firstDifference }) => firstDifference)
  const { at, expected, actual } = difference?.firstDifference ?? {}
  const printed =
    difference?.slide?.printed === undefined
      ? ''
      : `; the slide prints ${difference.slide.printed} (deck ${difference.slide.deck})`
  return [
    status === 'pass' && message === undefined ? '' : (message ?? ''),
    mistake
      ? `${mistake.convention ? 'Another convention' : 'A known slip'}: ${mistake.id}. ${mistake.says}`
      : '',
    at === undefined ? '' : `First difference: ${at}: ${actual}, expected ${expected}${printed}`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}
