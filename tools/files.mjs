import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's root folder. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

/** The project's Python environment in the folder `root`; everything that set-up and Jupyter write is inside it. */
export const venv = (/** @type {string} */ root) => join(root, '.venv')

/** Python inside the project's environment. */
export const venvPython = (/** @type {string} */ root) =>
  process.platform === 'win32' ? join(venv(root), 'Scripts', 'python.exe') : join(venv(root), 'bin', 'python')

/**
 * @param {string | Buffer} content
 */
export const sha256 = (content) => createHash('sha256').update(content).digest('hex')

/**
 * As a content security policy wants it.
 * @param {string} content
 */
export const sha256Base64 = (content) => createHash('sha256').update(content).digest('base64')

/**
 * A file's text, or undefined where there is none.
 * @param {string} file
 */
export function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/**
 * What a JSON file holds; an empty object where there is none, or a broken one.
 * @param {string} file
 * @returns {unknown}
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

/**
 * Writes a file and its folder, unless it already reads so.
 * @param {string} file
 * @param {string} content
 * @returns {boolean} whether anything was written
 */
export function writeIfChanged(file, content) {
  if (readIfThere(file) === content) return false
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return true
}
