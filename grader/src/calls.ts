import {
  agree,
  decode,
  firstDifference,
  firstOdd,
  isList,
  largestOf,
  odd,
  tolerances,
  type Answer,
  type Difference,
  type Way,
} from './agree'
import type { Assignment } from './assignment'
import {
  exportName,
  notWrittenYet,
  seeded,
  type Case,
  type Check,
  type FunctionExercise,
  type Mistake,
  type Printed,
  type Shape,
  type Wrong,
} from './exercise'
import type { Outcome } from './isolate'
import type { Picture } from './picture'
import type { CheckResult, Told } from './result'
import { fresh, unchanged } from './travel'
import { callOf, describe } from './words'

type AnyCase = Case<(...given: unknown[]) => unknown>

/** What came of one call: the answer, and whether the arguments were changed. */
interface Called {
  readonly answer: Answer
  readonly changed: boolean
}

/** What was found in one check. */
interface Judged {
  readonly wrong?: Omit<Wrong, 'index'> & { readonly call: string }
  /** The slide's digits there. */
  readonly printed?: string
  readonly picture?: Picture
}

/** An exercise that asks for a function: it is called once a case, and the answers are compared with the reference's. */
export function callsAssignment(exercise: FunctionExercise, seed: number): Assignment {
  const checks = exercise.checks(seeded(seed))
  const cases = checks.flatMap((check) => check.cases)
  const name = exportName(exercise.id)
  const { argumentsStay } = exercise
  const stay =
    argumentsStay === undefined
      ? []
      : [{ name: 'the arguments stay as they were', score: 0, points: argumentsStay }]
  const rows: CheckResult[] = [
    ...checks.map(({ name, points, slide }) => ({
      name,
      score: 0,
      points,
      ...(slide && { slide: { deck: slide.deck } }),
    })),
    ...stay,
  ]
  return {
    task: { name, how: 'calls', shape: exercise.shape, cases },
    asks: 'a function',
    rows,
    callAt: (i) => (i < cases.length ? callOf(name, cases[i].given) : undefined),
    judge(outcomes) {
      if (outcomes.every(({ threw }) => threw?.message === notWrittenYet)) return undefined
      const answers = outcomes.map((outcome, i) => answerOf(outcome, cases[i], exercise.shape))
      const judge = new Judge(exercise, checks)
      const judged = checks.map((_, i) => judge.check(i, answers))
      const graded = rows.map((row, i) => {
        if (i >= checks.length) return row
        const { wrong, printed } = judged[i]
        if (!wrong) return { ...row, score: row.points }
        const { at, expected, actual, call } = wrong
        return {
          ...row,
          ...(row.slide && { slide: { ...row.slide, ...(printed !== undefined && { printed }) } }),
          firstDifference: { at: `${at} of ${call}`, expected, actual },
        }
      })
      const told: Told[] = judged.map(({ wrong, picture }) =>
        wrong ? { call: wrong.call, at: wrong.at, ...(picture && { picture }) } : {},
      )
      if (stay.length > 0) {
        const last = rows.length - 1
        const changed = answers.findIndex((one) => one.changed)
        const call = changed < 0 ? '' : callOf(name, cases[changed].given)
        const at = 'the arguments'
        graded[last] =
          changed < 0
            ? { ...rows[last], score: graded.some(({ score }) => score > 0) ? rows[last].points : 0 }
            : {
                ...rows[last],
                firstDifference: {
                  at: `${at} of ${call}`,
                  expected: 'as they were',
                  actual: 'changed by the call',
                },
              }
        const waits = changed < 0 && graded[last].score === 0
        told.push(
          changed >= 0 ? { call, at } : waits ? { says: 'Counts as soon as another check is right.' } : {},
        )
      }
      const mistake = graded.every(({ score, points }) => score === points)
        ? undefined
        : judge.recognise(answers)
      const threw = outcomes.find((outcome) => outcome.threw)?.threw
      return {
        checks: graded,
        told,
        ...(mistake && {
          mistake: {
            id: mistake.id,
            says: mistake.says,
            ...(mistake.convention && { convention: true }),
          },
        }),
        ...(threw && { threw }),
      }
    },
  }
}

/** What the learner's process brought home of one case. */
function answerOf({ answer, threw, changed }: Outcome, { asked }: AnyCase, shape: Shape): Called {
  return {
    answer: threw && answer === undefined ? odd('an error') : decode(answer, asked ? [shape] : shape),
    changed,
  }
}

/** What a function of ours makes of a case, told as the learner's process tells it. */
function call(f: (...given: unknown[]) => unknown, { given, asked }: AnyCase): Called {
  const [own, ownAsked] = [fresh(given), fresh(asked)]
  const answer = tried(() => {
    const value = f(...own) as Answer
    if (!ownAsked) return value
    return ownAsked.map((one) => tried(() => (value as unknown as (...one: unknown[]) => Answer)(...one)))
  })
  return { answer, changed: !unchanged([given, asked], [own, ownAsked]) }
}

function tried(act: () => Answer): Answer {
  try {
    return act()
  } catch {
    return odd('an error')
  }
}

/** Compares the answers of one submission, and knows the slips. */
class Judge {
  private readonly cases: readonly AnyCase[]
  /** Where each check's cases begin. */
  private readonly from: readonly number[]
  private readonly expected: Answer[] = []
  private readonly largest: number[] = []
  private readonly name: string

  constructor(
    private readonly exercise: FunctionExercise,
    private readonly checks: readonly Check<(...given: unknown[]) => unknown>[],
  ) {
    this.cases = checks.flatMap((check) => check.cases)
    this.from = checks.map((_, i) => checks.slice(0, i).reduce((sum, { cases }) => sum + cases.length, 0))
    this.name = exportName(exercise.id)
  }

