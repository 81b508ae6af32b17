import type { Status } from '../../grader/src/result.ts'

/** One attempt to get more out of the grader than its honest part is worth. */
export interface Attack {
  readonly name: string
  /** What stopped it, or made it worth nothing. */
  readonly by: string
  /** The exercise, descend if none is named. */
  readonly on?: string
  readonly source: string
  readonly status: Status
  /** What its honest part is worth: 0 unless said. */
  readonly score?: number
  /** What the message or a first difference says. */
  readonly says?: string
  /** What stands in what was printed. */
  readonly prints?: string
}

/** An answer to descend with this body, after these lines. */
export const descend = (body: string, before = '') =>
  `${before}\nexport function descend(slopeOf: any, x0: any, eta: any, steps: any): any {\n  ${body}\n}`
export const honest = `const path = [x0]
  for (let t = 0; t < steps; t++) path.push(path[t] - eta * slopeOf(path[t]))
  return path`
const wrong = (before: string) => descend('return [1, 2, 3]', before)
const momentum = (body: string, before = '') =>
  `${before}\nexport function momentumStep(state: any, slope: any, { eta, m }: any): any {\n  ${body}\n}`
/** Says OPEN when the code comes to its end, and answers as it should. */
const tries = (code: string) =>
  descend(
    honest,
    `try { ${code}; console.log('OPEN') } catch (error) { console.log('refused:', String(error)) }`,
  )

/**
 * Puts a wrapper around every function and accessor that can be reached from the language, and a trap where something is
 * added to an object or a list; then says which of them someone else used, and what came by.
 */
const recorder = `
const { apply, construct, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect
const [log, Plain, isView] = [console.log, Proxy, ArrayBuffer.isView]
let inside = true
let seen = 0
let sight = ''
const text = (value: any, depth = 0): string => {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || depth > 3) return typeof value
  let all = ''
  if (isView(value)) for (let i = 0; i < 400 && i < (value as any).length; i++) all += (value as any)[i] + ' '
  else for (const key of ownKeys(value)) all += text(value[key], depth + 1) + ','
  return all
}
const note = (name: string, ...things: any[]) => {
  if (inside) return
  inside = true
  seen++
  try { sight += name + ': ' + things.map((thing) => text(thing)).join(' | ').slice(0, 200) + '\\n' } catch {}
  inside = false
}
const done = new Set<unknown>()
const wrap = (holder: any, path: string) => {
  if ((typeof holder !== 'object' && typeof holder !== 'function') || holder === null || done.has(holder)) return
  done.add(holder)
  for (const key of ownKeys(holder)) {
    const is = getOwnPropertyDescriptor(holder, key)!
    const name = path + '.' + String(key)
    const { value: f, get, set } = is
    wrap(f, name)
    if (!is.configurable || key === 'constructor') continue
    if (typeof f === 'function') {
      const wrapper = new Plain(f, {
        apply: (_, self, given) => (note(name, self, given), apply(f, self, given)),
        construct: (_, given, target) => (note(name, given), construct(f, given, target === wrapper ? f : target)),
      })
      defineProperty(holder, key, { ...is, value: wrapper })
    } else if (get || set) {
      defineProperty(holder, key, {
        ...is,
        get: get && function (this: unknown) { note(name, this); return apply(get, this, []) },
        set: set && function (this: unknown, given: unknown) { note(name, this, given); return apply(set, this, [given]) },
      })
    }
  }
  wrap(getPrototypeOf(holder), path + '.^')
}
for (const root of [globalThis, [].values(), new Map().entries(), ''.matchAll(/./g), (function* () {})(), Promise.resolve()])
  wrap(root, '')
for (const key of ['0', '1', '2', 'given', 'asked', 'answer', 'threw', 'odd', 'state', 'toJSON', 'then', 'word', 'rule', 'fits', 'message'])
  for (const holder of [Object.prototype, Array.prototype])
    defineProperty(holder, key, {
      configurable: true,
      get() { note('read ' + key, this) },
      set(given) {
        note('write ' + key, this, given)
        defineProperty(this, key, { value: given, writable: true, configurable: true, enumerable: true })
      },
    })
/** What others did since the last call. */
const report = () => {
  inside = true
  log('others used', seen, sight)
  seen = 0
}
inside = false
`

/** Asks every function that can be reached who called it, and with what. */
const callers = `
const told = new Set<string>()
const look = (given: unknown) => {
  const seen = new Set<unknown>()
  const walk = (at: any, path: string) => {
    if ((typeof at !== 'object' && typeof at !== 'function') || at === null || seen.has(at)) return
    seen.add(at)
    if (typeof at === 'function')
      for (const name of ['caller', 'arguments']) try { if (at[name]) told.add(path + '.' + name) } catch {}
    walk(Object.getPrototypeOf(at), path + '.^')
    for (const key of Reflect.ownKeys(at)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(at, key)!
      for (const part of [value, get, set]) walk(part, path + '.' + String(key))
    }
  }
  walk(given, 'given')
  walk(globalThis, 'globalThis')
  return 1
}`

const letters = `{ 1: 'a', 2: 'a', 3: 'a', 4: 'a', 5: 'a', 6: 'a' }`

