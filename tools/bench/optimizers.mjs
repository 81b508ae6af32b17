// @ts-check
import {
  descend,
  gradientDescent,
  momentum,
  momentumAveraged,
  momentumScaled,
  momentumSubtracted,
  nesterov,
  square,
  stepper,
} from 'downhill'
import { Bench } from 'tinybench'

const STEPS = 1000
const MANY = 1_000_000

/**
 * Each optimizer with the same rule written by hand as one loop over one velocity; `gradient` is what the loop is
 * given, as the stepper is.
 * @typedef {(x: Float64Array, v: Float64Array, gradient: Float64Array) => void} Loop
 * @type {Record<string, { optimizer: import('downhill').Optimizer, loop: Loop }>}
 */
const rules = {
  gradientDescent: {
    optimizer: gradientDescent({ eta: 0.01 }),
    loop(x, _, g) {
      for (let i = 0; i < x.length; i++) x[i] += -0.01 * g[i]
    },
  },
  momentum: {
    optimizer: momentum({ eta: 0.01 }),
    loop(x, v, g) {
      for (let i = 0; i < x.length; i++) x[i] += v[i] = 0.9 * v[i] - 0.01 * g[i]
    },
  },
  momentumSubtracted: {
    optimizer: momentumSubtracted({ eta: 0.01 }),
    loop(x, v, g) {
      for (let i = 0; i < x.length; i++) x[i] -= v[i] = 0.9 * v[i] + 0.01 * g[i]
    },
  },
  momentumScaled: {
    optimizer: momentumScaled({ alpha: 0.1 }),
    loop(x, v, g) {
      for (let i = 0; i < x.length; i++) x[i] += v[i] = 0.9 * v[i] - (1 - 0.9) * 0.1 * g[i]
    },
  },
  momentumAveraged: {
    optimizer: momentumAveraged({ eta: 0.1 }),
    loop(x, v, g) {
      for (let i = 0; i < x.length; i++) x[i] -= 0.1 * (v[i] = 0.9 * v[i] + (1 - 0.9) * g[i])
    },
  },
  nesterov: {
    optimizer: nesterov({ eta: 0.01 }),
    loop(x, v, g) {
      for (let i = 0; i < x.length; i++) x[i] += v[i] = 0.9 * v[i] - 0.01 * g[i]
    },
  },
}

/**
 * Steps per second of every optimizer: recorded on x², unrecorded on x², and on a million parameters, the last two
 * beside the same rule as one hand-written loop.
 */
export async function benchOptimizers() {
  const rows = []
  for (const [name, { optimizer, loop }] of Object.entries(rules)) {
    const bench = new Bench({ time: 300, warmupTime: 100 })
    bench.add('recorded', () => descend(square, 70, optimizer, STEPS))
    bench.add('unrecorded', () => {
      const run = stepper(optimizer, 1)
      const x = Float64Array.of(70)
      const g = new Float64Array(1)
      for (let t = 0; t < STEPS; t++) {
        const offset = run.ahead()
        g[0] = 2 * (x[0] + (offset ? offset[0] : 0))
        run.move(x, g)
      }
    })
    bench.add('by hand', () => {
      const x = Float64Array.of(70)
      const v = new Float64Array(1)
      const g = new Float64Array(1)
      for (let t = 0; t < STEPS; t++) {
        g[0] = 2 * (x[0] + (name === 'nesterov' ? 0.9 * v[0] : 0))
        loop(x, v, g)
      }
    })
    const big = stepper(optimizer, MANY)
    const x = new Float64Array(MANY)
    const v = new Float64Array(MANY)
    const g = new Float64Array(MANY).fill(1e-3)
    bench.add('million', () => big.move(x, g))
    bench.add('million by hand', () => loop(x, v, g))
    await bench.run()
    const median = (/** @type {string} */ task) => {
      const result = bench.getTask(task)?.result
      if (result?.state !== 'completed') throw new Error(`the bench of ${name}, ${task}, did not finish`)
      return result.latency.p50
    }
    const perSecond = (/** @type {string} */ task) => Math.round((STEPS / median(task)) * 1000)
    rows.push({
      optimizer: name,
      'x² recorded, steps/s': perSecond('recorded'),
      'x² unrecorded, steps/s': perSecond('unrecorded'),
      'unrecorded : by hand': (median('unrecorded') / median('by hand')).toFixed(2),
      '10⁶ parameters, ms/step': median('million').toFixed(2),
      '10⁶ : by hand': (median('million') / median('million by hand')).toFixed(2),
    })
  }
  console.table(rows)
}
