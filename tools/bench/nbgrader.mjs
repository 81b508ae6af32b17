import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

/** Three exercises in Python: the answer, and what it is tested by. */
const exercises = {
  descent_step: {
    answer: 'def descent_step(x, slope, eta):\n    return x - eta * slope',
    tests: [
      'assert abs(descent_step(70, 140, 0.1) - 56) < 1e-9',
      'assert abs(descent_step(56, 112, 0.1) - 44.8) < 1e-9',
      'import random\nfor _ in range(20):\n    x, g, e = random.random(), random.random(), random.random()\n    assert abs(descent_step(x, g, e) - (x - e * g)) < 1e-9',
    ],
  },
  descend: {
    answer:
      'def descend(slope_of, x0, eta, steps):\n    path = [x0]\n    for t in range(steps):\n        path.append(path[t] - eta * slope_of(path[t]))\n    return path',
    tests: [
      'path = descend(lambda x: 2 * x, 70, 0.1, 4)\nassert len(path) == 5\nassert all(abs(a - b) < 1e-9 for a, b in zip(path, [70, 56, 44.8, 35.84, 28.672]))',
      'assert descend(lambda x: 2 * x, 3, 0.1, 0) == [3]',
    ],
  },
  momentum_step: {
    answer:
      'def momentum_step(state, slope, eta, m):\n    v = m * state["v"] - eta * slope\n    return {"x": state["x"] + v, "v": v}',
    tests: [
      'assert momentum_step({"x": 90, "v": 0}, 180, 0.1, 0.9) == {"x": 72, "v": -18}',
      'assert abs(momentum_step({"x": 72, "v": -18}, 144, 0.1, 0.9)["x"] - 41.4) < 1e-9',
    ],
  },
}

/**
 * A cell as nbgrader marks it.
 * @param {string} source
 * @param {string} id
 * @param {number | undefined} points of a test; undefined for an answer
 */
const cell = (source, id, points) => ({
  cell_type: 'code',
  execution_count: null,
  id,
  metadata: {
    nbgrader: {
      schema_version: 3,
      grade_id: id,
      grade: points !== undefined,
      solution: points === undefined,
      locked: points !== undefined,
      task: false,
      ...(points !== undefined && { points }),
    },
  },
  outputs: [],
  source,
})

const notebook = JSON.stringify({
  cells: Object.entries(exercises).flatMap(([name, { answer, tests }]) => [
    cell(`### BEGIN SOLUTION\n${answer}\n### END SOLUTION`, name, undefined),
    ...tests.map((test, i) => cell(test, `${name}-${i}`, 1)),
  ]),
  metadata: { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' } },
  nbformat: 4,
  nbformat_minor: 5,
})

/**
 * The seconds that nbgrader takes for one of so many submissions, graded in one run; undefined where it is not
 * installed. NBGRADER names its command if that is not on the path.
 * @param {number} count
 */
export function benchNbgrader(count) {
  const command = process.env.NBGRADER ?? 'nbgrader'
  if (spawnSync(command, ['--version']).status !== 0) return undefined
  const course = mkdtempSync(join(tmpdir(), 'bench-nbgrader-'))
  // It calls other commands of its environment by their names.
  const env = { ...process.env, PATH: [dirname(command), process.env.PATH].join(delimiter) }
  /** @param {string[]} args */
  const run = (...args) => {
    const { status, stderr } = spawnSync(command, args, { cwd: course, env, encoding: 'utf8' })
    if (status !== 0) throw new Error(`nbgrader ${args[0]} failed:\n${stderr.slice(-2000)}`)
  }
  /** @param {string} folder */
  const put = (folder) => {
    mkdirSync(join(course, folder), { recursive: true })
    writeFileSync(join(course, folder, 'problem.ipynb'), notebook)
  }
  writeFileSync(
    join(course, 'nbgrader_config.py'),
    'c = get_config()\nc.CourseDirectory.course_id = "bench"\n',
  )
  put('source/ps1')
  run('generate_assignment', 'ps1')
  for (let i = 0; i < count; i++) put(`submitted/student${i}/ps1`)
  const start = performance.now()
  run('autograde', 'ps1')
  const seconds = (performance.now() - start) / 1000 / count
  rmSync(course, { recursive: true })
  return seconds
}
