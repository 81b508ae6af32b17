import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client, makeProject } from './client.ts'

let client: Client
const project = makeProject()
beforeAll(async () => {
  project.write(
    'start.ts',
    "import { step } from './step'\n\nexport function start(): number {\n  return step(1)\n}\n",
  )
  project.write('step.ts', 'export const step = (n: number): number => n + 1\n')
  client = await Client.start(project.folder)
})
afterAll(async () => {
  await client.stop()
  project.clean()
})

const cell = "import { start } from './exercises/start'\nstart()"

test('a cell imports the reader’s files from the root, in a folder with a space in its name', async () => {
  expect((await client.run(cell)).value).toBe('2')
})

test('an edit behind another file is seen, and again within the same second', async () => {
  for (let n = 2; n < 6; n++) {
    project.write('step.ts', `export const step = (n: number): number => n + ${n}\n`)
    expect((await client.run(cell)).value).toBe(String(n + 1))
  }
})

test('a cell that imports nothing keeps what it has', async () => {
  project.write('step.ts', 'export const step = (n: number): number => n + 10\n')
  expect((await client.run('start()')).value).toBe('6')
  expect((await client.run(cell)).value).toBe('11')
})

test('a broken file is named with its path, line and column, and works again once repaired', async () => {
  project.write('step.ts', "export const step = (n: number): number => 'one more than ' + n\n")
  const { reply, error } = await client.run(cell)
  expect(reply).toMatchObject({
    ename: 'TypeScriptError',
    evalue: "Type 'string' is not assignable to type 'number'.",
  })
  expect(error).toContain('exercises/step.ts, line 1:44\n    export const step')
  project.write('step.ts', 'export const step = (n: number): number => n + 20\n')
  expect((await client.run(cell)).value).toBe('21')
})

test('a message of several parts is placed in its file too', async () => {
  project.write(
    'step.ts',
    '\nconst p: { x: { y: number } } = { x: { y: 1 } } as { x: {} }\nexport const step = (n: number): number => n + p.x.y\n',
  )
  expect((await client.run(cell)).error).toContain('exercises/step.ts, line 2:7\n')
})

test('an error thrown in a file shows the file’s own line', async () => {
  project.write(
    'step.ts',
    "type Unused = number\n\nexport const step = (n: number): number => {\n  throw new Error('no step')\n}\n",
  )
  expect((await client.run(cell)).error).toMatch(
    /^Error: no step\n {2}exercises\/step\.ts, line 4, in step\n.*\n.*\n {2}exercises\/start\.ts, line 4, in start\n[^]* cell \[\d+\], line 2\n/,
  )
})

test('an interrupt ends a loop in a file, also after a wait', async () => {
  project.write('endless.ts', 'export function endless(): void {\n  for (;;);\n}\n')
  const id = client.execute(
    "import { endless } from './exercises/endless'\nawait Promise.resolve()\nendless()",
  )
  await client.output(id, 'execute_input')
  await new Promise((resolve) => setTimeout(resolve, 500))
  client.send('interrupt_request', {}, 'control')
  expect((await client.outcome(id)).reply).toMatchObject({ status: 'error', ename: 'KernelInterrupted' })
})

test('a deleted file is missed, and found once it is back', async () => {
  project.remove('step.ts')
  expect((await client.run(cell)).error).toContain("Cannot find module './step'")
  project.write('step.ts', 'export const step = (n: number): number => n + 30\n')
  expect((await client.run(cell)).value).toBe('31')
})

test('a file is found that was made after a cell asked for it', async () => {
  expect((await client.run("import { late } from './exercises/late'")).reply.status).toBe('error')
  project.write('late.ts', 'export const late = 5\n')
  expect((await client.run("import { late } from './exercises/late'\nlate")).value).toBe('5')
})

test('a path as seen from notebooks/ works, and is named as it was written', async () => {
  expect((await client.run("import { start } from '../exercises/start'\nstart()")).value).toBe('31')
  const { error } = await client.run("import { no } from '../exercises/no'")
  expect(error).toContain("Cannot find module '../exercises/no'")
})
