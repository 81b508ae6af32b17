import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Client } from './client.ts'

let client: Client
beforeAll(async () => {
  client = await Client.start()
})
afterAll(() => client.stop())

describe('a traceback', () => {
  test('begins with the reader’s own lines, innermost first, over several cells', async () => {
    const made = await client.run(
      [
        'interface Point { x: number }',
        '',
        'function walk(point: Point): number {',
        "  if (point.x > 2) throw new RangeError('too far: ' + String(point.x))",
        '  return point.x',
        '}',
      ].join('\n'),
    )
    const { reply, error } = await client.run(
      'const far: Point = { x: 3 }\nfor (let i = 0; i < 3; i++) {\n  walk(far)\n}',
    )
    expect(error).toBe(
      [
        'RangeError: too far: 3',
        `  cell [${String(made.reply.execution_count)}], line 4, in walk`,
        "      if (point.x > 2) throw new RangeError('too far: ' + String(point.x))",
        '                             ^',
        `  cell [${String(reply.execution_count)}], line 3`,
        '      walk(far)',
        '      ^',
      ].join('\n'),
    )
  })

  test('goes on with the lines of packages, and names none of the kernel’s', async () => {
    const { error } = await client.run(
      "import { descend, gradientDescent, square } from 'downhill'\n\ndescend(square, 70, gradientDescent({ eta: NaN }), 5)",
    )
    expect(error).toMatch(/^RangeError: eta is NaN/)
    expect(error).toMatch(/line 3\n {4}descend\(square.*\n +\^\n {2}lib\/dist\//)
    expect(error).not.toMatch(/tslab|tools\/kernel|node:|evalmachine/)
  })

  test('shows where an awaited call failed', async () => {
    const { error } = await client.run(
      'async function later() {\n  await new Promise((resolve) => setTimeout(resolve, 5))\n  const nothing: any = undefined\n  return nothing.x\n}\nawait later()',
    )
    expect(error).toMatch(/^TypeError: Cannot read properties of undefined.*\n.*line 4, in later\n/)
  })

  test('shows a recursion once', async () => {
    const { error } = await client.run('function again(): void {\n  again()\n}\nagain()')
    expect(error).toMatch(/^RangeError: Maximum call stack size exceeded\n.*line 2, in again\n.*\n +\^$/)
  })

  test('tells what caused an error, even itself', async () => {
    const { error } = await client.run(
      "const outer: any = new Error('outer', { cause: new TypeError('inner') })\nouter.cause.cause = outer\nthrow outer",
    )
    expect(error).toMatch(/^Error: outer\n[^]*\nCaused by TypeError: inner\n/)
    expect(error?.match(/outer/g)?.length).toBeLessThan(6)
  })
})

describe('TypeScript’s refusal', () => {
  test('is an error with line, column and a caret, and nothing ran', async () => {
    const { reply, error, stdout, stderr } = await client.run(
      "console.log('ran')\nconst n: number = 'x'\nmissing()",
    )
    expect(reply).toMatchObject({
      status: 'error',
      ename: 'TypeScriptError',
      evalue: "Type 'string' is not assignable to type 'number'.",
    })
    expect(error).toBe(
      [
        "TypeScriptError: Type 'string' is not assignable to type 'number'.",
        '  line 2:7',
        "    const n: number = 'x'",
        '          ^',
        "  Cannot find name 'missing'.",
        '  line 3:1',
        '    missing()',
        '    ^^^^^^^',
      ].join('\n'),
    )
    expect(stdout + stderr).toBe('')
  })

  test('of several parts names its place once', async () => {
    const { error } = await client.run('const p: { x: number; y: number } = { x: 1 } as { x: number }')
    expect(error?.match(/line 1:7/g)).toHaveLength(1)
    expect(error).toContain("Property 'y' is missing")
  })
})

describe('whatever is thrown, the kernel goes on', () => {
  const hostile = [
    ['a text', "throw 'words'", 'Thrown', 'words'],
    ['null', 'throw null', 'Thrown', 'null'],
    ['undefined', 'throw undefined', 'Thrown', 'undefined'],
    ['an object', 'throw { code: 7 }', 'Thrown', '{ code: 7 }'],
    [
      'an error whose fields throw',
      'throw new (class extends Error { get message(): string { throw 1 } get stack(): string { throw 2 } get name(): string { throw 3 } })()',
      'Error',
      'its message cannot be read',
    ],
    [
      'a proxy that refuses all',
      'throw new Proxy({}, { get() { throw 1 }, getPrototypeOf() { throw 2 } })',
      'Thrown',
      '{}',
    ],
    [
      'an object that cannot be shown',
      "const shy: any = { [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('shy') } }\nthrow shy",
      'Thrown',
      'a value that cannot be shown',
    ],
    ['a last value that throws when shown', 'shy', 'Error', 'shy'],
    [
      'an error without a stack',
      "const bare = new Error('bare'); bare.stack = undefined\nthrow bare",
      'Error',
      'bare',
    ],
    ['the end of the process', 'process.exit(3)', 'Error', expect.stringContaining('restart the kernel')],
  ] as const
  for (const [what, code, ename, evalue] of hostile) {
    test(what, async () => {
      if (code === 'shy')
        await client.run(
          "var shy: any = { [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('shy') } }",
        )
      const { reply, error } = await client.run(code)
      expect(reply).toMatchObject({ status: 'error', ename, evalue })
      expect(error).toMatch(new RegExp(`^${ename}: `))
      expect((await client.run('1 + 1')).value).toBe('2')
    })
  }
})

describe('TypeScript’s messages', () => {
  test('are followed by where the course’s names come from, when no cell has imported them', async () => {
    const { error } = await client.run('show(nesterov, check, nobody)')
    const [from, fromGrader] = error?.split('\n').slice(-2) ?? []
    expect(from).toBe("show, nesterov: run the cell that imports these names from 'downhill' first.")
    expect(fromGrader).toBe("check: run the cell that imports this name from 'downhill-grader' first.")
  })

  test('are followed by a question where a function stands for what it gives, and by none elsewhere', async () => {
    const question = 'Did you mean to call it? Its settings stand in brackets after its name.'
    const uncalled = await client.run(
      "import { adam, descend, square } from 'downhill'\ndescend(square, 70, adam, 5)",
    )
    expect(uncalled.error).toContain(question)
    const another = await client.run("import { square } from 'downhill'\nconst x: number = square.value")
    expect(another.error).toContain('is not assignable')
    expect(another.error).not.toContain(question)
  })

  test('name the one argument that does not fit', async () => {
    const { error } = await client.run(
      "import { adam, descend, square } from 'downhill'\ndescend(square, [70], adam({}), 5)",
    )
    expect(error).toBe(
      [
        "TypeScriptError: Argument of type 'number[]' is not assignable to parameter of type 'number'.",
        '  line 2:17',
        '    descend(square, [70], adam({}), 5)',
        '                    ^^^^',
      ].join('\n'),
    )
  })
})

describe('an error that no cell awaits', () => {
  test('fails the cell: a rejection in its last line', async () => {
    const { reply, error } = await client.run("void Promise.reject(new Error('floating'))\nconsole.log('on')")
    expect(reply).toMatchObject({ status: 'error', ename: 'Error', evalue: 'floating' })
    expect(error).toMatch(/^Error: floating\n.*line 1\n/)
  })

  test('fails the cell that still waits: an exception in a timer', async () => {
    const { reply } = await client.run(
      "setTimeout(() => { throw new TypeError('timer') }, 10)\nawait new Promise(() => undefined)",
    )
    expect(reply).toMatchObject({ status: 'error', ename: 'TypeError', evalue: 'timer' })
  })

  for (const [what, code] of [
    ['a timer', "setTimeout(() => { throw new TypeError('late') }, 200)"],
    ['a rejection', "void new Promise((_, reject) => setTimeout(() => reject(new TypeError('late')), 200))"],
  ] as const) {
    test(`is shown with the cell that started it, though another one ran since: ${what}`, async () => {
      const first = client.execute(code)
      expect((await client.outcome(first)).reply.status).toBe('ok')
      const second = await client.run('await new Promise((resolve) => setTimeout(resolve, 400))\n1')
      expect(second.reply.status).toBe('ok')
      expect(await client.output(first, 'error')).toMatchObject({ ename: 'TypeError', evalue: 'late' })
    })
  }
})
