import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** The lines of a file in lib/data. Data are read when first asked for: most lessons do without. */
export function readLines(name: string): string[] {
  const bytes = readFileSync(join(__dirname, '../../data', name))
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text.trimEnd().split(/\r?\n/)
}
