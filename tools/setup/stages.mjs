import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readIfThere, readJson, sha256, venv, venvPython, writeIfChanged } from '../files.mjs'
import { Problem } from '../problem.mjs'
import { installProblem, run } from '../run.mjs'
import { copyHandedOut } from './handed-out.mjs'
import { makeEnvironment } from './python.mjs'

/**
 * Node's packages, as package-lock.json has them.
 * @param {string} root
 */
export async function nodePackages(root) {
  if (packagesAreThere(root)) return
  await timed('Node packages', async () => {
    const { code, output } = await npm(root, [
      'ci',
      '--include=dev',
      '--no-audit',
      '--no-fund',
      '--fetch-retry-mintimeout=1000',
      '--fetch-retry-maxtimeout=5000',
    ])
    if (code === null && output === '')
      throw new Problem(
        'npm, which installs the node packages, was not found: install Node with npm from https://nodejs.org and run the command again.',
      )
    if (code !== 0) throw installProblem('The node packages', 'the npm registry', output)
  })
}

/**
 * Whether each package of the lock file is there in its version; an optional one may be missing, for it may be another system's.
 * @param {string} root
 */
export function packagesAreThere(root) {
  const wanted = lockedPackages(join(root, 'package-lock.json'))
  const present = lockedPackages(join(root, 'node_modules', '.package-lock.json'))
  return [...wanted].every(([path, { version, link, optional }]) => {
    const here = present.get(path)
    if (here === undefined) return optional === true
    return (link === true || here.version === version) && existsSync(join(root, path, 'package.json'))
  })
}

/**
 * @param {string} file
 * @returns {Map<string, { version?: string, link?: boolean, optional?: boolean }>} by folder
 */
function lockedPackages(file) {
  const { packages = {} } =
    /** @type {{ packages?: Record<string, { version?: string, link?: boolean, optional?: boolean }> }} */ (
      readJson(file)
    )
  return new Map(Object.entries(packages).filter(([path]) => path.includes('node_modules/')))
}

/**
 * npm, without a shell: the one that runs this, or the one beside node.
 * @param {string} root
 * @param {string[]} args
 */