const forge: Attack[] = [
  {
    name: 'a result written between the answers',
    by: 'a line counts only with a word that no submission has seen',
    source: wrong(
      `for (let i = 0; i < 50; i++) console.log('{"answer":[70,56,44.8,35.84,28.672],"changed":false}')\nconsole.log('{"end":true}')`,
    ),
    status: 'fail',
  },
  {
    name: 'a guess at the word before each line',
    by: 'it is 122 bits of chance, new for each submission',
    source: wrong(
      `for (let i = 0; i < 1000; i++) console.log('00000000-0000-4000-8000-' + String(i).padStart(12, '0') + '{"end":true}')`,
    ),
    status: 'fail',
  },
  {
    name: 'everything in the language recorded, to learn the word and the cases to come',
    by: 'the runner uses nothing that can be replaced once a submission is loaded',
    source: descend(
      `report(); const path: any[] = []
  for (let t = 0; t <= steps; t++) defineProperty(path, t, { value: t === 0 ? x0 : path[t - 1] - eta * slopeOf(path[t - 1]), enumerable: true })
  inside = false
  return path`,
      recorder,
    ),
    status: 'pass',
    score: 10,
    prints: 'others used 0',
  },
  {
    name: 'everything recorded while parts of an object are read',
    by: 'the same',
    on: 'momentum-step',
    source: momentum(
      'report(); const v = m * state.v - eta * slope; inside = false; return { x: state.x + v, v }',
      recorder,
    ),
    status: 'pass',
    score: 10,
    prints: 'others used 0',
  },
  {
    name: 'everything recorded while errors are told',
    by: 'the same',
    source: descend('report(); inside = false; throw new RangeError("recorded")', recorder),
    status: 'crash',
    prints: 'others used 0',
  },
  {
    name: 'who called a function and with what, asked of all of them while others work',
    by: 'they are in strict mode and do not say it',
    source: descend(
      `${honest.replace('return path', '')}
  slopeOf({ valueOf: () => look(slopeOf) })
  console.log({ get x() { return look(slopeOf) } }, { toString: () => look(slopeOf) })
  structuredClone({ get x() { return look(slopeOf) } })
  return Object.defineProperty(path, 0, { get() { look(slopeOf); console.log('told', told.size, [...told].join(' ')); return x0 } })`,
      callers,
    ),
    status: 'pass',
    score: 10,
    prints: 'told 0',
  },
  ...[
    'console.log',
    'performance.now',
    'Math.random',
    'Symbol.for',
    'Array',
    'Function.prototype.call.bind(Array)',
    'new Proxy(console.log, {})',
    'new Proxy(function () {}, { apply: (f, self, given) => given })',
  ].map((builtIn): Attack => ({
    name: `no function of one’s own but ${builtIn}`,
    by: 'it is called like any other',
    source: `export const descend: any = ${builtIn}`,
    status: 'fail',
  })),
  {
    name: 'everything recorded in the race',
    by: 'the same',
    on: 'capstone',
    source: `${recorder}
export const capstone = {
  init: (n: number) => 0,
  step(state: any, gradient: any, t: number) { report(); inside = false; return { state, step: [] } },
}`,
    status: 'fail',
    prints: 'others used 0',
  },
  ...(
    [
      ['JSON', `JSON.stringify = () => '[70,56]'; JSON.parse = () => ({ end: true })`],
      [
        'what compares',
        'Object.is = () => true; Math.abs = () => 0; Math.max = () => 1e300; Number.isFinite = () => false',
      ],
      [
        'what tells a list',
        'Array.isArray = (() => true) as any; Array.from = () => [] as any; Array.of = () => [] as any',
      ],
      [
        'what lists can do',
        'for (const name of Object.getOwnPropertyNames(Array.prototype)) if (name !== "constructor" && name !== "length") (Array.prototype as any)[name] = () => [70, 56, 44.8]',
      ],
      [
        'how lists are gone through',
        'Array.prototype[Symbol.iterator] = function* () { yield 70; yield 56 } as any',
      ],
      [
        'how numbers are written',
        'Number.prototype.toString = () => "70"; Number.prototype.valueOf = () => 70; Number.prototype.toFixed = () => "70"',
      ],
      [
        'how texts are cut and joined',
        'String.prototype.slice = () => ""; String.prototype.split = () => []; String.prototype.concat = () => "70"',
      ],
      [
        'Reflect and Function',
        'Reflect.apply = () => [70]; Function.prototype.call = () => [70]; Function.prototype.apply = () => [70]; Function.prototype.bind = () => () => [70] as any',
      ],
      [
        'Symbol’s hooks',
        'Object.defineProperty(Array, Symbol.hasInstance, { value: () => true }); Object.defineProperty(Array, Symbol.species, { value: Object }); (Array.prototype as any)[Symbol.isConcatSpreadable] = false; (Number.prototype as any)[Symbol.toPrimitive] = () => 70',
      ],
      [
        'Promise',
        'Promise.prototype.then = function (f: any) { return f([70]) } as any; Promise.resolve = (() => ({ then: (f: any) => f([70]) })) as any; Object.defineProperty(Promise.prototype, "constructor", { value: Array })',
      ],
      [
        'Proxy and Reflect',
        'globalThis.Proxy = Object as any; globalThis.Reflect = Math as any; globalThis.Object = Array as any',
      ],
      [
        'Error',
        'Error.prepareStackTrace = () => "[70]"; Error.captureStackTrace = () => {}; (Error as any).stackTraceLimit = 1e9',
      ],
      [
        'regular expressions',
        'RegExp.prototype.exec = () => null; RegExp.prototype.test = () => true; (RegExp.prototype as any)[Symbol.replace] = () => ""',
      ],
    ] as const
  ).map(([what, before]): Attack => ({
    name: `a replacement for ${what}`,
    by: 'answers are compared in another process',
    source: wrong(before),
    status: 'fail',
  })),
  {
    name: 'a setter on the prototypes that catches what the runner writes',
    by: 'the runner adds to no object and no list',
    source: wrong(
      `for (const key of ['0', '1', '2', 'answer', 'changed', 'word']) for (const holder of [Object.prototype, Array.prototype])
  Object.defineProperty(holder, key, { get: () => 70, set() { throw 'caught' }, configurable: true })`,
    ),
    status: 'fail',
  },
  {
    name: 'a polluted prototype: answer, score, status, changed',
    by: 'only own parts of what the runner made are read',
    source: wrong(
      'Object.assign(Object.prototype, { answer: [70], score: 10, points: 0, status: "pass", changed: false, threw: undefined, end: true })',
    ),
    status: 'fail',
  },
  {
    name: 'toJSON on every prototype',
    by: 'answers are written number by number, not by JSON',
    source: wrong(
      'for (const kind of [Object, Array, Number, String, Function]) (kind.prototype as any).toJSON = () => [70, 56, 44.8, 35.84, 28.672]',
    ),
    status: 'fail',
  },
  {
    name: 'a proxy for a list',
    by: 'a proxy is no answer, and none of its traps is run',
    source: descend(
      'return new Proxy([70, 56], { get() { console.log("OPEN"); return 70 }, has: () => true })',
    ),
    status: 'fail',
    says: 'a proxy',
  },
  {
    name: 'a part that is wrong when read first, and right ever after',
    by: 'each part is read once',
    on: 'momentum-step',
    source: momentum(`let reads = 0
  const v = m * state.v - eta * slope
  return { get x() { return reads++ === 0 ? NaN : state.x + v }, v }`),
    status: 'fail',
    says: 'NaN',
    score: 0,
  },
  {
    name: 'a list with accessors that count',
    by: 'each value is read once',
    source: descend(`let reads = 0
  const list: any[] = []
  for (let i = 0; i <= steps; i++) Object.defineProperty(list, i, { get: () => reads++, enumerable: true })
  return list`),
    status: 'fail',
  },
  {
    name: 'a thenable, a promise',
    by: 'an answer is what the call returns',
    source: descend('return steps % 2 ? { then(f: any) { f([70]) } } : Promise.resolve([70])'),
    status: 'fail',
    says: 'a promise',
  },
  {
    name: 'boxed numbers, texts and bigints in the right places',
    by: 'a number is a number',
    source: descend(
      `${honest.replace('return path', '')}; return path.map((x: number, i: number) => (i % 3 === 0 ? Object(x) : i % 3 === 1 ? String(x) : BigInt(Math.round(x))))`,
    ),
    status: 'fail',
    says: 'a Number object',
  },
  {
    name: 'numbers that are made when they are written',
    by: 'an object is no number, whatever it turns into',
    source: descend(
      `${honest.replace('return path', '')}; return path.map((x: number) => ({ valueOf: () => x, toString: () => String(x), toJSON: () => x, [Symbol.toPrimitive]: () => x }))`,
    ),
    status: 'fail',
    says: 'an object',
  },
  {
    name: 'NaN everywhere, and nothing left that would know it',
    by: 'NaN agrees with nothing',
    source: descend(
      'return new Array(steps + 1).fill(NaN)',
      'Number.isNaN = () => false; globalThis.isNaN = () => false',
    ),
    status: 'fail',
    says: 'NaN',
  },
  {
    name: 'an object that says it is a Float64Array',
    by: 'what it is, is not asked of it',
    source: descend(
      'return { length: 5, 0: 70, 1: 56, 2: 44.8, 3: 35.84, 4: 28.672, [Symbol.toStringTag]: "Float64Array" }',
      'Object.defineProperty(Float64Array, Symbol.hasInstance, { value: () => true })',
    ),
    status: 'fail',
    says: 'an object',
  },
  {
    name: 'an object that looks like a list',
    by: 'a list is a list',
    source: descend(
      'return { length: 5, 0: 70, 1: 56, 2: 44.8, 3: 35.84, 4: 28.672, [Symbol.toStringTag]: "Array", __proto__: Array.prototype }',
    ),
    status: 'fail',
    says: 'an object',
  },
  {
    name: 'a list with a length of its own choosing',
    by: 'it is read by its own indices, and a Float64Array’s by its own values',
    source: descend(
      'class Long extends Float64Array { get length(): any { return steps + 1 } }; return new Long(2)',
    ),
    status: 'fail',
  },
  {
    name: 'arguments changed, and the ways to see it replaced',
    by: 'the runner took hold of Object.keys and JSON before',
    on: 'momentum-step',
    source: momentum(
      `state.v = m * state.v - eta * slope; state.x += state.v; return state`,
      `Object.keys = () => []; Object.entries = () => []; JSON.stringify = () => '{}'; globalThis.structuredClone = ((x: unknown) => x) as any; Object.is = () => true`,
    ),
    status: 'fail',
    score: 9,
    says: 'changed by the call',
  },
  {
    name: 'arguments changed, and told as unchanged on the channel',
    by: 'a line counts only with its word',
    on: 'momentum-step',
    source: momentum(
      `state.v = m * state.v - eta * slope; state.x += state.v; console.log('{"changed":false}'); return state`,
    ),
    status: 'fail',
    score: 9,
  },
  {
    name: 'an argument that has become a proxy, a cycle, a tree of 2⁴⁰ leaves',
    by: 'what cannot be written down as before is not what was given',
    on: 'momentum-step',
    source: momentum(`const v = m * state.v - eta * slope
  const x = state.x + v
  let tree: any = [1]
  for (let i = 0; i < 40; i++) tree = [tree, tree]
  if (slope > 0) state.x = state
  else state.x = slope === 0 ? new Proxy({}, {}) : tree
  return { x, v }`),
    status: 'fail',
    score: 9,
  },
  {
    name: 'a module that is itself a promise of something else',
    by: 'what it promises is run like any other answer',
    source: `export function then(resolve: any) { resolve({ descend: () => [70, 56] }) }\nexport const descend = () => [1]`,
    status: 'fail',
  },
  {
    name: 'an export that changes after the first call',
    by: 'the function is the one that was found',
    source: `export let descend: any = (slopeOf: any, x0: any, eta: any, steps: any) => { descend = () => [1]; ${honest} }`,
    status: 'pass',
    score: 10,
  },
  {
    name: 'a look at who called',
    by: 'what a stack is made of is not handed to a submission, and the runner is strict',
    source: descend(
      `if (typeof new Error().stack !== 'string') console.log('OPEN')
  try { if ((descend as any).caller) console.log('OPEN') } catch {}
  ${honest}`,
      `const sites = (_: any, sites: any) => sites
Error.prepareStackTrace = sites
try { globalThis.Error = Object.assign(() => 0, { prepareStackTrace: sites }) as any } catch {}
try { Object.defineProperty(globalThis, 'Error', { value: { prepareStackTrace: sites } }) } catch {}
;(TypeError as any).prepareStackTrace = sites`,
    ),
    status: 'pass',
    score: 10,
  },
  {
    name: 'the quiz answered by an object that counts through the letters',
    by: 'each answer is read once, and there is one letter for it',
    on: 'quiz',
    source: `let reads = 0
const each = { get: () => 'abcd'[Math.floor(reads++ / 100) % 4], enumerable: true }
export const quiz = Object.defineProperties({}, Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => [i, each])))`,
    status: 'fail',
    score: Infinity,
  },
  {
    name: 'the quiz answered by texts that hold all letters',
    by: 'a, b, c or d',
    on: 'quiz',
    source: `export const quiz = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => [i, 'abcd']))`,
    status: 'fail',
  },
  {
    name: 'the quiz answered by letters with a toString',
    by: 'a text is a text',
    on: 'quiz',
    source: `export const quiz = new Proxy(${letters}, { get: () => 'a' })`,
    status: 'fail',
  },
  {
    name: 'steps to nowhere in the race: NaN, Infinity, texts, too many, too few',
    by: 'a step is n finite numbers, or the run is over',
    on: 'capstone',
    source: `let runs = 0
export const capstone = {
  init: (n: number) => runs++ % 5,
  step: (kind: number, gradient: number[]) => ({ state: kind, step: kind === 0 ? gradient.map(() => NaN) : kind === 1 ? gradient.map(() => 1e308 * 10) : kind === 2 ? gradient.map(String) : kind === 3 ? [...gradient, 1] : [] }),
}`,
    status: 'fail',
  },
  {
    name: 'the race’s gradients set to zero',
    by: 'the submission has a copy',
    on: 'capstone',
    source: `export const capstone = { init: () => 0, step(state: any, gradient: number[]) { const step = gradient.map(() => 0); gradient.fill(0); return { state, step } } }`,
    status: 'fail',
  },
  {
    name: 'no step at all in the race, but thousands of answers on the channel',
    by: 'a line counts only with its word',
    on: 'capstone',
    source: `for (let i = 0; i < 5000; i++) console.log('{"said":[[0],[0],[0],[0],[0],[0],[0],[0]]}')
export const capstone = { init: () => 0, step: () => 0 }`,
    status: 'fail',
  },
]

