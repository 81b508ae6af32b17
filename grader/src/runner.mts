// Runs inside Deno, without any permission: loads a submission, calls its function once a case, writes the answers.
//
// A submission runs in a realm of its own, with globals and built-in objects that nobody else has, and the realm is
// thrown away after it: so one process can serve many. This file has two halves. `inside` works in the submission's
// realm. The rest works in the process's first realm, and between the two go texts, numbers and truth values, never an
// object: what the first realm is handed by the other it only hands back.
//
// The submission may change all of its realm, so two things hold inside. It finds the language and no more: everything
// else is taken away before it is loaded. And from then on `inside` uses only what it took hold of before, the own
// properties of its own objects, and operators: no method of a prototype, no iterator, no list to which something is
// added. Each line for the grader begins with a word that stays in the first realm.

type Shape = 'number' | 'text' | readonly [Shape] | { readonly [part: string]: Shape }
interface Case {
  readonly given: unknown[]
  readonly asked?: unknown[][] | undefined
}
/** A task as the grader sends it. */
interface Task {
  readonly word: string
  readonly source: string
  /** The texts of the functions that cases name. */
  readonly texts: readonly string[]
  /** The text of mathjs, where the submission imports it. */
  readonly mathjs?: string
  /** May there be another task for this process? */
  readonly more: boolean
  /** What is asked of the submission, as JSON. */
  readonly asks: string
}
interface Asks {
  readonly name: string
  readonly how: 'calls' | 'value' | 'conversation'
  readonly shape: Shape
  readonly cases: readonly Case[]
  /** More values than this are no answer to a call. */
  readonly most: number
}
type Callable = (...given: unknown[]) => unknown

/** An optimizer: the object, and its two methods as they were when it was looked at. */
interface Rule {
  readonly self: unknown
  readonly init: Callable
  readonly step: Callable
}

/** What a submission exports, and whether it is of the kind that is asked for. */
interface Found {
  readonly value: unknown
  readonly rule: Rule | undefined
  readonly fits: boolean
}

/** What the first realm does for the other. Each may throw an error of the first realm, which no submission may see. */
interface Host {
  /** Tell the grader something, as JSON. */
  readonly send: (message: string) => void
  readonly print: (text: string) => void
  /** The next line of what the grader says. */
  readonly hear: () => string
  readonly now: () => number
  /** The names that a submission finds. */
  readonly language: string
  // Deno's own way to tell things apart without running any code of theirs.
  readonly isNativeError: (value: unknown) => boolean
  readonly isNumberObject: (value: unknown) => boolean
  readonly isPromise: (value: unknown) => boolean
  readonly isProxy: (value: unknown) => boolean
  readonly isTypedArray: (value: unknown) => boolean
}

/** The half that works in a submission's realm. */
interface Inside {
  /** Get ready for a task, with the functions that its cases name. */
  readonly prepare: (task: string, functions: readonly Callable[]) => void
  /** Do with what a module exports what is asked. */
  readonly answer: (exports: Record<string, unknown>) => void
  /** Tell why it could not be loaded. */
  readonly failed: (error: unknown) => void
}

