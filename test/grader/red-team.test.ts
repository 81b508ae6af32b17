import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { find } from '../../grader/src/examine.ts'
import { gradeAndTell } from '../../grader/src/grade.ts'
import { Sandbox } from '../../grader/src/isolate.ts'
import { throwAwayFolder } from '../../grader/src/watch.ts'
import { descend, escapes, groups, honest, type Attack } from './attacks.ts'

// The least time that is surely enough for those that end: of the processor's, so that a busy machine changes nothing.
const limits = { milliseconds: 1500, megabytes: 300 }
const forLoops = { ...limits, milliseconds: 500 }

const secret = 'kr0kodil'
const folder = mkdtempSync(path.join(tmpdir(), 'secret-'))
const file = path.join(folder, 'secret.ts')
writeFileSync(file, `export const answer = '${secret}'`)
let visits = 0
const server = createServer((socket) => {
  visits++
  socket.destroy()
})
// Known before the tests are collected.
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo

async function attack({ on = 'descend', source, status, score = 0, says = '', prints = '' }: Attack) {
  const graded = await gradeAndTell(source, find(on), { limits: status === 'timeout' ? forLoops : limits })
  const { result, printed = '' } = graded
  const all = JSON.stringify(graded)
  const told = `${result.message} ${printed}`.slice(0, 500)
  expect(result.status, told).toBe(status)
  if (score !== Infinity) expect(result.score, told).toBe(score)
  expect(result.score).toBeLessThan(status === 'pass' ? Infinity : result.points)
  expect(all.includes(JSON.stringify(says).slice(1, -1)), `${told} ${JSON.stringify(result.checks)}`).toBe(
    true,
  )
  expect(printed.slice(0, 2000)).toContain(prints)
  expect(printed.slice(0, 2000)).not.toMatch(/^OPEN/m)
  expect(all.includes(secret), told).toBe(false)
  // Three times the processor's, and what it takes to start and to end.
  expect(result.milliseconds).toBeLessThan(3 * limits.milliseconds + 5000)
}

const named = (attacks: readonly Attack[]) => attacks.map((one) => [one.name, one.by, one] as const)

for (const [aim, attacks] of Object.entries({ ...groups, escape: escapes(file, port) })) {
  describe.concurrent(aim, () => {
    test.each(named(attacks))('%s: %s', (_name, _by, one) => attack(one))
  })
}

// What has more than types to take out is loaded in the process's first realm, alone, and meets other walls there.
const others = Object.entries({ forge: groups.forge, escape: escapes(file, port) })
for (const [aim, attacks] of others) {
  // It is no secret to itself.
  const there = attacks.filter(({ name }) => !name.includes('of the first realm'))
  describe.concurrent(`${aim}, in the first realm`, () => {
    test.each(named(there))('%s: %s', (_name, _by, one) =>
      attack({ ...one, source: `${one.source}\nenum Kind {}` }),
    )
  })
}