/** What a submission would need to reach anything, by the names it has. */
const names = [
  ...['Deno', 'process', 'require', 'module', 'exports', '__dirname', 'global', 'window', 'self', 'Buffer'],
  ...[
    'fetch',
    'WebSocket',
    'EventSource',
    'XMLHttpRequest',
    'Request',
    'navigator',
    'location',
    'URL',
    'Blob',
  ],
  ...['Worker', 'SharedWorker', 'MessageChannel', 'BroadcastChannel', 'postMessage', 'importScripts'],
  ...['localStorage', 'sessionStorage', 'caches', 'indexedDB', 'File', 'FileReader', 'crypto'],
  ...[
    'setTimeout',
    'setInterval',
    'setImmediate',
    'requestAnimationFrame',
    'reportError',
    'addEventListener',
  ],
  ...[
    'WebAssembly',
    'SharedArrayBuffer',
    'Atomics',
    'FinalizationRegistry',
    'prompt',
    'alert',
    'confirm',
    'close',
  ],
  ...['onerror', 'onunload', 'gc', 'd8', 'quit', 'read', 'load', 'print', 'Bun', 'Temporal', 'Intl'],
]

/**
 * Looks at all that can be reached, and at what every function returns and throws, also at the end of the stack, for
 * an object that is not of the submission's own realm.
 */
