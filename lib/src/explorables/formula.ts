import type { Point, ToyFunction } from '../functions/function'
import { written } from '../functions/written'

/** A value and its slope in each variable: what a formula gives, and every part of it. */
type Dual = readonly number[]
type Code = (point: readonly number[]) => Dual

const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E }

/** Each function with its slope. */
const functions: Readonly<Record<string, readonly [(x: number) => number, (x: number) => number]>> = {
  exp: [Math.exp, Math.exp],
  log: [Math.log, (x) => (x < 0 ? NaN : 1 / x)],
  sqrt: [Math.sqrt, (x) => 0.5 / Math.sqrt(x)],
  abs: [Math.abs, (x) => (x === 0 ? 0 : Math.sign(x))],
  cbrt: [Math.cbrt, (x) => 1 / (3 * Math.cbrt(x) ** 2)],
  log10: [Math.log10, (x) => (x < 0 ? NaN : 1 / (x * Math.LN10))],
  sin: [Math.sin, Math.cos],
  cos: [Math.cos, (x) => -Math.sin(x)],
  tan: [Math.tan, (x) => 1 + Math.tan(x) ** 2],
  asin: [Math.asin, (x) => 1 / Math.sqrt(1 - x ** 2)],
  acos: [Math.acos, (x) => -1 / Math.sqrt(1 - x ** 2)],
  atan: [Math.atan, (x) => 1 / (1 + x ** 2)],
  sinh: [Math.sinh, Math.cosh],
  cosh: [Math.cosh, Math.sinh],
  tanh: [Math.tanh, (x) => 1 - Math.tanh(x) ** 2],
}

const chain = (value: number, slope: number, inner: Dual): Dual =>
  inner.map((d, i) => (i === 0 ? value : d === 0 ? 0 : slope * d))

/** Sums of slopes times slopes, where a slope of 0 counts as none, even beside ∞. */
const sum = (value: number, a: Dual, ofA: number, b: Dual, ofB: number): Dual =>
  a.map((d, i) => (i === 0 ? value : (d === 0 ? 0 : ofA * d) + (b[i] === 0 ? 0 : ofB * b[i])))

const operations: Readonly<Record<string, (a: Dual, b: Dual) => Dual>> = {
  '+': (a, b) => sum(a[0] + b[0], a, 1, b, 1),
  '-': (a, b) => sum(a[0] - b[0], a, 1, b, -1),
  '*': (a, b) => sum(a[0] * b[0], a, b[0], b, a[0]),
  '/': (a, b) => sum(a[0] / b[0], a, 1 / b[0], b, -a[0] / b[0] ** 2),
  '^': (a, b) => {
    const power = a[0] ** b[0]
    return sum(power, a, b[0] * a[0] ** (b[0] - 1), b, power * Math.log(a[0]))
  },
}

/** Whether a function answers to a number, with a number. One of the plane takes its numbers from a list. */
export function isCurve(f: ToyFunction<number> | ToyFunction<readonly number[]>): f is ToyFunction<number> {
  try {
    return typeof (f as { gradient(x: Point): Point }).gradient(0.5) === 'number'
  } catch {
    return false
  }
}

/** A start high up on the left, or farther right where the curve has no value there. Three digits, as they are shown. */
export function startHigh(f: ToyFunction<number>): number {
  const [from, to] = f.domain ?? [-5, 5]
  const places = [0.15, 0.85, 0.3, 0.7].map((share) => Number((from + share * (to - from)).toPrecision(3)))
  return places.find((x) => Number.isFinite(f.value(x)) && Number.isFinite(f.gradient(x))) ?? places[0]
}

/** @throws SyntaxError when the formula cannot be read, or has a y */
export function readCurve(text: string): ToyFunction<number> {
  const f = readFormula(text)
  if (!isCurve(f)) throw new SyntaxError('The formula has a y: a curve is a function of x alone.')
  return f
}

/**
 * Makes a function of x, or of x and y, from a formula, as `fromExpression` does, with the little that a page needs: the
 * slopes come from the chain rule, applied to the numbers themselves.
 *
 * @throws SyntaxError, with a sentence for the reader, when the formula cannot be read
 */
export function readFormula(text: string): ToyFunction<number> | ToyFunction<readonly number[]> {
  const formula = new Formula(text)
  const code = formula.read()
  const shared = { name: written(text), tex: text.trim(), expression: text, minima: [] }
  return formula.names.length === 2
    ? {
        ...shared,
        value: (p: readonly number[]) => code(p)[0],
        gradient: (p: readonly number[]) => code(p).slice(1),
      }
    : { ...shared, value: (x: number) => code([x])[0], gradient: (x: number) => code([x])[1] }
}

