import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspect, types } from 'node:util'
import { hints } from './hints.mjs'
import { original } from './positions.mjs'
import { root } from './root.mjs'

/**
 * @typedef {import('./positions.mjs').Script} Script
 * @typedef {import('./positions.mjs').Position} Position
 * @typedef {{ ename: string, evalue: string, traceback: string[] }} Failure an error as Jupyter sends it
 * @typedef {{ call: string, file: string, position: Position }} Frame
 */

/** @param {string} text */
const red = (text) => `\x1b[1;31m${text}\x1b[0m`
/** @param {string} text */
const dim = (text) => `\x1b[2m${text}\x1b[0m`

const longest = 4000
/** @param {string} text */
const cut = (text) => (text.length > longest ? `${text.slice(0, longest)} …` : text)

/**
 * What a thrown value may do when it is looked at is the reader's affair: it may throw again.
 * @template T
 * @param {() => T} look
 * @param {T} otherwise
 */
function safely(look, otherwise) {
  try {
    return look()
  } catch {
    return otherwise
  }
}

/**
 * @param {unknown} value
 * @returns {value is Error}
 */
const isError = (value) => safely(() => types.isNativeError(value) || value instanceof Error, false)

/** @param {unknown} value */
const shown = (value) =>
  cut(
    safely(
      () => (typeof value === 'string' ? value : inspect(value, { depth: 2 })),
      'a value that cannot be shown',
    ),
  )

/** @param {unknown} thrown */
function describe(thrown) {
  if (!isError(thrown)) return { ename: 'Thrown', evalue: shown(thrown) }
  const name = safely(() => thrown.name, '')
  const message = safely(() => /** @type {unknown} */ (thrown.message), 'its message cannot be read')
  return {
    ename: typeof name === 'string' && name !== '' ? name : 'Error',
    // An imported name is called as (0, a.name) in what TypeScript makes of it.
    evalue: cut(typeof message === 'string' ? message : shown(message)).replaceAll(
      /\(0 , (?:\w+\.)*([\w$]+)\)/g,
      '$1',
    ),
  }
}

/**
 * @param {Error} error
 * @returns {Frame[]}
 */
function frames(error) {
  const stack = safely(() => /** @type {unknown} */ (error.stack), undefined)
  if (typeof stack !== 'string') return []
  const found = []
  for (const line of stack.split('\n')) {
    const parts = /^\s+at (?:async )?(?:(.*?) \()?([^()]*):(\d+):(\d+)\)?$/.exec(line)
    if (!parts) continue
    const [, call = '', place = '', row, column] = parts
    const file = place.startsWith('file:') ? safely(() => fileURLToPath(place), place) : place
    found.push({ call, file, position: { line: Number(row), column: Number(column) } })
  }
  return found
}

/** @param {string} file */
function isMachinery(file) {
  const inside = path.relative(root, file)
  return (
    !path.isAbsolute(file) ||
    /^tools[\\/]kernel[\\/]/.test(inside) ||
    /(^|[\\/])node_modules[\\/](@?tslab|zeromq)[\\/]/.test(inside)
  )
}

/**
 * A line of source with a caret below the column.
 * @param {string} source
 * @param {Position} position
 * @param {number} [width]
 */
function excerpt(source, { line, column }, width = 1) {
  const text = source.split('\n').at(line - 1)
  if (text === undefined) return []
  const caret = ' '.repeat(column - 1) + '^'.repeat(Math.max(1, Math.min(width, text.length - column + 1)))
  return [`    ${text.trimEnd()}`, `    ${red(caret)}`]
}

/** @param {string} call */
const inCall = (call) => {
  const name = call.replace(/^(new )?(Object|Module|Proxy|Timeout|exports|process)\./, '$1')
  return /^(|eval|<anonymous>|_onTimeout)$/.test(name) ? '' : `, in ${name}`
}

const mostOfOwn = 8
const mostOfOthers = 4

/**
 * The reader's own lines, innermost first, then those of packages.
 * @param {Error} error
 * @param {ReadonlyMap<string, Script>} scripts
 */
