import path from 'node:path'
import { courseRoot, examine, find, type Feedback } from '../../grader/src/examine.ts'
import { exportName } from '../../grader/src/exercise.ts'
import { text } from '../../grader/src/feedback.ts'

interface Running {
  readonly task: { readonly name: string }
  readonly skip: (note: string) => unknown
}

/**
 * Checks the reader's file whose exercise the test is called after, as `npm run check` does. What is not written yet is
 * skipped; what is not right fails with the feedback, at the line to look at.
 */
export async function check({ task, skip }: Running, root = courseRoot): Promise<void> {
  const feedback = await examine(find(task.name), { root })
  const { status, message = '' } = feedback.result
  if (status === 'unfinished') skip(message)
  else if (status !== 'pass') throw notRight(feedback, root)
}

function notRight(feedback: Feedback, root: string): Error {
  const { exercise, file, line = 1 } = feedback
  const error = new Error(text(feedback, `npm run check -- ${exercise.id} --hint`, false))
  error.name = 'Not right yet'
  error.stack = `${error.message}\n    at ${exportName(exercise.id)} (${path.join(root, file)}:${line}:1)`
  return error
}
