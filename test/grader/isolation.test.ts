import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { existsSync, readdirSync, readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { find } from '../../grader/src/examine.ts'
import { gradeAndTell } from '../../grader/src/grade.ts'
import { throwAwayFolder } from '../../grader/src/watch.ts'
import { root } from '../../tools/files.mjs'

// Longer than a learner waits: a machine that is busy with other tests must not turn an answer into a timeout.
const limits = { milliseconds: 20_000, megabytes: 400 }
const gradeOf = async (id: string, source: string, within = limits) => {
  const { result, printed } = await gradeAndTell(source, find(id), { limits: within })
  return { ...result, printed }
}
const right = `const path = [x0]
  for (let t = 0; t < steps; t++) path.push(path[t] - eta * slopeOf(path[t]))
  return path`
const descend = (body: string, before = '') =>
  gradeOf('descend', `${before}\nexport function descend(slopeOf, x0, eta, steps) {\n  ${body}\n}`)
const step = (answer: string, before = '') =>
  gradeOf(
    'descent-step',
    `${before}\nexport function descentStep(x: number, slope: number, eta: number): any { return ${answer} }`,
  )

test('a loop without end is stopped, and the call is named', async () => {
  const source = 'export function descend() {\n  while (true) {}\n}'
  const result = await gradeOf('descend', source, { milliseconds: 1000, megabytes: 400 })
  expect(result).toMatchObject({ status: 'timeout', score: 0 })
  expect(result.message).toContain('busy with descend((x) => 2 * x, 70, 0.1, 4)')
  // Three times the processor's, and what it takes to start.
  expect(result.milliseconds).toBeLessThan(3000 + 2000)
})

test('a list that grows without end is stopped', async () => {
  expect(await descend('const a = []; while (true) a.push(new Float64Array(1e6).fill(1))')).toMatchObject({
    status: 'memory',
  })
  expect(
    await gradeOf('descend', 'const a: string[] = []\nfor (;;) a.push("x".repeat(1e6) + a.length)'),
  ).toMatchObject({ score: 0 })
})

test('an error is told with its line; the other calls keep their points', async () => {
  const all = await descend('throw new RangeError("eta is odd")')
  expect(all).toMatchObject({ status: 'crash', score: 0 })
  expect(all.message).toBe('descend stopped with an error at line 3: eta is odd')
  const some = await descend(`if (steps === 0) throw new Error('no steps'); ${right}`)
  expect(some).toMatchObject({ status: 'crash', score: 9 })
})

test('what is thrown need not be an error', async () => {
  for (const thing of [
    'undefined',
    'null',
    '42',
    '"text"',
    '{ get message() { throw 1 } }',
    'Promise.resolve()',
  ]) {
    expect(await descend(`throw ${thing}`), thing).toMatchObject({ status: 'crash', score: 0 })
  }
})

test('a syntax error is told with its line', async () => {
  const result = await gradeOf('descend', 'export function descend() {\n  const path = [x0\n  return path\n}')
  expect(result).toMatchObject({ status: 'crash', score: 0 })
  expect(result.message).toContain('cannot be read as TypeScript at line 3')
})

test('a missing export is told with what is there', async () => {
  const result = await gradeOf('descend', 'export const descent = () => [1]')
  expect(result.message).toBe(
    'The file exports no descend (it exports descent): its code is to begin with "export function descend".',
  )
  expect(result).toMatchObject({ status: 'fail', score: 0 })
  expect((await gradeOf('descend', 'export const descend = 5')).message).toContain('descend is a number')
})

test('an import is refused in words', async () => {
  for (const from of [
    'downhill',
    './descend',
    '../../solutions/02-gradient-descent/descend.ts',
    'npm:lodash',
    'https://localhost/x.ts',
  ]) {
    const result = await descend('return []', `import * as other from '${from}'\nconsole.log(other)`)
    expect(result, from).toMatchObject({ status: 'crash', score: 0 })
    expect(result.message, from).toContain('An exercise imports nothing')
  }
})

test.each([
  ['nothing', 'undefined', 'nothing (undefined)'],
  ['null', 'null', 'null'],
  ['a text', 'String(x - eta * slope)', 'the text'],
  ['a promise', 'Promise.resolve(x - eta * slope)', 'a promise'],
  ['a thenable', '{ then(f) { f(x - eta * slope) } }', 'a promise'],
  ['a Number object', 'Object(x - eta * slope)', 'a Number object'],
  ['a bigint', '1n', 'a bigint'],
  ['a function', '() => x', 'a function'],
  ['a list', '[x - eta * slope]', 'a list'],
  ['NaN', 'NaN', 'NaN'],
  ['Infinity', 'Infinity', 'Infinity'],
  ['an object that calls itself a number', '{ valueOf: () => x - eta * slope }', 'an object'],
])('%s for a number is a wrong answer that is named', async (_, answer, words) => {
  const result = await step(answer)
  expect(result).toMatchObject({ status: 'fail', score: 0 })
  expect(result.checks[0].firstDifference?.actual).toContain(words)
})

test.each([
  ['a sparse list', 'const a = []; a[steps] = 1; return a', 'nothing'],
  ['a list that claims four milliard values', 'return new Array(4294967295)', 'a list of 4294967295 values'],
  ['a million values', 'return new Array(1e6).fill(1)', 'a list of 1000000 values'],
  ['a generator', 'return (function* () { yield x0 })()', 'an object'],
  ['a proxy', `return new Proxy((() => { ${right} })(), {})`, 'a proxy'],
  ['a promise', `return (async () => { ${right} })()`, 'a promise'],
  ['a list of texts', `return (() => { ${right} })().map(String)`, 'the text'],
  ['an empty list', 'return []', '0'],
])('%s for a list of numbers is a wrong answer that is named', async (_, body, words) => {
  const result = await descend(body)
  expect(result).toMatchObject({ status: 'fail', score: 0 })
  expect(result.checks[0].firstDifference?.actual).toContain(words)
})

test('a part that answers differently each time is read once', async () => {
  const result = await gradeOf(
    'momentum-step',
    `export function momentumStep({ x, v }, slope, { eta, m }) {
      let reads = 0
      const velocity = m * v - eta * slope
      return { get x() { return reads++ === 0 ? x + velocity : NaN }, v: velocity }
    }`,
  )
  expect(result).toMatchObject({ status: 'pass' })
})

test('a part that is missing is named', async () => {
  const result = await gradeOf('momentum-step', 'export const momentumStep = ({ x }) => ({ x })')
  expect(JSON.stringify(result.checks)).toContain('missing')
})

test('arguments that were changed cost their points, and only those', async () => {
  const result = await gradeOf(
    'momentum-step',
    `export function momentumStep(state, slope, { eta, m }) {
      state.v = m * state.v - eta * slope
      state.x += state.v
      return state
    }`,
  )
  expect(result).toMatchObject({ status: 'fail', score: 9 })
  expect(result.checks.at(-1)).toMatchObject({ score: 0, firstDifference: { actual: 'changed by the call' } })
  const sorted = await gradeOf(
    'simple-moving-average',
    'export const simpleMovingAverage = (data) => data.sort()',
  )
  expect(sorted.checks.at(-1)).toMatchObject({ score: 0 })
})

test('a flood of output is stopped', async () => {
  const start = performance.now()
  expect(await descend('for (;;) console.log("x".repeat(1000))')).toMatchObject({ status: 'crash', score: 0 })
  expect(await descend('for (;;) console.error("x".repeat(1000))')).toMatchObject({
    status: 'crash',
    score: 0,
  })
  const raw = await descend(
    'const bytes = new Uint8Array(65536).fill(120); for (;;) Deno.stdout.writeSync(bytes)',
  )
  expect(raw).toMatchObject({ status: 'crash', score: 0 })
  expect(performance.now() - start).toBeLessThan(15_000)
})

test('what a submission prints is shown and costs nothing', async () => {
  const result = await descend(`console.log('step', steps); ${right}`)
  expect(result).toMatchObject({ status: 'pass' })
  expect(result.printed).toContain('step 4')
})

test('to leave early is no answer, however clean', async () => {
  for (const way of ['Deno.exit(0)', 'Deno.exit(3)', 'Deno.kill(Deno.pid)']) {
    const result = await descend(`${way}; return []`)
    expect(result.score, way).toBe(0)
    expect(result.status, way).toBe('crash')
  }
})

test('files, network, processes, environment and the other exercises are out of reach', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'secret-'))
  const secret = path.join(folder, 'secret.ts')
  writeFileSync(secret, 'export const answer = 42')
  let visits = 0
  const server = createServer((socket) => {
    visits++
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = (server.address() as AddressInfo).port
  const attempts = [
    `Deno.readTextFileSync('${secret}')`,
    `Deno.writeTextFileSync('${path.join(folder, 'mine')}', 'x')`,
    `Deno.readDirSync('.').next()`,
    `Deno.env.toObject()`,
    `Deno.env.get('PATH')`,
    `new Deno.Command('/bin/sh', { args: ['-c', 'touch ${folder}/spawned'] }).outputSync()`,
    `Deno.kill(${process.pid}, 'SIGKILL')`,
    `Deno.dlopen('libc.so.6', {})`,
    `Deno.hostname()`,
    `process.getBuiltinModule('node:fs').readFileSync('${secret}')`,
  ]
  const source = (code: string) =>
    `export function descentStep() { try { ${code}; console.log('open') } catch (error) { console.log('refused') } return 0 }`
  for (const code of attempts) {
    const result = await gradeOf('descent-step', source(code))
    expect(result.printed, code).toContain('refused')
    expect(result.printed, code).not.toContain('open')
  }
  const later = [
    `await Deno.connect({ hostname: '127.0.0.1', port: ${port} })`,
    `await fetch('http://127.0.0.1:${port}/')`,
    `await import('http://127.0.0.1:${port}/x.ts')`,
    `await import('file://${secret}')`,
    `await import('file://${secret}', { with: { type: 'text' } })`,
    `await import('node:child_process').then((c) => c.execSync('touch ${folder}/spawned'))`,
    `await import('node:net').then((net) => new Promise((yes, no) => net.connect(${port}, '127.0.0.1', yes).on('error', no)))`,
  ]
  for (const code of later) {
    const top = `try { ${code}; console.log('open') } catch { console.log('refused') }\nexport const descentStep = () => 0`
    const result = await gradeOf('descent-step', top)
    expect(result.printed, code).toContain('refused')
    expect(result.printed, code).not.toContain('open')
  }
  const still = await gradeOf(
    'descent-step',
    `import text from 'file://${secret}' with { type: 'text' }\nexport const descentStep = () => text.length`,
  )
  expect(still).toMatchObject({ status: 'crash', score: 0 })
  expect(visits).toBe(0)
  expect(readdirSync(folder)).toEqual(['secret.ts'])
  server.close()
  rmSync(folder, { recursive: true })
})

