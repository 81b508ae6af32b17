import { spawn } from 'node:child_process'
import { mkdirSync, openSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readIfThere, venv, venvPython } from './files.mjs'
import { Problem } from './problem.mjs'
import { run } from './run.mjs'
import { strays } from './setup/python.mjs'

/**
 * A port on this machine that is free: the wanted one, or else 8888 or the next.
 * @param {number | undefined} wanted
 */
export async function takePort(wanted) {
  if (wanted !== undefined) {
    const failure = await tryPort(wanted)
    if (failure === 'EACCES')
      throw new Problem(
        `Port ${wanted} may not be used by you: choose one from 1024 to 65535, or leave --port out.`,
      )
    if (failure !== undefined)
      throw new Problem(
        `Port ${wanted} is taken by another program: choose another one, or leave --port out.`,
      )
    return wanted
  }
  for (let port = 8888; port < 8988; port++) if ((await tryPort(port)) === undefined) return port
  throw new Problem('The ports 8888 to 8987 are all taken: name a free one with npm start -- --port 9999')
}

/**
 * @param {number} port
 * @returns {Promise<string | undefined>} why it cannot be had
 */
function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}

/**
 * The environment in which Jupyter knows no folder but the project's.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
export function jupyterEnvironment(root, env) {
  const own = Object.entries(env).filter(
    ([name]) => !strays.test(name) && !/^(JUPYTER|JUPYTERLAB|IPYTHON)/.test(name),
  )
  const jupyter = (/** @type {string} */ name) => join(venv(root), 'jupyter', name)
  return {
    ...Object.fromEntries(own),
    PYTHONNOUSERSITE: '1',
    PYTHONUTF8: '1',
    JUPYTER_CONFIG_DIR: jupyter('config'),
    JUPYTER_DATA_DIR: jupyter('data'),
    JUPYTER_RUNTIME_DIR: jupyter('runtime'),
    JUPYTERLAB_SETTINGS_DIR: jupyter('settings'),
    JUPYTERLAB_WORKSPACES_DIR: jupyter('workspaces'),
    JUPYTER_PREFER_ENV_PATH: '1',
    IPYTHONDIR: jupyter('ipython'),
  }
}

/**
 * Starts JupyterLab and waits until it answers. It ends with this process, whatever ends that one.
 * @param {{ root: string, wantedPort: number | undefined, token: string }} options
 * @returns {Promise<{ port: number, ended: Promise<number> } | undefined>} undefined: it was ended before it answered
 */
export async function startLab({ root, wantedPort, token }) {
  const port = await takePort(wantedPort)
  const log = join(venv(root), 'jupyter', 'server.log')
  mkdirSync(join(venv(root), 'jupyter'), { recursive: true })
  const output = openSync(log, 'w')
  const settings = {
    'ServerApp.ip': '127.0.0.1',
    'ServerApp.port': port,
    'ServerApp.port_retries': 0,
    'ServerApp.open_browser': false,
    'ServerApp.answer_yes': true,
    'ServerApp.root_dir': root,
    'ServerApp.allow_root': true,
    'ServerApp.jpserver_extensions': "{'jupyterlab': True, 'jupyter_lsp': False, 'notebook_shim': False}",
    'KernelSpecManager.allowed_kernelspecs': 'downhill',
    'KernelSpecManager.ensure_native_kernel': false,
    'MultiKernelManager.default_kernel_name': 'downhill',
    'LabApp.extension_manager': 'readonly',
  }
  // A process group of its own: Ctrl-C in the terminal is for this process, which then closes the server's input.
  const server = spawn(
    venvPython(root),
    [join(root, 'tools', 'lab.py'), ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`)],
    {
      cwd: root,
      env: { ...jupyterEnvironment(root, process.env), JUPYTER_TOKEN: token },
      stdio: ['pipe', output, output],
      detached: process.platform !== 'win32',
      windowsHide: true,
    },
  )
  server.stdin?.on('error', () => undefined)
  const stopping = new AbortController()
  const ended = /** @type {Promise<number>} */ (
    new Promise((resolve) => {
      server.once('error', () => resolve(1))
      server.once('exit', (code) => resolve(stopping.signal.aborted ? 0 : (code ?? 1)))
    })
  )

  const stop = async () => {
    if (stopping.signal.aborted) return
    stopping.abort()
    server.stdin?.end()
    // A kernel in an endless loop is given five seconds by Jupyter itself.
    if ((await Promise.race([ended, wait(12_000, 'late', { ref: false })])) === 'late')
      await killTree(server.pid)
  }
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => void stop())

  const patience = performance.now() + 60_000
  while (!(await answers(port, token))) {
    const over = await Promise.race([ended, wait(50, 'running')])
    if (over === 'running' && performance.now() < patience) continue
    if (stopping.signal.aborted) return undefined
    await stop()
    // Another program was quicker at this port.
    if (over !== 'running' && (await tryPort(port)) !== undefined)
      return startLab({ root, wantedPort, token })
    const end = (readIfThere(log) ?? '').trimEnd().split('\n').slice(-12).join('\n')
    throw new Problem(
      `${end}\n\nJupyterLab did not start; the lines above are the end of ${log}. If they do not help, delete the folder .venv and run npm start again.`,
    )
  }
  return { port, ended }
}

/**
 * Whether it is this server that answers, not another one at its port.
 * @param {number} port
 * @param {string} token
 */
async function answers(port, token) {
  try {
    const headers = { Authorization: `token ${token}` }
    return (await fetch(`http://127.0.0.1:${port}/api/status`, { headers })).ok
  } catch {
    return false
  }
}

/**
 * Starts the kernel of a lesson while the browser still loads. Lab then finds it, and connects at once: what is run
 * before it is connected, Lab drops without a word.
 * @param {{ port: number, token: string, lesson: string }} options
 * @returns {Promise<boolean>} whether that worked; if not, Lab starts one itself
 */
export async function startKernel({ port, token, lesson }) {
  const name = `${lesson}.ipynb`
  const session = { path: `notebooks/${name}`, name, type: 'notebook', kernel: { name: 'downhill' } }
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/sessions`, {
      method: 'POST',
      headers: { Authorization: `token ${token}` },
      body: JSON.stringify(session),
    })
    return response.ok
  } catch {
    return false
  }
}

/**
 * Ends a process that did not end by itself, with its group.
 * @param {number | undefined} pid
 */
async function killTree(pid) {
  if (pid === undefined) return
  if (process.platform === 'win32') await run('taskkill', ['/pid', String(pid), '/T', '/F'])
  else process.kill(-pid, 'SIGKILL')
}

/**
 * Opens an address in the reader's browser.
 * @param {string} address
 * @returns {Promise<boolean>} whether that worked
 */
export async function openInBrowser(address) {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', address]
        : ['xdg-open', address]
  if (
    process.platform === 'linux' &&
    !process.env.DISPLAY &&
    !process.env.WAYLAND_DISPLAY &&
    !process.env.WSL_DISTRO_NAME
  )
    return false
  // xdg-open may stay as long as the browser does: no answer within three seconds is a good one.
  const opened = await Promise.race([
    run(/** @type {string} */ (command), args),
    wait(3000, { code: 0 }, { ref: false }),
  ])
  return opened.code === 0
}
