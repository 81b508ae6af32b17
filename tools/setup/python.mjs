import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { venv, venvPython } from '../files.mjs'
import { Problem } from '../problem.mjs'
import { installProblem, run } from '../run.mjs'

/** @typedef {{ command: string, args: readonly string[] }} Command a program with its first arguments: py -3 */
/** @typedef {Command & { version: readonly [number, number], canMakeVenv: boolean }} Python */

/** Says its version, and whether it can make a complete environment; readable by Python 2 as well. */
const question = `import sys
print("%d.%d" % sys.version_info[:2])
try:
    import venv, ensurepip
    print("venv")
except ImportError:
    pass`

/**
 * @param {NodeJS.Platform} platform
 */
const commands = (platform) => [
  ...(platform === 'win32' ? [{ command: 'py', args: ['-3'] }] : []),
  ...['python3', 'python', 'python3.13', 'python3.12', 'python3.11', 'python3.10'].map((command) => ({
    command,
    args: [],
  })),
]

/**
 * Every Python that answers under one of its usual names; one that is only a stub (pyenv's, or Windows' shop) does not.
 * @returns {Promise<Python[]>}
 */
async function pythons() {
  const asked = commands(process.platform).map(async ({ command, args }) => {
    const { code, output } = await run(command, [...args, '-c', question])
    const answer = /^(\d+)\.(\d+)\s*(venv)?\s*$/.exec(output)
    if (code !== 0 || answer === null) return []
    /** @type {Python} */
    const python = {
      command,
      args,
      version: [Number(answer[1]), Number(answer[2])],
      canMakeVenv: answer[3] === 'venv',
    }
    return [python]
  })
  return (await Promise.all(asked)).flat()
}

const isRecent = (/** @type {Python} */ { version: [major, minor] }) =>
  major > 3 || (major === 3 && minor >= 10)

const remedies = /** @type {Partial<Record<NodeJS.Platform, string>>} */ ({
  linux: 'On Debian or Ubuntu: sudo apt install python3 python3-venv.',
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

/** Settings of pip and Python that would lead an installation out of the environment. */
export const strays =
  /^(PYTHONHOME|PYTHONPATH|PYTHONUSERBASE|PIP_(TARGET|PREFIX|ROOT|USER|REQUIRE_VIRTUALENV|PYTHON)|VIRTUAL_ENV|CONDA_PREFIX)$/

/**
 * Makes the project's Python environment with all that requirements.txt lists: by uv where it is present, else by Python's own means.
 * What an interrupted attempt left behind goes first; copies of handed-out files and Jupyter's own data stay.
 * @param {string} root
 */
export async function makeEnvironment(root) {
  const folder = venv(root)
  const requirements = join(root, 'tools', 'requirements.txt')
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !strays.test(name))),
    PIP_USER: '0',
    PYTHONNOUSERSITE: '1',
  }
  const withUv = (await run('uv', ['--version'])).code === 0
  // uv can fetch a Python of its own; without uv there has to be one.
  const found = await pythons()
  const python = withUv ? found.find(isRecent) : choosePython(found, process.platform)

  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (name !== 'handed-out' && name !== 'jupyter')
      rmSync(join(folder, name), { recursive: true, force: true })

  const inner = venvPython(root)
  const create = withUv
    ? await run('uv', ['venv', '--allow-existing', '--python', await pathOf(python), folder], {
        cwd: root,
        env,
      })
    : await run(
        /** @type {Python} */ (python).command,
        [.../** @type {Python} */ (python).args, '-m', 'venv', folder],
        { env },
      )
  if (create.code !== 0)
    throw installProblem("The course's Python environment", 'the server with uv’s Pythons', create.output)

  const options = ['--no-deps', '--require-hashes', '-r', requirements]
  const install = withUv
    ? await run('uv', ['pip', 'install', '--python', inner, ...options], { cwd: root, env })
    : await run(
        inner,
        [
          '-m',
          'pip',
          'install',
          '--no-compile',
          '--no-input',
          '--disable-pip-version-check',
          '--retries',
          '2',
          ...options,
        ],
        { env },
      )
  if (install.code !== 0) throw installProblem('JupyterLab', 'the Python Package Index', install.output)
}

/**
 * What uv is asked for: this very Python, or any that will do.
 * @param {Python | undefined} python
 */
async function pathOf(python) {
  if (python === undefined) return '>=3.10'
  const { output } = await run(python.command, [...python.args, '-c', 'import sys; print(sys.executable)'])
  return output.trim()
}