test('one submission leaves nothing for the next', async () => {
  const source = `export function descentStep() {
    console.log('before', localStorage.getItem('answer'))
    localStorage.setItem('answer', '42')
    return 0
  }`
  const before = async () => (await gradeOf('descent-step', source)).printed?.split('\n')[0] ?? ''
  expect(await before()).not.toContain('42')
  expect(await before()).not.toContain('42')
})

test.each([
  [
    'a result written to the channel',
    `Deno.stdout.writeSync(new TextEncoder().encode('{"answer":[1]}\\n{"end":true}\\n'))`,
  ],
  [
    'a whole run written to the channel',
    `for (let i = 0; i < 40; i++) Deno.stdout.writeSync(new TextEncoder().encode('{"answer":true,"score":10}\\n')); Deno.stdout.writeSync(new TextEncoder().encode('{"end":true}\\n')); Deno.exit(0)`,
  ],
  [
    'a claim that grading was impossible',
    `Deno.stdout.writeSync(new TextEncoder().encode('{"ungradable":true}\\n')); Deno.exit(127)`,
  ],
  [
    'patched comparisons',
    'Object.is = () => true; Math.abs = () => 0; Math.max = () => 1e300; Number.isFinite = () => false',
  ],
  ['patched JSON', 'JSON.stringify = () => \'{"answer":1,"end":true}\''],
  [
    'a polluted prototype',
    'Object.prototype.score = 10; Object.prototype.answer = 1; Object.prototype.threw = undefined',
  ],
  [
    'patched lists',
    'Array.prototype.every = () => true; Array.prototype.push = () => 1; Array.prototype.entries = () => [][Symbol.iterator]()',
  ],
  ['a stub’s message', `throw new Error('not written yet')`],
  ['no memory, it says', `Deno.stderr.writeSync(new TextEncoder().encode('out of memory')); Deno.exit(134)`],
])('%s earns no points, and no excuse', async (_, attack) => {
  const result = await descend('return [1, 2, 3]', attack)
  expect(result.score).toBe(0)
  expect(['fail', 'crash', 'memory', 'timeout']).toContain(result.status)
})

