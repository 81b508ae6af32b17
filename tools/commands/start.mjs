import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { root } from '../files.mjs'
import { openInBrowser, startLab, takePort } from '../lab.mjs'
import { choose, lessons } from '../names.mjs'
import { Problem } from '../problem.mjs'
import { setUp } from '../setup/stages.mjs'

const help = `npm start                      opens the course: JupyterLab on the lesson 00-start
npm start -- --lesson 06       on another lesson
npm start -- --port 9999       at this port; else at 8888, or the next one that is free
npm start -- --no-browser      prints the address and opens no browser`

/**
 * @param {readonly string[]} args
 * @returns {{ lesson: string, port: number | undefined, browser: boolean, help: boolean }}
 */
export function readArguments(args) {
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options: {
      lesson: { type: 'string' },
      port: { type: 'string' },
      'no-browser': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    strict: false,
    tokens: true,
  })
  const known = ['lesson', 'port', 'no-browser', 'help']
  const stranger = tokens.find((token) => token.kind === 'option' && !known.includes(token.name))
  const wrong = stranger?.kind === 'option' ? stranger.rawName : positionals.at(0)
  if (wrong !== undefined) throw new Problem(`'${wrong}' is not an option of npm start. There are:\n${help}`)
  const { lesson = '00', port } = values
  if (typeof lesson !== 'string') throw new Problem('--lesson needs a lesson after it: --lesson 06')
  if (port !== undefined && !(typeof port === 'string' && /^\d+$/.test(port) && +port >= 1 && +port <= 65535))
    throw new Problem(`--port is '${String(port)}'; it has to be a number from 1 to 65535: --port 9999`)
  return {
    lesson,
    port: port === undefined ? undefined : Number(port),
    browser: values['no-browser'] === undefined,
    help: values.help !== undefined,
  }
}

/**
 * Opens the course, and stays until it is ended.
 * @param {string[]} args
 */
export async function main(args) {
  const options = readArguments(args)
  if (options.help) {
    console.log(help)
    return 0
  }
  const lesson = choose(options.lesson, lessons(root), 'lesson')
  const port = await takePort(options.port)
  await setUp(root)

  const token = randomBytes(24).toString('hex')
  const lab = await startLab({ root, port, token })
  if (lab === undefined) return 0
  const address = `http://127.0.0.1:${port}/lab/tree/notebooks/${lesson}.ipynb?token=${token}`
  console.log(`\nThe course is open at\n\n    ${address}\n\nCtrl-C ends it.`)
  if (options.browser && !(await openInBrowser(address)))
    console.log('No browser could be opened here: copy the address into one.')
  return await lab.ended
}
