import { stepper, type Optimizer } from 'downhill'
import { decode, isList, isOdd } from './agree'
import type { Assignment } from './assignment'
import { exportName, notWrittenYet, seeded, type Common, type Random } from './exercise'
import type { Line, Picture } from './picture'
import type { CheckResult, Told } from './result'

/** A function to come down on. It stays in this process: the learner's gets one gradient after the other. */
export interface Hill {
  /** The kind it belongs to; kinds earn their points apart. */
  readonly kind: string
  readonly start: readonly number[]
  loss(x: Float64Array): number
  /** The gradient at x as the t-th one asked for: under noise it is another one each time, and the same for all rivals. */
  gradient(x: Float64Array, t: number): Float64Array
  /** The race is over when the loss is here. */
  readonly target: number
}

/** An exercise that asks for an optimizer, which races against the library's own on functions it has not seen. */
export interface Race extends Common {
  readonly kind: 'race'
  readonly kinds: readonly { readonly name: string; readonly points: number }[]
  /** How many gradients each run may ask for. */
  readonly budget: number
  readonly hills: (random: Random) => readonly Hill[]
  /** The library's, each at the settings that suit these kinds best. The first is the best of them: its score is 100. */
  readonly rivals: readonly { readonly name: string; readonly optimizer: () => Optimizer }[]
}

/** Define a race. */
export const defineRace = (race: Omit<Race, 'kind' | 'opening' | 'unwritten'>): Race => ({
  ...race,
  kind: 'race',
  opening: `export const ${exportName(race.id)} = {`,
  unwritten: `  init(n: number): State {
    throw new Error('${notWrittenYet}')
  },

  step(state: State, gradient: number[], t: number): { state: State; step: number[] } {
    throw new Error('${notWrittenYet}')
  },
}

/** What your rule remembers from step to step: change it to what you need. */
interface State {
  m: number[]
}`,
})

/** One run down one hill. */
class Run {
  readonly x: Float64Array
  readonly losses: number[]
  /** How many gradients it needed, once it has arrived. */
  needed: number | undefined
  /** What ended it early, in words. */
  fault: string | undefined

  constructor(
    private readonly hill: Hill,
    private readonly budget: number,
  ) {
    this.x = Float64Array.from(hill.start)
    this.losses = [hill.loss(this.x)]
  }

  /** How many steps it has taken. */
  get t(): number {
    return this.losses.length - 1
  }

  get over(): boolean {
    return this.needed !== undefined || this.fault !== undefined || this.t >= this.budget
  }

  gradient(at = this.x): Float64Array {
    return this.hill.gradient(at, this.t)
  }

  /** To be told after each move of x. */
  moved(): void {
    const loss = this.hill.loss(this.x)
    this.losses.push(loss)
    if (loss <= this.hill.target) this.needed = this.t
    else if (!Number.isFinite(loss)) this.fault = `it left for infinity at step ${this.t}`
  }
}

/** A rule of the library on a hill. */
function ride(optimizer: Optimizer, hill: Hill, budget: number): Run {
  const run = new Run(hill, budget)
  const method = stepper(optimizer, run.x.length)
  while (!run.over) {
    const ahead = method.ahead()
    method.move(run.x, run.gradient(ahead ? run.x.map((x, i) => x + ahead[i]) : run.x))
    run.moved()
  }
  return run
}

/** What a run that does not arrive counts, in budgets. */
const penalty = 10

/** 100 where some runs need as many gradients as the best, 200 with half of them, 0 where none arrives. */
function scoreOf(runs: readonly Run[], best: readonly Run[], budget: number): number {
  const total = (its: readonly Run[]) =>
    its.reduce((sum, { needed }) => sum + (needed ?? penalty * budget), 0)
  return runs.some(({ needed }) => needed !== undefined) ? Math.round((100 * total(best)) / total(runs)) : 0
}

interface Lane {
  readonly name: string
  readonly runs: readonly Run[]
}
interface Course {
  readonly race: Race
  readonly seed: number
  readonly hills: readonly Hill[]
  field?: readonly Lane[]
}
let latest: Course | undefined

/** The functions of a seed. Those of the latest are kept, since a class may share one. */
const courseOf = (race: Race, seed: number): Course =>
  latest?.race === race && latest.seed === seed ? latest : (latest = { race, seed, hills: drawn(race, seed) })

/** How the library's own do on them. */
const fieldOf = (course: Course): readonly Lane[] =>
  (course.field ??= course.race.rivals.map(({ name, optimizer }) => ({
    name,
    runs: course.hills.map((hill) => ride(optimizer(), hill, course.race.budget)),
  })))

/** How often the functions are drawn anew, at most. */
const mostDraws = 20

/** The functions of a seed, such that the best of the library arrives on each: else its number of gradients measures nothing. */
function drawn(race: Race, seed: number): readonly Hill[] {
  const random = seeded(seed)
  let hills = race.hills(random)
  const arrives = (hill: Hill) => {
    try {
      return ride(race.rivals[0].optimizer(), hill, race.budget).needed !== undefined
    } catch {
      // A function that fails is told of when the race is run.
      return true
    }
  }
  for (let draws = 1; draws < mostDraws && !hills.every(arrives); draws++) hills = race.hills(random)
  return hills
}

