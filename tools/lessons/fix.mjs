import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lessons } from '../names.mjs'
import { formProblems, mended } from './form.mjs'

const path = (/** @type {string} */ root, /** @type {string} */ name) => join(root, 'notebooks', name)

/**
 * The lessons in the folder `root` as they are on the disk; notebooks of the reader's own are none.
 * @param {string} root
 */
export function readLessons(root) {
  return lessons(root)
    .map((lesson) => `${lesson}.ipynb`)
    .map((name) => ({ name, text: readFileSync(path(root, name), 'utf8') }))
}

/**
 * Brings every lesson in the folder `root` into the form in which lessons are kept; one that is no notebook, or has
 * that form, is left alone.
 * @param {string} root
 * @returns {string[]} what was changed, a line each
 */
export function fixLessons(root) {
  return readLessons(root).flatMap(({ name, text }) => {
    const better = tryToMend(text)
    if (better === undefined || better === text) return []
    writeFileSync(path(root, name), better)
    const left = new Set(formProblems(better))
    return formProblems(text)
      .filter((problem) => !left.has(problem))
      .map((problem) => `${name}, mended: ${problem}`)
  })
}

/** @param {string} text */
function tryToMend(text) {
  try {
    return mended(text)
  } catch {
    return undefined
  }
}
