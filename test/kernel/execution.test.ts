import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Client } from './client.ts'

let client: Client
beforeAll(async () => {
  client = await Client.start()
})
afterAll(() => client.stop())

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a cell', () => {
  test('is announced with its code and its number', async () => {
    const { reply, outputs } = await client.run('const a = 20')
    expect(outputs).toEqual([
      { type: 'execute_input', content: { code: 'const a = 20', execution_count: reply.execution_count } },
    ])
    expect(reply).toMatchObject({ status: 'ok', payload: [], user_expressions: {} })
  })

  test('knows the cells before it and gives the value of its last expression', async () => {
    expect((await client.run('a + 1')).value).toBe('21')
  })

  test('takes an object of an earlier cell apart, under other names and the rest', async () => {
    await client.run('const six = { momentum: 1, A: 2, B: 3 }')
    await client.run('const { momentum: m, ...others } = six')
    expect((await client.run('m + others.A + others.B')).value).toBe('6')
    await client.run('const sum = ({ A: left, B: right }: typeof six) => m + left + right')
    expect((await client.run('sum(six)')).value).toBe('6')
  })

  test('that forgets an await says so, and shows no inner parts of the promise', async () => {
    expect((await client.run('Promise.resolve(3)')).value).toMatch(/^A promise: .*Write await before it/)
    expect((await client.run('await Promise.resolve(3)')).value).toBe('3')
  })

  test('runs in the project’s root, among its packages', async () => {
    const { stdout } = await client.run(
      "import { readdirSync } from 'node:fs'\nconsole.log(readdirSync('.').join(' '))",
    )
    expect(stdout).toContain('notebooks')
    expect((await client.run("import { square } from 'downhill'\nsquare.value(3)")).value).toBe('9')
  })

  test('may print twenty thousand lines, and each arrives, in order', async () => {
    const { stdout } = await client.run('for (let i = 0; i < 20000; i++) console.log(i)')
    expect(stdout).toBe(Array.from({ length: 20000 }, (_, i) => `${i}\n`).join(''))
  })

  test('that is silent neither counts nor shows anything', async () => {
    const { execution_count } = (await client.run('1')).reply
    const { reply, outputs } = await client.run("console.log('x')\n2", { silent: true })
    expect(outputs).toEqual([])
    expect(reply).toMatchObject({ status: 'ok', execution_count })
    const failing = await client.run('throw 1', { silent: true })
    expect(failing.outputs).toEqual([])
    expect(failing.reply).toMatchObject({ status: 'error', ename: 'Thrown', evalue: '1' })
  })

  test('that stores no history is shown without being counted', async () => {
    const { execution_count } = (await client.run('1')).reply
    const { reply, stdout } = await client.run("console.log('x')", { store_history: false })
    expect(stdout).toBe('x\n')
    expect(reply.execution_count).toBe(execution_count)
  })

  test('is followed by the expressions that its request asks for', async () => {
    const { reply, value } = await client.run('const b = 4', {
      user_expressions: { twice: '2 * b', bad: 'c' },
    })
    expect(value).toBeUndefined()
    expect(reply.user_expressions).toMatchObject({
      twice: { status: 'ok', data: { 'text/plain': '8' } },
      bad: { status: 'error', ename: 'TypeScriptError', evalue: "Cannot find name 'c'." },
    })
  })

  test('gets what it writes after its end, though another cell ran since', async () => {
    const first = client.execute("setTimeout(() => console.log('late'), 300)\n0")
    await client.outcome(first)
    const second = await client.run("console.log('second')")
    expect(second.stdout).toBe('second\n')
    expect(await client.output(first, 'stream')).toEqual({ name: 'stdout', text: 'late\n' })
  })

  test('shows rich output through the library’s way to it', async () => {
    const { outputs } = await client.run(
      "require('tslab/dist/jupyter').lastWriteDisplayData({ data: { 'text/html': '<b>x</b>' }, metadata: {}, transient: {} })",
    )
    expect(outputs.at(-1)).toEqual({
      type: 'display_data',
      content: { data: { 'text/html': '<b>x</b>' }, metadata: {}, transient: {} },
    })
  })
})

describe('after a failure', () => {
  for (const [how, code] of [
    ['at once', "throw new Error('first')"],
    ['after a loop', 'const end = Date.now() + 300; while (Date.now() < end) {}; throw 1'],
    ['after a wait', 'await new Promise((resolve) => setTimeout(resolve, 100)); throw 1'],
    ['in its types', 'const n: number = "x"'],
  ] as const) {
    test(`${how}, requests that wait are aborted, and one sent after the reply runs`, async () => {
      const ids = [code, "console.log('ran')", '1 + 1'].map((each) => client.execute(each))
      const failed = await client.reply(ids[0])
      const next = client.execute('5 * 5')
      expect(failed.status).toBe('error')
      for (const id of ids.slice(1)) {
        const { reply, outputs } = await client.outcome(id)
        expect(reply).toEqual({ status: 'aborted' })
        expect(outputs).toEqual([])
      }
      expect((await client.outcome(next)).value).toBe('25')
    })
  }

  test('of a request that asks to go on, those that wait run', async () => {
    const ids = ['throw 1', '6 * 7'].map((code) => client.execute(code, { stop_on_error: false }))
    expect((await client.reply(ids[0])).status).toBe('error')
    expect((await client.outcome(ids[1])).value).toBe('42')
  })

  test('the reply says the same as the output', async () => {
    const { reply, outputs, stderr } = await client.run("throw new RangeError('too far')")
    const error = outputs.find(({ type }) => type === 'error')?.content
    expect(error).toMatchObject({ ename: 'RangeError', evalue: 'too far' })
    expect(reply).toMatchObject({ status: 'error', ...error })
    expect(stderr).toBe('')
  })
})

