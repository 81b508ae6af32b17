import { ts } from './packages.mjs'

/**
 * @typedef {{ source: string, output: string, name: string, cell: boolean }} Script
 *   what was written, what runs, and what to call it
 * @typedef {{ line: number, column: number }} Position both counted from 1
 */

/**
 * Names and literals of a program, in order. Punctuation is left out: it tells nothing apart.
 * @param {string} text
 */
function words(text) {
  const file = ts.createSourceFile('words.tsx', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TSX)
  /** @type {{ text: string, start: number, end: number }[]} */
  const found = []
  /** @param {import('@tslab/typescript-for-tslab').Node} node */
  const visit = (node) => {
    let leaves = 0
    ts.forEachChild(node, (child) => {
      leaves++
      visit(child)
    })
    if (leaves === 0 && node.end > node.pos) {
      const start = node.getStart(file)
      if (start < node.end) found.push({ text: text.slice(start, node.end), start, end: node.end })
    }
  }
  visit(file)
  return found
}

/** Beyond this many pairs of words a position is not looked for: it would take a second and much memory. */
const tooMany = 16_000_000

/**
 * For each word of `after` the word of `before` that it came from, by the longest common subsequence:
 * TypeScript takes types away and adds exports, and leaves the order of everything else as it was.
 * @param {{ text: string }[]} before
 * @param {{ text: string }[]} after
 */
function aligned(before, after) {
  /** @type {Map<number, number>} */
  const origin = new Map()
  if (before.length * after.length > tooMany) return origin
  const width = after.length + 1
  const length = new Uint32Array((before.length + 1) * width)
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      length[i * width + j] =
        before[i].text === after[j].text
          ? length[(i + 1) * width + j + 1] + 1
          : Math.max(length[(i + 1) * width + j], length[i * width + j + 1])
    }
  }
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    if (before[i].text === after[j].text) origin.set(j++, i++)
    else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) i++
    else j++
  }
  return origin
}

/** Lines that only hand on a name: `exports.a = exports.b = void 0;`, `exports.a = a;`. */
const exportLines = /^(exports\.[\w$]+ = )+(void 0|[\w$]+);$/gm

/** @typedef {{ before: ReturnType<typeof words>, after: ReturnType<typeof words>, origin: Map<number, number> }} Alignment */
/** @type {WeakMap<Script, Alignment>} */
const alignments = new WeakMap()

/**
 * @param {Script} script
 * @returns {Alignment}
 */
function alignment(script) {
  let found = alignments.get(script)
  if (!found) {
    const before = words(script.source)
    const after = words(script.output.replace(exportLines, (line) => ' '.repeat(line.length)))
    const origin = aligned(before, after)
    found = { before, after, origin }
    alignments.set(script, found)
  }
  return found
}

/**
 * Where a position of the running JavaScript stands in what was written. tslab keeps no source maps, so this
 * lays the words of both texts beside each other.
 * @param {Script} script
 * @param {Position} position
 * @returns {Position | undefined}
 */
export function original(script, position) {
  const { before, after, origin } = alignment(script)
  const { source, output } = script
  const lines = output.split('\n').slice(0, position.line - 1)
  const offset = lines.reduce((sum, line) => sum + line.length + 1, 0) + position.column - 1
  // A call of an imported name, written as (0, a.name)(…), is reported at its second bracket.
  const called = output.slice(0, offset).endsWith(')') && output[offset] === '('
  const next = after.findIndex((word) => word.end > offset)
  const near = next < 0 ? after.length : next
  for (let j = called ? near - 1 : near; j >= 0 && j < after.length; j += called ? -1 : 1) {
    const i = origin.get(j)
    if (i === undefined) continue
    const from = before[i].start
    const to = after[j].start
    const gap = Math.max(0, to - offset)
    // `new`, a bracket and the like, before the word.
    const same = source.slice(Math.max(0, from - gap), from) === output.slice(to - gap, to)
    return positionAt(source, same ? from - gap : from)
  }
  return undefined
}

/**
 * @param {string} text
 * @param {number} offset
 * @returns {Position}
 */
export function positionAt(text, offset) {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}
