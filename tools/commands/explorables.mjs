import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root, sha256Base64 } from '../files.mjs'
import { Problem } from '../problem.mjs'
import { build, nodePackages } from '../setup/stages.mjs'

const help = `npm run explorables                    writes each explorable as an HTML file, and a list, into the folder explorables
npm run explorables -- --out course    into this folder`

/**
 * @param {readonly string[]} args
 * @returns {{ out: string, help: boolean }}
 */
export function readArguments(args) {
  try {
    const { out, help } = parseArgs({
      args: [...args],
      options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    }).values
    return { out: out ?? join(root, 'explorables'), help: help === true }
  } catch (error) {
    const [sentence] = String(error instanceof Error && error.message).split(/\.(?:\s|$)/)
    throw new Problem(`${sentence}. There are:\n${help}`)
  }
}

/**
 * Writes each explorable as an HTML file of its own, and a page that lists them: to project one, or to put it on a course's
 * page. A file needs nothing beside itself, asks nobody for anything, and runs under a policy that allows its own script
 * alone.
 * @param {string[]} args
 */
export async function main(args) {
  const values = readArguments(args)
  if (values.help) {
    console.log(help)
    return 0
  }
  await nodePackages(root)
  await build(root)
  const require = createRequire(import.meta.url)
  /** @type {unknown} */
  const drawing = require(join(root, 'lib', 'dist', 'still.js'))
  /** @type {unknown} */
  const notebook = require(join(root, 'lib', 'dist', 'notebook', 'explore.js'))
  const { all, version, still } = /** @type {typeof import('../../lib/src/explorables/still.ts')} */ (drawing)
  const { elementOf } = /** @type {typeof import('../../lib/src/notebook/explore.ts')} */ (notebook)
  const program = readFileSync(join(root, 'lib', 'dist', 'page.js'), 'utf8')
  mkdirSync(values.out, { recursive: true })
  copyFileSync(join(root, 'lib', 'dist', 'page-licences.txt'), join(values.out, 'licences.txt'))
  for (const { name, title } of all)
    writeFileSync(
      join(values.out, `${name}.html`),
      page(title, elementOf(name, version, still(name, {})), program),
    )
  const list = all
    .map(({ name, title, about }) => `<li><a href="${name}.html">${title}</a>. ${about}</li>`)
    .join('\n')
  writeFileSync(join(values.out, 'index.html'), page('Explorables', `<h1>Explorables</h1><ul>${list}</ul>`))
  console.log(`${all.length} explorables and index.html are in ${values.out}`)
  return 0
}

const style =
  ':root { color-scheme: light dark } body { max-width: 62em; margin: 1em auto; padding: 0 1em; font: 16px/1.5 system-ui, sans-serif }'

/**
 * @param {string} title
 * @param {string} body
 * @param {string} [program]
 */
function page(title, body, program) {
  const hash = (/** @type {string} */ text) => `'sha256-${sha256Base64(text)}'`
  const policy = `default-src 'none'; img-src data:; style-src ${hash(style)}; script-src ${program === undefined ? "'none'" : hash(program)}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}
</main>
${program === undefined ? '' : `<script>${program}</script>`}
</body>
</html>
`
}
