import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { exercises, stub } from 'downhill-grader'
import { expect, test } from 'vitest'
import { find } from '../../grader/src/examine.ts'
import { plan, readArguments } from '../../tools/commands/test.mjs'
import { check } from '../exercises/check.ts'
import { at, course, solution, withoutEta } from './handed-in.ts'

test('the editor’s tests are all exercises in their order, each named as it is', () => {
  const source = readFileSync(path.join(course, 'test', 'exercises', 'exercises.test.ts'), 'utf8')
  const named = [...source.matchAll(/^ *(?:describe|test)\('([^']+)'/gm)].map(([, name]) => name)
  const lessons = [...new Set(exercises.map(({ lesson }) => lesson))]
  const expected = lessons.flatMap((lesson) => [
    lesson,
    ...exercises.filter((exercise) => exercise.lesson === lesson).map(({ id }) => id),
  ])
  expect(named).toEqual(expected)
})

test('npm test leaves them out: what a reader has not solved is no failure of the course', () => {
  const { run } = plan(readArguments([]).wanted, { python: undefined, browser: undefined })
  expect(run).not.toContain('exercises')
})

/** How one of the editor's tests ends. */
async function outcome(id: string, source: string) {
  const file = path.join(at.folder, 'exercises', find(id).lesson, `${id}.ts`)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, source)
  let skipped = ''
  const skip = (note: string) => (skipped = note)
  const error = await check({ task: { name: id }, skip }, at.folder).catch((error: unknown) => error as Error)
  return { error, skipped, file }
}

test('a right answer passes, what is not written is skipped', async () => {
  expect(await outcome('descent-step', solution('descent-step'))).toMatchObject({
    error: undefined,
    skipped: '',
  })
  expect(await outcome('descent-step', stub(find('descent-step')))).toMatchObject({
    error: undefined,
    skipped: 'descentStep is not written yet.',
  })
})

test('a wrong answer fails with the feedback of the terminal, at the function or where it stopped', async () => {
  const { error, file } = await outcome('descent-step', `// mine\n\n${withoutEta}`)
  expect(error?.message).toContain('A known slip: forgets η.')
  expect(error?.message).toContain('the answer: yours -70, expected 56; the slide prints 56.0 (deck E)')
  expect(error?.stack).toContain(`at descentStep (${file}:3:1)`)
  const stopped = await outcome('descent-step', 'export function descentStep() {\n  throw new Error("no")\n}')
  expect(stopped.error?.stack).toContain(`${stopped.file}:2:1`)
})

test('vitest itself runs one of them by its name', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      'exercises',
      '-t',
      'descent-step',
      '--reporter',
      'json',
    ],
    { cwd: course, encoding: 'utf8', env: { ...process.env, VITEST: undefined, NODE_ENV: undefined } },
  )
  const { testResults } = JSON.parse(stdout) as {
    testResults: { assertionResults: { title: string; status: string }[] }[]
  }
  const [one] = testResults[0].assertionResults.filter(({ title }) => title === 'descent-step')
  // The reader's own file: whatever stands in it, it was looked at.
  expect(one.status).toMatch(/passed|skipped|pending|failed/)
  expect(status).toBe(one.status === 'failed' ? 1 : 0)
})
