import { spawn, execFile, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { accessSync, constants, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { builtinModules, createRequire } from 'node:module'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { throwAwayFolder, watchOver } from './watch'

/**
 * How submissions can be kept apart from everything else, from the least to the most. What unshare and bubblewrap add to
 * deno, where the system allows it: no network to reach and no other process to see; with bubblewrap no files either.
 */
export const isolations = [
  'deno without permissions',
  'deno without permissions, unshare',
  'deno without permissions, bubblewrap',
] as const
export type Isolation = (typeof isolations)[number]

/** What a submission may use. */
export interface Limits {
  /** Of the processor's time; three times that by the clock. */
  readonly milliseconds: number
  readonly megabytes: number
}

/** What a process and all that it started have used. */
export interface Usage {
  readonly megabytes: number
  /** Of the processor's time, where the system tells. */
  readonly milliseconds?: number
}

/** A process that waits for its task, of which it knows nothing. */
export interface Confined {
  readonly child: ChildProcessWithoutNullStreams
  readonly isolation: Isolation
  usage(): Usage
  /** End it with all that it started, and take away what it leaves. */
  end(): Promise<void>
}

/**
 * The deno binary of this system, found by deno's own package whether or not its install script ran.
 * @throws Error when it is not installed
 */
function denoBinary(): string {
  const name = process.platform === 'win32' ? 'deno.exe' : 'deno'
  const packages = createRequire(require.resolve('deno/package.json'))
  const systems = [`${process.platform}-${process.arch}`, `${process.platform}-${process.arch}-glibc`]
  for (const system of systems) {
    try {
      return path.join(path.dirname(packages.resolve(`@deno/${system}/package.json`)), name)
    } catch {
      // The other name of this system.
    }
  }
  throw new Error(`deno, which runs the exercises, is not installed for ${systems[0]}: npm install brings it`)
}

const runner = path.join(__dirname, path.extname(__filename) === '.ts' ? 'runner.mts' : 'runner.mjs')

// Deno lends a submission what Node has, from where it could read all that its process holds: node:v8 writes it out.
const alsoInDeno = ['_http_proxy', 'ffi', 'sea', 'sqlite', 'test', 'test/reporters']
const nothing = Object.fromEntries(
  [...builtinModules, ...alsoInDeno].map((name) => [`node:${name.replace(/^node:/, '')}`, `blocked:${name}`]),
)

const flags = ({ megabytes }: Limits) => [
  'run',
  '--no-remote',
  '--no-npm',
  '--no-prompt',
  '--no-config',
  '--no-lock',
  '--no-check',
  '--no-code-cache',
  '--quiet',
  `--import-map=data:application/json,${encodeURIComponent(JSON.stringify({ imports: nothing }))}`,
  `--v8-flags=--max-old-space-size=${megabytes},--disallow-code-generation-from-strings`,
]

/** Nothing of this process's own. */
const environment = (home: string) => ({
  DENO_DIR: path.join(home, 'deno'),
  DENO_NO_UPDATE_CHECK: '1',
  NO_COLOR: '1',
  ...(process.platform === 'win32' && { SystemRoot: process.env['SystemRoot'] }),
})

/**
 * The system's own limits, should this process be too busy to see to its own. Of memory Deno sets aside some 600 MB that
 * it does not use; the time is that of all tasks; no file is written but Deno's copy of a submission.
 */
function withLimits(command: readonly string[], { milliseconds, megabytes }: Limits): readonly string[] {
  if (process.platform === 'win32') return command
  const seconds = Math.ceil((20 * milliseconds) / 1000)
  const limits = [`-c 0`, `-t ${seconds}`, `-f 65536`, `-d ${(600 + 2 * megabytes) * 1024}`]
  // A limit that the system does not know, or that is lower already, is none of ours.
  const script = [...limits.map((limit) => `ulimit ${limit} 2>/dev/null`), 'exec "$@"'].join('; ')
  return ['/bin/sh', '-c', script, 'sh', ...command]
}

/** The program in the folders where this process looks for programs. */
function programNamed(name: string): string | undefined {
  const places = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder))
  return places.map((folder) => path.join(folder, name)).find(mayRun)
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** How a process is started under this isolation, in a folder of its own; undefined where its program is not there. */
function commandFor(isolation: Isolation, home: string, limits: Limits): readonly string[] | undefined {
  const deno = denoBinary()
  // A copy, so that no path of this computer stands in what is thrown.
  const copied = path.join(home, path.basename(runner))
  if (isolation === 'deno without permissions') return [deno, ...flags(limits), copied]
  if (process.platform !== 'linux') return undefined
  if (isolation === 'deno without permissions, unshare') {
    const program = programNamed('unshare')
    const apart = ['--user', '--net', '--ipc', '--uts', '--pid', '--fork', '--kill-child=SIGKILL']
    return program === undefined ? undefined : [program, ...apart, deno, ...flags(limits), copied]
  }
  const program = programNamed('bwrap')
  if (program === undefined) return undefined
  const libraries = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'].flatMap((one) => ['--ro-bind-try', one, one])
  const inside = path.join('/', path.basename(runner))
  return [
    program,
    ...['--unshare-all', '--die-with-parent', '--cap-drop', 'ALL'],
    ...['--ro-bind', deno, '/deno', ...libraries, '--ro-bind', copied, inside],
    ...['--size', String(32 * 2 ** 20), '--tmpfs', '/home', '--setenv', 'DENO_DIR', '/home/deno'],
    ...['--remount-ro', '/', '--chdir', '/home', '--', '/deno', ...flags(limits), inside],
  ]
}

/** How submissions are kept apart here, once one process has been started: by the most that works. */
let here: Isolation | undefined
let first: Promise<Confined | undefined> | undefined

/**
 * How submissions are kept apart on this system.
 * @throws Error when no process can be started at all
 */
export async function isolationHere(): Promise<Isolation> {
  if (here === undefined) await (await startRunner({ milliseconds: 5000, megabytes: 512 })).end()
  return here!
}

/**
 * Start a process that may touch nothing and waits for its task. Nothing of any submission is near it yet, so what fails
 * here is the grader's own failure.
 * @throws Error when it cannot be started
 */
export async function startRunner(limits: Limits): Promise<Confined> {
  // The first finds out how; the others wait for it.
  if (here === undefined && first === undefined) {
    first = strongest(limits).finally(() => (first = undefined))
    return (await first)!
  }
  if (first !== undefined) await first
  return start(here!, limits)
}

async function strongest(limits: Limits): Promise<Confined> {
  for (const isolation of [...isolations].reverse()) {
    try {
      const started = await start(isolation, limits)
      here = isolation
      return started
    } catch (error) {
      if (isolation === isolations[0]) throw error
    }
  }
  throw new Error('there is no way to start a process')
}

/** Time enough for any machine. */
const startLimit = 60_000

async function start(isolation: Isolation, limits: Limits): Promise<Confined> {
  const home = mkdtempSync(path.join(throwAwayFolder(), 'run-'))
  const clear = () => {
    try {
      rmSync(home, { recursive: true, force: true, maxRetries: 3 })
    } catch {
      // A small folder among the system's temporary ones; it takes nothing from the result.
    }
  }
  try {
    copyFileSync(runner, path.join(home, path.basename(runner)))
    const command = commandFor(isolation, home, limits)
    if (!command) throw new Error(`${isolation}: not installed`)
    const [program, ...given] = withLimits(command, limits)
    const child = spawn(program, given, {
      cwd: home,
      env: environment(home),
      stdio: 'pipe',
      // A group of its own, to be ended as a whole.
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
    const gone = new Promise<void>((resolve) => child.on('close', resolve).on('error', resolve))
    const release = child.pid === undefined ? undefined : watchOver(child.pid)
    void gone.then(release).then(clear)
    child.stdin.on('error', () => undefined)
    const scale = scaleFor(child.pid)
    const end = async () => {
      scale.stop()
      killGroup(child)
      child.stdout.destroy()
      child.stderr.destroy()
      await gone
      clear()
    }
    try {
      await readiness(child)
    } catch (error) {
      await end()
      throw error
    }
    return { child, isolation, usage: scale.read, end }
  } catch (error) {
    clear()
    throw error
  }
}

/** Wait until it says that it waits. */
function readiness(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const settle = (error?: Error) => {
      tooLong.abort()
      child.stdout.off('data', hear)
      child.stderr.off('data', hear)
      child.off('error', settle).off('close', closed)
      if (error) reject(error)
      else resolve()
    }
    const hear = (text: Buffer) => {
      said += text.toString()
      if (said.includes('waiting\n')) settle()
    }
    const closed = (code: number | null) =>
      settle(new Error(`its process did not start (${said.trim().slice(0, 500) || `exit code ${code}`})`))
    const tooLong = new AbortController()
    setTimeout(startLimit, undefined, { signal: tooLong.signal }).then(
      () => settle(new Error('its process did not start in time')),
      () => undefined,
    )
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('error', settle).on('close', closed)
  })
}

function killGroup(child: ChildProcessWithoutNullStreams): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    if (process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}

interface Scale {
  readonly read: () => Usage
  readonly stop: () => void
}

/** Linux tells at once what a process uses; elsewhere a program is asked, four times a second. */
function scaleFor(pid: number | undefined): Scale {
  if (pid === undefined) return { read: () => ({ megabytes: 0 }), stop: () => undefined }
  if (process.platform === 'linux') return { read: () => treeUsage(pid), stop: () => undefined }
  let latest: Usage = { megabytes: 0 }
  const stopped = new AbortController()
  const look = async () => {
    for (;;) {
      await setTimeout(250, undefined, { ref: false, signal: stopped.signal })
      latest = (await ask(pid)) ?? latest
    }
  }
  look().catch(() => undefined)
  return { read: () => latest, stop: () => stopped.abort() }
}

const pageSize = 4096
// Linux counts in hundredths of a second, whatever the processor does.
const tick = 10

/** The memory and the time of a process and of all that it started, on Linux. */
function treeUsage(pid: number | string): Usage {
  let [megabytes, milliseconds] = [0, 0]
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // After the name in brackets, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    megabytes = (Number(fields[21]) * pageSize) / 1e6
    milliseconds = (Number(fields[11]) + Number(fields[12])) * tick
    for (const child of readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1')
      .split(' ')
      .filter(Boolean)) {
      const usage = treeUsage(child)
      megabytes += usage.megabytes
      milliseconds += usage.milliseconds ?? 0
    }
  } catch {
    // Gone, or a system that hides it: then the limits of the heap and the clock hold.
  }
  return { megabytes, milliseconds }
}

