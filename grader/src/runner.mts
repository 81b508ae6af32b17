// Runs inside Deno, without any permission: loads one submission, calls its function once a case, writes the answers.
// Nothing in here is secret and nothing that it writes is believed: the comparison happens in the process that started it.

type Shape = 'number' | readonly [Shape] | { readonly [part: string]: Shape }
interface Task {
  readonly source: string
  readonly name: string
  readonly shape: Shape
  readonly cases: string
  readonly most: number
}

declare const Deno: {
  readonly stdin: { readonly readable: AsyncIterable<Uint8Array> }
  readonly stdout: { writeSync(bytes: Uint8Array): number }
  readonly stderr: { writeSync(bytes: Uint8Array): number }
  exit: (code: number) => never
  inspect: (value: unknown, options: object) => string
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

const isProxy = (value: object) =>
  inspect(value, { showProxy: true, depth: 0, iterableLimit: 1, colors: false }).startsWith('Proxy')

/** An answer as JSON: a list for a list, the parts of an object in the shape's order; each value is read once. */
function write(value: unknown, shape: Shape, most: number): unknown {
  if (shape === 'number') {
    if (typeof value !== 'number') return { odd: words(value) }
    return Number.isFinite(value) ? value : String(value)
  }
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

const chunks: Uint8Array[] = []
for await (const chunk of stdin.readable) chunks.push(chunk)
const decoder = new TextDecoder()
const text = chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('')
const { source, name, shape, cases, most } = JSON.parse(text) as Task

/** The arguments of all cases, made anew; functions come as text. */
const revive = (_: string, value: unknown) =>
  typeof value === 'object' && value !== null && 'formula' in value
    ? ((0, eval)(value.formula as string) as unknown)
    : value
const given = JSON.parse(cases, revive) as unknown[][]

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
  const solve = loaded[name]
  if (typeof solve === 'function') {
    for (const [index, args] of given.entries()) {
      send({ index })
      let outcome: object
      try {
        outcome = { answer: write((solve as (...args: unknown[]) => unknown)(...args), shape, most) }
      } catch (error) {
        outcome = { threw: thrown(error) }
      }
      send({ ...outcome, after: args })
    }
  } else {
    send({ missing: words(solve), exports: Object.keys(loaded).slice(0, 10) })
  }
}
send({ end: true })
exit(0)
