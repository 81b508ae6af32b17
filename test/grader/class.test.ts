import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { exercises, stub } from 'downhill-grader'
import { describe, expect, test } from 'vitest'
import { examine, find } from '../../grader/src/examine.ts'
import { exportName } from '../../grader/src/exercise.ts'
import { throwAwayFolder } from '../../grader/src/watch.ts'
import {
  at,
  course,
  lookOf,
  ofEachKind,
  put,
  run,
  solution,
  students,
  withoutEta,
  written,
} from './handed-in.ts'

const only = (...ids: string[]) => ['--exercises', ids.join(',')]
/** With a file where the grader's folder should be, no submission can be run. */
async function whereNothingRuns<T>(act: () => Promise<T>): Promise<T> {
  const folder = throwAwayFolder()
  rmSync(folder, { recursive: true })
  writeFileSync(folder, '')
  try {
    return await act()
  } finally {
    rmSync(folder)
  }
}
const withoutTimes = (json: string) => json.replace(/"milliseconds": \d+/g, '')

describe('what is handed in', () => {
  test('may be a class: each answer is graded, and what is wrong with one file is told there and stops nothing', async () => {
    put('right', 'descent-step', solution('descent-step'))
    put('slip', 'descent-step', withoutEta)
    put('stub', 'descent-step', stub(find('descent-step')))
    mkdirSync(path.join(at.class, 'empty'))
    put('broken', 'descent-step', 'export function descentStep( {')
    put('long', 'descent-step', 'x'.repeat(10_000_000))
    put('latin', 'descent-step', Buffer.from('// caf\u00e9', 'latin1'))
    mkdirSync(path.join(at.class, 'folder', '02-gradient-descent', 'descent-step.ts'), { recursive: true })
    writeFileSync(path.join(at.class, 'notes.txt'), 'no student')
    mkdirSync(path.join(at.class, '.git'))
    const before = lookOf(at.class)

    expect((await run(...only('descent-step'))).code).toBe(0)

    const of = students()
    expect(Object.keys(of)).toEqual(['broken', 'empty', 'folder', 'latin', 'long', 'right', 'slip', 'stub'])
    const told = Object.fromEntries(
      Object.entries(of).map(([name, { results }]) => [name, [results[0].status, results[0].score]]),
    )
    expect(told).toEqual({
      right: ['pass', 10],
      slip: ['fail', 0],
      stub: ['unfinished', 0],
      empty: ['unfinished', 0],
      broken: ['crash', 0],
      long: ['crash', 0],
      latin: ['crash', 0],
      folder: ['crash', 0],
    })
    const says = (name: string) => of[name].results[0].message
    expect(of['slip'].results[0].mistake?.id).toBe('forgets η')
    expect(says('empty')).toBe('02-gradient-descent/descent-step.ts is not there.')
    expect(says('long')).toBe('02-gradient-descent/descent-step.ts is 10.0 MB long; at most 1 MB is read.')
    expect(says('latin')).toContain('is not text in UTF-8')
    expect(says('folder')).toContain('is not a file')
    expect(of['right']).toMatchObject({ score: 10, points: 10 })
    expect(lookOf(at.class)).toEqual(before)
  })

  test('may be a copy of the course, its exercises alone, or files in one folder; each finds the same', async () => {
    put('copy', 'descent-step', withoutEta, 'exercises/02-gradient-descent/descent-step.ts')
    put('lessons', 'descent-step', withoutEta)
    put('flat', 'descent-step', withoutEta, 'descent-step.ts')
    await run(...only('descent-step'))
    for (const { results } of Object.values(students()))
      expect(results[0]).toMatchObject({ status: 'fail', mistake: { id: 'forgets η' } })
    at.class = path.join(at.class, 'lessons')
    await run(...only('descent-step'))
    expect(students()).toMatchObject({ lessons: { results: [{ status: 'fail' }] } })
    at.class = path.join(at.class, '02-gradient-descent', 'descent-step.ts')
    await run()
    expect(students()['descent-step.ts'].results).toMatchObject([
      { exercise: 'descent-step', status: 'fail' },
    ])
  })

  test('is read nowhere but in its own folder, whatever links lie there', async () => {
    put('ana', 'descent-step', solution('descent-step'))
    const link = (student: string, to: string, as: string) => {
      const place = path.join(at.class, student, as)
      mkdirSync(path.dirname(place), { recursive: true })
      symlinkSync(to, place)
    }
    const anas = path.join(at.class, 'ana', '02-gradient-descent')
    link('a link', path.join(anas, 'descent-step.ts'), 'descent-step.ts')
    link('a folder', anas, '02-gradient-descent')
    link('nowhere', path.join(at.class, 'gone'), 'descent-step.ts')
    link('itself', 'descent-step.ts', 'descent-step.ts')
    put('inside', 'descent-step', solution('descent-step'), 'mine.ts')
    link('inside', 'mine.ts', 'descent-step.ts')
    symlinkSync(path.join(at.class, 'ana'), path.join(at.class, 'all of it'))
    await run(...only('descent-step'))
    const said = Object.fromEntries(
      Object.entries(students()).map(([name, { results }]) => [name, results[0]] as const),
    )
    expect(said['ana'].status).toBe('pass')
    expect(said['inside'].status).toBe('pass')
    for (const name of ['a link', 'a folder'])
      expect(said[name]).toMatchObject({
        status: 'crash',
        message: expect.stringContaining('is a link to a place outside of the submission') as string,
      })
    for (const name of ['nowhere', 'itself'])
      expect(said[name]).toMatchObject({
        status: 'crash',
        message: expect.stringContaining('is a link that leads nowhere') as string,
      })
    expect(said['all of it']).toMatchObject({
      status: 'crash',
      message: 'The folder is a link to another place; put the folder itself here.',
    })
  })

  test.runIf(process.platform === 'linux')('may have any name, and be no file at all', async () => {
    const names = [
      '=1+1',
      '<img src=x onerror=alert(1)>',
      'new\nline',
      '::error::x',
      '\u202egnp.exe',
      'a"b&c',
      '-o',
    ]
    for (const name of names) put(name, 'descent-step', solution('descent-step'))
    mkdirSync(path.join(at.class, 'pipe'))
    execFileSync('mkfifo', [path.join(at.class, 'pipe', 'descent-step.ts')])
    mkdirSync(Buffer.concat([Buffer.from(`${at.class}/`), Buffer.from([0x66, 0xff])]))
    const { code } = await run(...only('descent-step'))
    expect(code).toBe(1)
    const of = students()
    for (const name of ['=1+1', 'new line', '\\u{202e}gnp.exe', '-o'])
      expect(of[name], name).toMatchObject({ score: 10 })
    expect(Object.keys(of)).toHaveLength(names.length + 2)
    expect(of['pipe'].results[0]).toMatchObject({ status: 'crash' })
    expect(of['f\ufffd']).toMatchObject({
      score: null,
      results: [{ status: 'ungradable', message: 'The name of the folder is not text in UTF-8; rename it.' }],
    })
  })
})

