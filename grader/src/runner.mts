// Runs inside Deno, without any permission: loads one submission, calls its function once a case, writes the answers.
// Nothing in here is secret and nothing that it writes is believed: the comparison happens in the process that started it.

type Shape = 'number' | 'text' | readonly [Shape] | { readonly [part: string]: Shape }
interface Task {
  readonly source: string
  readonly name: string
  readonly how: 'calls' | 'value' | 'conversation'
  readonly shape: Shape
  readonly cases: unknown
  readonly texts: readonly string[]
  readonly most: number
}

declare const Deno: {
  readonly stdin: { readSync(into: Uint8Array): number | null }
  readonly stdout: { writeSync(bytes: Uint8Array): number }
  readonly stderr: { writeSync(bytes: Uint8Array): number }
  exit: (code: number) => never
  inspect: (value: unknown, options: object) => string
}
declare const process: {
  getBuiltinModule(name: 'node:util'): { types: { isProxy: (value: unknown) => boolean } }
}
declare const console: Record<
  'log' | 'info' | 'debug' | 'table' | 'warn' | 'error',
  (...what: unknown[]) => void
>

const { exit, inspect, stdin, stdout, stderr } = Deno
const encoder = new TextEncoder()

function writeAll(to: typeof stdout, text: string): void {
  let bytes = encoder.encode(text)
  while (bytes.length > 0) bytes = bytes.subarray(to.writeSync(bytes))
}
const send = (message: object) => writeAll(stdout, `${JSON.stringify(message)}\n`)

