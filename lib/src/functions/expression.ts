import type { create, EvalFunction, MathNode } from 'mathjs' with { 'resolution-mode': 'import' }
import type { ToyFunction } from './function'
import { written } from './written'

/** mathjs takes a third of a second to load, and most lessons do without: it is loaded when first asked for. */
const mathjs = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only `require` can wait without being asynchronous
  require('mathjs/number') as Pick<ReturnType<typeof create>, 'parse' | 'derivative'>

/** What an expression becomes: a function of one number, or of two when it speaks of y. */
export type FromExpression<Text extends string> = string extends Text
  ? ToyFunction<number> | ToyFunction<readonly number[]>
  : Text extends `${string}y${string}`
    ? ToyFunction<readonly number[]>
    : ToyFunction<number>

/**
 * Makes a function from an expression in x, or in x and y, as mathjs reads it: value, TeX, and symbolic gradient and
 * curvature.
 *
 * @example fromExpression('x^2 - 2.5 cos(2x)'), fromExpression('x^2 + 3y^2')
 * @throws SyntaxError when the expression cannot be read or derived, or speaks of something else than x and y
 */
export function fromExpression<Text extends string>(text: Text): FromExpression<Text> {
  const { parse, derivative } = mathjs()
  const refuse = (why: string, cause?: unknown) =>
    new SyntaxError(
      `the expression "${text}" ${why}; allowed: x, y, numbers, pi, e and functions like sin(x)`,
      { cause },
    )
  const attempt = <T>(why: string, work: () => T): T => {
    try {
      return work()
    } catch (cause) {
      throw refuse(`${why} (${cause instanceof Error ? cause.message : String(cause)})`, cause)
    }
  }

  const tree = attempt('cannot be read', () => parse(text))
  const symbols = new Set<string>()
  tree.traverse((node: MathNode, path: string) => {
    if ('isFunctionNode' in node) {
      const called = (node as unknown as { fn: { name?: string } }).fn.name
      if (called === 'x' || called === 'y')
        throw refuse(`calls ${called} like a function: write ${called} * (…)`)
    } else if ('isSymbolNode' in node && path !== 'fn')
      symbols.add((node as unknown as { name: string }).name)
  })
  for (const name of symbols) if (!['x', 'y', 'pi', 'e'].includes(name)) throw refuse(`speaks of ${name}`)
  const plane = symbols.has('y')
  if (plane !== text.includes('y')) throw refuse('has a y that is no variable')

  const compiled = tree.compile()
  const names = plane ? ['x', 'y'] : ['x']
  const derive = (node: MathNode) =>
    names.map((name) => attempt('cannot be derived', () => derivative(node, name)))
  const trees = derive(tree)
  const slopes = trees.map((node) => node.compile())
  let curves: EvalFunction[][] | undefined
  const curvature = (scope: { x: number; y?: number }) =>
    (curves ??= trees.map((node) => derive(node).map((second) => second.compile()))).map((row) =>
      row.map((code) => number(code.evaluate(scope))),
    )
  const number = (value: unknown): number => {
    if (typeof value !== 'number') throw new TypeError(`it gives ${String(value)}, not a number`)
    return value
  }
  attempt('cannot be computed', () =>
    [compiled, ...slopes].map((code) => number(code.evaluate({ x: 0.5, y: 0.25 }))),
  )

  const expression = tree.toString({ parenthesis: 'all', implicit: 'show' })
  const shared = { name: written(text), tex: tree.toTex(), expression, minima: [] }
  const f: ToyFunction<number> | ToyFunction<readonly number[]> = plane
    ? {
        ...shared,
        value: ([x, y]: readonly number[]) => number(compiled.evaluate({ x, y })),
        gradient: ([x, y]: readonly number[]) => slopes.map((slope) => number(slope.evaluate({ x, y }))),
        curvature: ([x, y]: readonly number[]) => curvature({ x, y }),
      }
    : {
        ...shared,
        value: (x: number) => number(compiled.evaluate({ x })),
        gradient: (x: number) => number(slopes[0].evaluate({ x })),
        curvature: (x: number) => curvature({ x })[0][0],
      }
  return f as FromExpression<Text>
}
