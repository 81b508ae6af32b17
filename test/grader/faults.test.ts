import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { readSource } from '../../grader/src/source.ts'
import { writeWhole } from '../../grader/src/class/whole.ts'
import { at, cli, lookOf, put, run, solution, students, withoutEta, written } from './handed-in.ts'

const right = solution('descent-step')
const only = ['--exercises', 'descent-step']
const endless = 'export function descentStep() { for (;;); }'

/** The command as a person starts it. */
function start(...args: string[]) {
  const child = spawn(process.execPath, [cli, 'grade', at.class, '--out', at.report, ...only, ...args])
  const said = { out: '', err: '' }
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()))
  return { child, said, end: endOf(child) }
}
const endOf = async (child: ChildProcess): Promise<number | null> =>
  (await once(child, 'close'))[0] as number | null
const marked = () => {
  const folder = path.join(at.report, 'students')
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
}

test('kill -9 in mid-run: what is graded is kept whole, and the same command does the rest', async () => {
  for (const name of ['ana', 'ben', 'cleo', 'dan']) put(name, 'descent-step', right)
  put('eva', 'descent-step', endless)
  put('finn', 'descent-step', right)
  const first = start('--jobs', '1')
  await vi.waitUntil(() => marked().length >= 4, { timeout: 30_000 })
  first.child.kill('SIGKILL')
  await first.end
  expect(existsSync(path.join(at.report, 'running.json'))).toBe(true)
  expect(existsSync(path.join(at.report, 'report.json'))).toBe(false)
  const kept = marked().map(
    (name) => [name, readFileSync(path.join(at.report, 'students', name), 'utf8')] as const,
  )
  for (const [, text] of kept)
    expect(JSON.parse(text)).toMatchObject({ marks: [{ result: { status: 'pass' } }] })
  // What a killed run had begun to write is put away.
  writeFileSync(path.join(at.report, 'students', 'x.json.1.part'), '{ "half')

  put('eva', 'descent-step', withoutEta)
  expect(await start().end).toBe(0)
  expect(students()).toMatchObject({
    ana: { score: 10 },
    dan: { score: 10 },
    eva: { score: 0 },
    finn: { score: 10 },
  })
  for (const [name, text] of kept)
    expect(readFileSync(path.join(at.report, 'students', name), 'utf8')).toBe(text)
  expect(readdirSync(path.join(at.report, 'students')).filter((name) => name.endsWith('.part'))).toEqual([])
  expect(existsSync(path.join(at.report, 'running.json'))).toBe(false)
})

test.runIf(process.platform !== 'win32')(
  'Ctrl-C says how to go on, and leaves nothing running or locked',
  async () => {
    put('eva', 'descent-step', endless)
    const { child, said, end } = start()
    await vi.waitUntil(() => existsSync(path.join(at.report, 'running.json')), { timeout: 30_000 })
    await new Promise((resolve) => setTimeout(resolve, 300))
    child.kill('SIGINT')
    expect(await end).toBe(130)
    expect(said.err).toContain('The same command goes on from here.')
    expect(existsSync(path.join(at.report, 'running.json'))).toBe(false)
  },
)

test('two runs at once: into one report only one, into two both', async () => {
  put('ana', 'descent-step', right)
  put('eva', 'descent-step', endless)
  const first = start()
  await vi.waitUntil(() => marked().length === 1, { timeout: 30_000 })
  const second = spawnSync(process.execPath, [cli, 'grade', at.class, '--out', at.report, ...only], {
    encoding: 'utf8',
  })
  expect(second.status).toBe(2)
  expect(second.stderr).toContain('Another run is writing into')
  expect(second.stderr).toContain('choose another folder with --out')
  const report = at.report
  at.report = `${report} too`
  put('eva', 'descent-step', right)
  await run(...only)
  expect(students()).toMatchObject({ ana: { score: 10 }, eva: { score: 10 } })
  at.report = report
  expect(await first.end).toBe(0)
  expect(students()).toMatchObject({ ana: { score: 10 }, eva: { score: 0 } })
})

test('a lock that a killed run left behind holds nobody up, one of another computer does', async () => {
  put('ana', 'descent-step', right)
  mkdirSync(at.report)
  const lock = path.join(at.report, 'running.json')
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  writeFileSync(lock, JSON.stringify({ pid, host: hostname() }))
  expect((await run(...only)).code).toBe(0)
  writeFileSync(lock, '')
  utimesSync(lock, 0, 0)
  expect((await run(...only)).code).toBe(0)
  writeFileSync(lock, JSON.stringify({ pid, host: 'elsewhere' }))
  await expect(run(...only)).rejects.toThrow('Another run is writing into')
})