const hundredths = (x: number) => Math.round(100 * x) / 100

/**
 * The learner's optimizer and the functions' gradients talk to each other, all runs side by side. A kind's points are
 * given in proportion to its score, all of them from 100 on there or over all.
 */
export function raceAssignment(race: Race, seed: number): Assignment {
  const { id, kinds, budget } = race
  const course = courseOf(race, seed)
  const { hills } = course
  const runs = hills.map((hill) => new Run(hill, budget))
  const rows: CheckResult[] = kinds.map(({ name, points }) => ({ name, score: 0, points }))
  const of = <T>(values: readonly T[], kind: string) => values.filter((_, i) => hills[i].kind === kind)
  /** Why an answer is no step, in words. */
  const faultOf = (said: unknown, n: number): string | undefined => {
    const step = decode(said, ['number'])
    if (isOdd(step)) return `its step is ${step.odd}`
    if (!isList(step) || step.length !== n)
      return `its step has ${isList(step) ? step.length : 'no'} numbers, not ${n}`
    const strange = step.find((one) => typeof one !== 'number' || !Number.isFinite(one))
    if (strange === undefined) return undefined
    return `its step holds ${typeof strange === 'number' ? strange : isOdd(strange) ? strange.odd : 'no number'}`
  }
  let asked: Run[] = []
  const name = exportName(id)
  return {
    task: {
      name,
      how: 'conversation',
      shape: ['number'],
      cases: [],
      reply(heard) {
        const said: readonly unknown[] = Array.isArray(heard) ? heard : []
        for (const [i, run] of asked.entries()) {
          run.fault = faultOf(said[i], run.x.length)
          if (run.fault !== undefined) continue
          for (const [k, move] of (said[i] as number[]).entries()) run.x[k] += move
          run.moved()
        }
        const first = heard === undefined
        asked = runs.filter((run) => !run.over)
        if (asked.length === 0) return undefined
        return {
          ...(first && { starts: hills.map(({ start }) => start.length) }),
          moves: asked.map((run) => [runs.indexOf(run), Array.from(run.gradient()), run.t]),
        }
      },
    },
    asks: 'an object with init and step',
    rows,
    judge(outcomes) {
      const threw = outcomes.find((outcome) => outcome.threw)?.threw
      if (threw?.message === notWrittenYet) return undefined
      const field = fieldOf(course)
      const best = field[0]
      const overall = scoreOf(runs, best.runs, budget)
      const told: Told[] = []
      const checks = rows.map((row): CheckResult => {
        const [mine, bests] = [of(runs, row.name), of(best.runs, row.name)]
        const score = scoreOf(mine, bests, budget)
        told.push({ says: `${gradients(mine)}; ${best.name}: ${gradients(bests)}. Score ${score}.` })
        const earned = overall >= 100 ? row.points : hundredths((row.points * Math.min(100, score)) / 100)
        if (earned === row.points) return { ...row, score: earned }
        return {
          ...row,
          score: earned,
          firstDifference: {
            at: row.name,
            expected: `${gradients(bests)} or fewer`,
            actual: gradients(mine),
          },
        }
      })
      const scores = [
        { name: 'yours', score: overall },
        ...field.map((one) => ({ name: one.name, score: scoreOf(one.runs, best.runs, budget) })),
      ]
      return {
        checks,
        told,
        ...(threw && { threw }),
        summary: `The scores: ${scores
          .sort((a, b) => b.score - a.score)
          .map((one) => `${one.name} ${one.score}`)
          .join(', ')}.`,
        picture: pictureOf(kinds, (kind) => [
          { name: 'yours', run: of(runs, kind)[0] },
          ...field.slice(0, 1).map((one) => ({ name: one.name, run: of(one.runs, kind)[0] })),
        ]),
      }
    },
  }
}

/** How many gradients some runs needed, or what stopped them. */
const gradients = (runs: readonly Run[]) =>
  [...new Set(runs.map((run) => run.fault ?? `${run.needed ?? `more than ${run.t}`} gradients`))].join(', ')

function pictureOf(
  kinds: Race['kinds'],
  linesOf: (kind: string) => readonly { name: string; run: Run }[],
): Picture {
  const line = ({ name, run }: { name: string; run: Run }): Line => {
    const every = Math.max(1, Math.ceil(run.losses.length / 150))
    return {
      name,
      points: run.losses
        .map((loss, t) => [t, loss] as const)
        .filter(([t]) => t % every === 0 || t === run.losses.length - 1),
    }
  }
  return {
    caption: 'The loss, step by step, on the first function of each kind.',
    panels: kinds.map(({ name }) => ({
      title: name,
      across: 'gradients',
      up: 'loss',
      logarithmic: true,
      lines: linesOf(name).map(line),
    })),
  }
}
