import { readFileSync } from 'node:fs'

/** What a lesson says in its metadata that it covers. */
export interface Covers {
  groups: string[]
  errata: number[]
  optimizers: string[]
  schedules: string[]
  exercises: string[]
  explorables: string[]
}

/** The course's plan: where each thing of the catalogue has its place. */
export const plan: Readonly<Record<string, Partial<Covers>>> = {
  '00-start': { exercises: ['descent-step'] },
  '01-derivatives': { exercises: ['derivative', 'gradient'] },
  '02-gradient-descent': {
    groups: ['gd-square-70', 'gd-square9-70', 'gd-square20-2', 'gd-log-9', 'gd-bowl-6-9'],
    errata: [1, 2, 3, 4, 8],
    optimizers: ['gradientDescent'],
    exercises: ['descent-step', 'descend'],
    explorables: ['rate-on-curve'],
  },
  '03-landscapes': { errata: [10], exercises: ['largest-stable-rate'], explorables: ['contour-race'] },
  '04-batches': { errata: [9], exercises: ['mini-batches', 'batch-gradient'] },
  '05-averages': {
    groups: ['sma-k2', 'ema-rho0.5', 'ewa-weights'],
    errata: [5],
    exercises: ['simple-moving-average', 'exponential-moving-average', 'average-weights', 'bias-correction'],
    explorables: ['averages'],
  },
  '06-momentum': {
    groups: ['momentum-square-90'],
    errata: [24],
    optimizers: ['momentum', 'momentumSubtracted', 'momentumScaled', 'momentumAveraged', 'nesterov'],
    exercises: ['momentum-step', 'nesterov-step'],
    explorables: ['momentum-map'],
  },
  '07-adagrad': {
    errata: [16, 17, 22],
    optimizers: ['rmsScaled', 'adagrad'],
    exercises: ['adagrad-step'],
    explorables: ['sparse-features'],
  },
  '08-rmsprop-adadelta': {
    groups: ['rmsprop-square-9'],
    errata: [6, 7, 14, 15, 19, 21],
    optimizers: ['rmsProp', 'rmsPropMomentum', 'rmsPropCentered', 'adadelta'],
    exercises: ['rmsprop-step', 'adadelta-step'],
  },
  '09-adam': {
    errata: [12, 13, 20, 23],
    optimizers: ['adam', 'adaMax', 'nadam', 'adamW', 'amsGrad', 'lion'],
    exercises: ['adam-step', 'lp-norm', 'adamax-step', 'nadam-step'],
    explorables: ['adam-first-steps'],
  },
  '10-schedules': {
    errata: [11, 18],
    schedules: [
      'everyPSteps',
      'stepDecay',
      'exponentialDecay',
      'naturalDecay',
      'warmUp',
      'warmUpDecay',
      'triangular',
      'triangular2',
      'cosine',
      'cosineRestarts',
      'polynomial',
      'oneCycle',
      'hold',
    ],
    exercises: ['step-decay', 'triangular', 'cosine-restarts', 'warm-up-decay'],
    explorables: ['schedule-composer'],
  },
  '11-one-formula': { optimizers: ['compose'], exercises: ['compose'], explorables: ['one-formula'] },
  '12-network': {
    optimizers: ['gradientNoise'],
    exercises: ['noise-deviation', 'early-stopping', 'batch-norm', 'network-gradient'],
  },
  '13-choosing': { exercises: ['quiz', 'capstone'], explorables: ['contour-race'] },
  '14-errata': { errata: Array.from({ length: 24 }, (_, i) => i + 1) },
}

/** A number of the slides, with the verdict of those who computed it again. */
interface WorkedNumber {
  group: string
  printed: string
  value: number
  verdict: 'exact' | 'rounded' | 'truncated' | 'erratum'
  labelErratum?: string
}

export const workedNumbers = JSON.parse(
  readFileSync(new URL('../fixtures/worked-numbers.json', import.meta.url), 'utf8'),
) as WorkedNumber[]

interface Cell {
  id: string
  cell_type: 'markdown' | 'code'
  source: string[]
  metadata: { tags?: string[] | undefined }
}

/** A lesson as it lies in its file. */
export interface Notebook {
  cells: Cell[]
  metadata: { downhill: Covers }
}

