import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { exercises, stub } from 'downhill-grader'
import { afterEach, expect, test, vi } from 'vitest'
import { find } from '../../grader/src/examine.ts'
import { course, solution, withoutEta } from './handed-in.ts'

let root: string
let watching: ChildProcess
let said: string
const fileOf = (id: string) => path.join(root, 'exercises', find(id).lesson, `${id}.ts`)
const hears = (text: string | RegExp) =>
  vi.waitUntil(() => (typeof text === 'string' ? said.includes(text) : text.test(said)), { timeout: 30_000 })

/** A course of its own, with a space in its path, and the command at work in it. */
async function watch(...args: string[]) {
  root = mkdtempSync(path.join(tmpdir(), 'a course '))
  cpSync(path.join(course, 'grader', 'dist'), path.join(root, 'grader', 'dist'), { recursive: true })
  mkdirSync(path.join(root, 'node_modules'))
  for (const name of ['deno', '@deno', 'typescript', 'downhill', 'chokidar', 'readdirp'])
    symlinkSync(path.join(course, 'node_modules', name), path.join(root, 'node_modules', name), 'junction')
  for (const exercise of exercises) {
    mkdirSync(path.dirname(fileOf(exercise.id)), { recursive: true })
    writeFileSync(fileOf(exercise.id), stub(exercise))
  }
  said = ''
  watching = spawn(
    process.execPath,
    [path.join(root, 'grader', 'dist', 'cli.js'), 'check', '--watch', ...args],
    { cwd: root, env: { ...process.env, NO_COLOR: '1' } },
  )
  watching.stdout?.on('data', (text: Buffer) => (said += text.toString()))
  watching.stderr?.on('data', (text: Buffer) => (said += text.toString()))
  await hears('Save a file under exercises/')
  // The system is asked to tell of changes by now.
  await new Promise((resolve) => setTimeout(resolve, 500))
  said = ''
}
afterEach(async () => {
  watching.kill('SIGKILL')
  await once(watching, 'close')
  rmSync(root, { recursive: true, force: true })
})

test('--watch checks what is saved, once a save, however the editor saves', async () => {
  await watch('descent-step')
  writeFileSync(fileOf('descent-step'), withoutEta)
  await hears('descent-step: 0 of 10 points, not right yet')
  expect(said).toContain('A known slip: forgets η.')
  said = ''
  // A new file in the old one's place.
  writeFileSync(`${fileOf('descent-step')}.tmp`, solution('descent-step'))
  renameSync(`${fileOf('descent-step')}.tmp`, fileOf('descent-step'))
  await hears('descent-step: 10 of 10 points, right')
  said = ''
  // Away and back again, and in pieces.
  rmSync(fileOf('descent-step'))
  writeFileSync(fileOf('descent-step'), withoutEta.slice(0, 20))
  writeFileSync(fileOf('descent-step'), withoutEta)
  await hears('descent-step: 0 of 10 points, not right yet')
  // An exercise that was not asked for.
  writeFileSync(fileOf('descend'), solution('descend'))
  await new Promise((resolve) => setTimeout(resolve, 1000))
  expect(said.match(/ points, /g)).toHaveLength(1)
})

test('--watch without a name shows all, then each that is saved', async () => {
  await watch()
  writeFileSync(fileOf('descend'), solution('descend'))
  await hears('descend: 10 of 10 points, right')
  writeFileSync(fileOf('descent-step'), 'export function descentStep( {')
  await hears('descent-step: 0 of 10 points, stopped with an error')
})
