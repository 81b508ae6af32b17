import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { codeOf, Problem } from '../problem'

/**
 * Write a file whole or not at all: piece by piece beside its place, where it is put at the end.
 * @throws Problem when that cannot be; the file is then as it was
 */
export function writeWhole(file: string, pieces: Iterable<string>): void {
  const beside = `${file}.${process.pid}.part`
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    const handle = openSync(beside, 'w')
    try {
      for (const piece of pieces) writeFileSync(handle, piece)
    } finally {
      closeSync(handle)
    }
    renameSync(beside, file)
  } catch (error) {
    try {
      rmSync(beside, { force: true })
    } catch {
      // Where nothing can be written, nothing lies.
    }
    throw cannotWrite(file, error)
  }
}

/** Why a file cannot be written, with the remedy. */
export function cannotWrite(file: string, error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error && 'code' in error)) return error
  const code = codeOf(error)
  const remedies: Record<string, string> = {
    ENOSPC: 'the disk is full. Free some space',
    EDQUOT: 'your share of the disk is used up. Free some space',
    EACCES:
      'you may not write there. Change that, close the program that has it open, or choose another folder with --out',
    EROFS: 'nothing can be written there. Choose another folder with --out',
    ENOTDIR: 'it would lie in a file. Choose a folder with --out',
    EEXIST: 'a file stands where a folder has to be. Choose another folder with --out',
    EISDIR: 'a folder has its name. Remove that, or choose another folder with --out',
  }
  const remedy = remedies[code === 'EPERM' || code === 'EBUSY' ? 'EACCES' : code] ?? 'Mend that'
  return new Problem(
    `${file} cannot be written (${code}): ${remedy} and run the same command again; what is graded so far is kept.`,
  )
}
