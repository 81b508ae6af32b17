import { spawn, type ChildProcess } from 'node:child_process'
import type { Writable } from 'node:stream'

/** Reads lists of process ids, each of which replaces the one before; at the end of its input it kills the last ones. */
const script = 'while read -r line; do pids=$line; done; [ -z "$pids" ] || kill -9 $pids'

const watched = new Set<number>()
let shell: ChildProcess | undefined

/**
 * From now on the process does not outlive this one, even when this one is killed: a shell waits for that, in a session
 * of its own. Windows needs none, since it ends the children of Node with it.
 *
 * @returns to be called when the process has ended
 */
export function watchOver(pid: number): () => void {
  if (process.platform === 'win32') return () => undefined
  watched.add(pid)
  tell()
  return () => {
    watched.delete(pid)
    tell()
  }
}

function tell(): void {
  shell ??= start()
  shell.stdin?.write(`${[...watched].join(' ')}\n`)
}

function start(): ChildProcess {
  const started = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  const forget = () => {
    if (shell === started) shell = undefined
  }
  started.on('error', forget).on('exit', forget)
  // It keeps neither this process alive nor, where there is no shell, a submission from being graded.
  started.unref()
  const input = started.stdin as Writable & { unref(): void }
  input.on('error', () => undefined)
  input.unref()
  return started
}