const searcher = `
const { apply, construct, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect
const seen = new Set<any>()
const todo: [any, string][] = []
const foreign = new Set<string>()
const add = (one: any, path: string) => {
  if ((typeof one !== 'object' && typeof one !== 'function') || one === null || seen.has(one)) return
  seen.add(one)
  todo.push([one, path])
}
const isOwn = (one: any) => {
  let last = one
  for (let next = one; next !== null; next = getPrototypeOf(next)) last = next
  return last === Object.prototype || (last === one && typeof one === 'object')
}
const search = () => {
  while (todo.length > 0) {
    const [one, path] = todo.pop()!
    if (!isOwn(one)) foreign.add(path)
    add(getPrototypeOf(one), path + '.^')
    for (const key of ownKeys(one)) {
      const is: any = getOwnPropertyDescriptor(one, key)
      for (const part of ['value', 'get', 'set']) add(is[part], path + '.' + String(key))
    }
  }
}
const take = (name: string, act: () => any) => {
  try {
    const made = act()
    add(made, name)
    if (made instanceof Promise) made.then((one) => add(one, name + ' kept'), (one) => add(one, name + ' broken'))
  } catch (error) { add(error, name + ' thrown') }
}
add(globalThis, '')
const some = [[].values(), new Map().values(), new Set().values(), 'x'.matchAll(/./g), ''[Symbol.iterator](), (function* () {})(),
  (async function* () {})(), async () => 0, /(?<a>x)/.exec('x'), import.meta, new Error('x'), ((text: any) => text)\`x\`,
  (function () { return arguments })(), (globalThis as any).Iterator.from([]).map(Number),
  (globalThis as any).Iterator.from({ next: () => ({ done: true }) }), structuredClone([new Map([[{}, new Date()]])])]
for (const [i, one] of some.entries()) add(one, 'some ' + i)
search()
// There is no room for a call where these are caught.
const caught: any[] = []
let turns = 0
const deep = (act: () => any): void => {
  try { deep(act) } catch (error) { caught[caught.length] = error }
  if (turns++ < 2000) try { act() } catch (error) { caught[caught.length] = error }
}
const acts = { log: () => console.error(''), now: () => performance.now(), copy: () => structuredClone([{}]),
  chance: () => Math.random(), load: () => import('x'), stack: () => new Error('x').stack, make: () => Function('1') }
for (const act of Object.values(acts)) turns = 0, deep(act)
add(caught, 'caught')
for (const one of [...seen])
  if (typeof one === 'function' && !/sort|log|group|assert/.test(one.name))
    for (const given of [[], [{}], [Symbol('x')], [-1, 1n]]) {
      for (const self of [undefined, 1, [], Promise.resolve()]) take('call ' + one.name, () => apply(one, self, given))
      take('new ' + one.name, () => construct(one, given))
    }
for (const place of ['data:text/javascript,1', 'node:fs', 'ext:core/ops', 'answer.ts', ''])
  for (const how of [undefined, { with: { type: 'json' } }, new Proxy({}, {})]) take('import ' + place, () => import(place, how as any))
await 0
await 0
search()
console.log('of others', foreign.size, [...foreign].slice(0, 5).join(' '), seen.size > 2000)
`

