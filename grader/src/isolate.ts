import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { mostValues } from './agree'
import type { Shape } from './exercise'
import { packed } from './travel'
import { visible } from './visible'
import { watchOver } from './watch'

/** How a submission is kept apart from everything else. */
export const isolation = 'deno without permissions'

/** What a submission may use. */
export interface Limits {
  readonly milliseconds: number
  readonly megabytes: number
}
export const usualLimits: Limits = { milliseconds: 5000, megabytes: 512 }

const mostAnswerBytes = 8e6
const mostPrintedBytes = 1e6
const mostPrintedKept = 20_000

/** What the learner's process is to do with the submission's export. */
export interface Task {
  readonly name: string
  /** Call it once a case, or bring its value home, or let it answer, one after the other, what `reply` asks. */
  readonly how: 'calls' | 'value' | 'conversation'
  readonly shape: Shape
  readonly cases: readonly { readonly given: readonly unknown[]; readonly asked?: readonly unknown[] }[]
  /** What is asked next, after hearing the last answer (none at first); undefined when that is all. */
  readonly reply?: (heard: unknown) => unknown
}

/** Something that was thrown, with the line of the submission where that is known. */
export interface Thrown {
  readonly message: string
  readonly line?: number
}

/** What came of one call: the answer as it was written, what was thrown first, and the arguments afterwards. */
export interface Outcome {
  readonly answer?: unknown
  readonly threw?: Thrown
  readonly after?: unknown
}

/** How a run ended, with the outcomes of the calls that came to an end. */
export interface Run {
  readonly ended:
    | { readonly how: 'finished' | 'left early' | 'timeout' | 'memory' }
    | { readonly how: 'not loaded'; readonly thrown: Thrown }
    | { readonly how: 'missing'; readonly found: string; readonly exports: readonly string[] }
    | { readonly how: 'ungradable'; readonly why: string }
  readonly outcomes: readonly Outcome[]
  /** The call that was going on when the run was stopped. */
  readonly during?: number
  /** What the submission printed. */
  readonly printed: string
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
// With a seed, a submission that rolls dice of its own gives the same answers each time.
const flags = [
  '--no-remote',
  '--no-npm',
  '--no-prompt',
  '--no-config',
  '--no-lock',
  '--no-check',
  '--quiet',
  '--seed=1',
]

/**
 * Load a submission in a process of its own that may touch nothing, give it its task, and bring home what it answered.
 * Nothing that comes back is to be trusted. Never rejects.
 */
export function runSubmission(source: string, task: Task, limits: Limits = usualLimits): Promise<Run> {
  const { name, how, shape, cases, reply } = task
  return new Promise((resolve) => {
    let home: string | undefined
    const messages = new Messages()
    let printed = ''
    let stopped: 'timeout' | 'memory' | 'flood' | undefined
    let settled = false

    const settle = (ended: Run['ended']) => {
      if (settled) return
      settled = true
      clearTimeout(clock)
      clearInterval(scale)
      release?.()
      try {
        if (home !== undefined) rmSync(home, { recursive: true, force: true, maxRetries: 3 })
      } catch {
        // An empty folder among the system's temporary ones; it takes nothing from the result.
      }
      const { outcomes, during } = messages
      // What V8 says when its memory ends is not the learner's.
      resolve({
        ended,
        outcomes,
        printed: printed.slice(0, mostPrintedKept).split('\n<--- Last few GCs')[0] ?? '',
        ...(during !== undefined && { during }),
      })
    }
    let release: (() => void) | undefined
    let clock: NodeJS.Timeout | undefined
    let scale: NodeJS.Timeout | undefined
    try {
      home = mkdtempSync(path.join(tmpdir(), 'downhill-'))
      const heap = `--v8-flags=--max-old-space-size=${Math.floor(limits.megabytes / 2)}`
      const child = spawn(denoBinary(), ['run', ...flags, heap, runner], {
        cwd: home,
        env: {
          DENO_DIR: path.join(home, 'deno'),
          DENO_NO_UPDATE_CHECK: '1',
          ...(process.platform === 'win32' && { SystemRoot: process.env['SystemRoot'] }),
        },
        stdio: 'pipe',
        windowsHide: true,
      })
      const stop = (why: typeof stopped) => {
        stopped ??= why
        child.kill('SIGKILL')
      }
      if (child.pid !== undefined) release = watchOver(child.pid)
      clock = setTimeout(() => stop('timeout'), limits.milliseconds)
      scale = setInterval(() => {
        if (megabytesOf(child.pid) > limits.megabytes) stop('memory')
      }, 10)

      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (!messages.take(text)) stop('flood')
        try {
          while (reply && messages.heard.length > 0 && stopped === undefined)
            child.stdin.write(`${JSON.stringify(reply(messages.heard.shift()) ?? { end: true })}\n`)
        } catch (error) {
          settle({ how: 'ungradable', why: String(error) })
          child.kill('SIGKILL')
        }
      })
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        printed += text
        if (printed.length > mostPrintedBytes) stop('flood')
      })
      child.stdin.on('error', () => undefined)
      const texts = new Map<string, number>()
      const packedCases = packed(cases, texts)
      child.stdin.write(
        `${JSON.stringify({ source, name, how, shape, cases: packedCases, texts: [...texts.keys()], most: mostValues })}\n`,
      )