function npm(root, args) {
  const bin = dirname(process.execPath)
  const script = [
    process.env.npm_execpath,
    join(bin, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => path?.endsWith('npm-cli.js') && existsSync(path))
  return script === undefined
    ? run('npm', args, { cwd: root })
    : run(process.execPath, [script, ...args], { cwd: root })
}

/**
 * lib and grader, compiled: what a lesson imports.
 * @param {string} root
 */
export async function build(root) {
  const sources = hashOf(root, [
    'tsconfig.json',
    'package-lock.json',
    'tools/bundle.mjs',
    ...['lib', 'grader'].flatMap((name) => [`${name}/src`, `${name}/tsconfig.json`, `${name}/package.json`]),
  ])
  const built = ['lib', 'grader'].every((name) => existsSync(join(root, name, 'dist', 'index.js')))
  if (built && readStamp(root).build === sources) return
  await timed('Build', async () => {
    writeStamp(root, { build: undefined })
    const { code, output } = await run(
      process.execPath,
      [join('node_modules', 'typescript', 'bin', 'tsc'), '-b', '--force', 'lib', 'grader'],
      { cwd: root },
    )
    const bundled =
      code === 0 ? await run(process.execPath, [join('tools', 'bundle.mjs')], { cwd: root }) : undefined
    if (bundled?.code !== 0)
      throw new Problem(
        `${(bundled?.output ?? output).trimEnd()}\n\nThe course's library does not compile: mend the lines named above (git diff lib grader shows what has changed).`,
      )
    writeStamp(root, { build: sources })
  })
}

/**
 * JupyterLab and what else is Python, in .venv.
 * @param {string} root
 */
export async function pythonEnvironment(root) {
  // The folder's own name is in it, for an environment does not survive a move.
  const wanted = sha256(readFileSync(join(root, 'tools', 'requirements.txt'), 'utf8') + root)
  if (existsSync(venvPython(root)) && readStamp(root).python === wanted) return
  await timed('Python environment', async () => {
    writeStamp(root, { python: undefined })
    await makeEnvironment(root)
    writeStamp(root, { python: wanted })
  })
}

/**
 * How Jupyter starts the kernel. Interrupts are messages on every system: Windows has no signals, and the kernel's
 * control thread reaches what no signal does (a loop after an await), and sends itself one for the rest.
 * @param {string} root
 */
export const kernelspec = (root) => ({
  argv: [process.execPath, join(root, 'tools', 'kernel', 'main.mjs'), '{connection_file}'],
  display_name: 'TypeScript (Downhill)',
  language: 'typescript',
  interrupt_mode: 'message',
})

/**
 * What Jupyter is told about the course: its kernel, and to stay away from the network.
 * @param {string} root
 */
export function jupyterFiles(root) {
  const share = join(venv(root), 'share', 'jupyter')
  // What would ask the network, or a language server that is not there.
  const page = {
    disabledExtensions: [
      '@jupyterlab/apputils-extension:announcements',
      '@jupyterlab/extensionmanager-extension',
      '@jupyterlab/lsp-extension',
      '@jupyterlab/fileeditor-extension:language-server',
      '@jupyterlab/notebook-extension:language-server',
    ],
  }
  // Every cell stays drawn, so that a figure keeps where its slider stood, and the browser's search finds all text;
  // and whoever runs a cell while the kernel still starts is not asked which kernel. Light or dark is as on the machine.
  const settings = {
    '@jupyterlab/apputils-extension:themes': { 'adaptive-theme': true },
    '@jupyterlab/notebook-extension:tracker': { windowingMode: 'none', autoStartDefaultKernel: true },
  }
  const written = [
    writeIfChanged(
      join(share, 'kernels', 'downhill', 'kernel.json'),
      JSON.stringify(kernelspec(root), null, 2) + '\n',
    ),
    writeIfChanged(join(share, 'lab', 'settings', 'page_config.json'), JSON.stringify(page, null, 2) + '\n'),
    writeIfChanged(
      join(share, 'lab', 'settings', 'overrides.json'),
      JSON.stringify(settings, null, 2) + '\n',
    ),
  ]
  if (written.includes(true)) console.log('Kernel               registered')
}

/**
 * Everything that the course needs; what is there already takes no time and prints nothing.
 * @param {string} root
 */
export async function setUp(root) {
  await nodePackages(root)
  await build(root)
  await pythonEnvironment(root)
  jupyterFiles(root)
  await copyHandedOut(root)
}

/**
 * @param {string} label
 * @param {() => Promise<void>} work
 */
async function timed(label, work) {
  const start = performance.now()
  if (process.stdout.isTTY) process.stdout.write(`${label} …\r`)
  await work()
  console.log(`${label.padEnd(20)} ${((performance.now() - start) / 1000).toFixed(1).padStart(5)} s`)
}

/** What a finished stage was made from; a stage that was interrupted has none. */
/** @typedef {{ build?: string | undefined, python?: string | undefined }} Stamp */

const stampFile = (/** @type {string} */ root) => join(venv(root), 'stamp.json')

/**
 * @param {string} root
 * @returns {Stamp}
 */
export const readStamp = (root) => /** @type {Stamp} */ (readJson(stampFile(root)))

/**
 * @param {string} root
 * @param {Stamp} change
 */
export function writeStamp(root, change) {
  writeIfChanged(stampFile(root), JSON.stringify({ ...readStamp(root), ...change }) + '\n')
}

/**
 * A hash of all files under the given paths.
 * @param {string} root
 * @param {readonly string[]} paths
 */
export function hashOf(root, paths) {
  const files = paths.flatMap((path) =>
    statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory()
      ? readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
          .map((file) => join(path, file))
          .sort()
      : [path],
  )
  return sha256(files.map((file) => `${file}\0${sha256(readIfThere(join(root, file)) ?? '')}`).join('\n'))
}
