import { join } from 'node:path'
import { findBrowser } from '../browser.mjs'
import { root } from '../files.mjs'
import { Problem } from '../problem.mjs'
import { show } from '../run.mjs'
import { copyHandedOut } from '../setup/handed-out.mjs'
import { jupyterFiles, nodePackages, pythonEnvironment } from '../setup/stages.mjs'

/** Parts of the test suite, and what each needs beside node: vitest's projects of the same names. */
const parts = /** @type {const} */ ({
  unit: [],
  kernel: ['python'],
  notebooks: ['python'],
  browser: ['python', 'browser'],
})

const noBrowser =
  'No Chrome, Chromium or Edge was found: install one (on Debian: sudo apt install chromium), or set CHROME_PATH to it.'

/**
 * Which parts run here, and which are left out for which reason.
 * @param {readonly string[]} wanted
 * @param {{ python: string | undefined, browser: string | undefined }} missing why something is not there
 */
export function plan(wanted, missing) {
  /** @type {string[]} */
  const run = []
  /** @type {{ part: string, reason: string }[]} */
  const leftOut = []
  for (const part of wanted) {
    const needs = part in parts ? parts[/** @type {keyof typeof parts} */ (part)] : []
    const reason = needs.map((need) => missing[need]).find((sentence) => sentence !== undefined)
    if (reason === undefined) run.push(part)
    else leftOut.push({ part, reason })
  }
  return { run, leftOut }
}

/**
 * The projects named by --project, or all, and the arguments that are left for vitest.
 * @param {readonly string[]} args
 */
export function readArguments(args) {
  /** @type {string[]} */
  const named = []
  /** @type {string[]} */
  const rest = []
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    if (arg === '--project') named.push(args[++i] ?? '')
    else if (arg.startsWith('--project=')) named.push(arg.slice('--project='.length))
    else rest.push(arg)
  }
  return { wanted: named.length > 0 ? named : Object.keys(parts), rest }
}

/**
 * Proves the course: types, lint, formatting, then the tests. All of them run, also after a failure.
 * @param {string[]} args
 */
export async function main(args) {
  const { wanted, rest } = readArguments(args)
  await nodePackages(root)
  const tool = (/** @type {string} */ path, /** @type {string[]} */ ...options) =>
    show(process.execPath, [join(root, 'node_modules', path), ...options], { cwd: root })
  const tsc = 'typescript/bin/tsc'
  /** @type {string[]} */
  const failed = []
  const timed = async (/** @type {string} */ name, /** @type {() => Promise<number>} */ check) => {
    const start = performance.now()
    const passed = (await check()) === 0
    console.log(
      `${name.padEnd(20)} ${((performance.now() - start) / 1000).toFixed(1).padStart(5)} s${passed ? '' : '  failed'}`,
    )
    if (!passed) failed.push(name)
  }
  await timed('build', async () => (await tool(tsc, '-b', 'lib', 'grader')) || tool('../tools/bundle.mjs'))
  const [python] = await Promise.all([
    wanted.some((part) => part !== 'unit') ? whyNoPython() : undefined,
    timed('lint', () => tool('eslint/bin/eslint.js', '.')),
    timed('types', () => tool(tsc, '--noEmit')).then(() =>
      timed('formatting', () => tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')),
    ),
  ])
  const { run, leftOut } = plan(wanted, {
    python,
    browser: findBrowser() === undefined ? noBrowser : undefined,
  })
  if (leftOut.length > 0 && process.env.CI)
    throw new Problem(`${sentences(leftOut)}\nWith CI set, nothing may be left out.`)
  if (failed.length > 0) console.log(`\nFailed, whatever the tests below say: ${failed.join(', ')}.`)
  if (leftOut.length > 0) console.log(`\n${sentences(leftOut)}`)
  if (run.length === 0) return 1
  const tests = await tool('vitest/vitest.mjs', 'run', ...run.flatMap((part) => ['--project', part]), ...rest)
  return failed.length > 0 ? 1 : tests
}

/**
 * One line a reason, with all that is left out for it.
 * @param {readonly { part: string, reason: string }[]} leftOut
 */
export function sentences(leftOut) {
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))]
  return reasons
    .map((reason) => {
      const names = leftOut.filter((left) => left.reason === reason).map(({ part }) => part)
      return `Left out: the tests of ${names.join(', ')}. ${reason}`
    })
    .join('\n')
}

/** Prepares Python for the tests; where it cannot be had, says why. */
async function whyNoPython() {
  try {
    await pythonEnvironment(root)
    jupyterFiles(root)
    await copyHandedOut(root)
    return undefined
  } catch (error) {
    if (error instanceof Problem) return error.message
    throw error
  }
}
