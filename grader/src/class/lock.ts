import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { codeOf, Problem } from '../problem'
import { cannotWrite } from './whole'

/**
 * From now on no other run writes into this folder. A run that was killed holds it no longer.
 *
 * @returns to be called at the end
 * @throws Problem while another run is writing there
 */
export function lock(folder: string): () => void {
  const file = path.join(folder, 'running.json')
  for (let tries = 0; tries < 100; tries++) {
    try {
      writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw cannotWrite(file, error)
    }
    if (isHeld(file))
      throw new Problem(
        `Another run is writing into ${folder}: wait for it, or choose another folder with --out. (If there is none, remove ${file}.)`,
      )
    putAway(file)
  }
  throw new Problem(`Too many runs want to write into ${folder}: give each a folder of its own with --out.`)
}

/** Is the run that holds it still there? Of another computer's nobody knows. */
function isHeld(file: string): boolean {
  try {
    const { pid, host } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; host: string }
    return host !== hostname() || (pid !== process.pid && isRunning(pid))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    // Not yet written to the end, or never.
    const found = statSync(file, { throwIfNoEntry: false })
    return found !== undefined && Date.now() - found.mtimeMs < 5000
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}

/** Of several runs that find it left behind, one puts it away. */
function putAway(file: string): void {
  const away = `${file}.${process.pid}.part`
  try {
    renameSync(file, away)
    rmSync(away, { force: true })
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw cannotWrite(file, error)
  }
}
