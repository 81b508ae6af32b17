import { fork, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import type { TypeProblem } from './types-checker'
import { watchOver } from './watch'

export type { TypeProblem }

// Compiled, also when the tests run the sources: a process starts from JavaScript.
const program = path.join(__dirname, '..', 'dist', 'types-checker.js')

/** Far more than any answer needs. */
const mostSource = 100_000

let checker: ChildProcess | undefined
let last: Promise<unknown> = Promise.resolve()

/**
 * The type errors of a submission in plain words; implicit any is none. The checker stays loaded for the next time
 * (the first takes about 1 s, the next 0.2 s). Without an answer in time there is nothing to say: types cost no points.
 */
export function typeErrors(source: string, milliseconds = 5000): Promise<readonly TypeProblem[]> {
  if (source.length > mostSource) return Promise.resolve([])
  const answer = last.then(() => ask(source, milliseconds))
  last = answer
  return answer
}

function ask(source: string, milliseconds: number): Promise<readonly TypeProblem[]> {
  checker ??= start()
  const asked = checker
  return new Promise((resolve) => {
    const settle = (problems: readonly TypeProblem[]) => {
      clearTimeout(clock)
      asked.off('message', settle).off('error', fail).off('exit', fail)
      asked.unref()
      asked.channel?.unref()
      resolve(problems)
    }
    const fail = () => {
      if (checker === asked) checker = undefined
      asked.kill('SIGKILL')
      settle([])
    }
    const clock = setTimeout(fail, milliseconds)
    asked.ref()
    asked.channel?.ref()
    asked.on('message', settle).on('error', fail).on('exit', fail)
    asked.send(source, (error) => error && fail())
  })
}

/** A process of its own, which may die of what it reads: it has no environment, and not much memory. */
function start(): ChildProcess {
  const started = fork(program, {
    cwd: path.parse(program).root,
    env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {},
    execArgv: ['--max-old-space-size=512'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: process.platform !== 'win32',
  })
  const release = started.pid === undefined ? undefined : watchOver(started.pid)
  const forget = () => {
    release?.()
    if (checker === started) checker = undefined
  }
  return started.on('error', forget).on('exit', forget)
}
