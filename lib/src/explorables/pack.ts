import { descend } from '../descend'
import type { Point, ToyFunction } from '../functions/function'
import { beale } from '../functions/beale'
import { bowl } from '../functions/bowl'
import { composite } from '../functions/composite'
import { himmelblau } from '../functions/himmelblau'
import { humps } from '../functions/humps'
import { illConditioned } from '../functions/ill-conditioned'
import { jump } from '../functions/jump'
import { kink } from '../functions/kink'
import { logSquare } from '../functions/log-square'
import { narrowValley } from '../functions/narrow-valley'
import { nineSquare } from '../functions/nine-square'
import { plateau } from '../functions/plateau'
import { rosenbrock } from '../functions/rosenbrock'
import { saddle } from '../functions/saddle'
import { square } from '../functions/square'
import { twentySquare } from '../functions/twenty-square'
import { twoMinima } from '../functions/two-minima'
import { adadelta } from '../optimizers/adadelta'
import { adagrad } from '../optimizers/adagrad'
import { adam } from '../optimizers/adam'
import { adaMax } from '../optimizers/adamax'
import { adamW } from '../optimizers/adamw'
import { amsGrad } from '../optimizers/amsgrad'
import { gradientDescent } from '../optimizers/gradient-descent'
import { lion } from '../optimizers/lion'
import { momentum } from '../optimizers/momentum'
import { momentumAveraged } from '../optimizers/momentum-averaged'
import { momentumScaled } from '../optimizers/momentum-scaled'
import { momentumSubtracted } from '../optimizers/momentum-subtracted'
import { nadam } from '../optimizers/nadam'
import { nesterov } from '../optimizers/nesterov'
import type { Optimizer } from '../optimizers/optimizer'
import { rmsProp } from '../optimizers/rmsprop'
import { rmsPropCentered } from '../optimizers/rmsprop-centered'
import { rmsPropMomentum } from '../optimizers/rmsprop-momentum'
import { rmsScaled } from '../optimizers/rms-scaled'
import { readFormula } from './formula'

export type AnyFunction = ToyFunction<number> | ToyFunction<readonly number[]>

/** Functions on the line and in the plane that a page has without being told. */
export const curves: readonly ToyFunction<number>[] = [
  square,
  nineSquare,
  twentySquare,
  logSquare,
  composite,
  humps,
  kink,
  jump,
  plateau,
]
export const landscapes: readonly ToyFunction<readonly number[]>[] = [
  bowl,
  illConditioned,
  narrowValley,
  saddle,
  twoMinima,
  rosenbrock,
  beale,
  himmelblau,
]

const rules: Readonly<Record<string, (settings: never) => Optimizer>> = {
  'gradient descent': gradientDescent,
  momentum,
  'momentum, subtracted': momentumSubtracted,
  'momentum, scaled': momentumScaled,
  'momentum, averaged': momentumAveraged,
  Nesterov: nesterov,
  'RMS-scaled descent': rmsScaled,
  Adagrad: adagrad,
  RMSProp: rmsProp,
  'RMSProp, with momentum': rmsPropMomentum,
  'RMSProp, centered': rmsPropCentered,
  Adadelta: adadelta,
  Adam: adam,
  AdaMax: adaMax,
  NAdam: nadam,
  AdamW: adamW,
  AMSGrad: amsGrad,
  Lion: lion,
}
const ruleOf = (name: string) => rules[name] ?? rules[name.split(',')[0]]

/** The same rule with some settings changed: another η. */
export const remade = (optimizer: Optimizer, changes: Readonly<Record<string, unknown>>): Optimizer =>
  ruleOf(optimizer.name)({ ...optimizer.settings, ...changes } as never)

/**
 * Settings as text that can stand in a page: functions by their name or formula, optimizers by their rule and settings.
 *
 * @throws RangeError when a function or an optimizer is of the caller's own making, or learns at a rate that changes
 */
export const pack = (settings: object): string =>
  JSON.stringify(settings, (_, value: unknown) => {
    if (isFunction(value)) return { $function: packFunction(value) }
    if (isOptimizer(value)) return { $optimizer: packOptimizer(value) }
    if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array)
    // JSON has no word for them.
    if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) }
    if (typeof value === 'function') throw new RangeError('a page cannot take a function of your own along')
    return value
  })

/** What `pack` wrote. */
export const unpack = (text: string): object =>
  JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    if ('$function' in value) return unpackFunction(value.$function as PackedFunction)
    if ('$optimizer' in value) {
      const { rule, settings } = value.$optimizer as { rule: string; settings: never }
      return ruleOf(rule)(settings)
    }
    if ('$number' in value) return Number(value.$number)
    return value
  }) as object

const isFunction = (value: unknown): value is ToyFunction<Point> =>
  typeof value === 'object' && value !== null && 'gradient' in value && typeof value.gradient === 'function'
const isOptimizer = (value: unknown): value is Optimizer =>
  typeof value === 'object' && value !== null && 'update' in value

type PackedFunction = Pick<ToyFunction<Point>, 'name' | 'expression' | 'minima' | 'domain'>

function packFunction(f: ToyFunction<Point>): PackedFunction {
  const { name, expression, minima, domain } = f
  const known = [...curves, ...landscapes].some((f) => f.name === name)
  if (!known && expression === undefined)
    throw new RangeError(
      `a page cannot take the function ${name} along; allowed: the library's own, and those of fromExpression('…')`,
    )
  const packed = { name, ...(expression !== undefined && { expression }), minima, ...(domain && { domain }) }
  let there: AnyFunction
  try {
    there = unpackFunction(packed)
  } catch (cause) {
    throw new RangeError(
      `a page cannot compute ${name}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    )
  }
  if (!samples.every(([x, y]) => alike(valueOf(f, x, y), valueOf(there, x, y))))
    throw new RangeError(
      `${name} has other values than the function that a page knows by this name; allowed: the library's own, and those of fromExpression('…')`,
    )
  return packed
}

const samples = [
  [0.5, 0.25],
  [-1.3, 0.7],
  [2.1, -1.9],
] as const
/** At x, or for a function of two numbers at (x, y); NaN where there is none. */
const valueOf = (f: ToyFunction<Point> | AnyFunction, x: number, y: number): number => {
  for (const at of [x, [x, y]])
    try {
      const value = (f as ToyFunction<Point>).value(at)
      if (Number.isFinite(value)) return value
    } catch {
      // It takes the other kind of point.
    }
  return NaN
}
const alike = (a: number, b: number) =>
  Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))

function unpackFunction({ expression, ...is }: PackedFunction): AnyFunction {
  const known = [...curves, ...landscapes].find((f) => f.name === is.name)
  return { ...(expression === undefined ? known : readFormula(expression)), ...is } as AnyFunction
}

function packOptimizer(optimizer: Optimizer) {
  const { name, settings } = optimizer
  if (!settings || !(ruleOf(name) as unknown))
    throw new RangeError(`a page cannot take the optimizer ${name} along; allowed: the library's own rules`)
  for (const [key, value] of Object.entries(settings))
    if (typeof value === 'function')
      throw new RangeError(
        `${key} of ${name} is a schedule, which a page cannot take along; allowed: a number`,
      )
  // One that is made of a rule, with noise or with an update of its own, is not that rule.
  const made = remade(optimizer, {})
  if (made.name !== name || String(fewSteps(made)) !== String(fewSteps(optimizer)))
    throw new RangeError(`a page cannot take the optimizer ${name} along; allowed: the library's own rules`)
  return { rule: name, settings }
}

const fewSteps = (optimizer: Optimizer) => descend(bowl, [3, -0.5], optimizer, 5).last.x