/** The same where a program has to be asked: ps, or tasklist on Windows. */
function ask(pid: number): Promise<Usage | undefined> {
  const [program, given, read]: [string, string[], (text: string) => Usage | undefined] =
    process.platform === 'win32'
      ? ['tasklist', ['/fi', `pid eq ${pid}`, '/fo', 'csv', '/nh'], readTasklist]
      : ['ps', ['-o', 'rss=,time=', '-p', String(pid)], readPs]
  return new Promise((resolve) => {
    execFile(program, given, { timeout: 5000 }, (error, text) => resolve(error ? undefined : read(text)))
  })
}

/** "  45120   0:01.25": kilobytes, and hours:minutes:seconds. */
function readPs(text: string): Usage | undefined {
  const found = /^\s*(\d+)\s+([\d:.]+)/.exec(text)
  if (!found) return undefined
  const [, kilobytes, time] = found
  const seconds = time.split(':').reduce((sum, part) => 60 * sum + Number(part), 0)
  return { megabytes: Number(kilobytes) / 1e3, milliseconds: 1000 * seconds }
}

/** "deno.exe","4711","Console","1","45.120 K": kilobytes, with whatever parts thousands there. */
function readTasklist(text: string): Usage | undefined {
  const kilobytes = /"([^"]*)"\s*$/.exec(text.trim())?.[1].replace(/\D/g, '')
  return kilobytes ? { megabytes: Number(kilobytes) / 1e3 } : undefined
}