test('a submission that changes while it is graded is read when it has come to rest', async () => {
  const file = put('ana', 'descent-step', right)
  // It writes the file anew again and again, piece by piece, for half a second; the answer is right at the end.
  const writer = spawn(process.execPath, [
    '-e',
    `const fs = require('fs')
     const [file, right] = process.argv.slice(1)
     for (const end = Date.now() + 500; Date.now() < end; ) {
       fs.writeFileSync(file, '')
       for (let i = 0; i < 500; i++) fs.appendFileSync(file, right.slice(0, 200))
     }
     fs.writeFileSync(file, right)`,
    file,
    right,
  ])
  const end = endOf(writer)
  await vi.waitUntil(() => readFileSync(file, 'utf8') !== right, { timeout: 30_000 })
  expect((await run(...only)).code).toBe(0)
  expect(students()['ana'].score).toBe(10)
  expect(await end).toBe(0)
})

test('a submission that never comes to rest is ungradable, and holds nobody up', async () => {
  const file = put('ana', 'descent-step', right)
  put('ben', 'descent-step', right)
  const busy = setInterval(() => utimesSync(file, new Date(), new Date()), 5)
  expect((await run(...only)).code).toBe(1)
  clearInterval(busy)
  expect(students()).toMatchObject({ ana: { score: null }, ben: { score: 10 } })
  expect(students()['ana'].results[0].message).toContain('keeps changing while it is read')
})

test.runIf(process.platform !== 'win32')(
  'a folder that becomes a link while the class is graded leads nowhere: not to somebody else’s answers',
  async () => {
    const file = put('ana', 'descent-step', withoutEta)
    put('ben', 'descent-step', right)
    const [ana, ben] = ['ana', 'ben'].map((name) => realpathSync(path.join(at.class, name)))
    expect(await readSource(file, ana)).toEqual({ text: withoutEta })
    rmSync(ana, { recursive: true })
    symlinkSync(ben, ana)
    expect(await readSource(file, ana)).toMatchObject({
      status: 'crash',
      message: expect.stringContaining('is a link to a place outside of the submission') as string,
    })
  },
)

test.runIf(process.platform === 'linux')(
  'two folders whose names look the same are not taken for one another',
  async () => {
    put('Ren\u00e9', 'descent-step', right)
    put('Rene\u0301', 'descent-step', withoutEta)
    put('ben', 'descent-step', right)
    expect((await run(...only)).code).toBe(1)
    const { students } = JSON.parse(written('report.json')) as { students: { score: number | null }[] }
    expect(students.map(({ score }) => score)).toEqual([null, null, 10])
    expect(marked()).toHaveLength(3)
  },
)

test.runIf(process.platform === 'linux')(
  'what the system cannot read says nothing about the answer',
  async () => {
    expect(await readSource('/proc/self/mem', `/proc/${process.pid}`)).toEqual({
      status: 'ungradable',
      message: 'cannot be read (EIO), which says nothing about the answer.',
    })
  },
)

// Who may read all becomes somebody who may not.
const somebody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
const mayGrade = spawnSync(process.execPath, [cli, 'grade', '--help'], somebody).status === 0

test.runIf(process.platform !== 'win32' && mayGrade)(
  'a file that the grader may not read is ungradable, and the others are graded',
  () => {
    chmodSync(put('ana', 'descent-step', right), 0)
    put('ben', 'descent-step', right)
    chmodSync(at.folder, 0o777)
    const { status } = spawnSync(
      process.execPath,
      [cli, 'grade', at.class, '--out', at.report, ...only],
      somebody,
    )
    expect(status).toBe(1)
    expect(students()).toMatchObject({ ana: { score: null }, ben: { score: 10 } })
    expect(students()['ana'].results[0]).toMatchObject({
      status: 'ungradable',
      message:
        '02-gradient-descent/descent-step.ts cannot be read (EACCES), which says nothing about the answer.',
    })
  },
)

