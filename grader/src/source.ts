import { constants } from 'node:fs'
import { lstat, open, readlink, realpath, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { codeOf } from './problem'
import type { Status } from './result'

/** A longer file is no answer to any exercise. */
const mostBytes = 1_000_000

/** A file's text, or what stands in its way, to be read after the file's name. */
export type Source = { readonly text: string } | { readonly status: Status; readonly message: string }

const refused = (message: string): Source => ({ status: 'crash', message })

/**
 * Read a submission's file as it stands at one moment. Links lead no further than the folder `within`, whose path has
 * none itself, and what is no plain file is not opened. Only what keeps the grader itself from reading has the status
 * 'ungradable'. Never rejects.
 */
export async function readSource(file: string, within: string): Promise<Source> {
  try {
    const place = await realpath(file)
    if (leadsOut(path.relative(within, place))) return elsewhere
    // Looked at before it is opened: to open a pipe or a device can do things.
    const { isFile, size } = await looked(place)
    if (!isFile) return refused('is not a file but a folder or something else.')
    return size > mostBytes ? tooLong(size) : await readPlain(place, within)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ELOOP' || ((code === 'ENOENT' || code === 'ENOTDIR') && (await isThere(file))))
      return refused('is a link that leads nowhere; hand in the file itself.')
    if (code === 'ENOENT' || code === 'ENOTDIR') return { status: 'unfinished', message: 'is not there.' }
    return {
      status: 'ungradable',
      message: `cannot be read (${code}), which says nothing about the answer.`,
    }
  }
}

const elsewhere = refused('is a link to a place outside of the submission; hand in the file itself.')

async function looked(place: string) {
  const found = await stat(place)
  return { isFile: found.isFile(), size: found.size }
}

/** Is there anything of this name, if only a link? */
const isThere = (file: string) =>
  lstat(file).then(
    () => true,
    () => false,
  )

const leadsOut = (way: string) => way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way)

const tooLong = (bytes: number) =>
  refused(`is ${(bytes / 1e6).toFixed(1)} MB long; at most ${mostBytes / 1e6} MB is read.`)

/** A file that was written to so few milliseconds ago may not be written to its end. */
const quiet = 50

/** The text of a file that may be written to at the same time: read when it has come to rest, and did not change meanwhile. */
async function readPlain(place: string, within: string): Promise<Source> {
  // No link in the last place, and no waiting for a pipe that took the file's place. Windows has neither.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  for (let tries = 0; tries < 100; tries++) {
    const handle = await open(place, flags)
    try {
      if (leadsOut(path.relative(within, await placeOf(handle, place)))) return elsewhere
      const before = await handle.stat()
      if (before.size > mostBytes) return tooLong(before.size)
      // A time that is yet to come is another computer's.
      if (Math.abs(Date.now() - before.mtimeMs) >= quiet) {
        const bytes = await upTo(handle, before.size + 1)
        const after = await handle.stat()
        if (bytes.length === after.size && before.mtimeMs === after.mtimeMs) return decoded(bytes)
      }
    } finally {
      await handle.close()
    }
    await setTimeout(quiet / 5)
  }
  return {
    status: 'ungradable',
    message: 'keeps changing while it is read, which says nothing about the answer.',
  }
}

/** Where an open file lies, which a folder that has become a link since cannot change; only Linux tells. */
const placeOf = ({ fd }: FileHandle, otherwise: string) =>
  process.platform === 'linux' ? readlink(`/proc/self/fd/${fd}`).catch(() => otherwise) : otherwise

async function upTo(handle: FileHandle, most: number): Promise<Buffer> {
  const bytes = Buffer.alloc(most)
  let length = 0
  while (length < most) {
    const { bytesRead } = await handle.read(bytes, length, most - length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return bytes.subarray(0, length)
}

function decoded(bytes: Buffer): Source {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return refused('is not text in UTF-8; save it as that.')
  }
}

/** The line where a name is exported, or where it first stands. */
export function lineOf(text: string, name: string): number {
  const exported = new RegExp(
    `^[ \\t]*export\\s+(async\\s+)?(function\\s*\\*?|const|let|var|class)\\s+${name}\\b`,
    'm',
  )
  const at = [text.search(exported), text.search(new RegExp(`\\b${name}\\b`)), 0].find((i) => i >= 0) ?? 0
  return text.slice(0, at).split('\n').length
}
