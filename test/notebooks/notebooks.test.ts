import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { root } from '../../tools/files.mjs'
import { lessons } from '../../tools/names.mjs'
import { runInJupyter } from '../kernel/jupyter.ts'

interface Execution {
  seconds: number
  cells: { id: string; reached: boolean; mayFail: boolean; errors: string[]; seconds: number }[]
}

const folder = path.join(root, 'notebooks')
const script = fileURLToPath(new URL('execute.py', import.meta.url))
const execute = (file: string) => runInJupyter(script, file, folder) as Execution

/** What went otherwise than it should, a line for each cell. */
function problems({ cells }: Execution) {
  return cells.flatMap(({ id, reached, mayFail, errors }) => {
    if (!reached) return [`${id}: was not reached`]
    if (mayFail) return errors.length > 0 ? [] : [`${id}: is tagged raises-exception and raised none`]
    return errors.map((error) => `${id}: ${error}`)
  })
}

const names = lessons(root).map((lesson) => `${lesson}.ipynb`)

test('there are lessons', () => {
  expect(names).not.toEqual([])
})

describe('runs from a fresh kernel, top to bottom, without an error:', () => {
  for (const lesson of names) {
    test(lesson, () => {
      const execution = execute(path.join(folder, lesson))
      expect(problems(execution)).toEqual([])
      const slowest = execution.cells.reduce((a, b) => (b.seconds > a.seconds ? b : a))
      console.log(
        `${lesson}: ${execution.cells.length} cells in ${execution.seconds.toFixed(1)} s; the slowest, ${slowest.id}, took ${slowest.seconds.toFixed(2)} s`,
      )
    })
  }
})

test('a cell that fails, or fails to fail, is found, and those after it are run', () => {
  const code = (id: string, source: string, tags: string[] = []) => ({
    cell_type: 'code',
    id,
    metadata: { tags },
    source,
    outputs: [],
    execution_count: null,
  })
  const cells = [
    code('fails', "throw new Error('no')"),
    code('does-not-compile', 'const n: number = "x"'),
    code('fails-as-it-should', 'throw 1', ['raises-exception']),
    code('should-fail', '1', ['raises-exception']),
    code('works', "import { square } from 'downhill'\nsquare.value(2)"),
    code('in-a-timer', "setTimeout(() => { throw new Error('late') }, 1)\nawait new Promise(() => undefined)"),
  ]
  const temporary = mkdtempSync(path.join(tmpdir(), 'downhill-notebook-'))
  try {
    const file = path.join(temporary, 'broken.ipynb')
    writeFileSync(file, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }))
    expect(problems(execute(file)).map((problem) => problem.split(':')[0])).toEqual([
      'fails',
      'does-not-compile',
      'should-fail',
      'in-a-timer',
    ])
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
})