const inNamespace = ['--mount', '--map-root-user']
const canMount =
  process.platform === 'linux' &&
  spawnSync('unshare', [...inNamespace, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0

test.runIf(canMount)(
  'a full disk is told in a sentence, nothing half lies there; with more room the rest is done',
  () => {
    for (let i = 0; i < 30; i++) put(`student ${i}`, 'descent-step', right)
    mkdirSync(at.report)
    // The report's disk is small, then large; what lies there in the end is brought home.
    const script = `
    out=$1; shift
    mount -t tmpfs -o size=40k tmpfs "$out"
    "$@"; echo "first $?"
    ls -R "$out" | sed 's/^/there: /'
    mount -o remount,size=10m "$out"
    "$@" > /dev/null; echo "second $?"
    mkdir "$out.whole" && cp -r "$out"/. "$out.whole"`
    const command = [process.execPath, cli, 'grade', at.class, '--out', at.report, ...only]
    const { stdout, stderr } = spawnSync(
      'unshare',
      [...inNamespace, 'sh', '-c', script, 'sh', at.report, ...command],
      { encoding: 'utf8' },
    )
    expect(stdout).toContain('first 2\n')
    expect(stderr).toContain(
      'the disk is full. Free some space and run the same command again; what is graded so far is kept.',
    )
    expect(stdout).toMatch(/^there: student-.*\.json$/m)
    expect(stdout).not.toMatch(/there: .*(\.part|report\.json)/)
    expect(stderr).not.toMatch(/^ +at /m)
    expect(stdout).toContain('second 0\n')
    at.report = `${at.report}.whole`
    expect(Object.values(students()).map(({ score }) => score)).toEqual(Array(30).fill(10))
  },
)

test.runIf(process.platform === 'linux')(
  'where submissions would be kept apart by less than is required, nothing is graded',
  () => {
    put('ana', 'descent-step', right)
    // Where no program is found, neither bubblewrap nor unshare is.
    const asked = (isolation: string) =>
      spawnSync(
        process.execPath,
        [cli, 'grade', at.class, '--out', at.report, ...only, '--require-isolation', isolation],
        { encoding: 'utf8', env: { PATH: '' } },
      )
    for (const more of ['bubblewrap', 'unshare']) {
      const { status, stderr } = asked(more)
      expect(status).toBe(2)
      expect(stderr).toContain(
        `Submissions would be kept apart by "deno without permissions" here, and "deno without permissions, ${more}" is required`,
      )
      expect(existsSync(at.report)).toBe(false)
    }
    expect(asked('deno').status).toBe(0)
    expect(students()['ana'].results[0]).toMatchObject({ score: 10, isolation: 'deno without permissions' })
  },
)

test.runIf(process.platform === 'linux')(
  'a report that cannot be written is told with the remedy',
  async () => {
    put('ana', 'descent-step', right)
    const report = at.report
    at.report = '/dev/full'
    await expect(run(...only)).rejects.toThrow('/dev/full')
    at.report = report
    vi.stubEnv('GITHUB_STEP_SUMMARY', '/dev/full')
    await expect(run(...only, '--format', 'github')).rejects.toThrow('the disk is full. Free some space')
    vi.unstubAllEnvs()
    mkdirSync(path.join(at.report, 'report.json'))
    await expect(run(...only)).rejects.toThrow('Remove that, or choose another folder with --out')
    // The marks are kept all the same.
    expect(marked()).toHaveLength(1)
  },
)

test.runIf(process.platform === 'linux')(
  'output that goes nowhere ends the command, and with no stack',
  () => {
    put('ana', 'descent-step', right)
    const { status, stderr } = spawnSync(
      'sh',
      ['-c', '"$@" > /dev/full', 'sh', process.execPath, cli, 'grade', at.class, '--out', at.report, ...only],
      { encoding: 'utf8' },
    )
    expect(status).toBe(2)
    expect(stderr).toBe('The output cannot be written (ENOSPC).\n')
  },
)

test('a file is written whole or stays as it was', () => {
  const file = path.join(at.folder, 'file')
  writeWhole(file, ['one', ' two'])
  const failing = function* () {
    yield 'three'
    throw new RangeError('no more')
  }
  expect(() => writeWhole(file, failing())).toThrow('no more')
  expect(readFileSync(file, 'utf8')).toBe('one two')
  expect(readdirSync(at.folder).sort()).toEqual(['class', 'file'])
})

test('of 500 students each has what is theirs, whatever the others do', async () => {
  const bad = {
    'a syntax error': 'export function (',
    'an error': "export function descentStep() { throw new Error('no') }",
    'an error at once': "throw new Error('no')",
    'no end': endless,
    'no end at once': 'for (;;);',
    'a wait without end':
      'await new Promise(() => setInterval(() => {}, 1000))\nexport const descentStep = 1',
    memory:
      'const all: number[][] = []\nexport function descentStep() { for (;;) all.push(new Array(1e6).fill(1)) }',
    'an exit': 'export function descentStep() { Deno.exit(0) }',
    'a flood': "export function descentStep() { for (;;) console.log('x'.repeat(1e5)) }",
    'deep calls': 'export function descentStep(x: number): number { return descentStep(x) + 1 }',
    'deep source': `export const descentStep = () => ${'('.repeat(20_000)}1${')'.repeat(20_000)}`,
    'a forged answer': `console.log(1); Deno.stdout.writeSync(new TextEncoder().encode('{"answer":1}\\n{"end":true}\\n'))\nexport const descentStep = () => 1`,
    'an import': "import fs from 'node:fs'\nexport const descentStep = () => fs.readdirSync('/').length",
    nothing: '',
    zeros: '\0'.repeat(1000),
  }
  for (const [name, source] of Object.entries(bad)) put(name, 'descent-step', source)
  for (let i = 10; i < 495; i++) put(`student ${i}`, 'descent-step', i % 2 ? right : withoutEta)
  const before = lookOf(at.class)
  const { code, out } = await run(...only, '--format', 'json,csv,html,junit,gradescope')
  expect(code).toBe(0)
  expect(out).toContain('500 submissions')
  const of = students()
  for (const name of Object.keys(bad)) {
    expect(of[name].score, name).toBe(0)
    expect(of[name].results[0].status, name).not.toBe('ungradable')
  }
  for (let i = 10; i < 495; i++) expect(of[`student ${i}`].score).toBe(i % 2 ? 10 : 0)
  expect(lookOf(at.class)).toEqual(before)
  expect(written('report.csv').trimEnd().split('\r\n')).toHaveLength(501)
}, 240_000)
