import { readFileSync } from 'node:fs'
import { random } from 'downhill'
import { stub } from 'downhill-grader'
import { expect, test } from 'vitest'
import { find } from '../../grader/src/examine.ts'
import { exportName, type AnyExercise } from '../../grader/src/exercise.ts'
import { gradeAndTell } from '../../grader/src/grade.ts'
import { Sandbox } from '../../grader/src/isolate.ts'
import { descend, honest } from './attacks.ts'
import { ofEachKind, solution } from './handed-in.ts'

// Longer than a learner waits: a busy machine must not turn an answer into a timeout.
const limits = { milliseconds: 40_000, megabytes: 512 }

/** All that the grader makes of it but the time. */
async function told(source: string, exercise: AnyExercise, sandbox = new Sandbox(limits)): Promise<string> {
  const graded = await gradeAndTell(source, exercise, { sandbox })
  return JSON.stringify({ ...graded, result: { ...graded.result, milliseconds: 0 } })
}

/** A right answer and a wrong one. */
const answersTo = (exercise: AnyExercise) => [
  solution(exercise.id),
  exercise.kind === 'function'
    ? `export const ${exportName(exercise.id)} = ${String(exercise.mistakes[0].slip)}`
    : stub(exercise),
]

const right = descend(honest)
/** Right or wrong, and written as few write. */
const oddForms = [
  `\ufeff${right}`,
  `#!/usr/bin/env deno\n${right}`,
  right.replace(/\n/g, '\r\n'),
  right.replace(/\n/g, '\u2028'),
  `<!-- a comment\n${right}`,
  `"use strict"\n${right}\n'use strict'`,
  `${right}\n//# sourceURL=other.ts`,
  `//# sourceMappingURL=data:application/json,{"version":3}\n${descend('throw new Error("here")')}`,
  `${descend('throw new Error("here")')}\n//# sourceURL=other.ts`,
  `return 1\n${right}`,
  `${right}\nconsole.log(typeof this, typeof arguments)`,
  `${right}\nconsole.log(typeof this, new.target)`,
  `await 0\n${right}\nawait 0`,
  `await new Promise(() => {})\n${right}`,
  `await Promise.reject(new Error('no'))\n${right}`,
  right.replace('export function descend', 'export default function'),
  `${right.replace('export ', '')}\nexport { descend as 'a b', descend as default, descend }`,
  `${right}\nexport * from 'other'`,
  `${right.replace('export ', '')}\nlet other = () => [1]\nexport { other as descend }\nawait 0\nother = descend as any`,
  `export let descend: any = () => { descend = () => [1]; return [2] }`,
  `export class descend {}`,
  `export const descend = { get then() { throw 1 } }`,
  `export const descend = late\nconst late = 1`,
  `enum Kind { One }\n${right}`,
  `namespace Kind { export const one = 1 }\n${right}`,
  descend('return eval("[1]")'),
  descend('with ({}) return [1]'),
  descend('throw undefined'),
  'import { add } from "mathjs"\nexport const descend = () => [add(1, 2)]',
]

// That all answers to all exercises get what they shall in one process is seen in exercises.test.ts.
const all = [
  ...ofEachKind.flatMap((exercise) => answersTo(exercise).map((source) => [source, exercise] as const)),
  ...oddForms.map((source) => [source, find('descend')] as const),
]

test('whoever shares a process is told the same as alone, in whatever order', async () => {
  const chance = random(2026)
  const order = all
    .map((one) => [chance(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one)
  const shared = new Sandbox(limits, true)
  for (const [source, exercise] of order) {
    const [together, alone] = await Promise.all([told(source, exercise, shared), told(source, exercise)])
    expect(together, `${exercise.id}\n${source}`).toBe(alone)
  }
  await shared.close()
}, 240_000)

test.runIf(process.platform === 'linux')(
  'a process serves a thousand, then another does; nobody is told otherwise',
  async () => {
    const children = () =>
      readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean)
    const exercise = find('descent-step')
    const source = solution('descent-step')
    const alone = await told(source, exercise)
    const sandbox = new Sandbox(limits, true)
    const before = new Set(children())
    const served = new Map<string, number>()
    for (let i = 0; i < 1010; i++) {
      expect(await told(source, exercise, sandbox)).toBe(alone)
      await sandbox.settled()
      const waits = children().find((pid) => !before.has(pid)) ?? 'nobody'
      served.set(waits, (served.get(waits) ?? 0) + 1)
    }
    await sandbox.close()
    // Each but the last of a process finds it waiting.
    expect([...served.values()]).toEqual([999, 1, 10])
  },
  120_000,
)
