import { parseArgs } from 'node:util'
import { courseRoot, examine, find } from '../examine'
import { exercises } from '../exercises/index'
import { table, text } from '../feedback'
import { Problem } from '../problem'

const help = `npm run check [-- id …] [--watch] [--hint]

Checks your files under exercises/: those that are named, or all of them.

  --watch  checks again whenever you save; Ctrl-C ends it
  --hint   shows the next hint as well
  --help   shows this

Exit code 0 when all that was checked has full points, 1 when not, 2 when the command was not understood.

Exercises: ${exercises.map(({ id }) => id).join(', ')}`

export async function check(args: string[]): Promise<number> {
  const { values, positionals: ids } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      watch: { type: 'boolean', short: 'w', default: false },
      hint: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    console.log(help)
    return 0
  }
  const { hint, watch } = values
  if (hint && ids.length === 0)
    throw new Problem('--hint needs to know which exercise: npm run check -- descend --hint')
  const chosen = ids.length > 0 ? ids.map(find) : exercises
  const colour = process.stdout.isTTY && !process.env['NO_COLOR']
  const show = async (exercise: (typeof exercises)[number], hint = false) => {
    const feedback = await examine(exercise, { hint })
    console.log(text(feedback, `npm run check -- ${exercise.id} --hint`, colour))
    return feedback.result
  }

  const results = []
  for (const exercise of chosen)
    results.push(
      ids.length > 0 ? await show(exercise, hint) : (await examine(exercise, { types: false })).result,
    )
  if (ids.length === 0) {
    console.log(table(results, colour))
    if (!watch) console.log('\nMore about one of them: npm run check -- descend')
  }
  if (watch) {
    console.log('\nSave a file under exercises/, and it is checked. Ctrl-C ends this.')
    const { onSave } = await import('./on-save.js')
    await onSave(courseRoot, chosen, async (exercise) => {
      console.log(`── ${new Date().toLocaleTimeString('en-GB')} ──`)
      await show(exercise)
    })
  }
  return results.every(({ status }) => status === 'pass') ? 0 : 1
}