/** Works in the realm where its text is evaluated; it knows of nothing outside of itself. */
function inside(host: Host): Inside {
  const {
    send,
    print,
    hear,
    now,
    language,
    isNativeError,
    isNumberObject,
    isPromise,
    isProxy,
    isTypedArray,
  } = host
  // They are called with apply, on what they belong to.
  /* eslint-disable @typescript-eslint/unbound-method */
  const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf } = Reflect
  const { ownKeys, setPrototypeOf } = Reflect
  const { isArray } = Array
  const { isFinite, isSafeInteger } = Number
  const { create, hasOwn, is, keys } = Object
  const { parse, stringify } = JSON
  const { imul } = Math
  const { slice } = String.prototype
  const { exec } = RegExp.prototype
  const kindOf = getOwnPropertyDescriptor(
    getPrototypeOf(Uint8Array.prototype) as object,
    Symbol.toStringTag,
  )!.get!
  /* eslint-enable @typescript-eslint/unbound-method */

  const its = { ArrayBuffer, Date, Error, Map, Promise, Set, TypeError, WeakMap }
  const text = String

  let dice = 0
  /** How old the process is tells nothing: the clock begins with the task. */
  let start = 0
  /** The same numbers each time, for a submission that asks Math for chance. */
  function random(): number {
    dice = (dice + 0x6d2b79f5) | 0
    let mixed = imul(dice ^ (dice >>> 15), dice | 1)
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** How far console.group has moved what is printed to the right. */
  let indent = ''
  const textsOf = (count: number, each: (i: number) => string): string => {
    let text = ''
    for (let i = 0; i < count && i < 100; i++) text += (i > 0 ? ', ' : ' ') + each(i)
    return count > 100 ? `${text}, ... ${count - 100} more items ` : count > 0 ? `${text} ` : ''
  }

  /** A thing as the console prints it. */
  function shown(value: unknown, depth: number): string {
    if (typeof value === 'string') return depth === 0 ? value : stringify(value)
    if (typeof value === 'number') return is(value, -0) ? '-0' : `${value}`
    if (typeof value === 'bigint') return `${value}n`
    if (typeof value === 'symbol') return text(value)
    if (typeof value === 'function') return `[Function: ${value.name}]`
    if (typeof value !== 'object' || value === null) return `${value as boolean | null | undefined}`
    if (isProxy(value)) return '[a proxy]'
    if (isNativeError(value)) return text((value as Error).stack)
    if (isPromise(value)) return 'Promise'
    const kind = apply(kindOf, value, []) as string | undefined
    const list = value as readonly unknown[]
    if (isArray(value) || kind !== undefined) {
      if (depth > 4) return '[Array]'
      const before = kind === undefined ? '' : `${kind}(${list.length}) `
      return `${before}[${textsOf(list.length, (i) => (i in list ? shown(list[i], depth + 1) : 'empty'))}]`
    }
    const held = value instanceof its.Map ? [...value] : value instanceof its.Set ? [...value] : undefined
    if (held) return `${value instanceof its.Map ? 'Map' : 'Set'} ${shown(held, depth + 1)}`
    if (value instanceof its.Date || isNumberObject(value)) return text(value)
    if (depth > 4) return '[Object]'
    const names = keys(value)
    const part = (i: number) =>
      `${names[i]}: ${shown((value as Record<string, unknown>)[names[i]], depth + 1)}`
    return `{${textsOf(names.length, part)}}`
  }

  function log(...things: unknown[]): void {
    try {
      let line = indent
      for (let i = 0; i < things.length; i++) line += (i > 0 ? ' ' : '') + shown(things[i], 0)
      print(line)
    } catch {
      // What cannot be shown is not; and no error of the first realm comes to the submission.
    }
  }

  /** A copy of data. */
  function clone(value: unknown, made: Map<object, unknown>): unknown {
    if (typeof value === 'function' || typeof value === 'symbol')
      throw new its.TypeError(`${text(value)} could not be cloned.`)
    if (typeof value !== 'object' || value === null) return value
    if (made.has(value)) return made.get(value)
    const keep = <T,>(copy: T): T => (made.set(value, copy), copy)
    if (value instanceof its.Date) return keep(new its.Date(value.getTime()))
    if (value instanceof its.ArrayBuffer) return keep(value.slice(0))
    if (apply(kindOf, value, []) !== undefined) return keep((value as Float64Array).slice())
    if (value instanceof its.Map) {
      const copy = keep(new its.Map<unknown, unknown>())
      for (const [key, inner] of value) copy.set(clone(key, made), clone(inner, made))
      return copy
    }
    if (value instanceof its.Set) {
      const copy = keep(new its.Set<unknown>())
      for (const inner of value) copy.add(clone(inner, made))
      return copy
    }
    if (value instanceof its.Error) return keep(new its.Error(value.message))
    if (value instanceof its.Promise || value instanceof its.WeakMap)
      throw new its.TypeError('it could not be cloned.')
    const copy = keep<Record<string, unknown>>(isArray(value) ? ([] as never) : {})
    if (isArray(value)) copy['length'] = value.length
    const names = keys(value)
    for (let i = 0; i < names.length; i++)
      defineProperty(copy, names[i], {
        value: clone((value as Record<string, unknown>)[names[i]], made),
        writable: true,
        configurable: true,
        enumerable: true,
      })
    return copy
  }

  const define = (holder: object, name: string, value: unknown) =>
    defineProperty(holder, name, { value, writable: true, configurable: true, enumerable: false })

  // Leave the language, and of the rest what may stand in a right answer: no Deno, no timers, no threads, no network.
  const names = language.split(' ')
  for (const name of ownKeys(globalThis))
    if (typeof name === 'symbol' || !names.includes(name)) deleteProperty(globalThis, name)
  setPrototypeOf(globalThis, Object.prototype)
  // Deno looks here for a function to hand the callers to, and they are objects of the first realm.
  defineProperty(Error, 'prepareStackTrace', {
    get: () => undefined,
    set: () => undefined,
    configurable: false,
  })
  defineProperty(globalThis, 'Error', { writable: false, configurable: false })
  define(Math, 'random', random)
  define(globalThis, 'performance', {
    now: () => {
      try {
        return now() - start
      } catch {
        return 0
      }
    },
  })
  define(globalThis, 'structuredClone', (value: unknown) => clone(value, new its.Map<object, unknown>()))
  const group = (...things: unknown[]) => {
    log(...things)
    indent += '  '
  }
  const nothing = () => undefined
  define(globalThis, 'console', {
    log,
    info: log,
    debug: log,
    warn: log,
    error: log,
    dir: log,
    dirxml: log,
    table: log,
    trace: log,
    group,
    groupCollapsed: group,
    groupEnd: () => void (indent = apply(slice, indent, [2])),
    count: nothing,
    countReset: nothing,
    time: nothing,
    timeEnd: nothing,
    timeLog: nothing,
    clear: nothing,
    assert: (holds: unknown, ...things: unknown[]) =>
      holds ? undefined : log('Assertion failed', ...things),
  })

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

  const place = /(?:answer\.ts|data:application\/typescript[^\s:]*):(\d+):\d+/

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
      const said = parse(hear()) as {
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

  function lookAt(value: unknown, how: Asks['how']): Found {
    if (how === 'calls') return { value, rule: undefined, fits: typeof value === 'function' }
    const isObject = typeof value === 'object' && value !== null
    if (how === 'value' || !isObject) return { value, rule: undefined, fits: isObject }
    const { init, step } = value as Rule
    const fits = typeof init === 'function' && typeof step === 'function'
    return { value, rule: { self: value, init, step }, fits }
  }

  /** An answer that is no function but stands there. */
  function valueOf(value: unknown, shape: Shape, most: number): string {
    try {
      return `{"answer":${write(value, shape, most)}}`
    } catch (error) {
      return `{"threw":${thrown(error)}}`
    }
  }

  let task: Asks

  function answer(exports: Record<string, unknown>): void {
    const { name, how, shape, cases, most } = task
    let found: Found
    try {
      found = lookAt(exports[name], how)
    } catch (error) {
      send(`{"load":${thrown(error)}}`)
      return
    }
    if (!found.fits) {
      const names = keys(exports)
      let text = ''
      for (let i = 0; i < names.length && i < 10; i++) text += (i > 0 ? ',' : '') + stringify(names[i])
      send(`{"missing":${stringify(words(found.value))},"exports":[${text}]}`)
      return
    }
    send('{"loaded":true}')
    if (how === 'calls')
      for (let i = 0; i < cases.length; i++) send(outcome(found.value as Callable, cases[i], shape, most))
    else if (found.rule) converse(found.rule, shape, most)
    else send(valueOf(found.value, shape, most))
  }

  return {
    prepare: (text, functions) => {
      const read = parse(text) as Asks
      unpack(read.cases, functions)
      task = { ...read, cases: read.cases.map(({ given, asked }) => ({ given, asked })) }
      dice = 1
      start = now()
    },
    answer,
    failed: (error) => send(`{"load":${thrown(error)}}`),
  }
}

interface Context {
  readonly context: object
  readonly inside: Inside
}
interface Module {
  readonly moduleRequests: readonly unknown[]
  readonly namespace: Record<string, unknown>
  linkRequests(modules: readonly Module[]): void
  instantiate(): void
  evaluate(): Promise<unknown>
}
interface Script {
  runInContext(context: object): unknown
}
declare const Deno: {
  readonly stdin: { readSync(into: Uint8Array): number | null }
  readonly stdout: { writeSync(bytes: Uint8Array): number }
  readonly exit: (code: number) => never
  readonly internal: symbol
}
declare const process: {
  getBuiltinModule(name: 'node:vm'): {
    readonly Script: new (text: string) => Script
    readonly SourceTextModule: new (text: string, where: { context: object; identifier: string }) => Module
    readonly constants: { readonly DONT_CONTEXTIFY: unique symbol }
    readonly createContext: (
      how: symbol,
      rules: { codeGeneration: { strings: false; wasm: false } },
    ) => object
  }
  getBuiltinModule(name: 'node:module'): { stripTypeScriptTypes: (source: string) => string }
  getBuiltinModule(name: 'node:timers'): { setImmediate: (act: () => void) => void }
}
declare const performance: { now(): number }
declare const URL: { readonly createObjectURL: (blob: object) => string }
declare const Blob: new (parts: readonly string[], options: { type: string }) => object
declare class TextEncoder {
  encode(text: string): Uint8Array
}
declare class TextDecoder {
  decode(bytes: Uint8Array, options: { stream: boolean }): string
}

const { Script, SourceTextModule, constants, createContext } = process.getBuiltinModule('node:vm')
const { stripTypeScriptTypes } = process.getBuiltinModule('node:module')
const { setImmediate } = process.getBuiltinModule('node:timers')
const { exit, stdin, stdout } = Deno
const { parse } = JSON
const { apply, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect
// What a submission could change that is loaded in this very realm.
/* eslint-disable @typescript-eslint/unbound-method */
const { indexOf, slice } = String.prototype
const ofTypedArray = (name: 'buffer' | 'length') =>
  getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype) as object, name)!.get!
