import { randomUUID } from 'node:crypto'
import { mostValues } from './agree'
import { isolationHere, isolations, startRunner, type Confined, type Isolation, type Limits } from './confine'
import type { Shape } from './exercise'
import { mathjsFor } from './mathjs'
import { packed } from './travel'
import { visible } from './visible'

export { isolationHere, isolations, type Isolation, type Limits }

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

/** What came of one call: the answer as it was written, what was thrown first, and whether the arguments were changed. */
export interface Outcome {
  readonly answer?: unknown
  readonly threw?: Thrown
  readonly changed: boolean
}

/** How a run ended, with the outcomes of the calls that came to an end. */
export interface Run {
  readonly ended:
    | { readonly how: 'finished' | 'left early' | 'timeout' | 'memory' }
    | { readonly how: 'not loaded'; readonly thrown: Thrown }
    | { readonly how: 'missing'; readonly found: string; readonly exports: readonly string[] }
    | { readonly how: 'ungradable'; readonly why: string }
  /** How it was kept apart; undefined when nothing was run. */
  readonly isolation: Isolation | undefined
  readonly outcomes: readonly Outcome[]
  /** The call that was going on when the run was stopped. */
  readonly during?: number
  /** What the submission printed. */
  readonly printed: string
}

/** Does it say as much of a process that served others before as of the submission: of its speed, its memory, its stack? */
function inDoubt({ ended, outcomes }: Run): boolean {
  if (['ungradable', 'left early', 'memory', 'timeout'].includes(ended.how)) return true
  const thrown = ended.how === 'not loaded' ? [ended.thrown] : outcomes.map(({ threw }) => threw)
  return thrown.some((one) => one && /stack size exceeded|allocation failed/.test(one.message))
}

/**
 * Runs submissions, one after the other. A process may serve many, each in a realm of its own: starting one takes longer
 * than most submissions. What becomes of a submission is the same either way.
 */
export class Sandbox {
  private idle: Promise<Confined | undefined> = Promise.resolve(undefined)

  /** With `keep` a process may serve more than one submission. */
  constructor(
    readonly limits: Limits = usualLimits,
    private readonly keep = false,
  ) {}

  /**
   * Load a submission where it may touch nothing, give it its task, and bring home what it answered. Nothing that comes
   * back is to be trusted. One at a time. Never rejects.
   */
  async run(source: string, task: Task): Promise<Run> {
    const kept = await this.idle
    // A conversation is not held twice, so nothing in doubt may begin it.
    if (kept && task.how === 'conversation') await kept.end()
    else if (kept) {
      // What others did may slow it down, and what takes long has the whole of its time alone: here a part is enough.
      const limits = { ...this.limits, milliseconds: this.limits.milliseconds / 5 }
      const run = await this.runIn(kept, limits, source, task)
      // In doubt it is the submission's own run that counts, not one after others.
      if (!inDoubt(run)) return run
      await this.close()
    }
    try {
      return await this.runIn(await startRunner(this.limits), this.limits, source, task)
    } catch (error) {
      return ungradable(error)
    }
  }

  /** Wait until it is known whether the process can be kept. */
  async settled(): Promise<void> {
    await this.idle
  }

  /** No process is left after this. */
  async close(): Promise<void> {
    await (await this.idle)?.end()
    this.idle = Promise.resolve(undefined)
  }

  private async runIn(confined: Confined, limits: Limits, source: string, task: Task): Promise<Run> {
    const session = new Session(confined, limits)
    const run = await session.run(source, task, this.keep)
    // Before the run's end is told there is no survivor: it has ended, or waits for the next.
    if (this.keep && run.ended.how === 'finished') this.idle = session.asNew()
    else {
      this.idle = Promise.resolve(undefined)
      await confined.end()
    }
    return run
  }
}

const ungradable = (error: unknown): Run => ({
  ended: { how: 'ungradable', why: error instanceof Error ? error.message : String(error) },
  isolation: undefined,
  outcomes: [],
  printed: '',
})

