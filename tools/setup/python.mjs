import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { venv, venvPython } from '../files.mjs'
import { Problem } from '../problem.mjs'
import { installProblem, run } from '../run.mjs'

/** @typedef {{ executable: string, version: readonly [number, number], canMakeVenv: boolean }} Python */

/** Says its version, its path, and whether it can make a complete environment; readable by Python 2 as well. */
const question = `import sys
print("%d.%d" % sys.version_info[:2])
print(sys.executable)
try:
    import venv, ensurepip
    print("venv")
except ImportError:
    pass`

const commands = [
  ...(process.platform === 'win32' ? [['py', '-3']] : []),
  ...['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10'].map((name) => [name]),
]

/**
 * Every Python that answers under one of its usual names; one that is only a stub (pyenv's, or Windows' shop) does not.
 * @param {{ env: NodeJS.ProcessEnv }} options
 * @returns {Promise<Python[]>}
 */
async function pythons({ env }) {
  const asked = commands.map(async ([command = '', ...args]) => {
    const { code, output } = await run(command, [...args, '-c', question], {
      env: { ...env, PYTHONIOENCODING: 'utf-8' },
    })
    const [version = '', executable = '', canMakeVenv] = output.split(/\r?\n/)
    const [major, minor] = /** @type {[number, number]} */ (version.split('.').map(Number))
    if (code !== 0 || !executable) return []
    return [
      { executable, version: /** @type {const} */ ([major, minor]), canMakeVenv: canMakeVenv === 'venv' },
    ]
  })
  return (await Promise.all(asked)).flat()
}

const isRecent = (/** @type {Python} */ { version: [major, minor] }) =>
  major > 3 || (major === 3 && minor >= 10)

const remedies = /** @type {Partial<Record<NodeJS.Platform, string>>} */ ({
  linux:
    'On Debian or Ubuntu: sudo apt install python3 python3-venv; uv (https://docs.astral.sh/uv) brings a newer one where that is too old.',
  darwin: 'Get it from https://www.python.org/downloads/, or with Homebrew: brew install python.',
  win32: 'Get it from https://www.python.org/downloads/, and tick "Add python.exe to PATH".',
})

/**
 * The Python that makes the environment.
 * @param {readonly Python[]} found in order of preference
 * @param {NodeJS.Platform} platform
 */
export function choosePython(found, platform) {
  const remedy = remedies[platform] ?? 'Get it from https://www.python.org/downloads/.'
  const first = found.at(0)
  if (first === undefined)
    throw new Problem(`Python was not found; JupyterLab needs Python 3.10 or later. ${remedy}`)
  const recent = found.filter(isRecent)
  const newer = recent.at(0)
  if (newer === undefined)
    throw new Problem(
      `Python ${first.version.join('.')} is too old; JupyterLab needs Python 3.10 or later. ${remedy}`,
    )
  const complete = recent.find((python) => python.canMakeVenv)
  if (complete === undefined)
    throw new Problem(
      `Python ${newer.version.join('.')} is here, but without its modules venv and ensurepip, which make the course's own environment. ` +
        `On Debian or Ubuntu: sudo apt install python${newer.version.join('.')}-venv.`,
    )
  return complete
}

/** Settings that would lead Python, or an installation, out of the environment. */
export const strays =
  /^(PYTHONHOME|PYTHONPATH|PYTHONUSERBASE|PIP_(TARGET|PREFIX|ROOT|USER|REQUIRE_VIRTUALENV|PYTHON)|VIRTUAL_ENV|CONDA_PREFIX)$/

/**
 * Makes the project's Python environment with all that requirements.txt lists: by uv where it is present, else by Python's own means.
 * What an interrupted attempt left behind goes first; copies of handed-out files and Jupyter's own data stay.
 * @param {string} root
 */
export async function makeEnvironment(root) {
  const own = Object.entries(process.env).filter(([name]) => !strays.test(name))
  const options = { cwd: root, env: { ...Object.fromEntries(own), PIP_USER: '0', PYTHONNOUSERSITE: '1' } }
  const withUv = (await run('uv', ['--version'], options)).code === 0
  const found = await pythons(options)
  // uv can fetch a Python of its own; without uv there has to be one.
  const python = withUv ? found.find(isRecent) : choosePython(found, process.platform)

  const folder = venv(root)
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (!['handed-out', 'jupyter', 'stamp.json'].includes(name))
      rmSync(join(folder, name), { recursive: true, force: true })

  const uv = (/** @type {string[]} */ ...args) => run('uv', args, options)
  const created = await (withUv
    ? uv('venv', '--allow-existing', '--python', python?.executable ?? '>=3.10', folder)
    : run(python?.executable ?? '', ['-m', 'venv', folder], options))
  if (created.code !== 0)
    throw installProblem(
      "The course's Python environment",
      'the server that uv takes Python from',
      created.output,
    )

  const inner = venvPython(root)
  const list = ['--no-deps', '--require-hashes', '-r', join(root, 'tools', 'requirements.txt')]
  const pip = [
    '-m',
    'pip',
    'install',
    '--no-compile',
    '--no-input',
    '--disable-pip-version-check',
    '--retries',
    '2',
  ]
  const installed = await (withUv
    ? uv('pip', 'install', '--python', inner, ...list)
    : run(inner, [...pip, ...list], options))
  if (installed.code !== 0) throw installProblem('JupyterLab', 'the Python Package Index', installed.output)
}
