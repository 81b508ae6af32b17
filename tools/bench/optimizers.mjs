// @ts-check
import {
  adadelta,
  adagrad,
  adam,
  adaMax,
  adamW,
  amsGrad,
  descend,
  gradientDescent,
  lion,
  momentum,
  momentumAveraged,
  momentumScaled,
  momentumSubtracted,
  nadam,
  nesterov,
  rmsProp,
  rmsPropCentered,
  rmsPropMomentum,
  rmsScaled,
  square,
  stepper,
} from 'downhill'
import { Bench } from 'tinybench'

const STEPS = 1000
const MANY = 1_000_000

/**
 * Each optimizer with the same rule written by hand as one loop; `states` are as many vectors as the rule has columns,
 * and the gradient is what the loop is given, as the stepper is.
 * @typedef {(x: Float64Array, g: Float64Array, states: Float64Array[], t: number) => void} Loop
 * @type {Record<string, { optimizer: import('downhill').Optimizer, loop: Loop }>}
 */
const rules = {
  gradientDescent: {
    optimizer: gradientDescent({ eta: 0.01 }),
    loop(x, g) {
      for (let i = 0; i < x.length; i++) x[i] -= 0.01 * g[i]
    },
  },
  momentum: {
    optimizer: momentum({ eta: 0.01 }),
    loop(x, g, [v]) {
      for (let i = 0; i < x.length; i++) x[i] += v[i] = 0.9 * v[i] - 0.01 * g[i]
    },
  },
  momentumSubtracted: {
    optimizer: momentumSubtracted({ eta: 0.01 }),
    loop(x, g, [v]) {
      for (let i = 0; i < x.length; i++) x[i] -= v[i] = 0.9 * v[i] + 0.01 * g[i]
    },
  },
  momentumScaled: {
    optimizer: momentumScaled({ alpha: 0.1 }),
    loop(x, g, [v]) {
      for (let i = 0; i < x.length; i++) x[i] += v[i] = 0.9 * v[i] - (1 - 0.9) * 0.1 * g[i]
    },
  },
  momentumAveraged: {
    optimizer: momentumAveraged({ eta: 0.1 }),
    loop(x, g, [m]) {
      for (let i = 0; i < x.length; i++) x[i] -= 0.1 * (m[i] = 0.9 * m[i] + 0.1 * g[i])
    },
  },
  nesterov: {
    optimizer: nesterov({ eta: 0.01 }),
    loop(x, g, [v]) {
      for (let i = 0; i < x.length; i++) x[i] += v[i] = 0.9 * v[i] - 0.01 * g[i]
    },
  },
  rmsScaled: {
    optimizer: rmsScaled({ eta: 0.01 }),
    loop(x, g, [s], t) {
      const share = 1 / (t + 1)
      for (let i = 0; i < x.length; i++) {
        const gi = g[i]
        const si = (s[i] += gi * gi)
        x[i] -= (0.01 * gi) / Math.sqrt(share * si)
      }
    },
  },
  adagrad: {
    optimizer: adagrad({ eta: 0.01 }),
    loop(x, g, [s]) {
      for (let i = 0; i < x.length; i++) {
        const gi = g[i]
        const si = (s[i] += gi * gi)
        x[i] -= (0.01 * gi) / Math.sqrt(si + 1e-7)
      }
    },
  },
  rmsProp: {
    optimizer: rmsProp({ eta: 0.01 }),
    loop(x, g, [s]) {
      for (let i = 0; i < x.length; i++) {
        const gi = g[i]
        const si = (s[i] = 0.9 * s[i] + 0.1 * gi * gi)
        x[i] -= (0.01 * gi) / Math.sqrt(si + 1e-7)
      }
    },
  },
  rmsPropMomentum: {
    optimizer: rmsPropMomentum({ eta: 0.01 }),
    loop(x, g, [s, v]) {
      for (let i = 0; i < x.length; i++) {
        const gi = g[i]
        const si = (s[i] = 0.9 * s[i] + 0.1 * gi * gi)
        x[i] += v[i] = 0.9 * v[i] - (0.01 * gi) / Math.sqrt(si + 1e-7)
      }
    },
  },
  rmsPropCentered: {
    optimizer: rmsPropCentered({ eta: 0.01 }),
    loop(x, g, [s, a]) {
      for (let i = 0; i < x.length; i++) {
        const gi = g[i]
        const si = (s[i] = 0.9 * s[i] + 0.1 * gi * gi)
        const ai = (a[i] = 0.9 * a[i] + 0.1 * gi)
        x[i] -= (0.01 * gi) / Math.sqrt(Math.max(0, si - ai * ai) + 1e-7)
      }
    },
  },
  adadelta: {
    optimizer: adadelta(),
    loop(x, g, [s, u]) {
      for (let i = 0; i < x.length; i++) {
        const gi = g[i]
        const ui = u[i]
        const si = (s[i] = 0.95 * s[i] + 0.05 * gi * gi)
        const delta = -Math.sqrt((ui + 1e-6) / (si + 1e-6)) * gi
        u[i] = 0.95 * ui + 0.05 * delta * delta
        x[i] += delta
      }
    },
  },
  adam: {
    optimizer: adam(),
    loop(x, g, [m, v], t) {
      const c1 = 1 / (1 - 0.9 ** (t + 1))
      const c2 = 1 / (1 - 0.999 ** (t + 1))
      for (let i = 0; i < x.length; i++) {
        const gi = g[i]
        const mi = (m[i] = 0.9 * m[i] + 0.1 * gi)
        const vi = (v[i] = 0.999 * v[i] + 0.001 * gi * gi)
        x[i] -= (0.001 * c1 * mi) / (Math.sqrt(c2 * vi) + 1e-8)
      }
    },
  },
  adaMax: {
    optimizer: adaMax(),
    loop(x, g, [m, u], t) {
      const rate = 0.002 / (1 - 0.9 ** (t + 1))
      for (let i = 0; i < x.length; i++) {
        const gi = g[i]
        const mi = (m[i] = 0.9 * m[i] + 0.1 * gi)
        const ui = (u[i] = Math.max(0.999 * u[i], Math.abs(gi)))
        x[i] -= (rate * mi) / ui
      }
    },
  },
  nadam: {
    optimizer: nadam(),
    loop(x, g, [m, v], t) {
      const next = 0.9 / (1 - 0.9 ** (t + 2))
      const now = 0.1 / (1 - 0.9 ** (t + 1))
      const c2 = 1 / (1 - 0.999 ** (t + 1))
      for (let i = 0; i < x.length; i++) {
        const gi = g[i]
        const mi = (m[i] = 0.9 * m[i] + 0.1 * gi)
        const vi = (v[i] = 0.999 * v[i] + 0.001 * gi * gi)
        x[i] -= (0.001 * (next * mi + now * gi)) / (Math.sqrt(c2 * vi) + 1e-8)
      }
    },
  },
  adamW: {
    optimizer: adamW(),
    loop(x, g, [m, v], t) {
      const c1 = 1 / (1 - 0.9 ** (t + 1))
      const c2 = 1 / (1 - 0.999 ** (t + 1))
      for (let i = 0; i < x.length; i++) {
        const gi = g[i]
        const xi = x[i]
        const mi = (m[i] = 0.9 * m[i] + 0.1 * gi)
        const vi = (v[i] = 0.999 * v[i] + 0.001 * gi * gi)
        x[i] = xi - 0.00001 * xi - (0.001 * c1 * mi) / (Math.sqrt(c2 * vi) + 1e-8)
      }
    },
  },
  amsGrad: {
    optimizer: amsGrad(),
    loop(x, g, [m, v, u]) {
      for (let i = 0; i < x.length; i++) {
        const gi = g[i]
        const mi = (m[i] = 0.9 * m[i] + 0.1 * gi)
        const vi = (v[i] = 0.999 * v[i] + 0.001 * gi * gi)
        const ui = (u[i] = Math.max(u[i], vi))
        x[i] -= (0.001 * mi) / (Math.sqrt(ui) + 1e-8)
      }
    },
  },
  lion: {
    optimizer: lion(),
    loop(x, g, [m]) {
      for (let i = 0; i < x.length; i++) {
        const gi = g[i]
        const mi = m[i]
        x[i] -= 0.0001 * Math.sign(0.9 * mi + 0.1 * gi)
        m[i] = 0.99 * mi + 0.01 * gi
      }
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
    const vectors = (/** @type {number} */ n) => Object.keys(optimizer.columns).map(() => new Float64Array(n))
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
      const states = vectors(1)
      const g = new Float64Array(1)
      for (let t = 0; t < STEPS; t++) {
        g[0] = 2 * (x[0] + (name === 'nesterov' ? 0.9 * states[0][0] : 0))
        loop(x, g, states, t)
      }
    })
    const big = stepper(optimizer, MANY)
    const x = new Float64Array(MANY)
    const states = vectors(MANY)
    const g = new Float64Array(MANY).map((_, i) => Math.sin(i))
    let t = 0
    bench.add('million', () => big.move(x, g))
    bench.add('million by hand', () => loop(x, g, states, t++))
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
