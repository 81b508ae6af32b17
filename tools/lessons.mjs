// The form of the lessons and the types of their code: node tools/lessons.mjs tells what is wrong, --fix mends the form.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './files.mjs'
import { formProblems, mended } from './lessons/form.mjs'
import { typeProblems } from './lessons/types.mjs'

const { values } = parseArgs({ options: { fix: { type: 'boolean', default: false } } })
const folder = path.join(root, 'notebooks')
const names = readdirSync(folder).filter((name) => name.endsWith('.ipynb'))
const read = () => names.map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }))

if (values.fix) {
  for (const { name, text } of read()) {
    const better = mended(text)
    if (better === text) continue
    writeFileSync(path.join(folder, name), better)
    console.log(`${name}: mended`)
  }
}

const lessons = read()
const form = lessons.flatMap(({ name, text }) => formProblems(text).map((problem) => `${name}, ${problem}`))
const problems = form.length > 0 ? form : typeProblems(lessons, root)
for (const problem of problems) console.log(problem)
if (form.length > 0) console.log('\nnode tools/lessons.mjs --fix mends the form.')
if (problems.length === 0) console.log(`${names.length} lessons: form and types are in order.`)
process.exitCode = problems.length > 0 ? 1 : 0
