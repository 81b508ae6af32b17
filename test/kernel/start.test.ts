import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { root } from '../../tools/files.mjs'
import { lessons } from '../../tools/names.mjs'

interface Course {
  readonly process: ChildProcess
  readonly address: URL
  /** What the server answers at a path, as JSON or as text. */
  readonly ask: (path: string) => Promise<unknown>
}

let mark = ''
let started: ChildProcess | undefined

/** Runs `npm start` in a process group of its own, as a terminal does, with a mark that every process under it inherits. */
async function start(env: NodeJS.ProcessEnv = {}): Promise<Course> {
  mark = `downhill-test-${randomUUID()}`
  const [lesson = ''] = lessons(root)
  const child = spawn(
    process.execPath,
    [join(root, 'tools', 'start.mjs'), '--no-browser', '--lesson', lesson],
    {
      env: { ...process.env, ...env, DOWNHILL_TEST: mark },
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  started = child
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
  const address = await vi.waitUntil(
    () => {
      if (child.exitCode !== null) throw new Error(printed)
      return /http:\/\/\S+/.exec(printed)?.[0]
    },
    { timeout: 180_000 },
  )
  const url = new URL(address)
  return {
    process: child,
    address: url,
    ask: async (path) => {
      const headers = { Authorization: `token ${url.searchParams.get('token') ?? ''}` }
      const response = await fetch(new URL(path, url), { headers })
      const type = response.headers.get('content-type') ?? ''
      return type.includes('json') ? ((await response.json()) as unknown) : response.text()
    },
  }
}

/** The processes under `npm start`, by what is left of them in the system. */
const alive = () =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((id) => {
      try {
        return readFileSync(`/proc/${id}/environ`, 'utf8').includes(mark)
      } catch {
        return false
      }
    })
    .map((id) => readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' '))

afterEach(async () => {
  if (started?.exitCode === null && started.signalCode === null) {
    started.kill('SIGTERM')
    await once(started, 'exit')
  }
})

test('the course is served on this machine alone, to those who have the token', async () => {
  const { address } = await start()
  expect(address.hostname).toBe('127.0.0.1')
  expect(address.pathname).toMatch(/^\/lab\/tree\/notebooks\/\d\d-[a-z-]+\.ipynb$/)
  expect(address.searchParams.get('token')).toMatch(/^[0-9a-f]{48}$/)
  expect((await fetch(new URL('/api/kernels', address))).status).toBe(403)
})

test('the kernel of the lesson runs before the browser asks for it', async () => {
  const { address, ask } = await start()
  const path = address.pathname.replace('/lab/tree/', '')
  expect(await ask('/api/sessions')).toMatchObject([
    { path, name: path.replace('notebooks/', ''), type: 'notebook', kernel: { name: 'downhill' } },
  ])
})

test('two starts at the same moment have each their own port', async () => {
  const courses = await Promise.all([start(), start()])
  try {
    expect(new Set(courses.map(({ address }) => address.port)).size).toBe(2)
    for (const { ask } of courses) expect(await ask('/api/status')).toMatchObject({ kernels: 1 })
  } finally {
    for (const course of courses) course.process.kill('SIGTERM')
    await Promise.all(
      courses.map(async (course) => course.process.exitCode ?? (await once(course.process, 'exit'))),
    )
  }
})

describe.runIf(process.platform === 'linux')('npm start leaves no process behind', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('after %s', async (signal) => {
    const course = await start()
    await vi.waitUntil(() => alive().length >= 3, { timeout: 30_000 })

    // The whole group, as Ctrl-C in a terminal does it.
    process.kill(-(course.process.pid ?? 0), signal)
    const [code] = (await once(course.process, 'exit')) as [number | null]
    expect(code).toBe(signal === 'SIGKILL' ? null : 0)
    if (signal === 'SIGKILL') await vi.waitUntil(() => alive().length === 0, { timeout: 30_000 })
    expect(alive()).toEqual([])
  })

  test('when it is ended before JupyterLab answers', async () => {
    mark = `downhill-test-${randomUUID()}`
    const child = spawn(process.execPath, [join(root, 'tools', 'start.mjs'), '--no-browser'], {
      env: { ...process.env, DOWNHILL_TEST: mark },
    })
    started = child
    await vi.waitUntil(() => alive().some((command) => command.includes('lab.py')), { timeout: 60_000 })
    await wait(200)
    child.kill('SIGINT')
    await once(child, 'exit')
    await vi.waitUntil(() => alive().length === 0, { timeout: 30_000 })
  })
})

describe.runIf(process.platform === 'linux')("a reader's own Jupyter", () => {
  test('is neither used nor touched, however broken', async () => {
    const home = mkdtempSync(join(tmpdir(), 'downhill home '))
    const put = (path: string, content: string) => {
      mkdirSync(join(home, path, '..'), { recursive: true })
      writeFileSync(join(home, path), content)
    }
    const broken = 'raise SystemExit("the reader\'s own Python is broken")\n'
    put('.jupyter/jupyter_server_config.py', broken)
    put('.jupyter/jupyter_lab_config.json', '{ "ServerApp": { "port": 1, "token": "" } }')
    put(
      '.jupyter/labconfig/page_config.json',
      '{ "disabledExtensions": { "@jupyterlab/notebook-extension": true } }',
    )
    put('.jupyter/lab/workspaces/default-37a8.jupyterlab-workspace', 'broken')
    put(
      '.local/share/jupyter/kernels/stranger/kernel.json',
      '{ "argv": ["false"], "display_name": "Stranger", "language": "x" }',
    )
    put(
      '.local/share/jupyter/kernels/downhill/kernel.json',
      '{ "argv": ["false"], "display_name": "Stranger", "language": "x" }',
    )
    put(
      '.local/share/jupyter/labextensions/stranger/package.json',
      '{ "name": "stranger", "version": "1.0.0", "jupyterlab": { "extension": true, "_build": { "load": "static/stranger.js" } } }',
    )
    put('python/jupyterlab/__init__.py', broken)
    put('python/sitecustomize.py', broken)
    put('.ipython/profile_default/startup/00.py', broken)
    const listing = () => (readdirSync(home, { recursive: true }) as string[]).sort()
    const before = listing()
    try {
      const { ask } = await start({
        HOME: home,
        PYTHONPATH: join(home, 'python'),
        PYTHONHOME: home,
        JUPYTER_CONFIG_DIR: join(home, '.jupyter'),
        JUPYTER_CONFIG_PATH: join(home, '.jupyter'),
        JUPYTER_PATH: join(home, '.local/share/jupyter'),
        JUPYTER_NO_CONFIG: '1',
        JUPYTER_TOKEN: 'known',
        JUPYTER_PORT: '1',
        JUPYTERLAB_DIR: home,
        JUPYTERLAB_SETTINGS_DIR: home,
      })
      const specs = (await ask('/api/kernelspecs')) as {
        kernelspecs: Record<string, { spec: { display_name: string } }>
      }
      expect(Object.entries(specs.kernelspecs).map(([name, { spec }]) => [name, spec.display_name])).toEqual([
        ['downhill', 'TypeScript (Downhill)'],
      ])
      const page = String(await ask('/lab'))
      expect(page).toContain('jupyter-config-data')
      expect(page).not.toContain('stranger')
      expect(page).not.toContain('"@jupyterlab/notebook-extension"')
      expect(listing()).toEqual(before)
    } finally {
      started?.kill('SIGTERM')
      if (started) await once(started, 'exit')
      rmSync(home, { recursive: true })
    }
  })
})
