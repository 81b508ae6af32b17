import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { compileFunction } from 'node:vm'
import { buildSync } from 'esbuild'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { root } from '../../../tools/files.mjs'

const folder = join(root, 'lib', 'src', 'explorables')
const file = join(folder, 'tangent.tsx')
/** The whole explorable of docs/explorables.md. */
const example = /```tsx\n([^]*?)```/.exec(readFileSync(join(root, 'docs', 'explorables.md'), 'utf8'))![1]

test('the example of how to add an explorable has the right types', () => {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, 'lib', 'tsconfig.json'),
    { composite: false },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: () => undefined,
    },
  )!
  const host = ts.createCompilerHost(config.options)
  const read = host.readFile.bind(host)
  host.readFile = (name) => (name === file ? example : read(name))
  host.fileExists = (name) => name === file || ts.sys.fileExists(name)
  const program = ts.createProgram([file], { ...config.options, noEmit: true, incremental: false }, host)
  const source = program.getSourceFile(file)
  const problems = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
})

test('the example of how to add an explorable draws its picture and says what is seen', () => {
  const contents = `${example}
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
export const shown = (given) => renderToString(h(tangent.View, tangent.complete(given)))`
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: folder, loader: 'tsx' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    external: ['mathjs'],
  })
  const module = { exports: {} as { shown: (given: object) => string } }
  const run = compileFunction(outputFiles[0].text, ['module', 'exports', 'require']) as (
    ...given: unknown[]
  ) => void
  run(module, module.exports, createRequire(file))
  const html = module.exports.shown({})
  expect(html).toContain('At x = 3 the slope of x² is 6: so steep is the line.')
  expect(html.match(/<path [^>]*d="M/g)!.length).toBeGreaterThan(2)
  expect(html).not.toMatch(/NaN|undefined/)
  expect(() => module.exports.shown({ at: 11 })).toThrow('at is 11')
})