/** How long a process that has answered may take until nothing is left that the submission put off. */
const asNewLimit = 500
/** A process that has taken more memory than this is not used again. */
const asNewMegabytes = 200

/** One submission in one process. */
class Session {
  /** Each line of the process that is an answer begins with it; no submission has seen it. */
  private readonly word = randomUUID()
  private readonly messages = new Messages()
  private lines: Lines
  private clock: NodeJS.Timeout | undefined
  private finish: ((ended: Run['ended']) => void) | undefined
  private readonly newAgain: Promise<boolean>
  private isNewAgain: (isNew: boolean) => void = () => undefined
  private deafen: () => void = () => undefined

  constructor(
    private readonly confined: Confined,
    private readonly limits: Limits,
  ) {
    this.lines = new Lines(this.word)
    this.newAgain = new Promise((resolve) => (this.isNewAgain = resolve))
  }

  async run(source: string, task: Task, more: boolean): Promise<Run> {
    const ended = await new Promise<Run['ended']>((resolve) => {
      this.finish = resolve
      try {
        this.listen(task)
        this.confined.child.stdin.write(`${taskLine(source, task, this.word, more)}\n`)
      } catch (error) {
        resolve(ungradable(error).ended)
      }
    })
    clearInterval(this.clock)
    const { outcomes, during } = this.messages
    return {
      ended,
      isolation: this.confined.isolation,
      outcomes,
      // What V8 says when its memory ends is not the learner's.
      printed: this.lines.printed.slice(0, mostPrintedKept).split('\n<--- Last few GCs')[0] ?? '',
      ...(during !== undefined && { during }),
    }
  }

  /** The process, once it has seen that it is as new; otherwise it is ended. */
  async asNew(): Promise<Confined | undefined> {
    const tooLong = setTimeout(() => this.isNewAgain(false), asNewLimit)
    const isNew = (await this.newAgain) && this.confined.usage().megabytes < asNewMegabytes
    clearTimeout(tooLong)
    this.deafen()
    if (isNew) return this.confined
    await this.confined.end()
    return undefined
  }

  private listen({ how, cases, reply }: Task): void {
    const { confined, limits, messages, lines } = this
    const { child } = confined
    let stopped: 'timeout' | 'memory' | 'left early' | undefined
    const stop = (why: NonNullable<typeof stopped>) => {
      stopped ??= why
      this.finish?.({ how: stopped })
    }
    // Counted while this process is awake itself: what keeps it busy is no fault of the submission.
    let awake = 0
    let last = performance.now()
    let before: number | undefined
    this.clock = setInterval(() => {
      const now = performance.now()
      awake += Math.min(now - last, 50)
      last = now
      if (!messages.ready) {
        if (awake > startLimit) this.finish?.({ how: 'ungradable', why: 'its process does not answer' })
        return
      }
      const { megabytes, milliseconds } = confined.usage()
      before ??= milliseconds
      if (megabytes > limits.megabytes) stop('memory')
      const used =
        milliseconds === undefined ? 3 * awake : Math.max(awake, 3 * (milliseconds - (before ?? 0)))
      if (used > 3 * limits.milliseconds) stop('timeout')
    }, 10)

    const hear = (bytes: Buffer) => {
      for (const message of lines.take(bytes)) messages.read(message)
      if (lines.flood) stop('left early')
      if (messages.asNew) this.isNewAgain(true)
      try {
        while (reply && messages.heard.length > 0 && stopped === undefined)
          child.stdin.write(`${JSON.stringify(reply(messages.heard.shift()) ?? { end: true })}\n`)
      } catch (error) {
        this.finish?.(ungradable(error).ended)
      }
      if (messages.end) this.finish?.(endedOf(messages, how === 'calls' ? cases.length : 0))
    }
    const hearPrinted = (bytes: Buffer) => {
      lines.print(bytes.toString())
      if (lines.flood) stop('left early')
    }
    const closed = (code: number | null) => {
      this.isNewAgain(false)
      if (!messages.ready) this.finish?.({ how: 'ungradable', why: 'its process ended before it began' })
      // V8 ends the process in its own way, which no submission can: a signal, or through a shell's eyes more than 128.
      const byV8 = (code === null || code > 128) && /out of memory|heap limit/i.test(lines.printed)
      this.finish?.({ how: byV8 ? 'memory' : 'left early' })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hearPrinted)
    child.on('close', closed)
    this.deafen = () => {
      child.stdout.off('data', hear)
      child.stderr.off('data', hearPrinted)
      child.off('close', closed)
    }
    if (child.exitCode !== null || child.signalCode !== null) closed(child.exitCode)
  }
}

