// The form of the lessons and the types of their code: node tools/lessons.mjs tells what is wrong, --fix mends the form.
import { parseArgs } from 'node:util'
import { root } from './files.mjs'
import { fixLessons, readLessons } from './lessons/fix.mjs'
import { formProblems } from './lessons/form.mjs'
import { typeProblems } from './lessons/types.mjs'

const { values } = parseArgs({ options: { fix: { type: 'boolean', default: false } } })
if (values.fix) for (const change of fixLessons(root)) console.log(change)

const lessons = readLessons(root)
const form = lessons.flatMap(({ name, text }) => formProblems(text).map((problem) => `${name}, ${problem}`))
const problems = form.length > 0 ? form : typeProblems(lessons, root)
for (const problem of problems) console.log(problem)
if (form.length > 0 && !values.fix) console.log('\nnode tools/lessons.mjs --fix mends the form.')
if (problems.length === 0) console.log(`${lessons.length} lessons: form and types are in order.`)
process.exitCode = problems.length > 0 ? 1 : 0