function trace(error, scripts) {
  /** @type {string[]} */
  const own = []
  /** @type {Set<string>} */
  const places = new Set()
  /** @type {string[]} */
  const others = []
  for (const { call, file, position } of frames(error)) {
    const script = scripts.get(file)
    if (script) {
      const at = places.size < mostOfOwn ? original(script, position) : undefined
      const place = at ? `${script.name}, line ${at.line}${inCall(call)}` : script.name
      // tslab's own lines around a cell have no place in it; a recursion is shown once.
      if (places.has(place) || (!at && script.cell)) continue
      places.add(place)
      own.push(`  ${place}`, ...(at ? excerpt(script.source, at) : []))
    } else if (!isMachinery(file) && others.length < mostOfOthers) {
      const inside = path.relative(root, file).replaceAll('\\', '/')
      others.push(dim(`  ${inside}, line ${position.line}${inCall(call)}`))
    }
  }
  return [...own, ...others]
}

/**
 * @param {Error} error
 * @returns {unknown[]}
 */
const causes = (error) => [
  ...(error.cause === undefined ? [] : [error.cause]),
  ...(error instanceof AggregateError ? /** @type {unknown[]} */ (error.errors) : []),
]

/**
 * A thrown value as Jupyter's error.
 * @param {unknown} thrown
 * @param {ReadonlyMap<string, Script>} scripts
 * @returns {Failure}
 */
export function thrownFailure(thrown, scripts) {
  const first = describe(thrown)
  /** @type {string[]} */
  const traceback = []
  const seen = new Set()
  /** @type {unknown[]} */
  let chain = [thrown]
  while (chain.length > 0 && seen.size < 5) {
    const [each, ...rest] = chain
    chain = rest
    if (seen.has(each)) continue
    const { ename, evalue } = seen.size === 0 ? first : describe(each)
    const title = isError(each) ? `${red(ename)}: ${evalue}` : `${red(ename)}: ${shown(each)}`
    traceback.push(seen.size === 0 ? title : `Caused by ${title}`)
    seen.add(each)
    if (!isError(each)) continue
    traceback.push(...safely(() => trace(each, scripts), []))
    chain.push(...safely(() => causes(each), []))
  }
  return { ...first, traceback }
}

const mostDiagnostics = 10

/**
 * What TypeScript refuses, as Jupyter's error.
 * @param {readonly import('tslab/dist/converter.js').Diagnostic[]} diagnostics
 * @param {string} code the cell
 * @param {(file: string) => string | undefined} read
 * @returns {Failure}
 */
export function typeFailure(diagnostics, code, read) {
  const ename = 'TypeScriptError'
  const evalue = diagnostics[0]?.messageText ?? ''
  /** @type {string[]} */
  const traceback = []
  let before = -1
  for (const { messageText, start, end, fileName } of diagnostics.slice(0, mostDiagnostics)) {
    traceback.push(traceback.length === 0 ? `${red(ename)}: ${messageText}` : `  ${messageText}`)
    // A message of several parts has one place.
    if (start.offset === before) continue
    before = start.offset
    const position = { line: start.line + 1, column: start.character + 1 }
    const source = fileName === undefined ? code : read(fileName)
    const place = fileName === undefined ? '' : `${fileName.replaceAll('\\', '/')}, `
    traceback.push(`  ${place}line ${position.line}:${position.column}`)
    traceback.push(...excerpt(source ?? '', position, end.offset - start.offset))
  }
  if (diagnostics.length > mostDiagnostics)
    traceback.push(dim(`… and ${diagnostics.length - mostDiagnostics} more`))
  traceback.push(...hints(diagnostics.map(({ messageText }) => messageText)))
  return { ename, evalue, traceback }
}

/** @returns {Failure} */
export function interruptedFailure() {
  const ename = 'KernelInterrupted'
  const evalue = 'The cell was stopped before it ended.'
  return { ename, evalue, traceback: [`${red(ename)}: ${evalue}`] }
}