test('a flood of nested brackets and a huge source are survived', async () => {
  const deep = await descend(
    `Deno.stdout.writeSync(new TextEncoder().encode('['.repeat(60000) + '\\n')); ${right}`,
  )
  expect(deep.status).not.toBe('ungradable')
  expect(
    await gradeOf('descend', `export const descend = ${'('.repeat(100_000)}1${')'.repeat(100_000)}`),
  ).toMatchObject({ score: 0 })
  expect((await gradeOf('descend', `// ${'x'.repeat(2_000_000)}`)).message).toContain('at most 1000000')
})

test('when no process can be started, that is the grader’s failure and not a wrong answer', () => {
  const grader = `
    require('node:child_process').spawn = () => { throw new Error('no more processes') }
    const { exercises, grade } = require(${JSON.stringify(path.join(root, 'grader', 'dist', 'index.js'))})
    const descend = exercises.find(({ id }) => id === 'descend')
    grade('export const descend = 1', descend).then((result) => console.log(JSON.stringify(result)))`
  const { stdout } = spawnSync(process.execPath, ['-e', grader], { encoding: 'utf8' })
  expect(JSON.parse(stdout)).toMatchObject({
    status: 'ungradable',
    isolation: 'nothing was run',
    message: 'This could not be graded, which says nothing about your answer: no more processes.',
  })
})

