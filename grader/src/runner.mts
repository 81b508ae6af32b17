// Runs inside Deno, without any permission: loads a submission, calls its function once a case, writes the answers.
//
// The submission runs in the same realm and may change all of it, so two things hold here. It finds the language and no
// more: everything else is taken away before it is loaded. And from then on this file uses only what it took hold of
// before, the own properties of its own objects, and operators: no method of a prototype, no iterator, no list to which
// something is added. Each line that it writes begins with a word that the submission does not know.

type Shape = 'number' | 'text' | readonly [Shape] | { readonly [part: string]: Shape }
interface Case {
  readonly given: unknown[]
  readonly asked?: unknown[][] | undefined
}
interface Task {
  readonly word: string
  readonly source: string
  readonly name: string
  readonly how: 'calls' | 'value' | 'conversation'
  readonly shape: Shape
  readonly cases: readonly Case[]
  readonly texts: readonly string[]
  /** The text of mathjs, where the submission imports it. */
  readonly mathjs?: string
  /** More values than this are no answer to a call. */
  readonly most: number
  /** Will there be another task, if this one leaves everything as it was? */
  readonly more: boolean
}
type Callable = (...given: unknown[]) => unknown

declare const Deno: {
  readonly stdin: { readSync(into: Uint8Array): number | null }
  readonly stdout: { writeSync(bytes: Uint8Array): number }
  readonly exit: (code: number) => never
  readonly internal: symbol
}
declare const performance: { now(): number }
/** Newer than what TypeScript knows of. */
declare const Iterator: { from(one: object): { map(each: Callable): object } }
declare const setTimeout: (act: () => void, milliseconds: number) => number
declare const URL: { readonly createObjectURL: (blob: object) => string }
declare const Blob: new (parts: readonly string[], options: { type: string }) => object
declare class TextEncoder {
  encode(text: string): Uint8Array
}
declare class TextDecoder {
  decode(bytes: Uint8Array, options: { stream: boolean }): string
}

// They are called with apply, on what they belong to.
/* eslint-disable @typescript-eslint/unbound-method */
const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf } = Reflect
const { isExtensible, ownKeys, setPrototypeOf } = Reflect
const { isArray } = Array
const { isFinite, isSafeInteger } = Number
const { create, hasOwn, is, keys } = Object
const { parse, stringify } = JSON
const { imul } = Math
const { indexOf, replace, slice } = String.prototype
const { exec } = RegExp.prototype
const encodeUrl = encodeURIComponent
const Bytes = Uint8Array
const ofTypedArray = (name: 'buffer' | 'length' | typeof Symbol.toStringTag) =>
  getOwnPropertyDescriptor(getPrototypeOf(Bytes.prototype) as object, name)!.get!
const [bufferOf, lengthOf] = [ofTypedArray('buffer'), ofTypedArray('length')]
const kindOf = ofTypedArray(Symbol.toStringTag)

const later = setTimeout
const Piece = Blob
const { createObjectURL } = URL
const { exit, stdin, stdout } = Deno
const { readSync } = stdin
const { writeSync } = stdout
const encoder = new TextEncoder()
const { encode } = encoder
const decoder = new TextDecoder()
const { decode } = decoder
const clock = performance
const { now } = clock
/* eslint-enable @typescript-eslint/unbound-method */

/** Deno's own way to tell things apart without running any code of theirs; `node:util` takes 30 ms to load. */
interface Kinds {
  readonly isNativeError: (value: unknown) => boolean
  readonly isNumberObject: (value: unknown) => boolean
  readonly isPromise: (value: unknown) => boolean
  readonly isProxy: (value: unknown) => boolean
  readonly isTypedArray: (value: unknown) => boolean
}
const { isNativeError, isNumberObject, isPromise, isProxy, isTypedArray } = (
  Deno as unknown as Record<symbol, { readonly core: Kinds }>
)[Deno.internal].core