/** What became of each code cell: the texts that it showed. */
export type Shown = readonly { readonly id: string; readonly shown: readonly string[] }[]

/** What a lesson should cover by the plan, or says that it covers, and does not: a line each. */
export function missing(lesson: string, { cells, metadata }: Notebook, ran: Shown): string[] {
  const planned = plan[lesson] ?? {}
  const says = metadata.downhill
  const unnamed = (Object.keys(planned) as (keyof Covers)[]).flatMap((kind) =>
    (planned[kind] as (string | number)[])
      .filter((name) => !(says[kind] as (string | number)[]).includes(name))
      .map((name) => `${kind}: ${name} is not in the metadata`),
  )

  const code = cells.filter((cell) => cell.cell_type === 'code')
  const prose = cells.filter((cell) => cell.cell_type === 'markdown').map((cell) => cell.source.join(''))
  // Without imports and comments: a name counts where it is called.
  const executed = code.map((cell) => cell.source.join('').replace(/\/\/.*/g, '')).join('\n')
  const shown = ran.flatMap((cell) => cell.shown)
  const shownBy = (id: string) => ran.find((cell) => cell.id === id)?.shown ?? []

  const absent: Record<keyof Covers, (name: never) => string | false> = {
    groups: (group: string) => groupProblem(lesson, group, shown),
    errata: (number: number) =>
      (!prose.some((text) => new RegExp(`\\*\\*erratum ${number}\\b[^*]*\\*\\*`, 'i').test(text)) &&
        'is not mentioned in bold') ||
      (!shown.some((text) => text.startsWith(`Erratum ${number}: `) && text.includes('✗')) &&
        'its table is not shown'),
    optimizers: (factory: string) => !isCalled(factory, executed) && 'is not called',
    schedules: (factory: string) => !isCalled(factory, executed) && 'is not called',
    exercises: (id: string) => !shown.some((text) => feedbackOn(id).test(text)) && 'no feedback is shown',
    explorables: (name: string) => {
      const at = cells.findIndex((cell) => cell.metadata.tags?.includes(`explorable:${name}`))
      if (at < 0) return 'no cell has its tag'
      if (!shownBy(cells[at].id).some((text) => /^\[(explorable|figure): /.test(text))) return 'no figure is shown'
      const above = cells.slice(Math.max(0, at - 2), at)
      return !above.some((cell) => cell.cell_type === 'markdown') && 'no text stands above it'
    },
  }
  const unseen = (Object.keys(absent) as (keyof Covers)[]).flatMap((kind) =>
    (says[kind] as never[]).flatMap((name) => {
      const problem = absent[kind](name)
      return problem === false ? [] : [`${kind}: ${String(name)}: ${problem}`]
    }),
  )
  return [...unnamed, ...unseen]
}

const isCalled = (factory: string, code: string) => new RegExp(`(?<![\\w.])${factory}\\(`).test(code)

const feedbackOn = (id: string) => new RegExp(`^[^\\w\\n]*${id}: \\d+ of \\d+ points`, 'm')

/**
 * Whether all printed numbers of a group are shown in their order, in one table or in several, each with the verdict of
 * the fixture. Lesson 00 shows the first rows of its group only.
 */
function groupProblem(lesson: string, group: string, shown: readonly string[]): string | false {
  const numbers = workedNumbers.filter((number) => number.group === group)
  if (numbers.length === 0) return 'there is no such group'
  const rows = shown.flatMap((text) => {
    // The first line is the caption, the second names the columns.
    const [, head = [], ...body] = text.split('\n').map((line) => line.trim().split(/ {2,}/))
    const [printed, verdict] = ['printed on the slide', 'verdict'].map((name) => head.indexOf(name))
    return printed < 0 ? [] : body.map((row) => ({ printed: row[printed], verdict: row[verdict] }))
  })
  let found = 0
  for (const row of rows)
    if (found < numbers.length && row.printed === numbers[found].printed && agrees(row.verdict, numbers[found])) found++
  if (found >= (lesson === '00-start' ? 3 : numbers.length)) return false
  return `its number ${numbers[found].printed} is not shown with its verdict`
}

const agrees = (shown: string | undefined, { verdict, labelErratum }: WorkedNumber) =>
  verdict === 'erratum' || labelErratum !== undefined
    ? shown?.startsWith('✎ erratum ')
    : shown === `✓ ${verdict}`
