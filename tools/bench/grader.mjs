import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { exercises, stub } from 'downhill-grader'
import { root } from '../files.mjs'
import { benchNbgrader } from './nbgrader.mjs'

const cli = join(root, 'grader', 'dist', 'cli.js')

/** @param {string} id */
const solutionOf = (id) => {
  const { lesson = '' } = exercises.find((one) => one.id === id) ?? {}
  return readFileSync(join(root, 'solutions', lesson, `${id}.ts`), 'utf8')
}

/**
 * A class of so many students, each with the solutions of these exercises.
 * @param {number} count
 * @param {readonly string[]} ids
 */
function makeClass(count, ids) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  for (let i = 0; i < count; i++) {
    const student = join(folder, 'class', `student ${i}`)
    mkdirSync(student, { recursive: true })
    for (const id of ids) writeFileSync(join(student, `${id}.ts`), solutionOf(id))
  }
  return folder
}

/**
 * The time of a run over a class in seconds, and the memory of its process in megabytes as it went on (on Linux).
 * @param {string} folder
 * @param {readonly string[]} ids
 * @param {number} jobs
 */
async function timeOf(folder, ids, jobs) {
  const report = join(folder, 'report')
  const args = [
    'grade',
    join(folder, 'class'),
    '--out',
    report,
    '--jobs',
    String(jobs),
    '--exercises',
    ids.join(','),
  ]
  const start = performance.now()
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
  /** @type {number[]} */
  const memory = []
  const scale = setInterval(() => {
    if (process.platform !== 'linux') return
    try {
      memory.push((Number(readFileSync(`/proc/${child.pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 1e6)
    } catch {
      // It has just ended.
    }
  }, 100)
  /** @type {number | null} */
  const code = await new Promise((resolve) => child.on('exit', resolve))
  clearInterval(scale)
  if (code !== 0) throw new Error(`the grader ended with ${code}`)
  const seconds = (performance.now() - start) / 1000
  rmSync(report, { recursive: true })
  return { seconds, memory }
}

/** @param {readonly number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN

async function throughput() {
  const ids = exercises.map(({ id }) => id)
  const count = 5
  const folder = makeClass(count, ids)
  const rows = []
  for (const jobs of [1, 2]) {
    const times = []
    for (let i = 0; i < 3; i++) times.push((await timeOf(folder, ids, jobs)).seconds)
    const seconds = median(times) / count
    rows.push({
      'at a time': jobs,
      exercises: ids.length,
      'submissions per second': round(1 / seconds),
      'ms per answer': round((1000 * seconds) / ids.length),
    })
  }
  rmSync(folder, { recursive: true })
  console.table(rows)
}

/** @param {number} x */
const round = (x) => Number(x.toPrecision(3))

async function memoryOfManyStudents() {
  const count = 3000
  const ids = ['descent-step']
  const folder = makeClass(count, ids)
  const { seconds, memory } = await timeOf(folder, ids, 2)
  const tenth = Math.floor(memory.length / 10)
  rmSync(folder, { recursive: true })
  console.table({
    [`${count} students, one answer each`]: {
      seconds: round(seconds),
      'answers per second': round(count / seconds),
      ...(memory.length > 0 && {
        'MB in the second tenth': Math.round(Math.max(...memory.slice(tenth, 2 * tenth))),
        'MB in the last tenth': Math.round(Math.max(...memory.slice(-tenth))),
      }),
    },
  })
}

/** From a save to the feedback in the terminal, under npm run check -- --watch. */
async function learnersLoop() {
  const course = mkdtempSync(join(tmpdir(), 'bench-'))
  for (const name of ['dist', 'package.json'])
    cpSync(join(root, 'grader', name), join(course, 'grader', name), { recursive: true })
  for (const exercise of exercises) {
    const file = join(course, 'exercises', exercise.lesson, `${exercise.id}.ts`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, stub(exercise))
  }
  symlinkSync(join(root, 'node_modules'), join(course, 'node_modules'), 'junction')
  const child = spawn(process.execPath, [
    join(course, 'grader', 'dist', 'cli.js'),
    'check',
    '--watch',
    'descent-step',
  ])
  let said = ''
  child.stdout.on('data', (/** @type {Buffer} */ text) => (said += text.toString()))
  /** @param {RegExp} text */
  const hears = async (text) => {
    while (!text.test(said)) await once(child.stdout, 'data')
    said = ''
  }
  await hears(/Ctrl-C/)
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const file = join(course, 'exercises', '02-gradient-descent', 'descent-step.ts')
  const times = []
  for (let i = 0; i < 21; i++) {
    const start = performance.now()
    writeFileSync(file, `${solutionOf('descent-step')}// ${i}\n`)
    await hears(/points, right/)
    times.push(performance.now() - start)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  child.kill('SIGKILL')
  await once(child, 'close')
  rmSync(course, { recursive: true })
  times.sort((a, b) => a - b)
  console.table({
    'from a save to the feedback': {
      'median ms': Math.round(median(times)),
      'worst of 20 ms': Math.round(times[19]),
    },
  })
}

/** nbgrader and this grader on the same three exercises, one submission at a time. */
async function besideNbgrader() {
  const ids = ['descent-step', 'descend', 'momentum-step']
  const count = 10
  const theirs = benchNbgrader(count)
  if (theirs === undefined) {
    console.log(
      'nbgrader is not measured: pip install nbgrader ipykernel, then NBGRADER=where/nbgrader npm run bench -- grader',
    )
    return
  }
  const folder = makeClass(20 * count, ids)
  const ours = (await timeOf(folder, ids, 1)).seconds / (20 * count)
  const ours2 = (await timeOf(folder, ids, 2)).seconds / (20 * count)
  rmSync(folder, { recursive: true })
  console.table({
    nbgrader: { 'ms a submission': round(1000 * theirs), times: 1 },
    'downhill, 1 at a time': { 'ms a submission': round(1000 * ours), times: round(theirs / ours) },
    'downhill, 2 at a time': { 'ms a submission': round(1000 * ours2), times: round(theirs / ours2) },
  })
}

export async function benchGrader() {
  await throughput()
  await learnersLoop()
  await besideNbgrader()
  await memoryOfManyStudents()
}