describe('an interrupt', () => {
  const interrupt = () => client.send('interrupt_request', {}, 'control')

  const stopped: [string, string][] = [
    ['a loop', 'while (true) {}'],
    ['a wait', 'await new Promise(() => undefined)'],
    ['a loop after a wait', 'await new Promise((resolve) => setTimeout(resolve, 1))\nwhile (true) {}'],
    ['a loop of waits', 'for (;;) await new Promise((resolve) => setTimeout(resolve, 1))'],
    ['a loop in a timer', 'await new Promise(() => setTimeout(() => { for (;;); }, 1))'],
    ['a loop that catches all', 'do { try { JSON.parse("") } catch {} } while (true)'],
    [
      'loops in loops',
      'for (const a of [1]) for (let i = 0; i < 1; ) while (true) if (a) for (const b in [1]) a + b',
    ],
    ["a loop in an earlier cell's function", 'forEver()'],
  ]
  // Node reaches these by a signal, which Windows has not.
  if (process.platform !== 'win32')
    stopped.push(
      ['a search that never ends', "/^(a+)+$/.test('a'.repeat(50) + 'b')"],
      [
        "a package's loop",
        "import { descend, gradientDescent, square } from 'downhill'\ndescend(square, 70, gradientDescent({ eta: 0.1 }), 1e9)",
      ],
    )

  beforeAll(() => client.run('function forEver(): void {\n  while (true) {}\n}'))

  test.each(stopped)('ends %s, and the next cell runs', async (_, code) => {
    const id = client.execute(code)
    await client.output(id, 'execute_input')
    await sleep(300)
    expect(await client.reply(interrupt())).toEqual({ status: 'ok' })
    expect((await client.outcome(id)).reply).toMatchObject({ status: 'error', ename: 'KernelInterrupted' })
    const { reply, value } = await client.run('let sum = 0\nfor (let i = 0; i < 5; i++) sum += i\nsum')
    expect([reply.status, value]).toEqual(['ok', '10'])
  })

  test('of a cell that is still being compiled stops it as it begins', async () => {
    const id = client.execute('while (true) {}')
    await client.output(id, 'execute_input')
    interrupt()
    expect((await client.outcome(id)).reply).toMatchObject({ status: 'error', ename: 'KernelInterrupted' })
  })

  test('between cells does nothing', async () => {
    expect(await client.reply(interrupt())).toEqual({ status: 'ok' })
    expect((await client.run('for (const one of [1]) await Promise.resolve(one)\n1 + 1')).value).toBe('2')
  })

  test('ends what the cell goes on with, not what others left running', async () => {
    const wait = 'await new Promise((resolve) => setTimeout(resolve, 20))'
    const counts = async () => {
      const { value } = await client.run(`${wait}\n${wait}\nJSON.stringify({ turns, others })`)
      return JSON.parse(String(value)) as { turns: number; others: number }
    }
    await client.run(
      'let [turns, others] = [0, 0]\nconst timer = setInterval(() => { for (const _ of [1]) others++ }, 10)',
    )
    const id = client.execute(`for (;;) {\n  ${wait}\n  turns++\n}`)
    await client.output(id, 'execute_input')
    await sleep(200)
    interrupt()
    expect((await client.outcome(id)).reply.status).toBe('error')
    await sleep(100)
    const before = await counts()
    const after = await counts()
    expect(before.turns).toBeGreaterThan(0)
    expect(after.turns).toBe(before.turns)
    expect(after.others).toBeGreaterThan(before.others)
    await client.run('clearInterval(timer)')
  })

  test.skipIf(process.platform === 'win32')('may also come as a signal, while a loop runs', async () => {
    const id = client.execute('while (true) {}')
    await client.output(id, 'execute_input')
    await sleep(300)
    client.kernel.kill('SIGINT')
    expect((await client.outcome(id)).reply).toMatchObject({ status: 'error', ename: 'KernelInterrupted' })
    client.kernel.kill('SIGINT')
    await sleep(50)
    expect((await client.run('1 + 1')).value).toBe('2')
  })
})

test('the heartbeat goes on while a loop runs', async () => {
  const id = client.execute('const end = Date.now() + 1500; while (Date.now() < end) {}')
  await client.output(id, 'execute_input')
  await sleep(300)
  expect(await client.beat()).toBe('beat')
  expect(client.hasReplied(id)).toBe(false)
  expect((await client.outcome(id)).reply.status).toBe('ok')
})

test('questions are answered while a cell waits', async () => {
  const id = client.execute('await new Promise((resolve) => setTimeout(resolve, 500))')
  await client.output(id, 'execute_input')
  const asked = client.send('complete_request', { code: "'😀'.toUpp", cursor_pos: 9 })
  expect(await client.reply(asked)).toMatchObject({
    matches: ['toUpperCase'],
    cursor_start: 4,
    cursor_end: 9,
  })
  expect(await client.reply(client.send('comm_info_request', {}))).toEqual({ status: 'ok', comms: {} })
  expect(await client.reply(client.send('kernel_info_request', {}))).toMatchObject({
    status: 'ok',
    language_info: { name: 'typescript', version: '5.0.4', file_extension: '.ts' },
  })
  expect((await client.outcome(id)).reply.status).toBe('ok')
})