  private reference(i: number): Answer {
    this.expected[i] ??= call(this.exercise.reference, this.cases[i]).answer
    return this.expected[i]
  }

  private agree(i: number, a: number, b: number): boolean {
    const { given, asked } = this.cases[i]
    this.largest[i] ??= Math.max(largestOf(given), largestOf(asked), largestOf(this.reference(i)))
    return agree(a, b, this.largest[i], tolerances[this.exercise.tolerance ?? 'usual'])
  }

  private difference(i: number, answer: Answer): Difference | undefined {
    return firstDifference(this.reference(i), answer, (a, b) => this.agree(i, a, b))
  }

  /** What is wrong in a check: by its law, or beside the reference. */
  check(which: number, answers: readonly Called[]): Judged {
    const { cases, law } = this.checks[which]
    const from = this.from[which]
    const own = answers.slice(from, from + cases.length).map((one) => one.answer)
    if (!law) {
      for (const [at, answer] of own.entries()) {
        const difference = this.difference(from + at, answer)
        if (difference) return this.told(from + at, difference, answer)
      }
      return {}
    }
    for (const [index, answer] of own.entries()) {
      const strange = firstOdd(answer)
      if (!strange) continue
      const { path, actual } = strange
      // Of many right answers the reference's is one: only what kind of thing stands there is expected.
      const there = partAt(this.reference(from + index), path)
      const expected = odd(typeof there === 'number' ? 'a number' : isList(there) ? 'a list' : 'an object')
      return this.told(from + index, { path, expected, actual }, answer)
    }
    const wrong = law(own, cases)
    if (!wrong) return {}
    const { index, at, expected, actual } = wrong
    return { wrong: { call: callOf(this.name, cases[index].given), at, expected, actual } }
  }

  private told(index: number, difference: Difference, answer: Answer): Judged {
    const one = this.cases[index]
    const { given, asked, printed } = one
    const { path } = difference
    const digits = digitsAt(printed, path)
    const call = callOf(this.name, given)
    // Where the answer is a function, the first step of the path says which of its calls.
    const which = asked && typeof path[0] === 'number' ? callOf(call, asked[path[0]]) : call
    const inside = asked ? { ...difference, path: path.slice(1) } : difference
    const words =
      asked && path.length === 0
        ? { ...describe(difference), expected: 'a function' }
        : describe(inside, this.exercise.place)
    const picture = this.pictureOf(one, index, answer)
    return {
      wrong: { call: which, ...words },
      ...(digits !== undefined && { printed: digits }),
      ...(picture && { picture }),
    }
  }

  /**
   * The answer beside the right one, where both are numbers enough to draw. It tells what is wrong faster than a number
   * does, and is far too coarse to copy right answers from.
   */
  private pictureOf({ asked }: AnyCase, index: number, answer: Answer): Picture | undefined {
    const { picture } = this.exercise
    if (!picture) return undefined
    const { across, up, from = 0 } = picture
    const pointsOf = (values: Answer) =>
      isList(values)
        ? values
            .map((y, i) => [asked ? Number(asked[i][0]) : from + i, Number(y)] as const)
            .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y))
            .sort(([a], [b]) => a - b)
        : []
    const [yours, expected] = [pointsOf(answer), pointsOf(this.reference(index))]
    if (yours.length < 2 || expected.length < 2) return undefined
    const lines = [
      { name: 'yours', points: yours },
      { name: 'expected', points: expected },
    ]
    return { caption: `${up} over ${across}: yours beside the right one.`, panels: [{ across, up, lines }] }
  }

  /**
   * The mistake whose answers these are: the same in every case, edges apart where it shows without them, and the same
   * arguments changed.
   */
  recognise(answers: readonly Called[]): Mistake<(...given: unknown[]) => unknown> | undefined {
    const all = [...this.cases.keys()]
    const isEdge = this.checks.flatMap(({ cases, edge }) => cases.map(() => edge === true))
    const inside = all.filter((i) => !isEdge[i])
    // Under a law answers need not be the reference's to be right; a slip's are wrong by its being one.
    const isLawful = this.checks.flatMap(({ cases, law }) => cases.map(() => law !== undefined))
    const plain = answers.map(({ answer }) => answer)
    const whole = plain.every((answer) => !firstOdd(answer))
    return this.exercise.mistakes.find(({ slip, shows }) => {
      const slips: Called[] = []
      const of = (i: number) => (slips[i] ??= call(slip, this.cases[i]))
      const same = (i: number) =>
        !firstDifference(of(i).answer, answers[i].answer, (a, b) => Object.is(a, b) || this.agree(i, a, b)) &&
        (!of(i).changed || answers[i].changed)
      const wrong = (i: number) =>
        isLawful[i] ||
        this.difference(i, of(i).answer) !== undefined ||
        (of(i).changed && this.exercise.argumentsStay !== undefined)
      if (inside.every(same) && (inside.some(wrong) || (all.every(same) && all.some(wrong)))) return true
      return (whole && shows?.(plain, this.cases)) ?? false
    })
  }
}

/** What stands at a place of an answer. */
const partAt = (answer: Answer, way: Way): Answer =>
  way.reduce<Answer>((here, key) => (here as Record<number | string, Answer>)[key] ?? odd('nothing'), answer)

/** The digits that the slide prints at this place of the answer. */
function digitsAt(printed: Printed, way: Way): string | undefined {
  let here = printed
  for (const key of way) {
    if (typeof here !== 'object') return undefined
    here = (here as Record<number | string, Printed>)[key]
  }
  return typeof here === 'string' ? here : undefined
}