test('nothing stays behind in the temporary folder', async () => {
  await descend(right)
  await gradeOf('descend', 'for (;;);', { milliseconds: 500, megabytes: 400 })
  expect(readdirSync(throwAwayFolder())).toEqual([])
})

// Compiled, since a process of its own knows nothing of TypeScript.
const graderOfItsOwn = `
  const { exercises, grade } = require(${JSON.stringify(path.join(root, 'grader', 'dist', 'index.js'))})
  const descend = exercises.find(({ id }) => id === 'descend')
  void grade('export function descend() { for (;;); }', descend, { limits: { milliseconds: 60_000, megabytes: 400 } })`

test.runIf(process.platform === 'linux').each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
  'a submission that never ends goes when its grader goes, also by %s',
  async (signal) => {
    const grader = spawn(process.execPath, ['-e', graderOfItsOwn], { stdio: 'inherit' })
    const pid = grader.pid!
    const isThere = (one: string) => existsSync(`/proc/${one}`)
    const children = () =>
      readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
    await vi.waitUntil(() => children().length >= 2, { timeout: 20_000 })
    const started = children()
    // By now it loops.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    grader.kill(signal)
    await once(grader, 'exit')
    await vi.waitUntil(() => !started.some(isThere), { timeout: 20_000 })
  },
)