describe('a seed', () => {
  test('gives the same report each time, but for the milliseconds', async () => {
    put('ana', 'descent-step', withoutEta)
    put('ben', 'descend', solution('descend').replace('0', '1'))
    await run(...only('descent-step', 'descend'), '--seed', '7', '--jobs', '3')
    const first = written('report.json')
    rmSync(at.report, { recursive: true })
    await run(...only('descent-step', 'descend'), '--seed', '7', '--jobs', '1')
    expect(withoutTimes(written('report.json'))).toBe(withoutTimes(first))
    expect(students()['ana'].seed).toBe(7)
  })

  test('of one’s own comes from the folder’s name, so that answers by heart are of no use to another', async () => {
    const { task } = (await import('../../grader/src/assignment.ts')).assign(
      find('descent-step'),
      ownSeed('ana'),
    )
    const byHeart = new Map(
      task.cases.map(({ given }) => {
        const [x, slope, eta] = given as [number, number, number]
        return [JSON.stringify(given), x - eta * slope]
      }),
    )
    const source = `const known = new Map(${JSON.stringify([...byHeart])})
export const descentStep = (...given: number[]) => known.get(JSON.stringify(given))`
    for (const name of ['ana', 'ben']) put(name, 'descent-step', source)
    await run(...only('descent-step'), '--seed', 'own')
    const { ana, ben } = students()
    expect(ana).toMatchObject({ seed: ownSeed('ana'), score: 10 })
    expect(ben.seed).toBe(ownSeed('ben'))
    expect(ben.score).toBeLessThan(10)
    await run(...only('descent-step'), '--seed', String(ownSeed('ana')))
    expect(students()).toMatchObject({ ana: { score: 10 }, ben: { score: 10 } })
  })

  // As the help says: made from the name alone.
  const ownSeed = (name: string) => createHash('sha256').update(name).digest().readUInt32BE(8)

  test('of one’s own is the same for a name whose accents a system takes apart', async () => {
    put('Zo\u00eb'.normalize('NFD'), 'descent-step', withoutEta)
    await run(...only('descent-step'), '--seed', 'own')
    expect(students()).toMatchObject({ 'Zo\u00eb': { seed: ownSeed('Zo\u00eb') } })
  })
})