const language = [
  ...['globalThis', 'undefined', 'NaN', 'Infinity', 'eval', 'isFinite', 'isNaN', 'parseFloat', 'parseInt'],
  ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape'],
  ...[
    'Object',
    'Function',
    'Boolean',
    'Symbol',
    'Number',
    'BigInt',
    'Math',
    'Date',
    'String',
    'RegExp',
    'JSON',
  ],
  ...['Array', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'Iterator', 'Promise', 'Proxy', 'Reflect'],
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError'],
  ...['URIError', 'ArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array'],
  ...['Uint16Array', 'Int32Array', 'Uint32Array', 'BigInt64Array', 'BigUint64Array', 'Float16Array'],
  ...['Float32Array', 'Float64Array', 'console', 'structuredClone'],
]

let dice = 0
/** The same numbers each time, for a submission that asks Math for chance. */
function random(): number {
  dice = (dice + 0x6d2b79f5) | 0
  let mixed = imul(dice ^ (dice >>> 15), dice | 1)
  mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61)
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}

const define = (holder: object, name: string, value: unknown) =>
  defineProperty(holder, name, { value, writable: true, configurable: true, enumerable: false })

/** Has the console something to remember? */
let remembered = false
/** Leave the language, and of the rest what may stand in a right answer: no Deno, no timers, no threads, no network. */
function seal(): void {
  for (const name of ownKeys(globalThis))
    if (typeof name === 'symbol' || !language.includes(name)) deleteProperty(globalThis, name)
  setPrototypeOf(globalThis, Object.prototype)
  define(globalThis, 'performance', { now: () => apply(now, clock, []) })
  // Deno calls it for a rejection that nobody handles.
  define(globalThis, 'dispatchEvent', () => true)
  define(Math, 'random', random)
  // The console remembers these, out of sight.
  for (const name of ['group', 'groupCollapsed', 'count', 'time'] as const) {
    const remember = Reflect.get(console, name) as Callable
    define(console, name, (...given: unknown[]) => {
      remembered = true
      apply(remember, console, given)
    })
  }
}

/** What an object of the language holds. */
interface Held {
  readonly of: object
  readonly prototype: object | null
  readonly keys: readonly (string | symbol)[]
  readonly properties: readonly PropertyDescriptor[]
}

/** The language as it is now: all that can be reached from globalThis and from what the language makes. */
function picture(): readonly Held[] {
  const held = new Map<object, Held>()
  const look = (at: unknown) => {
    const holds = typeof at === 'object' ? at !== null : typeof at === 'function'
    if (!holds || held.has(at as object)) return
    const of = at as object
    const names = ownKeys(of)
    const properties = names.map((name) => getOwnPropertyDescriptor(of, name)!)
    const prototype = getPrototypeOf(of)
    held.set(of, { of, prototype, keys: names, properties })
    look(prototype)
    for (const { value, get, set } of properties) for (const one of [value, get, set] as unknown[]) look(one)
  }
  look(globalThis)
  for (const one of [
    [].values(),
    new Map().values(),
    new Set().values(),
    ''.matchAll(/./g),
    ''[Symbol.iterator](),
  ])
    look(one)
  for (const one of [Iterator.from([]).map(words), Iterator.from({ next: () => ({ done: true, value: 0 }) })])
    look(one)
  for (const one of [async () => Promise.resolve(), function* () {}, async function* () {}])
    look(getPrototypeOf(one))
  return [...held.values()]
}

/** Is the language as it was? */
function isAs(before: readonly Held[]): boolean {
  if (remembered) return false
  for (let i = 0; i < before.length; i++) {
    const { of, prototype, keys: names, properties } = before[i]
    const present = ownKeys(of)
    if (present.length !== names.length || !isExtensible(of) || getPrototypeOf(of) !== prototype) return false
    for (let k = 0; k < names.length; k++) {
      const was = properties[k]
      const now = getOwnPropertyDescriptor(of, names[k])
      if (!now || !is(now.value, was.value) || now.get !== was.get || now.set !== was.set) return false
      if (now.writable !== was.writable || now.configurable !== was.configurable) return false
    }
  }
  return true
}

