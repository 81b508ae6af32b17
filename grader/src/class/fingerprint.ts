import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Changes whenever the grader or the library it compares with does: what an older one has graded is graded again. */
export function fingerprint(): string {
  const hash = createHash('sha256')
  for (const folder of [path.join(__dirname, '..'), path.dirname(require.resolve('downhill'))]) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.m?[jt]s$/.test(file),
    )
    for (const file of files.sort()) hash.update(file).update(readFileSync(path.join(folder, file)))
  }
  return hash.digest('hex').slice(0, 16)
}
