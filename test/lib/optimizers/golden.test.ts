import {
  bowl,
  descend,
  fromExpression,
  gradientDescent,
  momentum,
  momentumAveraged,
  momentumScaled,
  momentumSubtracted,
  nesterov,
  type Path,
  type Point,
  type ToyFunction,
} from 'downhill'
import { describe, expect, test } from 'vitest'
import cases from '../../fixtures/trajectories.json'

interface Options {
  lr?: number
  learning_rate?: number
  momentum?: number
  dampening?: number
  nesterov?: boolean
}
interface Case {
  source: string
  optimizer?: string
  options: Options
  function?: string
  start?: number[]
  points?: number[][]
}

/** The fixture's functions, on vectors, with gradients written out by hand here. */
const functions: Record<string, ToyFunction<readonly number[]>> = {
  square: { ...bowl, value: ([x]) => x * x, gradient: ([x]) => [2 * x] },
  nineSquare: { ...bowl, value: ([x]) => 9 * x * x, gradient: ([x]) => [18 * x] },
  bowl: { ...bowl, value: ([x, y]) => x * x + 25 * y * y, gradient: ([x, y]) => [2 * x, 50 * y] },
  rosenbrock: fromExpression('(1 - x)^2 + 100 (y - x^2)^2'),
}

/** Where PyTorch and optax stand: with Nesterov they keep the point ahead, and start with both in one place. */
const points = (path: Path<readonly number[]>) => path.rows.map((row) => row.ahead ?? row.x)

const relativeError = (ours: Point, theirs: readonly number[]) =>
  Math.max(
    ...(ours as readonly number[]).map(
      (x, i) => Math.abs(x - theirs[i]) / Math.max(1e-300, Math.abs(theirs[i])),
    ),
  )

/** Conventions that the course does not carry. */
const left: Record<string, (options: Options) => boolean> = {
  // The very first gradient goes in whole and all later ones scaled by 1 − dampening; no deck and no paper does that.
  'dampening of PyTorch': (options) => options.dampening !== undefined,
}

const named = (cases as Case[]).filter((c) =>
  ['SGD', 'SGD momentum', 'SGD nesterov', 'sgd'].includes(c.optimizer ?? ''),
)
const ours = named.filter((c) => !Object.values(left).some((leaves) => leaves(c.options)))

test('the fixture holds 30 paths of plain descent, momentum and Nesterov, all but four of them ours', () => {
  expect([named.length, ours.length]).toEqual([30, 26])
})

describe.each(ours)(
  '$source $optimizer $options on $function',
  ({ source, options, function: name, start, points: golden }) => {
    const eta = options.lr ?? options.learning_rate!
    const m = options.momentum
    const forms =
      m === undefined
        ? { plain: gradientDescent({ eta }) }
        : options.nesterov
          ? { nesterov: nesterov({ eta, m }) }
          : {
              momentum: momentum({ eta, m }),
              subtracted: momentumSubtracted({ eta, gamma: m }),
              scaled: momentumScaled({ alpha: eta / (1 - m), rho: m }),
              averaged: momentumAveraged({ eta: eta / (1 - m), beta1: m }),
            }

    test.each(Object.entries(forms))('is the path of %s to 1e-12', (_, optimizer) => {
      const path = points(descend(functions[name!], start!, optimizer, 25))
      expect(path).toHaveLength(golden!.length)
      for (const [t, theirs] of golden!.entries())
        expect(relativeError(path[t], theirs), `${source}, step ${t}`).toBeLessThan(1e-12)
    })
  },
)
