// @ts-check
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root, venvPython } from '../files.mjs'
import { jupyterEnvironment } from '../lab.mjs'
import { choose, lessons } from '../names.mjs'
import { setUp } from '../setup/stages.mjs'

/** What is measured, by name. Medians of several runs, side by side in one run: compare the ratios, not two machines' times. */
const benches = {
  optimizers: async () => (await import('./optimizers.mjs')).benchOptimizers(),
  network: async () => (await import('./network.mjs')).benchNetwork(),
  notebooks: benchNotebooks,
  grader: async () => (await import('./grader.mjs')).benchGrader(),
  explorables: async () => (await import('./explorables.mjs')).benchExplorables(),
}

function benchNotebooks() {
  const { status, stdout, stderr } = spawnSync(
    venvPython(root),
    [join(root, 'tools/bench/notebooks.py'), root, ...lessons(root)],
    { env: jupyterEnvironment(root, process.env), encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`the notebooks could not be timed:\n${stderr}`)
  console.table(JSON.parse(stdout))
}

const names = Object.keys(benches)
const wanted = process.argv.slice(2).map((name) => choose(name, names, 'bench'))
await setUp(root)
for (const [name, bench] of Object.entries(benches))
  if (wanted.length === 0 || wanted.includes(name)) await bench()