let word = ''
/** Tell the grader something, as JSON. */
function send(message: string): void {
  // On a line of its own, whatever was printed before.
  const bytes = apply(encode, encoder, [`\n${word}${message}\n`])
  const all = apply(lengthOf, bytes, []) as number
  const buffer = apply(bufferOf, bytes, []) as ArrayBuffer
  for (let from = 0; from < all;) from += apply(writeSync, stdout, [new Bytes(buffer, from, all - from)])
}

const input = new Bytes(65_536)
const inputBuffer = input.buffer
let waiting = ''
/** The next line of what the grader says. */
function readLine(): string {
  let line = ''
  for (;;) {
    const end = apply(indexOf, waiting, ['\n'])
    if (end >= 0) {
      line += apply(slice, waiting, [0, end])
      waiting = apply(slice, waiting, [end + 1])
      return line
    }
    line += waiting
    const count = apply(readSync, stdin, [input]) ?? exit(1)
    waiting = apply(decode, decoder, [new Bytes(inputBuffer, 0, count), { stream: true }])
  }
}

/** What something is, in words, where a number or a list or an object was asked for. */
function words(value: unknown): string {
  if (value === undefined) return 'nothing (undefined)'
  if (value === null) return 'null'
  if (typeof value === 'string') return `the text ${stringify(apply(slice, value, [0, 40]))}`
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value !== 'object') return `a ${typeof value}`
  if (isProxy(value)) return 'a proxy'
  if (isArray(value)) return 'a list'
  if (isPromise(value) || 'then' in value) return 'a promise'
  if (isNumberObject(value)) return 'a Number object'
  if (isTypedArray(value)) return 'a typed array'
  return 'an object'
}

const isDoubles = (value: unknown) => apply(kindOf, value, []) === 'Float64Array'
const odd = (what: string) => `{"odd":${stringify(what)}}`
const numberText = (value: number) => (isFinite(value) ? `${value}` : `"${value}"`)

/** How many values may still be written; below 0 there were more. */
let left = 0

/** An answer as JSON: a list for a list, the parts of an object in the shape's order; each value is read once. */
function write(value: unknown, shape: Shape, most: number): string {
  left = most
  const text = part(value, shape)
  // Told of the whole, since lists may be shared: forty of them can hold each other 2⁴⁰ times.
  return left < 0 && text[0] === '[' ? odd(`more than ${most} values`) : text
}

function part(value: unknown, shape: Shape): string {
  if (shape === 'number') return typeof value === 'number' ? numberText(value) : odd(words(value))
  if (shape === 'text')
    return typeof value === 'string' ? stringify(apply(slice, value, [0, 80])) : odd(words(value))
  if (typeof value !== 'object' || value === null || isProxy(value)) return odd(words(value))
  if (isArray(shape)) {
    if (!isArray(value) && !isDoubles(value)) return odd(words(value))
    const { length } = value as { length: unknown }
    if (!isSafeInteger(length)) return odd(words(value))
    left -= length as number
    if (left < 0) return odd(`a list of ${length as number} values`)
    let text = '['
    for (let i = 0; i < (length as number) && left >= 0; i++)
      text += (i > 0 ? ',' : '') + part((value as unknown[])[i], shape[0] as Shape)
    return `${text}]`
  }
  if (isArray(value) || isPromise(value)) return odd(words(value))
  const names = keys(shape)
  let text = '['
  for (let i = 0; i < names.length; i++) {
    const inner = (shape as Record<string, Shape>)[names[i]]
    text += i > 0 ? ',' : ''
    text +=
      names[i] in value
        ? part((value as Record<string, unknown>)[names[i]], inner)
        : odd('nothing (it is missing)')
  }
  return `${text}]`
}

const place = /data:application\/typescript[^\s:]*:(\d+):\d+/

/** What was thrown, with the line of the submission where it came from, as JSON. */
function thrown(error: unknown): string {
  try {
    if (!isNativeError(error)) return `{"message":${stringify(`threw ${words(error)}`)}}`
    const { message, stack } = error as { message: unknown; stack: unknown }
    const found = typeof stack === 'string' ? apply(exec, place, [stack]) : null
    const says = typeof message === 'string' ? apply(slice, message, [0, 2000]) : words(message)
    return `{"message":${stringify(says)}${found ? `,"line":${found[1]}` : ''}}`
  } catch {
    return '{"message":"something"}'
  }
}