const onLinux = existsSync('/proc/self/task')
/** The processes that this one has started, and those that they have. */
const children = (pid: number | string = process.pid): string[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .flatMap((child) => [child, ...children(child)])
const isDeno = (pid: string) =>
  readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('/') &&
  readlinkSync(`/proc/${pid}/exe`).endsWith('deno')

describe('files of different people, one after the other', () => {
  const right = descend(honest)
  /** What becomes of the second, and whether it had the process of the first. */
  async function afterwards(first: string, second = right) {
    const sandbox = new Sandbox(limits, true)
    const at = async (source: string) => {
      const { result, printed = '' } = await gradeAndTell(source, find('descend'), { sandbox })
      // What waits for the next.
      await sandbox.settled()
      return { result, printed, waits: onLinux ? children().filter(isDeno) : [] }
    }
    const [before, after] = [await at(first), await at(second)]
    await sandbox.close()
    const shared = before.waits.some((pid) => after.waits.includes(pid))
    return { first: before.result, second: after.result, printed: after.printed, shared }
  }

  test.each([
    ['nothing', ''],
    ['a method', 'Array.prototype.push = () => 0'],
    ['a function', 'Math.abs = () => 0'],
    ['a property of every object', '(Object.prototype as any).steps = 0'],
    ['a global', '(globalThis as any).seen = 1'],
    ['the language, frozen', 'Object.freeze(Array.prototype)'],
    ['the console', 'console.log = () => {}'],
    ['how errors are told', '(Error as any).stackTraceLimit = 0'],
    ['an iterator’s prototype', 'Object.getPrototypeOf([].values()).next = () => ({ done: true })'],
    ['an async function’s prototype', 'Object.getPrototypeOf(async () => 0).x = 1'],
    ['what lists inherit', 'Object.setPrototypeOf(Array.prototype, null)'],
    ['a method of a method', '(Array.prototype.push as any).call = () => 0'],
    ['how promises go on', 'Promise.prototype.then = (() => 0) as any'],
    ['what the console has indented', 'console.group()'],
    ['what a shared symbol names', '(Object.prototype as any)[Symbol.for("x")] = 1'],
    ['a rejection', 'void Promise.reject(new Proxy({}, { get() { for (;;); } }))'],
    [
      'something that comes late',
      `const hop = (i: number): any => import('data:text/javascript,export default ' + i).catch(() => (i < 99 ? hop(i + 1) : (Array.prototype.push = () => 0)))
void hop(0)`,
    ],
  ])('share a process and not what the first has changed: %s', async (_, change) => {
    const look = `const own = ['steps', 'seen', 'x'].some((name) => name in {} || name in globalThis || Symbol.for(name) in {})
console.log(own ? 'OPEN' : 'closed')`
    const { second, shared, printed } = await afterwards(descend('return [1]', change), descend(honest, look))
    expect(second).toMatchObject({ status: 'pass', score: 10 })
    expect(printed).toBe('closed\n')
    expect(shared).toBe(onLinux)
  })

  const deep = (act: string) => `const down = (): void => { try { down() } catch {} try { ${act} } catch {} }
down()`
  test.each([
    ['a stack that ends while it prints', deep(`console.log('x')`)],
    ['a stack that ends while it copies', deep('structuredClone([new Map([[1, {}]])])')],
    ['a stack that ends while an error is told', deep(`void new Error('x').stack`)],
    ['a stack that ends while something is loaded', deep(`void import('x').catch(() => 0)`)],
    ['a stack that ends while something is rejected', deep('void Promise.reject(1)')],
    ['symbols that stay', `for (let i = 0; i < 1e5; i++) Symbol.for('s' + i)`],
    ['long symbols that stay', `for (let i = 0; i < 10; i++) Symbol.for('x'.repeat(4e6) + i)`],
    ['what makes lists slow', `Object.setPrototypeOf(Array.prototype, new Proxy({}, {}))`],
    ['what makes promises slow', `Promise.prototype.then = null as any`],
    ['lengths that cannot be', `for (const n of [-1, 2 ** 53]) try { new ArrayBuffer(n) } catch {}`],
    ['the longest text', `let s = 'x'; try { for (;;) s += s } catch {} (globalThis as any).s = s`],
    [
      'a rejection that has code of its own',
      `void Promise.reject({ get message(): any { for (;;); }, toString() { for (;;); } })`,
    ],
    ['a realm to be kept by a weak reference', `(globalThis as any).it = new WeakRef(globalThis).deref()`],
    [
      'generators that never end',
      `const it = (async function* () { try { yield 1 } finally { await new Promise(() => {}) } })()
void it.next(); void it.return(1)`,
    ],
  ])('are graded as if alone after one that leaves %s', async (_, change) => {
    const alone = await gradeAndTell(right, find('descend'), { limits })
    const { second, printed } = await afterwards(descend(honest, change))
    expect({ ...second, milliseconds: 0 }).toEqual({ ...alone.result, milliseconds: 0 })
    expect(printed).toBe('')
  })

  test.each([
    ['prints', `for (let i = 0; i < 1000; i++) { await 0; console.log('\\n{"asNew":true}\\nwaiting\\n') }`],
    ['prints without end', `for (;;) console.log('x'.repeat(1000))`],
    ['loops', 'for (;;);'],
    ['waits again and again', 'for (;;) await 0'],
    ['takes all memory', 'const list: any[] = []; for (;;) list.push(new Array(1e5).fill(1))'],
    ['calls without end', 'const f = (): any => f() + 1; f()'],
  ])('are graded as if alone after one that %s when its answers are there', async (_, late) => {
    const last = `if (steps === 1000) void (async () => { for (let i = 0; i < 100; i++) await 0; ${late} })()`
    const { first, second, printed } = await afterwards(descend(`${last}; ${honest}`))
    expect(first).toMatchObject({ status: 'pass', score: 10 })
    expect(second).toMatchObject({ status: 'pass', score: 10 })
    expect(printed).toBe('')
  })

  test('have all the memory, also after one whose rejection holds much', async () => {
    const takes = (megabytes: number) => `const much = new ArrayBuffer(${megabytes}e6)`
    // What is not written to is not counted as taken, but cannot be had twice.
    const most = descend(honest, takes(400))
    const holds = descend(honest, `${takes(300)}\nvoid Promise.reject(much)`)
    expect(await gradeAndTell(most, find('descend'), { limits })).toMatchObject({ result: { score: 10 } })
    expect(await afterwards(holds, most)).toMatchObject({ second: { status: 'pass', score: 10 } })
  })

  test('have all the time: what takes long after others runs again alone', async () => {
    const long = `const start = performance.now(); while (performance.now() - start < ${0.8 * limits.milliseconds});`
    const { second, shared } = await afterwards(right, descend(honest, long))
    expect(second).toMatchObject({ status: 'pass', score: 10 })
    expect(shared).toBe(false)
  })

  test.each([
    ['its stack ends', 'const f = (): any => f() + 1; f()', 'crash'],
    ['it asks for more memory than there is', 'new ArrayBuffer(2e9)', 'crash'],
    [
      'it takes more memory than there is',
      'const list = []; for (;;) list.push(new Array(1e6).fill(1))',
      'memory',
    ],
  ])('have the whole of a process: where %s after others, it runs again alone', async (_, body, status) => {
    const { second, shared } = await afterwards(right, descend(body))
    expect(second).toMatchObject({ status, score: 0 })
    expect(shared).toBe(false)
  })

  test('cannot tell by the clock whether others were before', async () => {
    const busy = 'while (performance.now() < 1000);'
    const look = `console.log(performance.now() < 900 ? 'first' : 'later')`
    expect(await afterwards(descend(honest, busy), descend(honest, look))).toMatchObject({
      printed: 'first\n',
      shared: onLinux,
    })
  })

  test.each([
    ['imports something', `import { add } from 'mathjs'\nconsole.log(add(1, 2))`],
    ['has more than types to take out', 'enum Kind { One }\nconsole.log(Kind.One)'],
    ['cannot be read', 'const = 1'],
  ])('do not share a process with one that %s', async (_, before) => {
    const own = descend(honest, before)
    expect(await afterwards(own)).toMatchObject({ second: { score: 10 }, shared: false })
    const { second, shared } = await afterwards(right, own)
    expect(second.score).toBe(before.includes('= 1') ? 0 : 10)
    expect(shared).toBe(false)
  })

  test.each([
    ['loops', 'for (;;);'],
    ['takes all memory', 'const list: any[] = []; for (;;) list.push(new Float64Array(1e6).fill(1))'],
    ['floods', 'for (;;) console.log("x".repeat(1000))'],
  ])('get a new one after one that %s', async (_, body) => {
    const { first, second, shared } = await afterwards(descend(body))
    expect(first.score).toBe(0)
    expect(second).toMatchObject({ status: 'pass', score: 10 })
    expect(shared).toBe(false)
  })

  test('keep no chain of promises of the first, no number it drew, no word of it', async () => {
    const rolls = `const path = [Math.random()]; return path`
    const alone = await gradeAndTell(descend(rolls), find('descend'), { limits })
    const { first, second } = await afterwards(descend(rolls), descend(rolls))
    const told = (one: typeof first) => JSON.stringify(one.checks)
    expect(told(first)).toBe(told(alone.result))
    expect(told(second)).toBe(told(alone.result))
    const matches = await afterwards(
      descend(`/(secret)/.test('secret'); ${honest}`),
      descend('throw new Error(`heard ${(RegExp as any).$1}.`)'),
    )
    expect(matches.second.message).toContain('heard .')
    const chain = descend(`void (async () => { for (;;) await 0 })(); ${honest}`)
    expect(await afterwards(chain)).toMatchObject({
      first: { score: 10 },
      second: { score: 10 },
      shared: false,
    })
  })
})

describe('after all of them', () => {
  test('nobody was there, and nothing was written', () => {
    expect(visits).toBe(0)
    expect(readdirSync(folder)).toEqual(['secret.ts'])
    expect(readdirSync(throwAwayFolder())).toEqual([])
  })

  test.runIf(onLinux)('no process is left', () => {
    expect(children().filter(isDeno)).toEqual([])
  })
})
