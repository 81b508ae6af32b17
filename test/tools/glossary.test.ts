import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../tools/files.mjs'
import { readLessons } from '../../tools/lessons/fix.mjs'
import { formProblems, parse, sourceOf } from '../../tools/lessons/form.mjs'

const folder = path.join(root, 'notebooks')
const file = readFileSync(path.join(folder, 'glossary.ipynb'), 'utf8')

const markdownOf = (notebook: string) =>
  parse(notebook)
    .cells.filter(({ cell_type }) => cell_type === 'markdown')
    .map(sourceOf)
    .join('\n\n')

const formulasOf = (text: string) =>
  [...text.matchAll(/\$\$(.+?)\$\$|\$(.+?)\$/gs)].map(([, display = '', inline = '']) => display || inline)

/** `\eta_t` is \eta, _ and t. Words, sets of numbers and the d of a derivative are no symbols. */
const signsOf = (tex: string) =>
  tex
    .replace(/\\(text|mathrm|mathbb|operatorname\*?|begin|end) ?(\{[^}]*\}|[A-Z])/g, ' ')
    .replace(/(?<![\\a-zA-Z])d(?=[a-z](?![a-z]))/g, ' ')
    .match(/\\[a-zA-Z]+|[^\s\\]/g) ?? []

const lessons = readLessons(root).map(({ name, text }) => {
  const markdown = markdownOf(text)
  return { name, markdown, formulas: formulasOf(markdown).map((tex) => ` ${signsOf(tex).join(' ')} `) }
})

const lessonsWith = (symbol: string) =>
  lessons
    .filter(({ formulas }) => formulas.some((signs) => signs.includes(` ${signsOf(symbol).join(' ')} `)))
    .map(({ name }) => name)

/** The rows of the tables, cell by cell. */
const rows = markdownOf(file)
  .split('\n')
  .filter((line) => /^\| .*\.ipynb\)/.test(line))
  .map((line) => line.slice(2, -2).split(' | '))
const linkIn = (row: readonly string[]) =>
  row.map((cell) => /\]\(([^)]+\.ipynb)\)/.exec(cell)?.[1]).find(Boolean)!

const terms = rows.filter(([term]) => term.startsWith('**'))
const symbols = rows
  .filter(([symbol]) => symbol.startsWith('$'))
  .flatMap((row) => formulasOf(row[0]).map((symbol) => ({ symbol, lesson: linkIn(row) })))

test('the glossary is kept in the form of lessons, and every row has its cells and a lesson that is there', () => {
  expect(formProblems(file)).toEqual([])
  expect(symbols.length).toBeGreaterThan(60)
  expect(terms.length).toBeGreaterThan(60)
  for (const row of rows) {
    expect(row, row[0]).toHaveLength(row[0].startsWith('**') ? 3 : 6)
    expect(existsSync(path.join(folder, linkIn(row))), row[0]).toBe(true)
  }
})

describe('a symbol’s first lesson is the first that has it, and each further meaning’s lesson has it too:', () => {
  for (const symbol of new Set(symbols.map(({ symbol }) => symbol)))
    test(symbol, () => {
      const named = symbols.filter((row) => row.symbol === symbol).map(({ lesson }) => lesson)
      const found = lessonsWith(symbol)
      expect([...named].sort()[0]).toBe(found[0])
      expect(named.filter((lesson) => !found.includes(lesson))).toEqual([])
    })
})

test('a term’s lesson has the term', () => {
  const missing = terms.filter(([term, ,]) => {
    const lesson = lessons.find(({ name }) => name === linkIn(terms.find(([other]) => other === term)!))
    return !lesson?.markdown.toLowerCase().includes(term.slice(2, -2).toLowerCase())
  })
  expect(missing.map(([term]) => term)).toEqual([])
})

/** What is part of the language of formulas, and needs no line of its own. */
const grammar =
  /^(\\(frac|d?frac|tfrac|sqrt|cdot|left|right|quad|qquad|dots|le|ge|to|approx|lim|ln|cos|arctan|max|min|pm|big|bmod|operatorname|sign|in|pi|bar|tilde|mathbf|bigl|bigr|lvert|rvert|rfloor|Longrightarrow)|[^\\a-zA-Z])$/

test('every letter of the lessons’ formulas is in the glossary', () => {
  const known = new Set(symbols.flatMap(({ symbol }) => signsOf(symbol)))
  const unknown = lessons.flatMap(({ name, formulas }) =>
    [...new Set(formulas.flatMap((signs) => signs.trim().split(' ')))]
      .filter((sign) => sign !== '' && !known.has(sign) && !grammar.test(sign))
      .map((sign) => `${name}: ${sign}`),
  )
  expect(unknown).toEqual([])
})
