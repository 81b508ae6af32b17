/** How a function goes to the learner's process: as its text, called there with the data that it needs. */
interface Travelling {
  readonly text: string
  readonly data?: readonly unknown[]
  /** What the feedback writes for it; without it the text. */
  readonly shown?: string
}

type Callable = (...given: never[]) => unknown

const evaluated = new Map<string, (...data: readonly unknown[]) => unknown>()

/** A function with a memory of its own, if it has data. */
function make({ text, data }: Travelling): Callable {
  const made = evaluated.get(text) ?? ((0, eval)(text) as (...data: readonly unknown[]) => unknown)
  evaluated.set(text, made)
  return (data ? made(...data) : made) as Callable
}

/** A function of its own for each, since each carries its data. */
function travelling(travels: Travelling): Callable {
  const made = make(travels)
  return Object.assign((...given: never[]) => made(...given), { travels })
}

/**
 * A function that is handed to the learner's code, from its text: the feedback shows the text, and the learner's process
 * evaluates it. So it can use its own parameters and numbers, nothing else.
 */
// The type is the author's word for what the text does.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export const formula = <F = (x: number) => number>(text: string): F => travelling({ text }) as F

/** Random numbers from 0 to below 1 (mulberry32), made anew for each call: the same ones for the same seed. */
export const uniform = (seed: number): (() => number) =>
  travelling({
    text: `(seed) => {
      const { imul } = Math
      let state = seed | 0
      return () => {
        state = (state + 0x6d2b79f5) | 0
        let mixed = imul(state ^ (state >>> 15), state | 1)
        mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61)
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
      }
    }`,
    data: [seed],
    shown: 'random',
  }) as () => number

export function travelsOf(given: unknown): Travelling | undefined {
  return typeof given === 'function' && 'travels' in given ? (given.travels as Travelling) : undefined
}

/** What the feedback writes for a function that travels. */
export function shownAs(given: unknown): string | undefined {
  const travels = travelsOf(given)
  return travels && (travels.shown ?? travels.text)
}

/**
 * Arguments as JSON can carry them: functions as text, and the numbers that JSON does not know by name. A text that many
 * cases share goes into `texts` and travels once.
 */
export function packed(given: unknown, texts: Map<string, number>): unknown {
  const travels = travelsOf(given)
  if (travels) {
    const { text, data } = travels
    const formula = texts.get(text) ?? texts.size
    texts.set(text, formula)
    return { formula, ...(data && { data }) }
  }
  if (typeof given === 'number')
    return Number.isFinite(given) && !Object.is(given, -0)
      ? given
      : { number: Object.is(given, -0) ? '-0' : String(given) }
  return mapped(given, (part) => packed(part, texts))
}

/** Arguments that nothing else holds: lists and objects copied, functions with a memory of their own. */
export function fresh<T>(given: T): T {
  const travels = travelsOf(given)
  return (travels ? make(travels) : mapped(given, fresh)) as T
}

function mapped(given: unknown, each: (part: unknown) => unknown): unknown {
  if (Array.isArray(given)) return given.map(each)
  if (typeof given !== 'object' || given === null) return given
  return Object.fromEntries(Object.entries(given).map(([name, part]) => [name, each(part)]))
}

/** Are the arguments, as they came back, those that were sent? Functions are not compared. */
export function unchanged(sent: unknown, after: unknown): boolean {
  if (typeof sent === 'function') return true
  if (typeof sent === 'number' && !Number.isFinite(sent)) return String(sent) === String(after)
  if (typeof sent !== 'object' || sent === null) return sent === after
  if (typeof after !== 'object' || after === null) return false
  const [before, now] = [Object.entries(sent), new Map(Object.entries(after))]
  return before.length === now.size && before.every(([key, value]) => unchanged(value, now.get(key)))
}