/** A process that waits for its task and does not take it: a machine that hardly moves. */
const startLimit = 60_000

function endedOf(messages: Messages, calls: number): Run['ended'] {
  if (messages.notLoaded) return { how: 'not loaded', thrown: messages.notLoaded }
  if (messages.missing) return { how: 'missing', ...messages.missing }
  return { how: messages.outcomes.length >= calls ? 'finished' : 'left early' }
}

/** The task as the runner reads it. */
function taskLine(source: string, { name, how, shape, cases }: Task, word: string, more: boolean): string {
  const texts = new Map<string, number>()
  const packedCases = packed(cases, texts)
  return JSON.stringify({
    word,
    source,
    texts: [...texts.keys()],
    mathjs: mathjsFor(source),
    more,
    asks: JSON.stringify({ name, how, shape, cases: packedCases, most: mostValues }),
  })
}

/** The lines of a process: those that begin with the word are messages, all else was printed. */
class Lines {
  printed = ''
  private taken = 0
  private printedBytes = 0
  private rest: string[] = []
  private readonly decoder = new TextDecoder()

  constructor(private readonly word: string) {}

  /** Has it become more than any answer needs? */
  get flood(): boolean {
    return this.taken > mostAnswerBytes || this.printedBytes > mostPrintedBytes
  }

  /** The messages that are whole with this piece. */
  take(bytes: Buffer): string[] {
    this.taken += bytes.length
    const [first = '', ...lines] = this.decoder.decode(bytes, { stream: true }).split('\n')
    this.rest.push(first)
    const messages: string[] = []
    for (const next of lines) {
      const line = this.rest.join('')
      this.rest = [next]
      if (line.startsWith(this.word)) messages.push(line.slice(this.word.length))
      else if (line !== '') this.print(`${line}\n`)
    }
    return messages
  }

  print(text: string): void {
    this.printedBytes += text.length
    if (this.printed.length <= mostPrintedBytes) this.printed += text
  }
}

/** What the runner told. The first of a kind counts; what is no message is left out. */
class Messages {
  ready = false
  end = false
  asNew = false
  /** What was said in a conversation and not yet replied to; the first is undefined, when it is ready to listen. */
  readonly heard: unknown[] = []
  private loaded = false
  notLoaded: Thrown | undefined
  missing: { found: string; exports: string[] } | undefined
  readonly outcomes: Outcome[] = []

  /** The call that is going on. */
  get during(): number | undefined {
    return this.loaded && !this.end ? this.outcomes.length : undefined
  }

  read(line: string): void {
    let message: unknown
    try {
      message = JSON.parse(line)
    } catch {
      return
    }
    if (typeof message !== 'object' || message === null) return
    if ('asNew' in message) this.asNew = this.end
    if (this.end) return
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
        changed: 'changed' in message && message.changed !== false,
      })
    } else if ('end' in message) this.end = true
  }
}

function readThrown(written: unknown): Thrown {
  if (typeof written !== 'object' || written === null || !('message' in written))
    return { message: 'something' }
  const line = 'line' in written && Number.isSafeInteger(written.line) ? (written.line as number) : undefined
  const message = typeof written.message === 'string' ? inWords(written.message.slice(0, 500)) : 'something'
  return { message, ...(line !== undefined && { line }) }
}

const inWords = (message: string) =>
  message === 'Maximum call stack size exceeded'
    ? 'the calls never end (RangeError: stack size exceeded)'
    : message

const shortText = (text: unknown): string =>
  typeof text === 'string' ? visible(text.slice(0, 500)) : 'something'
