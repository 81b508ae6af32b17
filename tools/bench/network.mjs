// @ts-check
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import {
  adam,
  classification,
  descend,
  digits,
  gradientDescent,
  miniBatches,
  momentum,
  network,
  random,
  square,
  stepper,
} from 'downhill'
import { root } from '../files.mjs'

const STEPS = 1000
const MANY = 1_000_000

/** The median of several runs in milliseconds, after one to warm up. */
function median(/** @type {() => void} */ work, runs = 9) {
  work()
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)[(runs - 1) / 2]
}

/** One epoch over the 1,797 digits: 64-32-10, ReLU, batch 32, Adam. */
function epoch(/** @type {boolean} */ batchNorm) {
  const { images, labels } = digits()
  const net = network({ layers: [64, 32, 10], batchNorm })
  const task = classification(net, images, labels)
  const draw = random(1)
  const x = net.initial(draw)
  const run = stepper(adam({ eta: 0.003 }), task.parameters)
  return median(() => {
    for (const batch of miniBatches(task.samples, 32, draw)) run.move(x, task.gradient(x, batch))
  })
}

/** One step on x², unrecorded. */
function step(/** @type {import('downhill').Optimizer} */ optimizer) {
  return (
    median(() => {
      const run = stepper(optimizer, 1)
      const x = Float64Array.of(70)
      const g = new Float64Array(1)
      for (let t = 0; t < STEPS; t++) {
        g[0] = square.gradient(x[0])
        run.move(x, g)
      }
    }, 99) / STEPS
  )
}

/** One step on x², recorded in a path. */
const recorded = (/** @type {import('downhill').Optimizer} */ optimizer) =>
  median(() => descend(square, 70, optimizer, STEPS), 99) / STEPS

/** One step of Adam on a million parameters. */
function million() {
  const run = stepper(adam({ eta: 0.001 }), MANY)
  const x = new Float64Array(MANY)
  const g = x.map((_, i) => Math.sin(i))
  return median(() => run.move(x, g), 25)
}

/**
 * PyTorch's times, where a Python has it: the one that TORCH_PYTHON names, or python3.
 * @returns {Record<string, number> | undefined}
 */
function pytorch() {
  const python = process.env.TORCH_PYTHON ?? 'python3'
  if (spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status !== 0) {
    console.log(`PyTorch: ${python} has none; TORCH_PYTHON=/path/to/python names one that has it`)
    return undefined
  }
  const { status, stdout, stderr } = spawnSync(
    python,
    [join(root, 'tools/bench/pytorch.py'), join(root, 'lib/data/digits.csv.gz')],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`PyTorch could not be timed:\n${stderr}`)
  const times = /** @type {unknown} */ (JSON.parse(stdout))
  return /** @type {Record<string, number>} */ (times)
}

/** The network and the optimizers beside PyTorch's, float64 and one thread both. */
export function benchNetwork() {
  const [plain, heavy, adaptive] = [
    gradientDescent({ eta: 0.01 }),
    momentum({ eta: 0.01 }),
    adam({ eta: 0.01 }),
  ]
  const many = million()
  /** What is timed, the time here, and what PyTorch's script calls it. @type {[string, number, string][]} */
  const rows = [
    ['epoch over 1,797 digits, Adam', epoch(false), 'epoch'],
    ['the same with batch normalization', epoch(true), 'epoch, batch norm'],
    ['step on x², gradient descent', step(plain), 'square, gradient descent'],
    ['step on x², momentum', step(heavy), 'square, momentum'],
    ['step on x², Adam', step(adaptive), 'square, Adam'],
    ['recorded step on x², Adam', recorded(adaptive), 'square, Adam'],
    ['Adam on 10⁶ parameters', many, 'million, Adam'],
    ['the same, PyTorch fused', many, 'million, Adam, fused'],
  ]
  const theirs = pytorch()
  console.table(
    rows.map(([what, here, name]) => ({
      what,
      'here, ms': Number(here.toPrecision(3)),
      ...(theirs && {
        'PyTorch, ms': Number(theirs[name].toPrecision(3)),
        'times as fast': Number((theirs[name] / here).toPrecision(3)),
      }),
    })),
  )
}
