import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { exercises } from 'downhill-grader'
import { afterEach, beforeEach, vi } from 'vitest'
import { grade } from '../../grader/src/commands/grade.ts'
import { find } from '../../grader/src/examine.ts'

export const course = fileURLToPath(new URL('../..', import.meta.url))
export const cli = path.join(course, 'grader', 'dist', 'cli.js')
export const solution = (id: string) =>
  readFileSync(path.join(course, 'solutions', find(id).lesson, `${id}.ts`), 'utf8')
/** An exercise of each kind. */
export const ofEachKind = exercises.filter(({ id, kind }) => id === 'descend' || kind !== 'function')
export const withoutEta =
  'export function descentStep(x: number, slope: number, eta: number): number {\n  return x - slope\n}\n'

/** A class's folder and a place for the report, made anew for each test; the folder's name has a space in it. */
export const at = { folder: '', class: '', report: '' }
beforeEach(() => {
  at.folder = mkdtempSync(path.join(tmpdir(), 'a class '))
  at.class = path.join(at.folder, 'class')
  at.report = path.join(at.folder, 'report')
  mkdirSync(at.class)
})
afterEach(() => rmSync(at.folder, { recursive: true, force: true }))

/** Hand in an answer; `as` names the file if not as in the course. */
export function put(
  student: string,
  id: string,
  source: string | Buffer,
  as = `${find(id).lesson}/${id}.ts`,
): string {
  const file = path.join(at.class, student, as)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, source)
  return file
}

/** The command with these arguments after the class and the report: its exit code, and what it printed. */
export async function run(...args: string[]): Promise<{ code: number; out: string }> {
  const said: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text))
  try {
    return { code: await grade([at.class, '--out', at.report, ...args]), out: said.join('\n') }
  } finally {
    log.mockRestore()
  }
}

interface Result {
  exercise: string
  score: number
  points: number
  status: string
  isolation: string
  seed: number
  milliseconds: number
  message?: string
  mistake?: { id: string }
}
interface Told {
  student: string
  seed: number
  score: number | null
  points: number
  results: Result[]
}

export const written = (name: string) => readFileSync(path.join(at.report, name), 'utf8')

/** report.json's students by name. */
export function students(): Record<string, Told> {
  const { students } = JSON.parse(written('report.json')) as { students: Told[] }
  return Object.fromEntries(students.map((one) => [one.student, one]))
}

/** All that lies under a folder, with a digest of each file. */
export function lookOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const place = path.join(entry.parentPath, entry.name)
      return `${place} ${entry.isFile() ? createHash('sha256').update(readFileSync(place)).digest('hex') : ''}`
    })
    .sort()
}