test('the class, the terminal, the notebook and the editor give one result, of each kind of exercise', async () => {
  const wrong = new Map(
    ofEachKind.map((exercise) => {
      const source =
        exercise.kind === 'function'
          ? `export const ${exportName(exercise.id)} = ${exercise.mistakes[0].slip.toString()}`
          : solution(exercise.id).replace(/: '.'/, ": 'x'")
      put('ana/exercises', exercise.id, source)
      return [exercise.id, source] as const
    }),
  )
  await run(...only(...wrong.keys()))
  const { results } = students()['ana']
  expect(results).toHaveLength(wrong.size)
  for (const exercise of ofEachKind) {
    // What check in a notebook, npm run check and the editor's tests all ask.
    const { result } = await examine(exercise, { types: false, root: path.join(at.class, 'ana') })
    const graded = results.find((one) => one.exercise === exercise.id)
    expect({ ...graded, milliseconds: 0 }).toEqual(JSON.parse(JSON.stringify({ ...result, milliseconds: 0 })))
  }
}, 240_000)

describe('a run that was stopped', () => {
  test('goes on: what is graded stays, what has changed since is graded again', async () => {
    put('ana', 'descent-step', withoutEta)
    put('ben', 'descent-step', withoutEta)
    await run(...only('descent-step'))
    const first = written('report.json')
    await run(...only('descent-step'))
    expect(written('report.json')).toBe(first)
    put('ana', 'descent-step', solution('descent-step'))
    put('cleo', 'descent-step', solution('descent-step'))
    await run(...only('descent-step'))
    const [before, after] = [JSON.parse(first) as { students: unknown[] }, students()]
    expect(after).toMatchObject({ ana: { score: 10 }, cleo: { score: 10 } })
    expect(after['ben']).toEqual(before.students[1])
    await run(...only('descent-step'), '--seed', '2')
    expect(students()['ben'].results[0].seed).toBe(2)
  })

  test('grades again what another version of the grader has graded, and what could not be graded', async () => {
    put('ana', 'descent-step', solution('descent-step'))
    const { code, out } = await whereNothingRuns(() => run(...only('descent-step')))
    expect(code).toBe(1)
    expect(out).toContain('could not be graded')
    expect(students()['ana']).toMatchObject({ score: null, results: [{ status: 'ungradable' }] })
    expect((await run(...only('descent-step'))).code).toBe(0)
    expect(students()['ana'].score).toBe(10)
    const kept = path.join(at.report, 'students')
    const [file] = lookOf(kept).map((line) => line.replace(/ [0-9a-f]*$/, ''))
    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        .replace('"score": 10', '"score": 9')
        .replace(/"grader": "\w/, '"grader": "-'),
    )
    await run(...only('descent-step'))
    expect(students()['ana'].score).toBe(10)
  })
})