const [bufferOf, lengthOf] = [ofTypedArray('buffer'), ofTypedArray('length')]
const { readSync } = stdin
const { writeSync } = stdout
const [encoder, decoder] = [new TextEncoder(), new TextDecoder()]
const { encode } = encoder
const { decode } = decoder
const clock = performance
const { now } = clock
/* eslint-enable @typescript-eslint/unbound-method */
const Piece = Blob
const { createObjectURL } = URL
const encodeUrl = encodeURIComponent
const Bytes = Uint8Array
const Later = Promise
const core = (
  Deno as unknown as Record<
    symbol,
    {
      readonly core: Pick<
        Host,
        'isNativeError' | 'isNumberObject' | 'isPromise' | 'isProxy' | 'isTypedArray'
      > & {
        getPromiseDetails(promise: Promise<unknown>): readonly [state: number, error: unknown]
        setUnhandledPromiseRejectionHandler(handle: () => boolean): void
        setHandledPromiseRejectionHandler(handle: () => void): void
      }
    }
  >
)[Deno.internal].core
// Nobody looks at what a submission threw where nobody waits for it.
core.setUnhandledPromiseRejectionHandler(() => true)
core.setHandledPromiseRejectionHandler(() => undefined)

/** Print something whole. */
function write(text: string): void {
  const bytes = apply(encode, encoder, [text])
  const all = apply(lengthOf, bytes, []) as number
  const buffer = apply(bufferOf, bytes, []) as ArrayBuffer
  for (let from = 0; from < all;) from += apply(writeSync, stdout, [new Bytes(buffer, from, all - from)])
}

