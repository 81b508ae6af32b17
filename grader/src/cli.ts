#!/usr/bin/env node
import { codeOf, Problem } from './problem'

const commands: Record<string, () => Promise<(args: string[]) => Promise<number>>> = {
  check: async () => (await import('./commands/check.js')).check,
  grade: async () => (await import('./commands/grade.js')).grade,
}

async function main([name = '', ...args]: string[]): Promise<number> {
  if (Object.hasOwn(commands, name)) return (await commands[name]())(args)
  if (name !== '' && name !== '--help')
    throw new Problem(`There is no command '${name}'; there are check and grade.`)
  console.log('npm run check -- --help   checks your own files\nnpm run grade -- --help   grades submissions')
  return 0
}

/** A mistake in a command in a sentence; what else is thrown is the grader's own failure, and shown whole. */
function inWords(error: unknown, command = ''): unknown {
  if (error instanceof Problem || error instanceof RangeError) return error.message
  if (!(error instanceof Error) || !codeOf(error).startsWith('ERR_PARSE_ARGS')) return error
  return `${error.message.split('. ')[0].replace(/\.$/, '')}: npm run ${command} -- --help shows what there is.`
}

// Where the output goes may be closed or full.
process.stdout.on('error', (error) => {
  if (codeOf(error) !== 'EPIPE') console.error(`The output cannot be written (${codeOf(error)}).`)
  process.exit(2)
})

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(inWords(error, process.argv[2]))
    process.exitCode = 2
  },
)
