// @ts-check
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root, venvPython } from '../files.mjs'
import { jupyterEnvironment } from '../lab.mjs'
import { lessons } from '../names.mjs'
import { setUp } from '../setup/stages.mjs'

// Medians of several runs, side by side in this one run: compare the ratios, not the times of two machines.
await setUp(root)
const { benchOptimizers } = await import('./optimizers.mjs')
await benchOptimizers()

const { status, stdout, stderr } = spawnSync(
  venvPython(root),
  [join(root, 'tools/bench/notebooks.py'), root, ...lessons(root)],
  {
    env: jupyterEnvironment(root, process.env),
    encoding: 'utf8',
  },
)
if (status !== 0) throw new Error(`the notebooks could not be timed:\n${stderr}`)
console.table(JSON.parse(stdout))
