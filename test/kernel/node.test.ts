import { expect, test } from 'vitest'
import { root } from '../../tools/files.mjs'
import { Client } from './client.ts'

/** The outcomes of cells in a kernel that has run nothing before. */
async function afresh(...cells: string[]) {
  const client = await Client.start(root)
  try {
    const outcomes = []
    for (const cell of cells) outcomes.push(await client.run(cell))
    return outcomes
  } finally {
    await client.stop()
  }
}

const everyday = `
console.assert(true, 'fine')
console.log('log', 1, {})
console.info('info')
console.debug('debug')
console.warn('warn')
console.error('error')
console.dir({ a: 1 }, { depth: 0 })
console.table([{ a: 1 }], ['a'])
console.group('group')
console.groupEnd()
console.time('t')
console.timeLog('t', 1)
console.timeEnd('t')
console.trace('trace')
const soon = setTimeout((n: number) => n, 1, 2).unref().ref()
const often = setInterval(() => undefined, 1)
clearTimeout(soon)
clearInterval(often)
const copy: { a: number[] } = structuredClone({ a: [1] })
const since: number = performance.now()
`

test('what most cells use of Node has the same types before and after all of Node is known', async () => {
  const outcomes = await afresh(everyday, 'process.version', 'clearTimeout(soon)', everyday)
  expect(outcomes.map(({ error }) => error)).toEqual(Array(4).fill(undefined))
})

test.each([
  ['a module', "import { basename } from 'node:path'\nbasename('a/b')", 'b'],
  ['a module without its prefix', "import path from 'path'\npath.basename('a/b')", 'b'],
  ['a global', "Buffer.from('abc').length", '3'],
  ['a global of the web', "new URL('http://a/b').pathname", '/b'],
  ['a method', 'setTimeout(() => undefined, 1).hasRef()', 'true'],
  ['a type', 'const left: NodeJS.ProcessEnv = {}\nleft', '{}'],
])('%s of Node is there once a cell asks for it', async (_, cell, value) => {
  const [outcome] = await afresh(cell)
  expect(outcome.error).toBeUndefined()
  expect(outcome.value).toBe(value)
})

test('a mistake is told as one who knows all of Node tells it', async () => {
  const [outcome] = await afresh('proces.version')
  expect(outcome.error).toContain("Did you mean 'process'?")
})
