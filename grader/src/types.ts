import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { TypeProblem } from './types-worker'

export type { TypeProblem }

// Compiled, also when the tests run the sources: a thread starts from JavaScript.
const program = path.join(__dirname, '..', 'dist', 'types-worker.js')

let checker: Worker | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * The type errors of a submission in plain words; implicit any is none. The checker stays loaded for the next time
 * (the first takes about 1 s, the next 0.2 s). Without an answer in time there is nothing to say: types cost no points.
 */
export function typeErrors(source: string, milliseconds = 5000): Promise<readonly TypeProblem[]> {
  const answer = last.then(() => ask(source, milliseconds))
  last = answer
  return answer
}

function ask(source: string, milliseconds: number): Promise<readonly TypeProblem[]> {
  checker ??= start()
  const asked = checker
  asked.ref()
  return new Promise((resolve) => {
    const settle = (problems: readonly TypeProblem[]) => {
      clearTimeout(clock)
      asked.off('message', settle).off('error', fail).off('exit', fail)
      asked.unref()
      resolve(problems)
    }
    const fail = () => {
      checker = undefined
      void asked.terminate()
      settle([])
    }
    const clock = setTimeout(fail, milliseconds)
    asked.on('message', settle).on('error', fail).on('exit', fail)
    asked.postMessage(source)
  })
}

function start(): Worker {
  const worker = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: 512 } })
  // Always listened to: without any listener the thread's port would close its ears, and an error would end this process.
  return worker.on('message', () => undefined).on('error', () => undefined)
}
