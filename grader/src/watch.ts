import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Writable } from 'node:stream'

/**
 * Reads lists of process groups, each of which replaces the one before; at the end of its input it kills the last ones
 * and removes a folder.
 */
const script =
  'while read -r line; do groups=$line; done; [ -z "$groups" ] || kill -9 $groups; [ -z "$1" ] || rm -rf -- "$1"'

const watched = new Set<number>()
let shell: ChildProcess | undefined
let folder: string | undefined

/** A folder for what nobody needs later, in memory where there is such a place; it goes when this process ends. */
export function throwAwayFolder(): string {
  if (folder === undefined || !existsSync(folder)) {
    const made = mkdtempSync(path.join(inMemory() ?? tmpdir(), 'downhill-'))
    folder = made
    process.once('exit', () => {
      try {
        rmSync(made, { recursive: true, force: true })
      } catch {
        // The shell does it, or the system in its time.
      }
    })
  }
  return folder
}

function inMemory(): string | undefined {
  try {
    if (process.platform !== 'linux') return undefined
    accessSync('/dev/shm', constants.W_OK | constants.X_OK)
    return '/dev/shm'
  } catch {
    return undefined
  }
}

/**
 * From now on the process and its group do not outlive this one, even when this one is killed: a shell waits for that, in
 * a session of its own, and then clears up. Windows needs none, since it ends the children of Node with it.
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
  shell.stdin?.write(`${[...watched].map((pid) => -pid).join(' ')}\n`)
}

function start(): ChildProcess {
  const given = ['-c', script, 'sh', folder ?? '']
  const started = spawn('/bin/sh', given, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
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
