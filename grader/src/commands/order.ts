import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import type { Submission } from '../class/submissions'
import { find } from '../examine'
import type { AnyExercise } from '../exercise'
import { isolations, type Isolation } from '../isolate'
import { Problem } from '../problem'
import { formats, type Format } from '../reports/index'

/** What `npm run grade` was asked for. */
export interface Order {
  readonly submissions: string
  readonly out: string
  /** The least that will do. */
  readonly isolation: Isolation
  readonly jobs: number
  readonly isInShard: (submission: Submission) => boolean
  readonly seed: number | 'own'
  /** Empty for all. */
  readonly exercises: readonly AnyExercise[]
  readonly formats: readonly Format[]
}

/**
 * The order in a command's arguments; undefined when help is asked for.
 * @throws Problem, RangeError or a TypeError of parseArgs for what cannot be
 */
export function readOrder(args: string[]): Order | undefined {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string', short: 'o' },
      jobs: { type: 'string', default: String(availableParallelism()) },
      shard: { type: 'string', default: '1/1' },
      seed: { type: 'string', default: '1' },
      exercises: { type: 'string', default: '' },
      format: { type: 'string', default: 'json,csv,html' },
      'require-isolation': { type: 'string', default: '' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return undefined
  if (positionals.length !== 1)
    throw new Problem(
      'What is to be graded? npm run grade -- SUBMISSIONS --out REPORT takes one file or folder.',
    )
  if (!values.out) throw new Problem('Where does the report go? --out names a folder for it.')
  return {
    submissions: positionals[0],
    out: values.out,
    isolation: isolationNamed(values['require-isolation']),
    jobs: count('--jobs', values.jobs, 1, 256),
    isInShard: shard(values.shard),
    seed: values.seed === 'own' ? 'own' : count('--seed', values.seed, 0, 2 ** 32 - 1),
    exercises: list(values.exercises).map(find),
    formats: list(values.format).map(formatOf),
  }
}

/** The least isolation of which the words say something: "unshare". */
function isolationNamed(words: string): Isolation {
  const named = isolations.find((isolation) => isolation.includes(words))
  if (named) return named
  throw new Problem(
    `There is no isolation '${words}'; there are ${isolations.map((one) => `"${one}"`).join(', ')}.`,
  )
}

const list = (text: string) => [
  ...new Set(
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
]

function count(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  if (value >= least && value <= most) return value
  throw new Problem(`${option} is '${text}'; it has to be a whole number from ${least} to ${most}.`)
}

function formatOf(name: string): Format {
  if (Object.hasOwn(formats, name)) return name as Format
  throw new Problem(`There is no format '${name}'; there are ${Object.keys(formats).join(', ')}.`)
}

/** Which students belong to a shard: by the digest of the name, so that those who come later move nobody. */
function shard(text: string): Order['isInShard'] {
  const [part, of] = /^\d+\/\d+$/.test(text) ? text.split('/').map(Number) : [0, 0]
  if (part < 1 || part > of)
    throw new Problem(`--shard is '${text}'; it has to be like 1/4, the first of four parts.`)
  return ({ ownSeed }) => ownSeed % of === part - 1
}