/** Arguments as text, to see whether they have changed. */
function textOf(value: unknown): string {
  left -= 1
  if (left < 0) throw new Error('too much to write down')
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'string') return stringify(value)
  if (typeof value === 'function' || value === null) return typeof value
  if (typeof value !== 'object') return `${typeof value} ${value as string}`
  const list = isArray(value)
  const names = list ? undefined : keys(value)
  const count = list ? (value as unknown[]).length : names!.length
  let text = list ? '[' : '{'
  for (let i = 0; i < count; i++) {
    const name = names ? names[i] : i
    text += `${name}:${textOf((value as Record<string | number, unknown>)[name])},`
  }
  return text
}

/** Calls the function; where its answer is a function, that is called as often as the case asks. */
function outcome(solve: Callable, { given, asked }: Case, shape: Shape, most: number): string {
  left = Infinity
  const before = textOf(given) + textOf(asked)
  let said = ''
  let threw: string | undefined
  const tried = (act: () => string) => {
    try {
      return act()
    } catch (error) {
      threw ??= thrown(error)
      return undefined
    }
  }
  const value = tried(() => {
    const answer = apply(solve, undefined, given)
    if (!asked) return write(answer, shape, most)
    if (typeof answer !== 'function') return odd(words(answer))
    let text = '['
    for (let i = 0; i < asked.length; i++)
      text +=
        (i > 0 ? ',' : '') +
        (tried(() => write(apply(answer, undefined, asked[i]), shape, most)) ?? odd('an error'))
    return `${text}]`
  })
  if (value !== undefined) said = `"answer":${value},`
  if (threw !== undefined) said += `"threw":${threw},`
  let changed = true
  try {
    left = 2 * before.length
    changed = textOf(given) + textOf(asked) !== before
  } catch {
    // What cannot be written down any more is not what was given.
  }
  return `{${said}"changed":${changed}}`
}

/** An optimizer: the object, and its two methods as they were when it was looked at. */
interface Rule {
  readonly self: unknown
  readonly init: Callable
  readonly step: Callable
}

/** Answers what the grader asks, until it has no more to ask: all runs side by side, each with a state of its own. */
function converse({ self, init, step }: Rule, shape: Shape, most: number): void {
  const states = create(null) as Record<number, unknown>
  let threw = false
  const tried = (act: () => string) => {
    try {
      return act()
    } catch (error) {
      if (!threw) send(`{"threw":${thrown(error)}}`)
      threw = true
      return odd('an error')
    }
  }
  for (;;) {
    const said = parse(readLine()) as {
      starts?: number[]
      moves?: [run: number, gradient: number[], t: number][]
    }
    const starts = hasOwn(said, 'starts') ? said.starts! : undefined
    const moves = hasOwn(said, 'moves') ? said.moves! : undefined
    if (!moves) return
    if (starts)
      for (let run = 0; run < starts.length; run++)
        tried(() => ((states[run] = apply(init, self, [starts[run]])), ''))
    let text = ''
    for (let i = 0; i < moves.length; i++) {
      const move = moves[i]
      text += i > 0 ? ',' : ''
      text += tried(() => {
        const answer = apply(step, self, [states[move[0]], move[1], move[2]])
        if (typeof answer !== 'object' || answer === null) return odd(words(answer))
        const { state, step: moved } = answer as { state?: unknown; step?: unknown }
        states[move[0]] = state
        return write(moved, shape, most)
      })
    }
    send(`{"said":[${text}]}`)
  }
}

