import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../tools/files.mjs'
import { formProblems, mended } from '../../tools/lessons/form.mjs'
import { typeProblems } from '../../tools/lessons/types.mjs'

const folder = path.join(root, 'notebooks')
const lessons = readdirSync(folder)
  .filter((name) => name.endsWith('.ipynb'))
  .map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }))

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
