// What the explorables need, as two files: one for a page, and one for the kernel, which draws what stands there at first.
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from './files.mjs'

const folder = join(root, 'lib', 'src', 'explorables')
const out = join(root, 'lib', 'dist')
/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  logLevel: 'warning',
  legalComments: 'none',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  absWorkingDir: root,
}

const page = join(out, 'page.js')
const { metafile } = await build({
  ...shared,
  metafile: true,
  entryPoints: [join(folder, 'page.ts')],
  outfile: page,
  format: 'iife',
  target: 'es2022',
  minify: true,
  charset: 'utf8',
  define: { __VERSION__: '"VERSION"' },
})
// The version is what the file holds: two outputs of one version share an element, those of two do not.
const text = readFileSync(page, 'utf8')
const version = createHash('sha256').update(text).digest('hex').slice(0, 8)
writeFileSync(page, text.replaceAll('VERSION', version))

const packages = Object.keys(metafile.inputs).flatMap(
  (input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? [],
)
const licences = [...new Set(packages)].sort().map((name) => {
  const licence = readFileSync(join(root, 'node_modules', name, 'LICENSE'), 'utf8')
  return `${name}\n\n${licence.trim()}\n`
})
writeFileSync(join(out, 'page-licences.txt'), licences.join('\n'))

await build({
  ...shared,
  entryPoints: [join(folder, 'still.ts')],
  outfile: join(out, 'still.js'),
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  define: { __VERSION__: JSON.stringify(version) },
})
