import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Result } from '../result'
import type { TypeProblem } from '../types'
import type { Submission } from './submissions'
import { writeWhole } from './whole'

/** One answer of a student's, graded. */
export interface Mark {
  /** Where it lies, from the submission's folder on. */
  readonly file: string
  /** Tells what was graded: the digest of the file's text. */
  readonly digest?: string
  readonly result: Result
  /** The line to look at: of an error, or else of the function. */
  readonly line: number
  /** Looked for when a report shows them. */
  readonly typeProblems?: readonly TypeProblem[]
}

export type Marks = Map<string, Mark>

/** The marks of a class on disk, a file a student, so that a run that was stopped goes on. */
export class MarksOnDisk {
  private readonly folder: string

  constructor(
    report: string,
    private readonly grader: string,
  ) {
    this.folder = path.join(report, 'students')
  }

  /** Those of an earlier run of this grader, by exercise. */
  read({ id }: Submission): Marks {
    // Most often there are none, and an error takes its time.
    if (!existsSync(this.fileOf(id))) return new Map()
    try {
      const kept = JSON.parse(readFileSync(this.fileOf(id), 'utf8')) as { grader: string; marks: Mark[] }
      if (kept.grader !== this.grader) return new Map()
      return new Map(kept.marks.map((mark) => [mark.result.exercise, mark]))
    } catch {
      // None, or none that can be read: all is graded anew.
      return new Map()
    }
  }

  write({ id, student }: Submission, marks: Marks): void {
    const kept = { grader: this.grader, student, marks: [...marks.values()] }
    writeWhole(this.fileOf(id), [`${JSON.stringify(kept, null, 1)}\n`])
  }

  /** Remove what a run that was killed has begun to write. */
  sweep(): void {
    try {
      for (const name of readdirSync(this.folder))
        if (name.endsWith('.part')) rmSync(path.join(this.folder, name), { force: true })
    } catch {
      // There is no such folder yet.
    }
  }

  private fileOf(id: string): string {
    return path.join(this.folder, `${id}.json`)
  }
}
