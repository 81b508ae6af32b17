import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { exercises, stub } from 'downhill-grader'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { examine, find } from '../../grader/src/examine.ts'
import { exportName, type AnyExercise } from '../../grader/src/exercise.ts'
import { headline, html, text } from '../../grader/src/feedback.ts'
import type { Status } from '../../grader/src/result.ts'
import { typeErrors } from '../../grader/src/types.ts'
import { check } from '../exercises/check.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
let root: string
const fileOf = (id: string) => path.join(root, 'exercises', find(id).lesson, `${id}.ts`)
const put = (id: string, source: string) => writeFileSync(fileOf(id), source)
const solve = (id: string) => cpSync(path.join(project, 'solutions', find(id).lesson, `${id}.ts`), fileOf(id))

// A course of its own, with a space in its path: no test writes into the reader's exercises.
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'a course '))
  cpSync(path.join(project, 'grader', 'dist'), path.join(root, 'grader', 'dist'), { recursive: true })
  mkdirSync(path.join(root, 'node_modules'))
  const reports = ['cli-progress', 'csv-stringify', 'xmlbuilder2']
  for (const name of ['deno', '@deno', 'typescript', 'tslab', 'downhill', ...reports]) {
    symlinkSync(path.join(project, 'node_modules', name), path.join(root, 'node_modules', name), 'junction')
  }
})
beforeEach(() => {
  rmSync(path.join(root, 'node_modules', '.cache'), { recursive: true, force: true })
  for (const exercise of exercises) {
    mkdirSync(path.join(root, 'exercises', exercise.lesson), { recursive: true })
    put(exercise.id, stub(exercise))
  }
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Run {
  code: number
  out: string
  err: string
}
const node = (...args: string[]) =>
  new Promise<Run>((resolve) => {
    execFile(
      process.execPath,
      args,
      { cwd: root, env: { ...process.env, NO_COLOR: '1' } },
      (error, out, err) => {
        resolve({ code: error ? Number(error.code) : 0, out, err })
      },
    )
  })
const cli = (...args: string[]) => node(path.join(root, 'grader', 'dist', 'cli.js'), ...args)

const withoutEta =
  'export function descentStep(x: number, slope: number, eta: number): number {\n  return x - slope\n}\n'

test('the feedback tells score, known slip, first difference and the slide’s digits', async () => {
  put('descent-step', withoutEta)
  const feedback = await examine(find('descent-step'), { root })
  const said = text(feedback, 'npm run check -- descent-step --hint', false)
  expect(said).toContain('descent-step: 0 of 10 points, not right yet')
  expect(said).toContain('A known slip: forgets η.')
  expect(said).toContain('descentStep(70, 140, 0.1)')
  expect(said).toContain('the answer: yours -70, expected 56; the slide prints 56.0 (deck E)')
  expect(said).toContain('For a hint: npm run check -- descent-step --hint')
  const page = html(feedback)
  expect(page).toContain('forgets η')
  expect(page).toContain('the slide prints 56.0 (deck E)')
  expect(page).not.toMatch(/<script|<style/)
})

test('nothing that a submission says becomes markup', async () => {
  put(
    'descent-step',
    'export const descentStep = () => { console.log("<img src=x onerror=alert(1)>"); return "<b>bold</b>" }',
  )
  const page = html(await examine(find('descent-step'), { root }))
  expect(page).not.toContain('<img')
  expect(page).not.toContain('<b>')
})

test('the file is read anew each time', async () => {
  put('descent-step', withoutEta)
  expect((await examine(find('descent-step'), { root })).result.status).toBe('fail')
  solve('descent-step')
  expect((await examine(find('descent-step'), { root })).result.status).toBe('pass')
})

test('hints come one at a time, and start again once it is solved', async () => {
  const shown = async () => (await examine(find('descend'), { root, hint: true })).hints.length
  expect([await shown(), await shown(), await shown(), await shown()]).toEqual([1, 2, 3, 3])
  solve('descend')
  await examine(find('descend'), { root })
  put('descend', stub(find('descend')))
  expect(await shown()).toBe(1)
})

test('a file that is gone, or is no text, is told as that', async () => {
  rmSync(fileOf('descend'))
  const gone = await examine(find('descend'), { root })
  expect(gone.result).toMatchObject({ status: 'unfinished', score: 0 })
  expect(gone.result.message).toContain('npm run reset -- descend brings it back')
  writeFileSync(fileOf('descend'), Buffer.from([0xff, 0xfe, 0x00, 0x80]))
  expect((await examine(find('descend'), { root })).result.message).toContain('is not text in UTF-8')
  rmSync(fileOf('descend'))
  mkdirSync(fileOf('descend'))
  const folder = await examine(find('descend'), { root })
  expect(folder.result).toMatchObject({ status: 'crash', score: 0 })
  expect(folder.result.message).toContain('is not a file')
  rmSync(fileOf('descend'), { recursive: true })
})

test('type errors come in plain words with their line', async () => {
  const source = `export function descend(slopeOf, x0: number): number[] {
  const path: number[] = 'x'
  const other = 1
  other = 2
  return [pat, path.size, slopeOf(x0)]
}
export function open(x: number): number {
  if (x > 0) return x * 'a'
}`
  const found = await typeErrors(source)
  expect(found.map(({ line, says }) => `${line}: ${says}`)).toEqual([
    '2: this is of type string, and number[] is asked for.',
    '4: other is a const and keeps its value; declare it with let to change it.',
    '5: nothing here is called pat; perhaps path is meant.',
    '5: there is no size in number[].',
    '7: the function can end without a return, so its answer would be undefined.',
  ])
})

test.each([
  [
    'forgets to return',
    '(x: number): number => { x ** 2 }',
    'the function can end without a return, so its answer would be undefined.',
  ],
  [
    'gives a function that returns nothing',
    '(): ((t: number) => number) => (t) => { t ** 2 }',
    'this function can end without a return, so it would give undefined; after => { … } too the answer needs a return.',
  ],
  ['gives a list for an object', '(): { w: number; b: number } => [1, 2]', 'this number[] has no w, b.'],
  ['leaves a part out', '(x: number): { x: number; t: number } => ({ x })', 'this { x: number; } has no t.'],
  [
    'calls a part otherwise',
    '(): { w: number } => ({ dw: 1 })',
    'nothing is called dw in what is asked for, { w: number; }.',
  ],
  [
    'is async',
    'async (x: number): number => x',
    'an async function gives a promise; the answer itself is asked for, without async.',
  ],
  [
    'takes ^ for a power',
    '(x: number): number => x ^ 2',
    '^ works on the bits of a number; a power is written **.',
  ],
  ['calls a number', '(x: number): number => x(2)', 'this is no function, so it cannot be called.'],
  [
    'misspells',
    '(x: number[]): number => x.lenght',
    'there is no lenght in number[]; perhaps length is meant.',
  ],
  [
    'leaves an argument out',
    '(f: (a: number, b: number) => number): number => f(1)',
    'this call has 1 arguments; it takes 2.',
  ],
  [
    'declares twice',
    '(x: number): number => { let y = x; let y = 2; return y }',
    'y is declared more than once.',
  ],
  ['says any, and leaves something unused', '(x: any): number => { const unused = 1; return x }', undefined],
  ['uses mathjs', "(x: number): number => math.sqrt(x)\nimport * as math from 'mathjs'", undefined],
])('who %s is told so once', async (_, body, says) => {
  expect(await typeErrors(`export const answer = ${body}`)).toEqual(
    says === undefined ? [] : [{ line: 1, says }],
  )
})

test('implicit any is no error, and type errors cost no points', async () => {
  expect(await typeErrors('export const descend = (slopeOf, x0) => slopeOf(x0)')).toEqual([])
  put(
    'descent-step',
    `export function descentStep(x, slope, eta): string {\n  return x - (eta * slope as any as number)\n}\nconst n: string = 3`,
  )
  const { result, typeProblems } = await examine(find('descent-step'), { root })
  expect(result.status).toBe('pass')
  expect(typeProblems).toEqual(
    [2, 4].map((line) => ({ line, says: 'this is of type number, and string is asked for.' })),
  )
})

test('a type that never ends is left alone, and the next file is looked at again', async () => {
  const endless = `type Grow<T extends unknown[], N> = T['length'] extends N ? T : Grow<[...T, ...T, 0], N>
type Many<A> = A extends \`\${infer H}\${infer R}\` ? H | Many<R> : never
type D = '0'|'1'|'2'|'3'|'4'|'5'|'6'|'7'|'8'|'9'
export const x: Grow<[], -1> | Many<\`\${D}\${D}\${D}\${D}\`> = 5`
  expect(Array.isArray(await typeErrors(endless, 300))).toBe(true)
  expect(await typeErrors('export const n: number = "x"')).toHaveLength(1)
})

test('a reference to another file reads nothing', async () => {
  const problems = await typeErrors(
    `/// <reference path="${project}/package.json" />\nimport x from '${project}/package.json'\nexport const y: number = x`,
  )
  expect(JSON.stringify(problems)).not.toContain('downhill-course')
})

test('npm run check shows a table of all, and ends with 1 until all are right', async () => {
  solve('descend')
  const some = await cli('check')
  expect(some.code).toBe(1)
  expect(some.out).toMatch(/✓ descend +10 of 10 points, right/)
  expect(some.out).toMatch(/✗ momentum-step +0 of 10 points, not written yet/)
  for (const { id } of exercises) solve(id)
  const all = await cli('check')
  expect(all.out).not.toContain('✗')
  expect(all.code).toBe(0)
})

test('npm run check -- id shows its feedback, with --hint the next hint', async () => {
  const first = await cli('check', 'descend', '--hint')
  expect(first.code).toBe(1)
  expect(first.out).toContain('Hint 1 of 3')
  expect(first.out).not.toContain('\u001b')
  expect((await cli('check', 'descend', '--hint')).out).toContain('Hint 2 of 3')
  solve('descend')
  expect((await cli('check', 'descend')).code).toBe(0)
})

test('an unknown exercise or option is answered by what there is', async () => {
  const unknown = await cli('check', 'descent')
  expect(unknown.code).toBe(2)
  expect(unknown.err).toContain(
    `there is no exercise called 'descent'; there are ${exercises.map(({ id }) => id).join(', ')}`,
  )
  expect((await cli('check', '--loud')).code).toBe(2)
  expect((await cli('check', '--hint')).err).toContain('which exercise')
  expect((await cli('--help')).out).toContain('npm run check')
})

test('check shows HTML below the cell, and text where there is no kernel', async () => {
  solve('descend')
  const grader = path.join(root, 'grader', 'dist', 'index.js')
  const script = path.join(root, 'cell.js')
  writeFileSync(
    script,
    `const name = require.resolve('tslab/dist/jupyter')
if (process.argv[2]) require.cache[name] = { exports: { lastWriteDisplayData: (output) => console.log(JSON.stringify(output)) } }
require(${JSON.stringify(grader)}).check('descend').then((value) => { if (value !== undefined) throw value })`,
  )
  const shown = JSON.parse((await node(script, 'kernel')).out) as { data: Record<string, string> }
  expect(Object.keys(shown.data)).toEqual(['text/html', 'text/plain'])
  expect(shown.data['text/html']).toContain('10 of 10 points, right')
  expect((await node(script)).out).toContain('✓ descend: 10 of 10 points, right')
})

/** An answer with a slip: the first that is known, the same letter six times, plain descent. */
function mistaken(exercise: AnyExercise): string {
  const name = exportName(exercise.id)
  switch (exercise.kind) {
    case 'function':
      return `export const ${name} = ${exercise.mistakes[0].slip.toString()}`
    case 'quiz':
      return `export const ${name} = { 1: 'd', 2: 'd', 3: 'd', 4: 'd', 5: 'd', 6: 'd' }`
    case 'race':
      return `export const ${name} = { init: () => 0, step: (state, g) => ({ state, step: g.map((one) => -0.1 * one) }) }`
  }
}

interface Report {
  students: {
    student: string
    results: { exercise: string; score: number; status: Status; milliseconds: number }[]
  }[]
}

test('on all exercises the notebook, the terminal, the editor and a class’s report give the same score, and twice the same', async () => {
  const answers: Record<string, (exercise: AnyExercise) => string> = {
    stub,
    solution: ({ id, lesson }) => readFileSync(path.join(project, 'solutions', lesson, `${id}.ts`), 'utf8'),
    mistake: mistaken,
  }
  const folder = path.join(root, 'a class')
  for (const [student, answer] of Object.entries(answers))
    for (const exercise of exercises) {
      mkdirSync(path.join(folder, student, exercise.lesson), { recursive: true })
      writeFileSync(path.join(folder, student, exercise.lesson, `${exercise.id}.ts`), answer(exercise))
    }
  const report = async (name: string) => {
    const out = path.join(root, name)
    expect(await cli('grade', folder, '--out', out, '--jobs', '2', '--format', 'json')).toMatchObject({
      code: 0,
    })
    return readFileSync(path.join(out, 'report.json'), 'utf8')
  }
  const [first, second] = [await report('first'), await report('second')]
  const timeless = (text: string) => text.replace(/"milliseconds": ?\d+/g, '"milliseconds": 0')
  expect(timeless(second)).toBe(timeless(first))

  const cells = path.join(root, 'cells.js')
  writeFileSync(
    cells,
    `const name = require.resolve('tslab/dist/jupyter')
const shown = []
require.cache[name] = { exports: { lastWriteDisplayData: ({ data }) => shown.push(data['text/html']) } }
const { check, exercises } = require(${JSON.stringify(path.join(root, 'grader', 'dist', 'index.js'))})
;(async () => {
  for (const { id } of exercises) await check(id)
  console.log(JSON.stringify(shown))
})()`,
  )
  for (const { student, results } of (JSON.parse(first) as Report).students) {
    for (const exercise of exercises) put(exercise.id, answers[student](exercise))
    const editor: [end: string | undefined, skipped: boolean][] = []
    const inEditor = async () => {
      for (const { id } of exercises) {
        let skipped = false
        const running = { task: { name: id }, skip: () => (skipped = true) }
        const end = await check(running, root).catch((error: unknown) => (error as Error).message)
        editor.push([end ?? undefined, skipped])
      }
    }
    const [{ out: terminal }, { out: shown }] = await Promise.all([cli('check'), node(cells), inEditor()])
    const notebook = JSON.parse(shown) as string[]
    expect(results.map(({ exercise }) => exercise)).toEqual(exercises.map(({ id }) => id))
    for (const [i, { exercise: id, score, status }] of results.entries()) {
      if (student === 'solution') expect([id, score]).toEqual([id, 10])
      else expect(score, id).toBeLessThan(10)
      const said = `${score} of 10 points, ${headline[status]}`
      expect(terminal, student).toMatch(new RegExp(`^[✓✗] ${id} +${said}$`, 'm'))
      expect(notebook[i], `${student} ${id}`).toContain(`: ${said}</strong>`)
      const [end, skipped] = editor[i]
      expect([id, skipped], student).toEqual([id, student === 'stub'])
      if (student === 'mistake') expect(end).toContain(`${id}: ${said}`)
      else expect(end, id).toBeUndefined()
    }
  }
}, 240_000)
