import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readIfThere, readJson, sha256, venv, writeIfChanged } from '../files.mjs'
import { run } from '../run.mjs'

/** What identifies a handed-out file: its hash, and the name under which git keeps it. */
/** @typedef {{ sha256: string, blob: string }} Identity */
/** @typedef {Record<string, Identity>} Manifest by path from the root, with / on every system */

/**
 * The copies that `npm run reset` gives back, in the folder `root`.
 * @param {string} root
 */
export const copies = (root) => join(venv(root), 'handed-out')

const manifestFile = (/** @type {string} */ root) => join(root, 'tools', 'handed-out.json')

/**
 * @param {string} root
 * @returns {Manifest}
 */
export const readManifest = (root) => /** @type {Manifest} */ (readJson(manifestFile(root)))

/**
 * Line ends are git's business, not a change.
 * @param {string} text
 */
const withPlainEnds = (text) => text.replaceAll('\r\n', '\n')

/**
 * @param {string} text
 * @returns {Identity}
 */
export function identify(text) {
  const content = Buffer.from(withPlainEnds(text))
  return {
    sha256: sha256(content),
    blob: createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex'),
  }
}

/**
 * The files that are handed out to the reader, as they are now: lessons and exercises. Versions that `npm run reset` kept are none.
 * @param {string} root
 * @returns {string[]}
 */
export function handedOutFiles(root) {
  return ['notebooks', 'exercises']
    .flatMap((folder) =>
      existsSync(join(root, folder))
        ? readdirSync(join(root, folder), { recursive: true }).map(
            (file) => `${folder}/${String(file).replaceAll('\\', '/')}`,
          )
        : [],
    )
    .filter((file) =>
      /^notebooks\/(\d\d-[a-z0-9-]+|glossary)\.ipynb$|^exercises\/([a-z0-9-]+\/)*[a-z0-9-]+\.ts$/.test(file),
    )
    .sort()
}

/**
 * Writes tools/handed-out.json from the files as they are now.
 * @param {string} root
 * @returns {boolean} whether it changed
 */
export function writeManifest(root) {
  const manifest = Object.fromEntries(
    handedOutFiles(root).map((file) => [file, identify(readFileSync(join(root, file), 'utf8'))]),
  )
  return writeIfChanged(manifestFile(root), JSON.stringify(manifest, null, 2) + '\n')
}

/**
 * Puts a copy of each handed-out file into .venv/handed-out: from the file while it is unchanged, else from git.
 * @param {string} root
 * @returns {Promise<number>} how many copies were made
 */
export async function copyHandedOut(root) {
  let made = 0
  for (const [file, identity] of Object.entries(readManifest(root))) {
    const copy = join(copies(root), file)
    if (isAsHandedOut(readIfThere(copy), identity)) continue
    let text = readIfThere(join(root, file)) ?? ''
    if (!isAsHandedOut(text, identity))
      text = (await run('git', ['cat-file', 'blob', identity.blob], { cwd: root })).output
    if (!isAsHandedOut(text, identity)) continue
    writeIfChanged(copy, text)
    made++
  }
  return made
}

/**
 * @param {string | undefined} text
 * @param {Identity} identity
 */
export const isAsHandedOut = (text, identity) =>
  text !== undefined && identify(text).sha256 === identity.sha256