let word = ''
// On a line of its own, whatever was printed before.
const send = (message: string) => write(`\n${word}${message}\n`)

const input = new Bytes(65_536)
const inputBuffer = input.buffer
let waiting = ''
/** The next line of what the grader says. */
function hear(): string {
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

const language = [
  'globalThis undefined NaN Infinity eval isFinite isNaN parseFloat parseInt decodeURI',
  'decodeURIComponent encodeURI encodeURIComponent escape unescape Object Function Boolean Symbol',
  'Number BigInt Math Date String RegExp JSON Array Map Set WeakMap WeakSet WeakRef Iterator Promise',
  'Proxy Reflect Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError',
  'URIError ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array',
  'Int32Array Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array Float64Array console',
  'structuredClone',
].join(' ')

const { isNativeError, isNumberObject, isPromise, isProxy, isTypedArray } = core
const host: Host = {
  send,
  hear,
  print: (text) => write(`${text}\n`),
  now: () => apply(now, clock, []),
  language,
  isNativeError,
  isNumberObject,
  isPromise,
  isProxy,
  isTypedArray,
}

/** A text of ours as a script, in strict mode as where it was written: nobody sees who called it, and with what. */
const script = (text: string) => new Script(`'use strict'; ${text}`)
const insideText = script(`(${String(inside)})`)
function newContext(): Context {
  const context = createContext(constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
  })
  const make = insideText.runInContext(context) as typeof inside
  return { context, inside: make(host) }
}

/** The submission as a module of a context, its types blanked out; undefined where that is not all there is to do. */
function moduleIn({ context }: Context, source: string): Module | undefined {
  try {
    const module = new SourceTextModule(stripTypeScriptTypes(source), { context, identifier: 'answer.ts' })
    if (module.moduleRequests.length > 0) return undefined
    module.linkRequests([])
    module.instantiate()
    return module
  } catch {
    // Nothing of it has run.
    return undefined
  }
}

