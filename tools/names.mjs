import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Problem } from './problem.mjs'

/**
 * The lessons in the folder `root`, in their order: '00-start', '01-…'.
 * @param {string} root
 */
export function lessons(root) {
  return readdirSync(join(root, 'notebooks'))
    .filter((file) => /^\d\d-[a-z0-9-]+\.ipynb$/.test(file))
    .map((file) => basename(file, '.ipynb'))
    .sort()
}

/**
 * The one name that a person meant: whole ('06-momentum', 'notebooks/06-momentum.ipynb'), by number ('06', '6'),
 * or without its number ('momentum').
 * @param {string} wanted
 * @param {readonly string[]} names
 * @param {string} what what is chosen, for the message: 'lesson'
 */
export function choose(wanted, names, what) {
  const short = wanted.replace(/^.*[\\/]/, '').replace(/\.(ipynb|ts)$/, '')
  const found = names.find(
    (name) =>
      name === short ||
      name.replace(/^\d\d-/, '') === short ||
      (/^\d\d?$/.test(short) && name.startsWith(short.padStart(2, '0') + '-')),
  )
  if (found === undefined)
    throw new Problem(`There is no ${what} '${wanted}'. There are: ${names.join(', ') || 'none yet'}.`)
  return found
}
