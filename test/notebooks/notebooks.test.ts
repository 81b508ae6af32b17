import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { errata } from 'downhill'
import { describe, expect, test } from 'vitest'
import { root } from '../../tools/files.mjs'
import { lessons } from '../../tools/names.mjs'
import { runInJupyter } from '../kernel/jupyter.ts'
import { missing, plan, workedNumbers, type Covers, type Notebook } from './catalogue.ts'

interface Execution {
  seconds: number
  cells: {
    id: string
    reached: boolean
    mayFail: boolean
    errors: string[]
    seconds: number
    shown: string[]
  }[]
}

const folder = path.join(root, 'notebooks')
const script = fileURLToPath(new URL('execute.py', import.meta.url))
const execute = async (file: string, mode = 'once') =>
  (await runInJupyter(script, file, folder, mode)) as Execution

/** What went otherwise than it should, a line for each cell. */
function problems({ cells }: Execution) {
  return cells.flatMap(({ id, reached, mayFail, errors }) => {
    if (!reached) return [`${id}: was not reached`]
    if (mayFail) return errors.length > 0 ? [] : [`${id}: is tagged raises-exception and raised none`]
    return errors.map((error) => `${id}: ${error}`)
  })
}

const names = lessons(root).map((lesson) => `${lesson}.ipynb`)

/** Each lesson is executed once, by the test that comes first. */
const executions = new Map<string, Promise<Execution>>()
function executionOf(lesson: string): Promise<Execution> {
  const known = executions.get(lesson) ?? execute(path.join(folder, lesson))
  executions.set(lesson, known)
  return known
}

test('there are lessons', () => {
  expect(names).not.toEqual([])
})

describe('runs from a fresh kernel, top to bottom, without an error:', () => {
  for (const lesson of names) {
    test(lesson, async () => {
      const execution = await executionOf(lesson)
      expect(problems(execution)).toEqual([])
      const slowest = execution.cells.reduce((a, b) => (b.seconds > a.seconds ? b : a))
      console.log(
        `${lesson}: ${execution.cells.length} cells in ${execution.seconds.toFixed(1)} s; the slowest, ${slowest.id}, took ${slowest.seconds.toFixed(2)} s`,
      )
    })
  }
})

test('run backwards, interrupted in its longest cell, restarted in the middle, a lesson then runs as the first time', async () => {
  const lesson = '12-network.ipynb'
  const { cells } = await executionOf(lesson)
  const { id } = cells.reduce((a, b) => (b.seconds > a.seconds ? b : a))
  const roughly = await execute(path.join(folder, lesson), id)
  expect(problems(roughly)).toEqual([])
  // Of a progress bar, how many messages it comes in is chance.
  const figures = ({ shown }: { shown: string[] }) => shown.filter((text) => text.startsWith('[figure')).length
  expect(roughly.cells.map(figures)).toEqual(cells.map(figures))
})

describe('shows what the catalogue has for it:', () => {
  for (const lesson of names) {
    test(lesson, async () => {
      const notebook = JSON.parse(readFileSync(path.join(folder, lesson), 'utf8')) as Notebook
      expect(missing(lesson.replace('.ipynb', ''), notebook, (await executionOf(lesson)).cells)).toEqual([])
    })
  }
})

