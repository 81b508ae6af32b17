import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { root } from '../files.mjs'
import { openInBrowser, startKernel, startLab, takePort } from '../lab.mjs'
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
  const { lesson, port, ...flags } = parse(args)
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65535))
    throw new Problem(`--port is '${port}'; it has to be a number from 1 to 65535: --port 9999`)
  return {
    lesson: lesson ?? '00',
    port: port === undefined ? undefined : Number(port),
    browser: flags['no-browser'] !== true,
    help: flags.help === true,
  }
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        lesson: { type: 'string' },
        port: { type: 'string' },
        'no-browser': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    const [sentence] = String(error instanceof Error && error.message).split(/\.(?:\s|$)/)
    throw new Problem(`${sentence}. There are:\n${help}`)
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
  await takePort(options.port)
  await setUp(root)

  const token = randomBytes(24).toString('hex')
  const lab = await startLab({ root, wantedPort: options.port, token })
  if (lab === undefined) return 0
  await startKernel({ port: lab.port, token, lesson })
  const address = `http://127.0.0.1:${lab.port}/lab/tree/notebooks/${lesson}.ipynb?token=${token}`
  console.log(`\nThe course is open at\n\n    ${address}\n\nCtrl-C ends it.`)
  if (options.browser && !(await openInBrowser(address)))
    console.log('No browser could be opened here: copy the address into one.')
  return await lab.ended
}