      child.on('error', (error) => settle({ how: 'ungradable', why: error.message }))
      child.on('close', (code) => {
        if (stopped === 'timeout' || stopped === 'memory') {
          settle({ how: stopped })
          return
        }
        if (stopped === 'flood') {
          settle({ how: 'left early' })
          return
        }
        if (!messages.ready) {
          settle({
            how: 'ungradable',
            why: `its process did not start (${printed.trim() || `exit code ${code}`})`,
          })
          return
        }
        if (messages.notLoaded) {
          settle({ how: 'not loaded', thrown: messages.notLoaded })
          return
        }
        if (messages.missing) {
          settle({ how: 'missing', ...messages.missing })
          return
        }
        if (code !== 0 && /out of memory/i.test(printed)) {
          settle({ how: 'memory' })
          return
        }
        settle({
          how:
            code === 0 && messages.end && (how !== 'calls' || messages.outcomes.length === cases.length)
              ? 'finished'
              : 'left early',
        })
      })
    } catch (error) {
      settle({ how: 'ungradable', why: error instanceof Error ? error.message : String(error) })
    }
  })
}

/** The memory of a process in megabytes, where the system tells (Linux); elsewhere 0, and the heap's own limit holds. */
function megabytesOf(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 1e6
  } catch {
    return 0
  }
}

/** The lines that come from the submission's process. The first of a kind counts; what is no message is left out. */
class Messages {
  ready = false
  end = false
  /** What was said in a conversation and not yet replied to; the first is undefined, when it is ready to listen. */
  readonly heard: unknown[] = []
  private loaded = false
  notLoaded: Thrown | undefined
  missing: { found: string; exports: string[] } | undefined
  readonly outcomes: Outcome[] = []
  private rest: string[] = []
  private taken = 0

  /** The call that is going on. */
  get during(): number | undefined {
    return this.loaded && !this.end ? this.outcomes.length : undefined
  }

  /** Take a piece of text; false when it has become more than any answer needs. */
  take(text: string): boolean {
    this.taken += text.length
    if (this.taken > mostAnswerBytes) return false
    const [first = '', ...lines] = text.split('\n')
    this.rest.push(first)
    for (const line of lines) {
      this.read(this.rest.join(''))
      this.rest = [line]
    }
    return true
  }

  private read(line: string): void {
    let message: unknown
    try {
      message = JSON.parse(line)
    } catch {
      return
    }
    if (typeof message !== 'object' || message === null || this.end) return
    if ('ready' in message) this.ready = true
    else if ('load' in message) this.notLoaded ??= readThrown(message.load)
    else if ('missing' in message) {
      const exports =
        'exports' in message && Array.isArray(message.exports)
          ? message.exports.slice(0, 10).map(shortText)
          : []
      this.missing ??= { found: shortText(message.missing), exports }
    } else if ('loaded' in message) {
      if (!this.loaded) this.heard.push(undefined)
      this.loaded = true
    } else if ('said' in message) this.heard.push(message.said)
    else if ('answer' in message || 'threw' in message) {
      this.outcomes.push({
        ...('answer' in message && { answer: message.answer }),
        ...('threw' in message && { threw: readThrown(message.threw) }),
        after: 'after' in message ? message.after : undefined,
      })
    } else if ('end' in message) this.end = true
  }
}

function readThrown(written: unknown): Thrown {
  if (typeof written !== 'object' || written === null || !('message' in written))
    return { message: 'something' }
  const line = 'line' in written && Number.isSafeInteger(written.line) ? (written.line as number) : undefined
  const message = typeof written.message === 'string' ? written.message.slice(0, 500) : 'something'
  return { message, ...(line !== undefined && { line }) }
}

const shortText = (text: unknown): string =>
  typeof text === 'string' ? visible(text.slice(0, 500)) : 'something'