/**
 * Reads from left to right: a sum of terms, a term of rows, a row of powers with nothing between them (3x), a power of
 * parts.
 */
class Formula {
  readonly names: readonly string[]
  private readonly tokens: readonly string[]
  private at = 0

  constructor(text: string) {
    this.tokens =
      text
        .replace(/[−–]/g, '-')
        .replace(/[·×]/g, '*')
        .replace(/²/g, '^2')
        .replace(/³/g, '^3')
        .match(/\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|[a-zA-Z]+(?:10)?(?=\()|[a-zA-Z]+|\S/g) ?? []
    if (this.tokens.length === 0)
      throw refuse('The formula is empty. Write one in x, such as x^2 - 2.5 cos(2x).')
    this.names = this.tokens.includes('y') ? ['x', 'y'] : ['x']
  }

  read(): Code {
    const code = this.sum()
    if (this.next !== undefined) throw refuse(`${this.next} was not expected after ${this.before}.`)
    return code
  }

  private get next(): string | undefined {
    return this.tokens[this.at]
  }

  private get before() {
    return this.at === 0 ? 'the beginning' : this.tokens[this.at - 1]
  }

  private take(...wanted: string[]): string | undefined {
    const { next } = this
    if (next === undefined || !wanted.includes(next)) return undefined
    this.at++
    return next
  }

  private sum(): Code {
    let code = this.term()
    for (let sign; (sign = this.take('+', '-'));) code = both(code, this.term(), operations[sign])
    return code
  }

  private term(): Code {
    let code = this.row().code
    for (let sign; (sign = this.take('*', '/'));) {
      const { code: right, parts } = this.row()
      if (sign === '/' && parts > 1)
        throw refuse('What is divided by what? Write brackets, as in 1/(2x) or (1/2)x.')
      code = both(code, right, operations[sign])
    }
    return code
  }

  private row(): { code: Code; parts: number } {
    let code = this.signed()
    let parts = 1
    for (; this.next !== undefined && /^[a-zA-Z(\d.]/.test(this.next); parts++) {
      // x 2 is a slip more often than a product.
      if (/^[\d.]/.test(this.next)) throw refuse(`Between ${this.before} and ${this.next} a sign is missing.`)
      code = both(code, this.power(), operations['*'])
    }
    return { code, parts }
  }

  /** A sign comes after a power: −x² is −(x²). */
  private signed(): Code {
    if (this.take('+')) return this.signed()
    if (!this.take('-')) return this.power()
    const inner = this.signed()
    return (point) => inner(point).map((d) => -d)
  }

  private power(): Code {
    const base = this.part()
    return this.take('^') ? both(base, this.signed(), operations['^']) : base
  }

  private part(): Code {
    const { next: token, before } = this
    if (token === undefined) throw refuse(`The formula ends too early, after ${before}.`)
    this.at++
    if (token === '(') return this.inBrackets()
    if (/^[\d.]/.test(token)) return this.constant(token, Number(token))
    const variable = this.names.indexOf(token)
    if (variable >= 0)
      return (point) => [point[variable], ...this.names.map((_, i) => (i === variable ? 1 : 0))]
    if (Object.hasOwn(constants, token)) return this.constant(token, constants[token])
    if (Object.hasOwn(functions, token)) {
      if (!this.take('(')) throw refuse(`${token} needs brackets: ${token}(x).`)
      const [inner, [f, slope]] = [this.inBrackets(), functions[token]]
      return (point) => {
        const dual = inner(point)
        return chain(f(dual[0]), slope(dual[0]), dual)
      }
    }
    throw refuse(
      /^[a-zA-Z]/.test(token)
        ? `${token} is not known here. There are x, y, pi, e and ${Object.keys(functions).join(', ')}.`
        : `${token} was not expected after ${before}.`,
    )
  }

  private inBrackets(): Code {
    const code = this.sum()
    if (!this.take(')'))
      throw refuse(
        `A closing bracket is missing${this.next === undefined ? ' at the end' : ` before ${this.next}`}.`,
      )
    return code
  }

  private constant(text: string, value: number): Code {
    if (!Number.isFinite(value)) throw refuse(`${text} is no number that can be computed with.`)
    const dual = [value, ...this.names.map(() => 0)]
    return () => dual
  }
}

const refuse = (why: string) => new SyntaxError(why)

const both =
  (left: Code, right: Code, operation: (a: Dual, b: Dual) => Dual): Code =>
  (point) =>
    operation(left(point), right(point))
