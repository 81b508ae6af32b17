import { ts } from './packages.mjs'

/** The global function that every loop of the reader's calls at the start of each turn. */
export const checkpoint = '__checkpoint'

/** @param {import('@tslab/typescript-for-tslab').Node} node */
const isLoop = (node) =>
  ts.isWhileStatement(node) ||
  ts.isDoStatement(node) ||
  ts.isForStatement(node) ||
  ts.isForInStatement(node) ||
  ts.isForOfStatement(node)

/**
 * Lets every loop of a program ask, turn by turn, whether it shall stop. Node itself can break into a cell's
 * first stretch of code, with a signal that Windows has not; a loop after an await, or in a timer, nothing reaches.
 * Asking takes a few nanoseconds, and moves nothing to another line.
 * @param {string} output a cell or an imported file as JavaScript
 */
export function stoppable(output) {
  const file = ts.createSourceFile('cell.js', output, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS)
  /** @type {{ at: number, text: string }[]} */
  const inserted = []
  /** @param {import('@tslab/typescript-for-tslab').Node} node */
  const visit = (node) => {
    if (isLoop(node)) {
      const { statement } = node
      const start = statement.getStart(file)
      if (ts.isBlock(statement)) inserted.push({ at: start + 1, text: ` ${checkpoint}();` })
      else inserted.push({ at: start, text: `{ ${checkpoint}(); ` })
    }
    ts.forEachChild(node, visit)
    if (isLoop(node) && !ts.isBlock(node.statement)) inserted.push({ at: node.statement.end, text: ' }' })
  }
  visit(file)
  let done = 0
  const parts = inserted.map(({ at, text }) => {
    const part = output.slice(done, at) + text
    done = at
    return part
  })
  return parts.join('') + output.slice(done)
}