/** What something is, in words, where a number or a list or an object was asked for. */
function words(value: unknown): string {
  if (value === undefined) return 'nothing (undefined)'
  if (value === null) return 'null'
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 40))}`
  if (typeof value === 'boolean') return String(value)
  if (typeof value !== 'object') return `a ${typeof value}`
  if (isProxy(value)) return 'a proxy'
  if (Array.isArray(value)) return 'a list'
  if (value instanceof Promise || 'then' in value) return 'a promise'
  if (value instanceof Number) return 'a Number object'
  if (ArrayBuffer.isView(value)) return 'a typed array'
  return 'an object'
}

const { isProxy } = process.getBuiltinModule('node:util').types

/** An answer as JSON: a list for a list, the parts of an object in the shape's order; each value is read once. */
function write(value: unknown, shape: Shape, most: number): unknown {
  if (shape === 'number') {
    if (typeof value !== 'number') return { odd: words(value) }
    return Number.isFinite(value) ? value : String(value)
  }
  if (shape === 'text') return typeof value === 'string' ? value.slice(0, 80) : { odd: words(value) }
  if (typeof value !== 'object' || value === null || isProxy(value)) return { odd: words(value) }
  if (Array.isArray(shape)) {
    const list = value instanceof Float64Array ? Array.from(value) : value
    if (!Array.isArray(list)) return { odd: words(value) }
    const length = list.length
    if (length > most) return { odd: `a list of ${String(length)} values` }
    const written: unknown[] = []
    for (let i = 0; i < length; i++) written.push(write(list[i], shape[0] as Shape, most))
    return written
  }
  if (Array.isArray(value) || value instanceof Promise) return { odd: words(value) }
  return Object.entries(shape).map(([part, inner]) =>
    part in value
      ? write((value as Record<string, unknown>)[part], inner, most)
      : { odd: 'nothing (it is missing)' },
  )
}

/** What was thrown, with the line of the submission where it came from. */
function thrown(error: unknown): { message: string; line?: number } {
  if (!(error instanceof Error)) return { message: `threw ${words(error)}` }
  const place = /data:application\/typescript\S*?:(\d+):\d+/.exec(plainText(error.stack ?? ''))
  const what =
    error instanceof RangeError && error.message.includes('call stack')
      ? 'the calls never end (RangeError: stack size exceeded)'
      : error.message
  return { message: plainText(what).slice(0, 2000), ...(place && { line: Number(place[1]) }) }
}
// eslint-disable-next-line no-control-regex
const plainText = (text: string) => text.replace(/\u001b\[[\d;]*m/g, '')

const decoder = new TextDecoder()
const buffer = new Uint8Array(65_536)
let waiting = ''
/** The next line of what the grader says. */
function readLine(): string {
  const pieces: string[] = []
  for (;;) {
    const end = waiting.indexOf('\n')
    if (end >= 0) {
      pieces.push(waiting.slice(0, end))
      waiting = waiting.slice(end + 1)
      return pieces.join('')
    }
    pieces.push(waiting)
    const count = stdin.readSync(buffer) ?? exit(1)
    waiting = decoder.decode(buffer.subarray(0, count), { stream: true })
  }
}

/** Arguments as they were packed: functions come as text, numbers that JSON does not know by their names. */
function unpack(packed: unknown): unknown {
  if (Array.isArray(packed)) return packed.map(unpack)
  if (typeof packed !== 'object' || packed === null) return packed
  if ('number' in packed) return Number(packed.number)
  if (!('formula' in packed))
    return Object.fromEntries(Object.entries(packed).map(([name, part]) => [name, unpack(part)]))
  const made = functions[packed.formula as number]
  return 'data' in packed ? made(...(packed.data as unknown[])) : made
}

/** Arguments as they are now, for JSON. */
function pack(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (Array.isArray(value)) return value.map(pack)
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? 'a function' : value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, pack(part)]))
}

/** The arguments of a call as it left them; what cannot be written down is not what was given. */
function afterwards({ given, asked }: { given: unknown[]; asked?: unknown[][] }): unknown {
  try {
    return pack(asked ? [given, asked] : [given])
  } catch {
    return 'changed'
  }
}

type Callable = (...given: unknown[]) => unknown

/** Calls the function once a case; where its answer is a function, that is called as often as the case asks. */
function call(solve: Callable, { given, asked }: { given: unknown[]; asked?: unknown[][] }): object {
  let value: unknown
  try {
    value = solve(...given)
    if (!asked) return { answer: write(value, shape, most) }
  } catch (error) {
    return { threw: thrown(error) }
  }
  if (typeof value !== 'function') return { answer: { odd: words(value) } }
  let threw: object | undefined
  const answer = asked.map((one) => {
    try {
      return write((value as Callable)(...one), shape, most)
    } catch (error) {
      threw ??= { threw: thrown(error) }
      return { odd: 'an error' }
    }
  })
  return { answer, ...threw }
}

/** Answers what the grader asks, until it has no more to ask: all runs side by side, each with a state of its own. */
function converse(rule: { init: Callable; step: Callable }): void {
  const states: unknown[] = []
  let threw: object | undefined
  const tried = (act: () => unknown) => {
    try {
      return act()
    } catch (error) {
      if (!threw) send((threw = { threw: thrown(error) }))
      return { odd: 'an error' }
    }
  }
  for (;;) {
    const { starts, moves } = JSON.parse(readLine()) as {
      starts?: number[]
      moves?: [run: number, gradient: number[], t: number][]
    }
    if (!moves) return
    for (const [run, n] of (starts ?? []).entries()) tried(() => (states[run] = rule.init(n)))
    const said = moves.map(([run, gradient, t]) =>
      tried(() => {
        const answer = rule.step(states[run], gradient, t)
        if (typeof answer !== 'object' || answer === null) return { odd: words(answer) }
        const { state, step } = answer as { state?: unknown; step?: unknown }
        states[run] = state
        return write(step, shape, most)
      }),
    )
    send({ said })
  }
}

const { source, name, how, shape, cases, texts, most } = JSON.parse(readLine()) as Task
// Made before the submission is there: what it does to the language changes nothing of them.
const functions = texts.map((text) => (0, eval)(text) as (...data: unknown[]) => unknown)
const given = unpack(cases) as { given: unknown[]; asked?: unknown[][] }[]

// What the learner prints goes to stderr, beside the answers.
for (const way of ['log', 'info', 'debug', 'warn', 'error'] as const) {
  console[way] = (...what) =>
    writeAll(stderr, `${what.map((one) => (typeof one === 'string' ? one : inspect(one, {}))).join(' ')}\n`)
}

send({ ready: true })
let loaded: Record<string, unknown> | undefined
try {
  loaded = (await import(
    `data:application/typescript;charset=utf-8,${encodeURIComponent(source)}`
  )) as Record<string, unknown>
} catch (error) {
  send({ load: thrown(error) })
}
if (loaded) {
  const found = loaded[name] as { init?: unknown; step?: unknown } | undefined
  const fits =
    how === 'calls'
      ? typeof found === 'function'
      : typeof found === 'object' &&
        (found as unknown) !== null &&
        (how === 'value' || (typeof found.init === 'function' && typeof found.step === 'function'))
  if (fits) {
    send({ loaded: true })
    if (how === 'value') send({ answer: write(found, shape, most) })
    else if (how === 'conversation') converse(found as { init: Callable; step: Callable })
    else for (const one of given) send({ ...call(found as Callable, one), after: afterwards(one) })
  } else {
    send({ missing: words(found), exports: Object.keys(loaded).slice(0, 10) })
  }
}
send({ end: true })
exit(0)
