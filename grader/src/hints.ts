import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** How many hints have been shown, by exercise: remembered between runs, beside what other tools keep for later. */
const memory = (root: string) => path.join(root, 'node_modules', '.cache', 'downhill', 'hints.json')

function shown(root: string): Record<string, number> {
  try {
    const read: unknown = JSON.parse(readFileSync(memory(root), 'utf8'))
    return typeof read === 'object' && read !== null ? (read as Record<string, number>) : {}
  } catch {
    return {}
  }
}

function remember(root: string, counts: Record<string, number>): void {
  try {
    mkdirSync(path.dirname(memory(root)), { recursive: true })
    writeFileSync(memory(root), JSON.stringify(counts))
  } catch {
    // Where nothing can be written the first hint comes each time.
  }
}

/** The hints up to the next one, which counts as shown from now on. */
export function nextHints(id: string, hints: readonly string[], root: string): readonly string[] {
  const counts = shown(root)
  const before = counts[id]
  const count = Math.min(typeof before === 'number' && before > 0 ? Math.floor(before) + 1 : 1, hints.length)
  remember(root, { ...counts, [id]: count })
  return hints.slice(0, count)
}

/** A solved exercise begins with its first hint when it is done again. */
export function forgetHints(id: string, root: string): void {
  const counts = shown(root)
  if (!(id in counts)) return
  const { [id]: _, ...others } = counts
  remember(root, others)
}
