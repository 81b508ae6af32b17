import path from 'node:path'
import { watch } from 'chokidar'
import type { AnyExercise } from '../exercise'

/** Editors save in several steps, and some put a new file in the old one's place: after so long they are done. */
const quiet = 40

/** Act whenever one of these exercises' files was saved, one after the other. Goes on until the process ends. */
export function onSave(
  root: string,
  exercises: readonly AnyExercise[],
  act: (exercise: AnyExercise) => Promise<void>,
): Promise<never> {
  const byFile = new Map(
    exercises.map((one) => [path.join(root, 'exercises', one.lesson, `${one.id}.ts`), one]),
  )
  const waiting = new Map<AnyExercise, NodeJS.Timeout>()
  let last = Promise.resolve()
  return new Promise((_, reject) => {
    watch(path.join(root, 'exercises'), { ignoreInitial: true, depth: 1 })
      .on('all', (_event, file) => {
        const exercise = byFile.get(path.resolve(file))
        if (!exercise) return
        clearTimeout(waiting.get(exercise))
        const due = () => {
          waiting.delete(exercise)
          last = last.then(() => act(exercise)).catch(reject)
        }
        waiting.set(exercise, setTimeout(due, quiet))
      })
      .on('error', reject)
  })
}