/** The attacks that need a secret file and a server that counts its visits. */
export const escapes = (secret: string, port: number): Attack[] => [
  {
    name: 'an object of the first realm, by whatever can be reached',
    by: 'between the realms go texts, numbers and truth values',
    source: descend(honest, searcher),
    status: 'pass',
    score: 10,
    prints: 'of others 0  true',
  },
  {
    name: 'every name of the host',
    by: 'the submission finds the language and no more',
    source: descend(
      honest,
      `for (const name of ${JSON.stringify(names)}) if (name in globalThis) console.log('OPEN', name)`,
    ),
    status: 'pass',
    score: 10,
  },
  ...(
    [
      ['by code made while it runs', `const x = eval('1'); Function('return 1')()`],
      ['by eval', `(0, eval)('Deno').readTextFileSync('${secret}')`],
      ['by Function', `Function('return this')().Deno.readTextFileSync('${secret}')`],
      ['by a constructor’s constructor', `([] as any).constructor.constructor('return process')().exit(0)`],
      [
        'by an async function’s constructor',
        `await (async () => {}).constructor('return Deno.readTextFile("${secret}")')()`,
      ],
      ['by the console’s constructor', `(console as any).constructor.constructor('return Deno')().exit(0)`],
      [
        'by a clone that fails',
        `try { structuredClone(() => 0) } catch (error: any) { error.constructor.constructor('return Deno')().exit(0) }`,
      ],
      [
        'by the prototype of globalThis',
        `(Object.getPrototypeOf(globalThis) as any).addEventListener('unload', () => {})`,
      ],
      [
        'by a symbol of the host',
        `if (!Object.getOwnPropertySymbols(globalThis).length && !Object.getOwnPropertySymbols(console).some((s) => (console as any)[s]?.core)) throw 'none'`,
      ],
      [
        'by import.meta',
        `if (!('dirname' in import.meta) && !('filename' in import.meta) && !('env' in import.meta)) throw Object.keys(import.meta).join()`,
      ],
      ['by what import.meta resolves', `await import(import.meta.resolve('file://${secret}'))`],
    ] as const
  ).map(([how, code]): Attack => ({
    name: `the host ${how}`,
    by: 'there is no host in this realm',
    source: tries(code),
    status: 'pass',
    score: 10,
    prints: 'refused',
  })),
  ...(
    [
      ['node:fs', `(await import('node:fs')).writeSync(1, 'x')`],
      ['node:v8, which writes out all that the process holds', `(await import('node:v8')).getHeapSnapshot()`],
      ['node:inspector', `new (await import('node:inspector')).Session().connect()`],
      ['node:vm', `(await import('node:vm')).runInThisContext('1')`],
      ['node:worker_threads', `new (await import('node:worker_threads')).Worker('', { eval: true })`],
      ['node:child_process', `(await import('node:child_process')).execSync('touch ${secret}.touched')`],
      ['node:process', `(await import('node:process')).kill((await import('node:process')).ppid)`],
      ['node:module', `(await import('node:module')).createRequire('file:///')('fs')`],
      ['node:net', `(await import('node:net')).connect(${port})`],
      ['node:timers', `(await import('node:timers')).setTimeout(() => 0)`],
      ['node:test, by another spelling', `await import('NODE:test')`],
      ['the host’s inner modules', `await import('ext:core/ops')`],
      ['a file', `await import('file://${secret}')`],
      ['a file as text', `await import('file://${secret}', { with: { type: 'text' } })`],
      ['a file as JSON', `await import('file://${secret}', { with: { type: 'json' } })`],
      [
        'a file through a data: module',
        `await import('data:text/javascript,export * from "file://${secret}"')`,
      ],
      [
        'a file through a data: module in base64',
        `await import('data:text/typescript;base64,' + '${Buffer.from(`import x from 'file://${secret}' with { type: 'text' }; console.log(x)`).toString('base64')}')`,
      ],
      ['the network', `await import('http://127.0.0.1:${port}/x.ts')`],
      ['the network, encrypted', `await import('https://127.0.0.1:${port}/x.ts')`],
      ['a package of npm', `await import('npm:lodash')`],
      ['a package of jsr', `await import('jsr:@std/fs')`],
      ['the course', `await import('downhill')`],
      [
        'the runner, by the path in its stack',
        `const path = /file:[^\\s:]*:?[^\\s:]*\\.m[jt]s/.exec(new Error().stack!)?.[0] ?? 'file:///runner.mjs'; await import(path, { with: { type: 'text' } })`,
      ],
      ['its own environment', `await import('file:///proc/self/environ', { with: { type: 'text' } })`],
    ] as const
  ).map(([what, code]): Attack => ({
    name: `an import of ${what}`,
    by: 'no permission to read, no remote modules, and Node’s are mapped to nowhere',
    source: tries(code),
    status: 'pass',
    score: 10,
    prints: 'refused',
  })),
  ...(
    [
      ['a file as text', `import text from 'file://${secret}' with { type: 'text' }`],
      ['/etc/passwd as text', `import text from '/etc/passwd' with { type: 'text' }`],
      ['a file as bytes', `import text from 'file://${secret}' with { type: 'bytes' }`],
      ['a file’s exports', `import * as text from 'file://${secret}'`],
      [
        'the solution, by a relative path',
        `import * as text from '../../solutions/02-gradient-descent/descend.ts'`,
      ],
      ['the network', `import text from 'http://127.0.0.1:${port}/x.ts'`],
      [
        'a type from the network, which is loaded for all that',
        `import { text } from 'https://127.0.0.1:${port}/x.ts'`,
      ],
      ['node:fs', `import * as text from 'node:fs'`],
      ['a package', `import text from 'npm:is-number'`],
    ] as const
  ).map(([what, line]): Attack => ({
    name: `a static import of ${what}`,
    by: 'a data: module is no part of what Deno loads by itself',
    source: descend(honest, `${line}\nconsole.log('OPEN', text)`),
    status: 'crash',
    says: 'An exercise imports nothing',
  })),
  {
    name: 'comments that make a compiler read: references, types, source maps, a JSX source',
    by: 'types are stripped without looking at them, and checked elsewhere without files',
    source: descend(
      honest,
      `/// <reference path="${secret}" />\n/// <reference types="file://${secret}" />\n// @deno-types="http://127.0.0.1:${port}/x.d.ts"\n/** @jsxImportSource http://127.0.0.1:${port}/x */\n//# sourceMappingURL=file://${secret}`,
    ),
    status: 'pass',
    score: 10,
  },
]

