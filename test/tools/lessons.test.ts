import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root } from '../../tools/files.mjs'
import { fixLessons, readLessons } from '../../tools/lessons/fix.mjs'
import { formProblems, mended } from '../../tools/lessons/form.mjs'
import { typeProblems } from '../../tools/lessons/types.mjs'

const lessons = readLessons(root)

test('there are lessons', () => {
  expect(lessons).not.toEqual([])
})

describe('is kept in the form of lessons:', () => {
  for (const { name, text } of lessons) test(name, () => expect(formProblems(text)).toEqual([]))
})

test('the code of every lesson, and what it imports, is accepted by the TypeScript of the kernel', () => {
  expect(typeProblems(lessons, root)).toEqual([])
})

const code = (id: string, source: string | string[], more: object = {}) => ({
  cell_type: 'code',
  id,
  metadata: {},
  source,
  outputs: [] as unknown[],
  execution_count: null,
  ...more,
})

const metadata = {
  kernelspec: { display_name: 'TypeScript (Downhill)', language: 'typescript', name: 'downhill' },
  language_info: { file_extension: '.ts', mimetype: 'text/typescript', name: 'typescript' },
  downhill: { groups: [], errata: [8], optimizers: [], schedules: [], exercises: [], explorables: [] },
}
const notebook = (cells: object[], more: object = {}) =>
  JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5, ...more }, null, 1) + '\n'

const good = mended(
  notebook([code('the-rule', ['const eta = 0.1\n', 'eta'], { metadata: { tags: ['raises-exception'] } })]),
)

