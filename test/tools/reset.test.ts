import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { reset } from '../../tools/commands/reset.mjs'
import { root } from '../../tools/files.mjs'
import {
  copyHandedOut,
  handedOutFiles,
  identify,
  readManifest,
  writeManifest,
} from '../../tools/setup/handed-out.mjs'

let course: string
const read = (path: string) => readFileSync(join(course, path), 'utf8')
const write = (path: string, text: string) => {
  writeFileSync(join(course, path), text)
}
const lesson = 'notebooks/06-momentum.ipynb'
const exercise = 'exercises/02-gradient-descent/descend.ts'
const now = new Date(2026, 10, 21, 9, 5, 7)

beforeEach(() => {
  course = mkdtempSync(join(tmpdir(), 'downhill reset '))
  for (const folder of ['notebooks', 'exercises/02-gradient-descent', 'tools'])
    mkdirSync(join(course, folder), { recursive: true })
  write(lesson, '{"cells":[]}\n')
  write(exercise, 'export const descend = 0\n')
  writeManifest(course)
})
afterEach(() => {
  rmSync(course, { recursive: true })
})

describe('npm run reset', () => {
  beforeEach(async () => {
    expect(await copyHandedOut(course)).toBe(2)
  })

  test('brings a lesson back by its number and keeps the reader’s version beside it', async () => {
    write(lesson, 'mine\n')
    expect(await reset(course, '06', now)).toBe(
      `${lesson} is back as it was handed out. Your version is kept as notebooks/06-momentum.kept-2026-11-21-090507.ipynb.`,
    )
    expect(read(lesson)).toBe('{"cells":[]}\n')
    expect(read('notebooks/06-momentum.kept-2026-11-21-090507.ipynb')).toBe('mine\n')
    expect(read(exercise)).toBe('export const descend = 0\n')
  })

  test('never overwrites an earlier version, even in the same second', async () => {
    for (const mine of ['first', 'second', 'third']) {
      write(exercise, mine)
      await reset(course, 'descend', now)
    }
    const folder = 'exercises/02-gradient-descent'
    expect(readdirSync(join(course, folder)).length).toBe(4)
    expect(read(`${folder}/descend.kept-2026-11-21-090507.ts`)).toBe('first')
    expect(read(`${folder}/descend.kept-2026-11-21-090507-3.ts`)).toBe('third')
  })

  test('does nothing to an unchanged file, whatever its line ends', async () => {
    expect(await reset(course, 'descend', now)).toContain('nothing to do')
    write(exercise, 'export const descend = 0\r\n')
    expect(await reset(course, 'descend', now)).toContain('nothing to do')
    expect(readdirSync(join(course, 'exercises/02-gradient-descent'))).toEqual(['descend.ts'])
  })

  test('brings back a file that was deleted', async () => {
    rmSync(join(course, lesson))
    expect(await reset(course, 'momentum', now)).toBe(`${lesson} was missing, and is back.`)
    expect(read(lesson)).toBe('{"cells":[]}\n')
  })

  test('names what there is when the name is unknown', async () => {
    await expect(reset(course, '07', now)).rejects.toThrow(
      "There is no lesson or exercise '07'. There are: descend, 06-momentum.",
    )
  })

  test('says so when the copy was tampered with, and leaves the reader’s file alone', async () => {
    write(lesson, 'mine\n')
    write(`.venv/handed-out/${lesson}`, 'tampered')
    await expect(reset(course, '06', now)).rejects.toThrow('There is no copy of notebooks/06-momentum.ipynb')
    expect(read(lesson)).toBe('mine\n')
  })
})

test('a file that was changed before set-up is taken from git', async () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', course, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args])
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'as handed out')
  write(lesson, 'mine\n')
  expect(await copyHandedOut(course)).toBe(2)
  expect(await reset(course, '06', now)).toContain('is back')
  expect(read(lesson)).toBe('{"cells":[]}\n')
})

test('a kept version is not handed out', () => {
  write('exercises/02-gradient-descent/descend.kept-2026-11-21-090507.ts', '')
  expect(handedOutFiles(course)).toEqual([exercise, lesson])
})

test.skipIf(!existsSync(join(root, '.git')))(
  'tools/handed-out.json lists the lessons and exercises as they are committed',
  () => {
    const tree = execFileSync('git', ['ls-tree', '-r', 'HEAD', 'notebooks', 'exercises'], {
      cwd: root,
      encoding: 'utf8',
    })
    const committed = new Map(
      [...tree.matchAll(/^\S+ blob (\S+)\t(.*)$/gm)].map(([, blob, file]) => [file, blob]),
    )
    const listed = new Map(Object.entries(readManifest(root)).map(([file, { blob }]) => [file, blob]))
    const present = handedOutFiles(root)
    // A reader's changes are no fault; neither is an author's list that is ahead of the next commit.
    const outdated = present.filter((file) => {
      const blob = listed.get(file)
      return blob !== committed.get(file) && blob !== identify(readFileSync(join(root, file), 'utf8')).blob
    })
    const gone = [...listed.keys()].filter((file) => !committed.has(file) && !present.includes(file))
    expect([...outdated, ...gone], 'run: node tools/handed-out.mjs').toEqual([])
  },
)
