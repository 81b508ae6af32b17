import { copyFileSync, constants, readFileSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { readIfThere, root } from '../files.mjs'
import { choose } from '../names.mjs'
import { Problem } from '../problem.mjs'
import { copies, copyHandedOut, isAsHandedOut, readManifest } from '../setup/handed-out.mjs'

const nameOf = (/** @type {string} */ file) => basename(file, extname(file))

/**
 * Brings a lesson or an exercise back as it was handed out, and keeps the reader's version beside it.
 * @param {string} root
 * @param {string} wanted
 * @param {Date} now
 * @returns {Promise<string>} what was done, in a sentence
 */
export async function reset(root, wanted, now) {
  await copyHandedOut(root)
  const manifest = readManifest(root)
  const name = choose(wanted, Object.keys(manifest).map(nameOf), 'lesson or exercise')
  const file = Object.keys(manifest).find((path) => nameOf(path) === name) ?? name
  const identity = manifest[file]

  const path = join(root, file)
  const present = readIfThere(path)
  if (isAsHandedOut(present, identity)) return `${file} is as it was handed out; nothing to do.`
  const copy = join(copies(root), file)
  if (!isAsHandedOut(readIfThere(copy), identity))
    throw new Problem(
      `There is no copy of ${file} as it was handed out, and git does not have it: fetch the file again from where you got the course.`,
    )
  const original = readFileSync(copy)
  if (present === undefined) {
    writeFileSync(path, original)
    return `${file} was missing, and is back.`
  }
  const kept = keep(root, file, now)
  writeFileSync(path, original)
  return `${file} is back as it was handed out. Your version is kept as ${kept}.`
}

/**
 * Copies a file to a new name beside it, which says when; an earlier copy is never overwritten.
 * @param {string} root
 * @param {string} file
 * @param {Date} now
 */
function keep(root, file, now) {
  const two = (/** @type {number} */ part) => String(part).padStart(2, '0')
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-')
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('')
  const extension = extname(file)
  for (let n = 1; ; n++) {
    const kept = `${file.slice(0, -extension.length)}.kept-${day}-${time}${n === 1 ? '' : `-${n}`}${extension}`
    try {
      copyFileSync(join(root, file), join(root, kept), constants.COPYFILE_EXCL)
      return kept
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
}

/** @param {string[]} args */
export async function main(args) {
  const wanted = args.at(0)
  if (args.length !== 1 || wanted === undefined || wanted.startsWith('-'))
    throw new Problem(
      `npm run reset -- 06         brings back the lesson 06 as it was handed out; your version is kept beside it
npm run reset -- descend    does the same for an exercise

There are: ${Object.keys(readManifest(root)).map(nameOf).join(', ')}.`,
    )
  console.log(await reset(root, wanted, new Date()))
  return 0
}
