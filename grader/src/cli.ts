#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { examine, find } from './examine'
import { exercises } from './exercises/index'
import { table, text } from './feedback'

const help = `npm run check [-- id …] [--hint]

Checks your files under exercises/: those that are named, or all of them.

  --hint   shows the next hint as well
  --help   shows this

Exit code 0 when all that was checked has full points, 1 when not, 2 when the command was not understood.

Exercises: ${exercises.map(({ id }) => id).join(', ')}`

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { hint: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  const [command = '', ...ids] = positionals
  if (values.help) {
    console.log(help)
    return 0
  }
  if (command !== 'check') throw new RangeError(`there is no command '${command}'; there is check`)
  const hint = values.hint ?? false
  if (hint && ids.length === 0)
    throw new RangeError('--hint needs to know which exercise: npm run check -- descend --hint')
  const colour = process.stdout.isTTY && !process.env['NO_COLOR']
  const results = []
  for (const exercise of ids.length > 0 ? ids.map(find) : exercises) {
    const feedback = await examine(exercise, { hint, types: ids.length > 0 })
    results.push(feedback.result)
    if (ids.length > 0) console.log(text(feedback, `npm run check -- ${exercise.id} --hint`, colour))
  }
  if (ids.length === 0) {
    console.log(table(results, colour))
    console.log('\nMore about one of them: npm run check -- descend')
  }
  return results.every(({ status }) => status === 'pass') ? 0 : 1
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 2
  },
)
