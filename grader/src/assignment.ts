import { callsAssignment } from './calls'
import type { AnyExercise } from './exercise'
import type { Outcome, Task, Thrown } from './isolate'
import { quizAssignment } from './quiz'
import { raceAssignment } from './race'
import type { CheckResult, Recognised, Told } from './result'
import type { Picture } from './picture'

/** What the answers are worth. */
export interface Judgement {
  readonly checks: readonly CheckResult[]
  readonly told: readonly Told[]
  readonly mistake?: Recognised
  /** The first error among the calls. */
  readonly threw?: Thrown
  /** What is to be said of the whole where nothing went wrong. */
  readonly summary?: string
  readonly picture?: Picture
}

/** An exercise under one seed: what the learner's process is asked, and how its answers are judged. */
export interface Assignment {
  readonly task: Task
  /** What is asked for, in words: "a function". */
  readonly asks: string
  /** The checks before anything is earned. */
  readonly rows: readonly CheckResult[]
  /** The i-th call as one could type it, if there is one. */
  readonly callAt?: (i: number) => string | undefined
  /** Undefined when nothing is written yet. */
  readonly judge: (outcomes: readonly Outcome[]) => Judgement | undefined
}

export function assign(exercise: AnyExercise, seed: number): Assignment {
  switch (exercise.kind) {
    case 'function':
      return callsAssignment(exercise, seed)
    case 'quiz':
      return quizAssignment(exercise)
    case 'race':
      return raceAssignment(exercise, seed)
  }
}
