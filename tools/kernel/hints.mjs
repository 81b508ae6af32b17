import { createRequire } from 'node:module'
import path from 'node:path'
import { root } from './root.mjs'

const load = createRequire(path.join(root, 'package.json'))

/** What cells import from. */
const packages = ['downhill', 'downhill-grader']

/** @param {string} name */
const packageOf = (name) =>
  packages.find((each) => {
    try {
      /** @type {unknown} */
      const exports = load(each)
      return Object.hasOwn(/** @type {object} */ (exports), name)
    } catch {
      return false
    }
  })

/** A function where what it gives is asked for: `adam` for `adam({ … })`. */
const uncalled =
  /^(?:Argument of t|T)ype '.* => ([A-Z]\w*)[^']*' is not assignable to (?:parameter of )?type '\1\b/

/**
 * What helps where TypeScript's messages alone leave a reader alone.
 * @param {readonly string[]} messages
 */
export function hints(messages) {
  const unknown = new Set(messages.flatMap((message) => /^Cannot find name '(\w+)'/.exec(message)?.[1] ?? []))
  return [
    ...packages.flatMap((each) => {
      const names = [...unknown].filter((name) => packageOf(name) === each)
      if (names.length === 0) return []
      const these = names.length > 1 ? 'these names' : 'this name'
      return [`${names.join(', ')}: run the cell that imports ${these} from '${each}' first.`]
    }),
    ...(messages.some((message) => uncalled.test(message))
      ? ['Did you mean to call it? Its settings stand in brackets after its name.']
      : []),
  ]
}