/** A WebAssembly module that exports a memory, for the sake of its constructor. */
const wasm = 'AGFzbQEAAAAFAwEAAQcFAQFtAgA='
const memoryOfWasm = `const { m } = (await import('data:application/wasm;base64,${wasm}')) as any\nconst Memory = m.constructor`

const starve: Attack[] = [
  {
    name: 'WebAssembly’s memories, by a module in a data: address',
    by: 'in a submission’s realm nothing is imported',
    source: descend(
      'const list: any[] = []; for (;;) { list.push(new Memory({ initial: 200 })); new Uint8Array(list.at(-1).buffer).fill(1) }',
      memoryOfWasm,
    ),
    status: 'crash',
    says: 'imports nothing',
  },
  {
    name: 'a loop without end',
    by: 'the time limit',
    source: descend('for (;;);'),
    status: 'timeout',
    says: 'busy with descend(',
  },
  {
    name: 'a loop while loading',
    by: 'the time limit',
    source: 'while (true) {}\nexport const descend = 1',
    status: 'timeout',
  },
  {
    name: 'a loop where a part is read',
    by: 'the time limit',
    on: 'momentum-step',
    source: momentum('return { get x() { for (;;); }, v: 1 }'),
    status: 'timeout',
  },
  {
    name: 'a loop where the error is read',
    by: 'the time limit',
    source: descend('throw Object.defineProperty(new Error(), "message", { get() { for (;;); } })'),
    status: 'timeout',
  },
  {
    name: 'a loop in the stack’s making',
    by: 'Deno alone makes stacks',
    source: descend('throw new Error("x")', 'Error.prepareStackTrace = () => { for (;;); }'),
    status: 'crash',
    says: 'at line',
  },
  {
    name: 'a chain of promises without end',
    by: 'the time limit',
    source: 'for (;;) await 0\nexport const descend = 1',
    status: 'timeout',
  },
  {
    name: 'a chain of promises that goes on after the answers',
    by: 'the process ends with its last answer',
    source: descend(
      honest,
      'const on = async (): Promise<void> => { await 0; return on() }\nPromise.resolve().then(() => 0)',
    ).replace('return path', 'if (steps === 0) void on(); return path'),
    status: 'pass',
    score: 10,
  },
  {
    name: 'a loop in a comparison',
    by: 'the time limit',
    source: descend('[2, 1].sort(() => { for (;;); })'),
    status: 'timeout',
  },
  {
    name: 'a regular expression that goes through all ways',
    by: 'the time limit, from outside',
    source: descend('return [/^(a+)+$/.test("a".repeat(60) + "b")]'),
    status: 'timeout',
  },
  {
    name: 'a multiplication that takes minutes and cannot be interrupted',
    by: 'the time limit, from outside',
    source: descend('let n = 3n ** 1_000_000n; for (;;) n = (n * n) % (3n ** 900_000n)'),
    status: 'timeout',
  },
  {
    name: 'errors caught for ever',
    by: 'the time limit',
    source: descend('const deep = (): any => deep() + 1; for (;;) try { deep() } catch {}'),
    status: 'timeout',
  },
  {
    name: 'calls that never end',
    by: 'the stack’s own end',
    source: descend('return descend(slopeOf, x0, eta, steps)'),
    status: 'crash',
    says: 'the calls never end',
  },
  {
    name: 'a step of the race that never comes back',
    by: 'the time limit',
    on: 'capstone',
    source: `export const capstone = { init: () => 0, step(state: any, gradient: number[], t: number) { while (t > 5); return { state, step: gradient.map(() => 0) } } }`,
    status: 'timeout',
  },
  {
    name: 'a list that grows without end',
    by: 'the heap’s own limit, or the parent’s',
    source: descend('const list: any[] = []; for (;;) list.push({ list })'),
    status: 'memory',
  },
  {
    name: 'typed arrays, which lie outside the heap',
    by: 'the parent looks at the memory of the whole process a hundred times a second',
    source: descend('const list: any[] = []; for (;;) list.push(new Float64Array(1e6).fill(1))'),
    status: 'memory',
  },
  {
    name: 'a buffer that grows',
    by: 'the same',
    source: descend(
      'const list: any[] = []; for (;;) { const one: any = new (ArrayBuffer as any)(8, { maxByteLength: 5e7 }); one.resize(5e7); new Uint8Array(one).fill(1); list.push(one) }',
    ),
    status: 'memory',
  },
  {
    name: 'long texts',
    by: 'the heap’s own limit, or the parent’s',
    source: descend('const list: any[] = []; for (;;) list.push(JSON.stringify("x".repeat(1e6)))'),
    status: 'memory',
  },
  {
    name: 'a map that grows while the file is loaded',
    by: 'the heap’s own limit, or the parent’s',
    source: 'const map = new Map()\nfor (let i = 0; ; i++) map.set(i, [i])\nexport const descend = 1',
    status: 'memory',
  },
  {
    name: 'all values of a generator without end',
    by: 'the heap’s own limit, or the parent’s',
    source: descend('return [...(function* () { for (let i = 0; ; i++) yield i })()]'),
    status: 'memory',
  },
  {
    name: 'a list that claims 2³² − 1 values',
    by: 'more values than any exercise asks for are a wrong answer',
    source: descend('return new Array(2 ** 32 - 1)'),
    status: 'fail',
    says: 'a list of 4294967295 values',
  },
  {
    name: 'a sparse list with one value at its end',
    by: 'the same',
    source: descend('const list: any[] = []; list[1e9] = 1; return list'),
    status: 'fail',
    says: 'a list of 1000000001 values',
  },
  {
    name: 'batches that share their lists: 10⁸ values',
    by: 'an answer’s values are counted over all its lists',
    on: 'mini-batches',
    source:
      'const row = new Array(9000).fill(1)\nconst rows = new Array(9000).fill(row)\nexport const miniBatches = () => rows',
    status: 'fail',
    says: 'more than 10000 values',
  },
  {
    name: 'answers of nine thousand values to thousands of calls',
    by: 'the cap on all that is answered',
    on: 'mini-batches',
    source: 'const rows = [new Array(9000).fill(0.12345678901234567)]\nexport const miniBatches = () => rows',
    status: 'crash',
  },
  {
    name: 'a flood on stdout',
    by: 'the cap on what is printed',
    source: descend('for (;;) console.log("x".repeat(1000))'),
    status: 'crash',
    says: 'printed without end',
  },
  {
    name: 'a flood on stderr',
    by: 'the cap on what is printed',
    source: descend('for (;;) console.error("x".repeat(1000))'),
    status: 'crash',
    says: 'printed without end',
  },
  {
    name: 'a flood on both, in short lines',
    by: 'the cap on what is printed',
    source: descend('for (;;) { console.log("x".repeat(99)); console.warn("y".repeat(99)) }'),
    status: 'crash',
  },
  {
    name: 'one line of 300 MB',
    by: 'the caps on memory and on what is printed',
    source: descend('console.log("x".repeat(3e8)); return [1]'),
    status: 'memory',
  },
  {
    name: 'a list of a hundred thousand values printed for each call',
    by: 'a long list is printed in part',
    source: descend(`console.log(new Array(1e5).fill(1)); ${honest}`),
    status: 'pass',
    score: 10,
  },
  {
    name: 'brackets a hundred thousand deep',
    by: 'it is parsed in the process that may die',
    source: `export const descend = ${'['.repeat(100_000)}1${']'.repeat(100_000)}`,
    status: 'crash',
  },
  {
    name: 'a sum of a hundred thousand terms',
    by: 'the same',
    source: descend(`return [${'1+'.repeat(100_000)}1]`),
    status: 'fail',
  },
  {
    name: 'types a hundred thousand deep',
    by: 'the same',
    source: descend(honest, `type Deep = ${'Array<'.repeat(100_000)}1${'>'.repeat(100_000)}`),
    status: 'crash',
  },
  {
    name: 'ten megabytes',
    by: 'the limit on a file’s length, before anything reads it',
    source: `// ${'x'.repeat(1e7)}\n${descend(honest)}`,
    status: 'crash',
    says: 'at most 1000000 are read',
  },
  {
    name: 'ten thousand exports',
    by: 'ten of them are told',
    source: Array.from({ length: 10_000 }, (_, i) => `export const name${i} = ${i}`).join('\n'),
    status: 'fail',
    says: 'it exports name0, name1',
  },
  {
    name: 'waiting for what never comes',
    by: 'Deno sees that nothing is left to wait for',
    source: 'await new Promise(() => {})\nexport const descend = 1',
    status: 'crash',
  },
  {
    name: 'waiting for itself',
    by: 'the same',
    source: 'await import(import.meta.url)\nexport const descend = 1',
    status: 'crash',
  },
]

