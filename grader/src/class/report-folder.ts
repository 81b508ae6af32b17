import { mkdirSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { codeOf, Problem } from '../problem'
import { cannotWrite } from './whole'

/**
 * The folder of the report, made if it is not there.
 * @throws Problem when it would lie among the submissions or they in it, or cannot be made
 */
export function reportFolder(given: string, submissions: string): string {
  const [out, from] = [resolved(path.resolve(given)), realpathSync(submissions)]
  const lies = (one: string, other: string) => `${one}${path.sep}`.startsWith(`${other}${path.sep}`)
  if (lies(out, from) || lies(from, out))
    throw new Problem(
      `The report cannot lie in ${given}: nothing is written into submissions, nor are they looked for in a report. Choose a folder beside them.`,
    )
  try {
    mkdirSync(out, { recursive: true })
  } catch (error) {
    throw cannotWrite(out, error)
  }
  return out
}

/** A path without links, also of what is not there yet. */
function resolved(place: string): string {
  try {
    return realpathSync(place)
  } catch (error) {
    const above = path.dirname(place)
    if (codeOf(error) !== 'ENOENT' || above === place) return place
    return path.join(resolved(above), path.basename(place))
  }
}