describe('the catalogue', () => {
  const all = (kind: keyof Covers) =>
    new Set<string | number>(Object.values(plan).flatMap((covers): (string | number)[] => covers[kind] ?? []))

  test('has a lesson for each group of printed numbers, each erratum and each exercise', () => {
    expect(all('groups')).toEqual(new Set(workedNumbers.map(({ group }) => group)))
    expect(all('errata').size).toBe(24)
    const files = readdirSync(path.join(root, 'exercises'), { recursive: true, encoding: 'utf8' })
    const exercises = files.filter((file) => file.endsWith('.ts')).map((file) => path.basename(file, '.ts'))
    expect(all('exercises')).toEqual(new Set(exercises))
  })

  test('has a lesson for each optimizer and each schedule that the library offers', () => {
    const index = readFileSync(path.join(root, 'lib/src/index.ts'), 'utf8')
    const offered = (from: string) =>
      [...index.matchAll(new RegExp(`^export \\{ (\\w+).* \\} from '\\./${from}/`, 'gm'))].map(([, name]) => name)
    const tools = ['directions', 'scales', 'stepper']
    expect([...all('optimizers')].sort()).toEqual(
      offered('optimizers')
        .filter((name) => !tools.includes(name))
        .sort(),
    )
    expect([...all('schedules')].sort()).toEqual([...offered('schedules'), 'triangular2'].sort())
  })

  test('has every printed number with an erratum in the table of one', async () => {
    const shown = (await executionOf('14-errata.ipynb')).cells.flatMap((cell) => cell.shown)
    const tables = shown.filter((text) => text.startsWith('Erratum ')).join('\n')
    const wrong = workedNumbers.filter((n) => n.verdict === 'erratum' || n.labelErratum !== undefined)
    expect(wrong).toHaveLength(20)
    expect(wrong.filter(({ printed }) => !tables.includes(printed))).toEqual([])
  })

  test('is told deck by deck: each erratum stands beside a slide of its deck and the lesson that treats it', () => {
    const { cells } = JSON.parse(readFileSync(path.join(folder, '14-errata.ipynb'), 'utf8')) as Notebook
    for (const { number, deck, lesson } of errata) {
      const table = cells.find((cell) => cell.source[0].startsWith(`**Deck ${deck}**`))
      const row = table?.source.find((line) => line.split('|').at(-2)?.trim().split(', ').includes(String(number)))
      expect(row, `erratum ${number}`).toContain(`(${lesson}.ipynb)`)
    }
  })

  test('is missed where a lesson only names what it covers, or does not even name it', () => {
    const covers = {
      groups: ['momentum-square-90'],
      errata: [24],
      optimizers: ['momentum', 'nesterov'],
      schedules: ['cosine'],
      exercises: ['momentum-step'],
      explorables: ['momentum-map'],
    }
    const cell = (id: string, cell_type: 'code' | 'markdown', source: string[], tags?: string[]) => ({
      id,
      cell_type,
      source,
      metadata: { tags },
    })
    const notebook: Notebook = {
      metadata: { downhill: covers },
      cells: [
        cell('text', 'markdown', ['erratum 24, **erratum 2**']),
        cell('code', 'code', ['import { nesterov } from "downhill" // nesterov(\n', 'momentum({})'], ['explorable:momentum-map']),
      ],
    }
    const table = ['A caption', 't  quantity  printed on the slide  computed  verdict']
    const rows = [' 0  v₀         0.0  0  ✓ exact', ' 0  x₀        90.0  90  ✓ exact']
    const ran = [{ id: 'code', shown: [[...table, ...rows].join('\n'), 'Erratum 24: x\nright', 'momentum-step: x'] }]
    expect(missing('06-momentum', notebook, ran)).toEqual([
      'optimizers: momentumSubtracted is not in the metadata',
      'optimizers: momentumScaled is not in the metadata',
      'optimizers: momentumAveraged is not in the metadata',
      'exercises: nesterov-step is not in the metadata',
      'groups: momentum-square-90: its number 180.0 is not shown with its verdict',
      'errata: 24: is not mentioned in bold',
      'optimizers: nesterov: is not called',
      'schedules: cosine: is not called',
      'exercises: momentum-step: no feedback is shown',
      'explorables: momentum-map: no figure is shown',
    ])
  })
})

test('a cell that fails, or fails to fail, is found, and those after it are run', async () => {
  const code = (id: string, source: string, tags: string[] = []) => ({
    cell_type: 'code',
    id,
    metadata: { tags },
    source,
    outputs: [],
    execution_count: null,
  })
  const cells = [
    code('fails', "throw new Error('no')"),
    code('does-not-compile', 'const n: number = "x"'),
    code('fails-as-it-should', 'throw 1', ['raises-exception']),
    code('should-fail', '1', ['raises-exception']),
    code('works', "import { square } from 'downhill'\nsquare.value(2)"),
    code('in-a-timer', "setTimeout(() => { throw new Error('late') }, 1)\nawait new Promise(() => undefined)"),
  ]
  const temporary = mkdtempSync(path.join(tmpdir(), 'downhill-notebook-'))
  try {
    const file = path.join(temporary, 'broken.ipynb')
    writeFileSync(file, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }))
    expect(problems(await execute(file)).map((problem) => problem.split(':')[0])).toEqual([
      'fails',
      'does-not-compile',
      'should-fail',
      'in-a-timer',
    ])
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
})