test('shards share a class out and are joined by their files', async () => {
  const names = ['ana', 'ben', 'cleo', 'dan', 'eva', 'finn']
  for (const name of names) put(name, 'descent-step', name === 'eva' ? withoutEta : solution('descent-step'))
  const whole = at.report
  const seen: string[][] = []
  for (const part of [1, 2]) {
    at.report = `${whole}-${part}`
    await run(...only('descent-step'), '--shard', `${part}/2`)
    seen.push(Object.keys(students()))
    cpSync(path.join(at.report, 'students'), path.join(whole, 'students'), { recursive: true })
  }
  expect(seen.flat().sort()).toEqual(names)
  expect(seen.every((part) => part.length > 0)).toBe(true)
  at.report = whole
  // All is there: with a system on which nothing can be run, nothing has to be.
  const { code } = await whereNothingRuns(() => run(...only('descent-step')))
  expect(code).toBe(0)
  expect(students()).toMatchObject({ ana: { score: 10 }, eva: { score: 0 } })
})

describe('an order that cannot be', () => {
  const refusal = (...args: string[]) =>
    run(...args).then(
      () => 'done',
      (error: unknown) => (error as Error).message,
    )

  test.each([
    [['--jobs', '0'], "--jobs is '0'; it has to be a whole number from 1 to 256."],
    [['--seed', 'mine'], "--seed is 'mine'; it has to be a whole number from 0 to 4294967295."],
    [['--shard', '3/2'], "--shard is '3/2'; it has to be like 1/4"],
    [
      ['--format', 'pdf'],
      "There is no format 'pdf'; there are json, csv, html, junit, gradescope, github, classroom50.",
    ],
    [['--exercises', 'descent'], "there is no exercise called 'descent'; there are"],
    [
      ['--require-isolation', 'a virtual machine'],
      'There is no isolation \'a virtual machine\'; there are "deno without permissions"',
    ],
    [['--format', 'classroom50'], "is for Classroom 50's runner"],
    [['another'], 'takes one file or folder'],
  ])('%j is answered by what there is', async (args, sentence) => {
    put('ana', 'descent-step', withoutEta)
    expect(await refusal(...args)).toContain(sentence)
    expect(existsSync(at.report)).toBe(false)
  })

  test('names what is missing: a place, answers, an exercise’s name', async () => {
    expect(await refusal()).toContain('There is no answer in')
    at.class = put('ana', 'descent-step', withoutEta, 'homework.ts')
    expect(await refusal()).toContain('a file bears the name of its exercise, like derivative.ts')
    at.class = path.join(at.folder, 'gone')
    expect(await refusal()).toContain('gone is not there: give the file or the folder that is to be graded.')
  })

  test('would write into a submission, or look for submissions in a report', async () => {
    put('ana', 'descent-step', withoutEta)
    const [folder, report] = [at.class, at.report]
    for (const place of [folder, path.join(folder, 'ana'), path.join(folder, 'new', 'one'), at.folder]) {
      at.report = place
      expect(await refusal()).toContain('The report cannot lie in')
    }
    symlinkSync(folder, report)
    at.report = report
    expect(await refusal()).toContain('The report cannot lie in')
    expect(existsSync(path.join(folder, 'new'))).toBe(false)
  })

  test('asks for the isolation there is, and gets it', async () => {
    put('ana', 'descent-step', withoutEta)
    await run(...only('descent-step'), '--require-isolation', 'deno')
    expect(students()['ana'].results[0].isolation).toContain('deno')
  })
})

test('the course’s own exercises are a submission: all of them not written yet', async () => {
  at.class = path.join(at.folder, 'course')
  cpSync(path.join(course, 'solutions'), path.join(at.class, 'exercises'), { recursive: true })
  for (const exercise of exercises)
    writeFileSync(path.join(at.class, 'exercises', exercise.lesson, `${exercise.id}.ts`), stub(exercise))
  renameSync(path.join(at.class, 'exercises'), path.join(at.folder, 'exercises'))
  at.class = path.join(at.folder, 'exercises')
  const { out } = await run()
  expect(out).toContain(`0 of ${10 * exercises.length} points`)
  expect(students()['exercises'].results.every(({ status }) => status === 'unfinished')).toBe(true)
})