describe('the form', () => {
  test('is written as Jupyter writes it, and mending it again changes nothing', () => {
    expect(good).toMatch(
      /^\{\n "cells": \[\n {2}\{\n {3}"cell_type": "code",\n {3}"execution_count": null,\n {3}"id"/,
    )
    expect(formProblems(good)).toEqual([])
    expect(mended(good)).toBe(good)
  })

  const broken: [string, string, RegExp][] = [
    ['an older format', notebook([code('a', ['1'])], { nbformat_minor: 4 }), /^format 4\.4/],
    [
      'another kernel',
      notebook([code('a', ['1'])], { metadata: { kernelspec: { name: 'tslab' } } }),
      /^metadata other/,
    ],
    [
      'what Jupyter adds to the metadata',
      notebook([code('a', ['1'])], { metadata: { ...metadata, widgets: {} } }),
      /^metadata other/,
    ],
    [
      'nothing said of what it covers',
      notebook([code('a', ['1'])], { metadata: { ...metadata, downhill: undefined } }),
      /^metadata other/,
    ],
    [
      'an erratum that is no number',
      notebook([code('a', ['1'])], {
        metadata: { ...metadata, downhill: { ...metadata.downhill, errata: ['#8'] } },
      }),
      /^metadata: downhill\.errata is no list of numbers/,
    ],
    ['no id', notebook([{ ...code('a', ['1']), id: undefined }]), /^cell number 1: its id/],
    ['an id made of capitals', notebook([code('Rule_1', ['1'])]), /^cell Rule_1: its id/],
    ['an id made up by nbformat', notebook([code('3f9a01bc', ['1'])]), /^cell 3f9a01bc: its id/],
    [
      'an id made up by JupyterLab',
      notebook([code('b6e1c6f2-0d2e-4c53-9c1e-2f1b7a5d9e10', ['1'])]),
      /: its id/,
    ],
    ['the same id twice', notebook([code('a', ['1']), code('a', ['2'])]), /^cell a: another cell/],
    [
      'a raw cell',
      notebook([{ cell_type: 'raw', id: 'a', metadata: {}, source: ['x'] }]),
      /^cell a: is of type raw/,
    ],
    ['an empty cell', notebook([code('a', ['1']), code('b', [])]), /^cell b: is empty/],
    ['a source of one piece', notebook([code('a', '1\n2')]), /^cell a: its source/],
    [
      'outputs',
      notebook([code('a', ['1'], { outputs: [{ output_type: 'stream' }] })]),
      /^cell a: carries outputs/,
    ],
    [
      'an execution count',
      notebook([code('a', ['1'], { execution_count: 3 })]),
      /^cell a: carries an execution/,
    ],
    [
      'transient metadata',
      notebook([code('a', ['1'], { metadata: { collapsed: true, tags: ['x'] } })]),
      /^cell a: carries metadata \(collapsed\)/,
    ],
    ['CRLF', good.replaceAll('\n', '\r\n'), /CRLF/],
    ['another indent', JSON.stringify(JSON.parse(good), null, 2) + '\n', /^written otherwise/],
    ['no newline at the end', good.trimEnd(), /^written otherwise/],
  ]
  for (const [what, text, problem] of broken) {
    test(`is refused and mended: ${what}`, () => {
      expect(formProblems(text).join('\n')).toMatch(problem)
      if (!['a raw cell', 'an erratum that is no number'].includes(what))
        expect(formProblems(mended(text))).toEqual([])
    })
  }

  test('is refused where there is no notebook', () => {
    expect(formProblems('{"cells": 3}')[0]).toMatch(/^not a notebook/)
    expect(formProblems('{')[0]).toMatch(/^not a notebook/)
  })

  test('keeps good ids and names new cells after their heading or the cell above', () => {
    const mendedIds = (
      JSON.parse(
        mended(
          notebook([
            {
              cell_type: 'markdown',
              id: '1a2b3c4d',
              metadata: {},
              source: ['# What goes wrong, seen\n', 'text'],
            },
            code('5e6f7a8b', ['1']),
            code('kept', ['2']),
            code('9c0d1e2f', ['3']),
          ]),
        ),
      ) as { cells: { id: string }[] }
    ).cells.map(({ id }) => id)
    expect(mendedIds).toEqual(['what-goes-wrong-seen', 'what-goes-wrong-seen-code', 'kept', 'kept-code'])
  })
})

describe('the fixer', () => {
  let course: string
  beforeEach(() => {
    course = mkdtempSync(path.join(tmpdir(), 'downhill lessons '))
    mkdirSync(path.join(course, 'notebooks'))
  })
  afterEach(() => rmSync(course, { recursive: true }))
  const file = (name: string) => path.join(course, 'notebooks', name)
  const read = (name: string) => readFileSync(file(name), 'utf8')
  const cellsOf = (name: string) => (JSON.parse(read(name)) as { cells: Record<string, unknown>[] }).cells

  const saved = {
    cells: [
      { cell_type: 'markdown', id: 'a1b2c3d4', metadata: { jp: 1 }, source: '# The rule\r\ntext' },
      code('by-hand', 'const x = 1\nx', {
        execution_count: 7,
        metadata: { scrolled: true, tags: ['raises-exception'] },
        outputs: [{ output_type: 'stream', name: 'stdout', text: '1' }],
      }),
      { cell_type: 'code', metadata: {}, source: ['2'], outputs: [], execution_count: 8 },
      code('spare', ''),
    ],
    metadata: { kernelspec: { name: 'tslab' }, widgets: {} },
    nbformat: 4,
    nbformat_minor: 4,
  }

  test('takes outputs and counts away, sets ids and metadata, and says what it did', () => {
    writeFileSync(file('06-momentum.ipynb'), JSON.stringify(saved))
    expect(fixLessons(course)).toEqual([
      '06-momentum.ipynb, mended: format 4.4; lessons are kept in 4.5',
      "06-momentum.ipynb, mended: metadata other than the course's kernel and downhill: { groups, errata, optimizers, schedules, exercises, explorables }",
      '06-momentum.ipynb, mended: cell a1b2c3d4: its id is no readable name (a-z, 0-9 and -)',
      '06-momentum.ipynb, mended: cell a1b2c3d4: its source is no list of lines',
      '06-momentum.ipynb, mended: cell a1b2c3d4: carries metadata (jp); allowed: tags',
      '06-momentum.ipynb, mended: cell by-hand: its source is no list of lines',
      '06-momentum.ipynb, mended: cell by-hand: carries outputs',
      '06-momentum.ipynb, mended: cell by-hand: carries an execution count',
      '06-momentum.ipynb, mended: cell by-hand: carries metadata (scrolled); allowed: tags',
      '06-momentum.ipynb, mended: cell number 3: its id is no readable name (a-z, 0-9 and -)',
      '06-momentum.ipynb, mended: cell number 3: carries an execution count',
      '06-momentum.ipynb, mended: cell spare: is empty',
      '06-momentum.ipynb, mended: cell spare: its source is no list of lines',
    ])
    expect(cellsOf('06-momentum.ipynb')).toEqual([
      { cell_type: 'markdown', id: 'the-rule', metadata: {}, source: ['# The rule\n', 'text'] },
      code('by-hand', ['const x = 1\n', 'x'], { metadata: { tags: ['raises-exception'] } }),
      code('by-hand-code', ['2']),
    ])
    const { kernelspec, language_info } = metadata
    expect(JSON.parse(read('06-momentum.ipynb'))).toMatchObject({
      metadata: { kernelspec, language_info },
      nbformat: 4,
      nbformat_minor: 5,
    })
    expect(formProblems(read('06-momentum.ipynb'))).toEqual([])
  })

  test('writes nothing the second time, nor to a lesson in order', () => {
    writeFileSync(file('05-averages.ipynb'), JSON.stringify(saved))
    writeFileSync(file('06-momentum.ipynb'), good)
    utimesSync(file('06-momentum.ipynb'), 1, 1)
    expect(fixLessons(course).every((line) => line.startsWith('05-averages.ipynb, mended: '))).toBe(true)
    utimesSync(file('05-averages.ipynb'), 1, 1)
    expect(fixLessons(course)).toEqual([])
    for (const name of readdirSync(path.join(course, 'notebooks')))
      expect(statSync(file(name)).mtimeMs).toBe(1000)
  })

  test('leaves alone what is no notebook, what is none of the lessons, and what it cannot mend', () => {
    const files = {
      '07-broken.ipynb': '{ "cells": [',
      'Untitled.ipynb': JSON.stringify(saved),
      '06-momentum.kept-2026-11-21-090507.ipynb': JSON.stringify(saved),
    }
    for (const [name, text] of Object.entries(files)) writeFileSync(file(name), text)
    expect(fixLessons(course)).toEqual([])
    for (const [name, text] of Object.entries(files)) expect(read(name)).toBe(text)
    expect(readLessons(course).map(({ name }) => name)).toEqual(['07-broken.ipynb'])

    writeFileSync(
      file('08-raw.ipynb'),
      notebook([{ cell_type: 'raw', id: 'a', metadata: { x: 1 }, source: ['x'] }]),
    )
    expect(fixLessons(course)).toEqual(['08-raw.ipynb, mended: cell a: carries metadata (x); allowed: tags'])
    expect(formProblems(read('08-raw.ipynb'))).toEqual(['cell a: is of type raw; allowed: code, markdown'])
  })
})

describe('the type check', () => {
  const check = (...cells: object[]) => typeProblems([{ name: '99-test.ipynb', text: notebook(cells) }], root)

  test('knows the cells before, awaits at the top, and finds packages and the reader’s files', () => {
    expect(
      check(
        code('one', [
          "import { descend, gradientDescent, square } from 'downhill'\n",
          'const path = descend(square, 70, gradientDescent({ eta: 0.1 }), 5)',
        ]),
        code('two', ["import { check } from 'downhill-grader'\n", "await check('descend')"]),
        code('three', ["import { descendStep } from '../exercises/none'"]),
        code('four', ['[path.last.x].map((x) => x.toFixed(1))']),
      ),
    ).toEqual([
      "99-test.ipynb, cell three, line 1: Cannot find module '../exercises/none' or its corresponding type declarations.",
    ])
  })

  test('names lesson, cell and line', () => {
    expect(
      check(
        code('rule', ['const eta = 0.1']),
        code('forms', ['const a = 1\n', '\n', 'const b: string = eta + a']),
      ),
    ).toEqual(["99-test.ipynb, cell forms, line 3: Type 'number' is not assignable to type 'string'."])
  })

  test('refuses a name that two cells declare', () => {
    const problems = check(code('one', ['const eta = 0.1']), code('two', ['const eta = 0.2']))
    expect(problems).toHaveLength(2)
    expect(problems[1]).toMatch(
      /^99-test\.ipynb, cell two, line 1: .*'eta'\. A lesson declares each name once\.$/,
    )
  })

  test('refuses what only a newer TypeScript or library knows', () => {
    expect(check(code('newer', ['Object.groupBy([1], String)']))[0]).toMatch(
      /^99-test\.ipynb, cell newer, line 1: /,
    )
  })

  test('leaves a cell alone that is meant to fail', () => {
    expect(
      check(code('wrong', ["const n: number = 'x'"], { metadata: { tags: ['raises-exception'] } })),
    ).toEqual([])
  })
})
