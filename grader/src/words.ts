import { stripVTControlCharacters } from 'node:util'
import { isList, isOdd, type Answer, type Difference, type Way } from './agree'
import { sameDigits } from './digits'
import { notWrittenYet } from './exercise'
import type { Limits, Run, Thrown } from './isolate'
import { shownAs } from './travel'
import { visible } from './visible'

/** A call as one could type it, long lists cut short. */
export function callOf(name: string, given: readonly unknown[]): string {
  return `${name}(${given.map(show).join(', ')})`
}

function show(value: unknown): string {
  const text = shownAs(value)
  if (text !== undefined) return text
  if (Array.isArray(value)) {
    const some = value.slice(0, 12).map(show).join(', ')
    return value.length > 12 ? `[${some}, … ${value.length} values]` : `[${some}]`
  }
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([part, inner]) => `${part}: ${show(inner)}`)
      .join(', ')} }`
  }
  return String(value)
}

type Place = (i: number, depth: number) => string

/** A place in an answer, in words; what is a list itself, or holds the next place, is a row. */
function placeOf(way: Way, place: Place | undefined, isRow: boolean): string {
  const usual = (i: number, depth: number) => {
    const row = depth + 1 < way.length ? typeof way[depth + 1] === 'number' : isRow
    return `${row ? 'row' : 'value'} ${i + 1}`
  }
  return (
    way.map((key, depth) => (typeof key === 'number' ? (place ?? usual)(key, depth) : key)).join(', ') ||
    'the answer'
  )
}

/** Where and how an answer differs, in words. */
export function describe({ path, expected, actual }: Difference, place?: Place) {
  const at = placeOf(path, place, isList(expected))
  if (typeof expected === 'number' && typeof actual === 'number') {
    const [right, yours] = sameDigits(expected, actual)
    return { at, expected: right, actual: yours }
  }
  if (!isOdd(expected) && !isOdd(actual) && isList(expected) && isList(actual)) {
    const where = path.length === 0 ? 'how many values' : `${at}, how many values`
    return { at: where, expected: String(expected.length), actual: String(actual.length) }
  }
  return { at, expected: inWords(expected), actual: inWords(actual) }
}

function inWords(answer: Answer): string {
  if (typeof answer === 'string') return answer
  if (typeof answer === 'number') return sameDigits(answer, answer)[0]
  if (isOdd(answer))
    return answer.odd === 'a promise' ? 'a promise (an async function gives one)' : answer.odd
  if (!isList(answer)) return `an object with ${Object.keys(answer).join(' and ')}`
  return answer.some((part) => typeof part === 'object')
    ? `a list of ${answer.length} lists`
    : `a list of ${answer.length} numbers`
}

/** Why there are no answers, in a sentence. */
export function whyStopped(
  ended: Run['ended'],
  name: string,
  { opening, asks, busyWith, limits }: { opening: string; asks: string; busyWith?: string; limits: Limits },
): string {
  const where = busyWith === undefined ? '' : ` It was busy with ${busyWith}.`
  switch (ended.how) {
    case 'timeout':
      return `There was no end after ${limits.milliseconds / 1000} seconds: is there a loop that never stops?${where}`
    case 'memory':
      return `It took more memory than the ${limits.megabytes} MB it may have: does a list grow without end?${where}`
    case 'missing':
      return ended.found.startsWith('nothing')
        ? `The file exports no ${name}${ended.exports.length > 0 ? ` (it exports ${ended.exports.join(', ')})` : ''}: its code is to begin with "${/^export \w+ \w+/.exec(opening)?.[0] ?? opening}".`
        : `${name} is ${ended.found}, where ${asks} is asked for.`
    case 'not loaded':
      return notLoadedWords(ended.thrown.message, ended.thrown.line)
    case 'ungradable':
      return `This could not be graded, which says nothing about your answer: ${visible(stripVTControlCharacters(ended.why))}.`
    default:
      return `The program ended before all answers were there: it left, or printed without end.${where}`
  }
}

function notLoadedWords(message: string, line?: number): string {
  const at = line === undefined ? '' : `line ${line}`
  const missing = /^The requested module 'blob:.* does not provide an export named '(\w+)'/.exec(message)?.[1]
  if (missing !== undefined) return `mathjs has nothing called ${missing}${at && ` (${at})`}.`
  const first = visible(
    message
      .replace(/^(Uncaught )?SyntaxError: /, '')
      .replace(/ at data:application\/typescript[^]*/, '')
      .replace(/'<lexing error:[^]*?c: ('[^']*')[^]*?>'/, '$1')
      .replaceAll("'<eof>'", 'the end of the file')
      .replaceAll('<eof>', 'the end of the file')
      .split('\n')[0],
  )
  const imports =
    /not a dependency|Requires (read|import|net)|Unsupported scheme|import attribute|npm|remote|Unable to load|dynamic import|^require is not/i.test(
      message,
    )
  if (imports)
    return `An exercise imports nothing but mathjs${at && ` (${at})`}: all else it needs comes as arguments.`
  if (message.includes('|')) return `The file cannot be read as TypeScript${at && ` at ${at}`}: ${first}.`
  const advice = /^[a-d] is not defined/.test(first) ? '; a letter as an answer stands in quotes' : ''
  return `The file stopped while it was loaded${at && `, at ${at}`}: ${first}${advice}`
}

export const threwWords = (name: string, { message, line }: Thrown) =>
  message === notWrittenYet
    ? `${name} is ${notWrittenYet} for some calls${line === undefined ? '' : ` (line ${line})`}.`
    : `${name} stopped with an error${line === undefined ? '' : ` at line ${line}`}: ${visible(message)}`