/** Deno calls it when the process ends; without it, it complains where a learner would read that. */
const unheard = () =>
  Reflect.defineProperty(globalThis, 'dispatchEvent', {
    value: () => true,
    writable: true,
    configurable: true,
  })

/** Should anything of this realm ever come to a submission after all, it finds nothing to change. */
function freeze(): void {
  const seen = new Set<unknown>([globalThis])
  const look = (at: unknown) => {
    if ((typeof at !== 'object' && typeof at !== 'function') || at === null || seen.has(at)) return
    seen.add(Object.freeze(at))
    look(getPrototypeOf(at))
    for (const name of ownKeys(at)) {
      const property = getOwnPropertyDescriptor(at, name)!
      for (const part of ['value', 'get', 'set'] as const) look(property[part])
    }
  }
  const names = language.split(' ')
  for (const name of ownKeys(globalThis)) {
    if (typeof name === 'string' && names.includes(name))
      look(getOwnPropertyDescriptor(globalThis, name)!.value)
    else deleteProperty(globalThis, name)
  }
  unheard()
  for (const one of [
    [].values(),
    new Map().values(),
    new Set().values(),
    ''.matchAll(/./g),
    ''[Symbol.iterator](),
  ])
    look(one)
  for (const one of [host, async () => Later.resolve(), function* () {}, async function* () {}]) look(one)
}

/** The source with the place where mathjs is. Its text runs with the submission, as if it stood in it. */
function withMathjs(source: string, mathjs: string | undefined): string {
  if (mathjs === undefined) return source
  const place = createObjectURL(new Piece([mathjs], { type: 'application/javascript' }))
  return source.replace(/(\bfrom\s*(['"]))mathjs\2/g, `$1${place}$2`)
}

const load = (kind: 'javascript' | 'typescript', source: string) =>
  import(`data:application/${kind};charset=utf-8,${encodeUrl(source)}`) as Promise<Record<string, unknown>>

/**
 * Load a submission by Deno's own means, in this realm: one that imports something, or needs more than its types blanked
 * out, or cannot be read, which Deno says best. It is the first and last that this process sees.
 */
async function here({ source, mathjs, texts, asks }: Task): Promise<void> {
  const { prepare, answer, failed } = inside(host)
  unheard()
  const made =
    texts.length > 0 ? await load('javascript', `export const functions = [${texts.join(',\n')}]`) : {}
  prepare(asks, (made['functions'] ?? []) as readonly Callable[])
  let exports: Record<string, unknown>
  try {
    exports = await load('typescript', withMathjs(source, mathjs))
  } catch (error) {
    failed(error)
    return
  }
  answer(exports)
}

/** When this comes back, all that was put off in any realm has had its turn. It never does where there is no end to it. */
const settled = () => new Later<void>((resolve) => setImmediate(resolve))

const [pending, rejected] = [0, 2]

/** Load a submission in its own realm, and do with it what is asked. */
async function apart(module: Module, { texts, asks }: Task): Promise<void> {
  const { prepare, answer, failed } = context.inside
  const functions = script(`[${texts.join(',\n')}]`).runInContext(context.context)
  prepare(asks, functions as readonly Callable[])
  // Looked at from outside: to wait for it would call its realm's own `then` with a function of this one.
  const loading = module.evaluate()
  let [state, error] = core.getPromiseDetails(loading)
  if (state === pending) {
    await settled()
    ;[state, error] = core.getPromiseDetails(loading)
  }
  // It waits for what never comes: in its realm there is nothing else to wait for.
  if (state === pending) exit(0)
  if (state === rejected) failed(error)
  else answer(module.namespace)
}

/** A process takes a little more memory with each. */
const mostServed = 1000

let context = newContext()
write('waiting\n')
for (let serving = 1; ; serving++) {
  const task = parse(hear()) as Task
  word = task.word
  send('{"ready":true}')
  const module = moduleIn(context, task.source)
  // Nothing of it has run; the grader gives it a process of its own.
  if (!module && serving > 1) exit(0)
  if (module) {
    if (serving === 1) freeze()
    await apart(module, task)
  } else await here(task)
  send('{"end":true}')
  if (!module || !task.more || serving === mostServed) exit(0)
  await settled()
  // Deno lets go of a rejection that nobody handled one turn later, and of all that it holds.
  await settled()
  context = newContext()
  send('{"asNew":true}')
}