const confuse: Attack[] = [
  {
    name: 'the words of a process out of memory',
    by: 'only V8 ends a process in its way',
    source:
      'console.error("<--- Last few GCs --->\\nFatal JavaScript out of memory: Reached heap limit"); throw 0\nexport const descend = 1',
    status: 'crash',
  },
  {
    name: 'the words of a grader that failed',
    by: 'what is thrown is told as thrown',
    source: descend('throw new Error("This could not be graded, which says nothing about your answer")'),
    status: 'crash',
    says: 'descend stopped with an error',
  },
  {
    name: 'a claim on the channel that nothing could be graded',
    by: 'no message says so: the grader alone knows',
    source: wrong(
      `for (const word of ['ungradable', 'error', 'ready', 'load', 'missing']) console.log(JSON.stringify({ [word]: true }))`,
    ),
    status: 'fail',
  },
  {
    name: 'the words of a sandbox that refuses',
    by: 'they are words',
    source:
      'console.error("bwrap: setting up uid map: Permission denied"); console.error("unshare: unshare failed"); throw new Error("its process did not start")\nexport const descend = 1',
    status: 'crash',
    says: 'stopped while it was loaded',
  },
  {
    name: 'a stub’s message for all calls',
    by: 'that is what a stub earns',
    source: descend('throw new Error("not written yet")'),
    status: 'unfinished',
  },
  {
    name: 'a stub’s message for the calls it cannot answer',
    by: 'a stub answers none',
    source: descend(`if (steps === 0) throw new Error('not written yet'); ${honest}`),
    status: 'crash',
    score: 9,
    says: 'not written yet for some calls',
  },
  {
    name: 'an exit by every name there is for it',
    by: 'there is none of them',
    source:
      wrong(`for (const leave of ['Deno.exit(0)', 'process.exit(0)', 'close()', 'quit()', 'self.close()', 'process.reallyExit(0)', 'process.abort()'])
  try { (0, eval)(leave); console.log('OPEN') } catch {}`),
    status: 'fail',
  },
  {
    name: 'an end to the process: a rejection that nobody handles',
    by: 'no answers, no points',
    source:
      'void Promise.reject(new Error("left"))\nawait 0\nawait 0\nawait new Promise(() => {})\nexport const descend = () => [1]',
    status: 'crash',
  },
  {
    name: 'a rejection that nobody handles, beside right answers',
    by: 'the answers are there',
    source: descend(`void Promise.reject(new Error('left')); ${honest}`),
    status: 'pass',
    score: 10,
  },
  {
    name: 'things thrown that are no errors, and errors that throw',
    by: 'what was thrown is described without trusting it',
    source: descend(
      `throw [undefined, null, 1n, Symbol('x'), new Proxy(new Error('x'), { get() { throw 1 }, getPrototypeOf() { throw 2 } }), { get message() { throw 3 } }, Object.defineProperty(new Error(), 'stack', { get() { throw 4 } })][Math.round(Math.abs(x0)) % 7]`,
    ),
    status: 'crash',
  },
  {
    name: 'commands for a terminal and for a CI runner in an error',
    by: 'what others wrote is shown on one line, without control signs',
    source: descend('throw new Error("\\u001b[2J\\u001b[1;32m10 of 10\\n::error::x\\n##[add-mask]x\\u202e")'),
    status: 'crash',
    says: '\\u{1b}[2J',
  },
  {
    name: 'HTML in an error, an export’s name, a text',
    by: 'it is text wherever it is shown',
    source: `const evil = () => 1\nexport { evil as '</code><script>alert(1)</script>' }`,
    status: 'fail',
    says: 'it exports </code><script>',
  },
  {
    name: 'a class instead of a function',
    by: 'it is called like any function',
    source: 'export class descend {}',
    status: 'crash',
    says: 'Class constructor',
  },
  {
    name: 'a proxy of a function',
    by: 'it answers, and its answers count',
    source:
      `${descend(honest).replace('export function', 'function')}\nconst proxy = new Proxy(descend, { apply: () => [1] })\nexport { proxy as descend }`.replace(
        'function descend',
        'function descend',
      ),
    status: 'fail',
  },
  {
    name: 'an export that cannot be looked at',
    by: 'the error is told',
    on: 'capstone',
    source: 'export const capstone = { get init(): any { throw new Error("no look") } }',
    status: 'crash',
    says: 'no look',
  },
  {
    name: 'no export at all',
    by: 'its name is told',
    source: 'const descend = () => [1]',
    status: 'fail',
    says: 'exports no descend',
  },
  { name: 'an empty file', by: 'its name is told', source: '', status: 'fail', says: 'exports no descend' },
  {
    name: 'signs that end a comment, a template, a URL, a line',
    by: 'the source is data all the way, and no part of any program',
    source: `// */ \` \${x} </script> %00 %23 ?a=b #c " ' \\ \u2028 \u2029\n${descend(honest, 'const odd = "*/`${}#%?\\u0000\u{1f600}"')}`,
    status: 'pass',
    score: 10,
  },
  {
    name: 'half a sign',
    by: 'it stands in a comment',
    source: `${descend(honest)} // \ud800`,
    status: 'pass',
    score: 10,
  },
  {
    name: 'a byte order mark, a hashbang, old Mac lines',
    by: 'Deno reads them all',
    source: `\ufeff${descend(honest).replace(/\n/g, '\r\n')}`,
    status: 'pass',
    score: 10,
  },
  {
    name: 'the runner’s own messages thrown',
    by: 'a message is text',
    source: descend(
      'throw new Error(JSON.stringify({ end: true }) + "\\n" + JSON.stringify({ answer: [70] }))',
    ),
    status: 'crash',
  },
  {
    name: 'answers that depend on how often it was asked',
    by: 'each call is compared',
    source: `let calls = 0\n${descend(`if (calls++ > 0) return [calls]; ${honest}`)}`,
    status: 'fail',
    score: 2,
  },
  {
    name: 'the console replaced, frozen, made to throw',
    by: 'the grader does not use it',
    source: descend(honest, 'globalThis.console = Object.freeze({ log() { throw 1 } }) as any'),
    status: 'pass',
    score: 10,
  },
  {
    name: 'the language frozen',
    by: 'the runner changes nothing of it',
    source: descend(
      honest,
      'for (const name of Object.getOwnPropertyNames(globalThis)) try { Object.freeze((globalThis as any)[name]); Object.freeze((globalThis as any)[name].prototype) } catch {}\nObject.freeze(globalThis)',
    ),
    status: 'pass',
    score: 10,
  },
  {
    name: 'most of the language deleted',
    by: 'the runner needs nothing of it any more',
    source: descend(
      'const path: any = [x0]; for (let t = 0; t < steps; t++) path[t + 1] = path[t] - eta * slopeOf(path[t]); return path',
      `const { deleteProperty, ownKeys } = Reflect
const kinds: any[] = [Array, Object, Function, String, Number, Promise, RegExp, Error, JSON, Reflect]
for (let i = 0; i < kinds.length; i++)
  for (const holders = [kinds[i], kinds[i].prototype]; holders.length > 0; holders.length--) {
    const holder = holders[holders.length - 1]
    const names = holder ? ownKeys(holder) : []
    for (let k = 0; k < names.length; k++) deleteProperty(holder, names[k])
  }`,
    ),
    status: 'pass',
    score: 10,
  },
]

export const groups = { forge, starve, confuse }
