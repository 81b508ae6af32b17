import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFormula } from '../../../lib/src/explorables/formula'
import { fromExpression } from '../../../lib/src/functions/expression'
import type { Point, ToyFunction } from '../../../lib/src/functions/function'

const points = [
  [0.7, 1.3],
  [1.9, 0.4],
  [-0.6, 0.8],
  [-1.5, -2.2],
] as const

/** Value and slopes of both at the same places: mathjs computes them from symbolic derivatives. */
function compare(text: string, written = text) {
  const ours = readFormula(text) as ToyFunction<Point>
  const theirs = fromExpression(written) as ToyFunction<Point>
  const plane = written.includes('y')
  for (const [x, y] of points) {
    const at = plane ? [x, y] : x
    const numbers = (f: ToyFunction<Point>) => [f.value(at), ...[f.gradient(at)].flat()] as number[]
    const [mine, expected] = [numbers(ours), numbers(theirs)]
    expect(mine).toHaveLength(expected.length)
    // Where mathjs has no number, or one beyond reason, the two may disagree on how it fails.
    if (expected.some((number) => !Number.isFinite(number) || Math.abs(number) > 1e9)) continue
    mine.forEach((number, i) =>
      expect(Math.abs(number - expected[i]), `${text} at ${String(at)}`).toBeLessThanOrEqual(
        1e-6 * Math.max(1, ...expected.map(Math.abs)),
      ),
    )
  }
}

test.each([
  'x^2 - 2.5 cos(2x)',
  '-x^2',
  '2^-x',
  '2^3^x',
  '(x^2 + 2x)^2',
  '3x^2 y - y/x',
  '-2x^-2 + 1.5e-1x',
  'x^y',
  'e^(x y) / pi',
  '(1/2)x - 1/(2x)',
  'x/2/4 - x - 1 - 2',
  'abs(x) + cbrt(x^2 + 1) + log10(x^2 + 3)',
  'asin(x/9) + acos(x/9) + atan(x) + tan(x) + sinh(x) + cosh(x) + tanh(x)',
  'exp(-x^2) + log(x^2 + 1) + sqrt(x^2 + 1)',
])('%s is what mathjs reads', (text) => {
  compare(text)
})

const leaf = fc.oneof(
  fc.constantFrom('x', 'y', 'pi', 'e'),
  fc.integer({ min: 1, max: 99 }).map((n) => String(n / 10)),
)
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc
      .tuple(tie('tree'), fc.constantFrom(' + ', ' - ', ' * '), tie('tree'))
      .map(([a, sign, b]) => `${a}${sign}${b}`),
    fc
      .tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/'), leaf)
      .map(([a, sign, b]) => `(${a})${sign}${b}`),
    fc.tuple(tie('tree'), fc.constantFrom('2', '3', '-1', '0.5')).map(([a, power]) => `(${a})^${power}`),
    tie('tree').map((a) => `-(${a})`),
    tie('tree').map((a) => `2(${a})`),
    fc
      .tuple(fc.constantFrom('sin', 'cos', 'tanh', 'atan', 'sqrt', 'abs', 'log', 'cosh'), tie('tree'))
      .map(([name, a]) => `${name}(${a})`),
  ),
}))

test('whatever is written: value and slopes are those of mathjs, from its text and from the one that it prints', () => {
  fc.assert(
    fc.property(tree, (text) => {
      compare(text)
      compare(fromExpression(text).expression ?? '', text)
    }),
    { numRuns: 150, seed: 5 },
  )
})

test('signs of handwriting are read', () => {
  expect(readFormula('3·x² − 2×x³').value(2 as never)).toBe(12 - 16)
})

describe('what cannot be read is refused in a sentence:', () => {
  test.each([
    ['', 'The formula is empty. Write one in x, such as x^2 - 2.5 cos(2x).'],
    ['x +', 'The formula ends too early, after +.'],
    ['(x + 1', 'A closing bracket is missing at the end.'],
    ['x)', ') was not expected after x.'],
    ['* x', '* was not expected after the beginning.'],
    ['sin x', 'sin needs brackets: sin(x).'],
    ['z^2', /^z is not known here\. There are x, y, pi, e and exp, .*\.$/],
    ['xy', /^xy is not known here\./],
    ['1/2x', 'What is divided by what? Write brackets, as in 1/(2x) or (1/2)x.'],
    ['x 2', 'Between x and 2 a sign is missing.'],
    ['1e999', '1e999 is no number that can be computed with.'],
    ['log(x, 2)', 'A closing bracket is missing before ,.'],
    ['constructor', /^constructor is not known here\./],
    ['x = 2', '= was not expected after x.'],
  ])('%j', (text, sentence) => {
    expect(() => readFormula(text)).toThrow(SyntaxError)
    expect(() => readFormula(text)).toThrow(sentence)
  })
})
