import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { root, venvPython } from '../../tools/files.mjs'
import { jupyterEnvironment } from '../../tools/lab.mjs'
import { kernelspec } from '../../tools/setup/stages.mjs'

/** Runs a Python script of the tests with the kernel of this working tree, and gives what it wrote as its last line of JSON. */
export async function runInJupyter(script: string, ...args: string[]): Promise<unknown> {
  const python = venvPython(root)
  if (!existsSync(python)) throw new Error(`${python} is not there: node tools/setup.mjs makes it`)
  const data = mkdtempSync(path.join(tmpdir(), 'downhill-jupyter-'))
  try {
    mkdirSync(path.join(data, 'kernels', 'downhill'), { recursive: true })
    writeFileSync(path.join(data, 'kernels', 'downhill', 'kernel.json'), JSON.stringify(kernelspec(root)))
    const env = { ...jupyterEnvironment(root, process.env), JUPYTER_PATH: data, JUPYTER_RUNTIME_DIR: data }
    const { stdout } = await promisify(execFile)(python, [script, ...args], { env, maxBuffer: 2 ** 28 })
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}