/** Arguments as they were packed, made in place: functions come as text, numbers that JSON does not know by their names. */
function unpack(packed: unknown, functions: readonly Callable[]): unknown {
  if (typeof packed !== 'object' || packed === null) return packed
  if (hasOwn(packed, 'number')) return Number((packed as { number: string }).number)
  if (hasOwn(packed, 'formula')) {
    const { formula, data } = packed as { formula: number; data?: unknown[] }
    return data ? functions[formula](...data) : functions[formula]
  }
  const parts = packed as Record<string, unknown>
  for (const name of keys(parts)) parts[name] = unpack(parts[name], functions)
  return packed
}

/** What a submission exports, and whether it is of the kind that is asked for. */
interface Found {
  readonly value: unknown
  readonly rule: Rule | undefined
  readonly fits: boolean
}

function lookAt(value: unknown, how: Task['how']): Found {
  if (how === 'calls') return { value, rule: undefined, fits: typeof value === 'function' }
  const isObject = typeof value === 'object' && value !== null
  if (how === 'value' || !isObject) return { value, rule: undefined, fits: isObject }
  const { init, step } = value as Rule
  const fits = typeof init === 'function' && typeof step === 'function'
  return { value, rule: { self: value, init, step }, fits }
}

/** The source with the place where mathjs is. Its text runs with the submission, as if it stood in it. */
function withMathjs(source: string, mathjs: string | undefined): string {
  if (mathjs === undefined) return source
  const place = createObjectURL(new Piece([mathjs], { type: 'application/javascript' }))
  return apply(replace, source, [/(\bfrom\s*(['"]))mathjs\2/g, `$1${place}$2`]) as string
}

let tasks = 0
/** A module is loaded once, so each has a name of its own. */
const load = (kind: 'javascript' | 'typescript', source: string) =>
  import(`data:application/${kind};task=${++tasks};charset=utf-8,${encodeUrl(source)}`) as Promise<
    Record<string, unknown>
  >

/** Functions from their texts. Nothing but a module becomes code in this process: eval is shut off. */
async function made(texts: readonly string[]): Promise<readonly Callable[]> {
  if (texts.length === 0) return []
  const { functions } = await load('javascript', `export const functions = [${texts.join(',\n')}]`)
  return functions as readonly Callable[]
}

/** Load a submission and do with it what is asked. */
async function work({ source, name, how, shape, cases, texts, most, mathjs }: Task): Promise<void> {
  dice = 1
  const functions = await made(texts)
  unpack(cases, functions)
  const calls = cases.map(({ given, asked }) => ({ given, asked }))
  send('{"ready":true}')
  let loaded: Record<string, unknown>
  let found: Found
  try {
    loaded = await load('typescript', withMathjs(source, mathjs))
    found = lookAt(loaded[name], how)
  } catch (error) {
    send(`{"load":${thrown(error)}}`)
    return
  }
  if (!found.fits) {
    const exports = keys(loaded)
    let text = ''
    for (let i = 0; i < exports.length && i < 10; i++) text += (i > 0 ? ',' : '') + stringify(exports[i])
    send(`{"missing":${stringify(words(found.value))},"exports":[${text}]}`)
    return
  }
  send('{"loaded":true}')
  if (how === 'calls')
    for (let i = 0; i < calls.length; i++) send(outcome(found.value as Callable, calls[i], shape, most))
  else if (found.rule) converse(found.rule, shape, most)
  else send(valueOf(found.value, shape, most))
}

/** An answer that is no function but stands there. */
function valueOf(value: unknown, shape: Shape, most: number): string {
  try {
    return `{"answer":${write(value, shape, most)}}`
  } catch (error) {
    return `{"threw":${thrown(error)}}`
  }
}

seal()
send('waiting')
let untouched: readonly Held[] | undefined
for (;;) {
  const task = parse(readLine()) as Task
  word = task.word
  if (task.more) untouched ??= picture()
  await work(task)
  send('{"end":true}')
  if (!task.more || !isAs(untouched!)) exit(0)
  // What the submission put off has its turn; a chain without end has it for ever, and then nobody waits for it.
  await new Promise<void>((resolve) => apply(later, undefined, [resolve, 0]))
  if (!isAs(untouched!)) exit(0)
  // What RegExp.$1 and the like still hold.
  apply(exec, /(?:)/, [''])
  send('{"asNew":true}')
}
