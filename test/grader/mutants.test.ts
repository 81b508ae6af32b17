import { exercises } from 'downhill-grader'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { grade } from '../../grader/src/grade.ts'
import { Sandbox } from '../../grader/src/isolate.ts'
import { solution } from './handed-in.ts'

// Many mutants never end; the race has no loops, and takes long.
const limitsOf = (kind: string) => ({ milliseconds: kind === 'race' ? 20_000 : 1000, megabytes: 300 })

/** The mutants that are right all the same, by the line as they have it, and why. */
const anyStep = 'any small h gives the slope to six digits'
const theFirst = 'ρ times the first value and 1 − ρ times it add up to it'
const another = 'another rule, no slower in this race'
const equivalent: Record<string, Record<string, string>> = {
  derivative: {
    'export function derivative(f: (x: number) => number, x: number, h = 0.00002): number {': anyStep,
    'export function derivative(f: (x: number) => number, x: number, h = 0.000005): number {': anyStep,
  },
  gradient: {
    'export function gradient(f: (point: number[]) => number, point: number[], h = 0.00002): number[] {':
      anyStep,
    'export function gradient(f: (point: number[]) => number, point: number[], h = 0.000005): number[] {':
      anyStep,
  },
  'mini-batches': {
    'for (let i = n - 1; i >= 0; i--) {': 'the first place is swapped with itself',
    'for (let i = n - 1; i > -1; i--) {': 'the first place is swapped with itself',
  },
  'exponential-moving-average': {
    'if (t >= 0) average = rho * average + (1 - rho) * value': theFirst,
    'if (t > -1) average = rho * average + (1 - rho) * value': theFirst,
    'if (true) average = rho * average + (1 - rho) * value': theFirst,
  },
  'cosine-restarts': {
    'const since = t + period * Math.floor(t / period)':
      'two whole periods of the cosine more for each restart',
  },
  'early-stopping': {
    'for (let epoch = 0; epoch < losses.length; epoch++) {': 'the first loss is not below itself',
    'for (let epoch = 1; epoch <= losses.length; epoch++) {': 'nothing is not below the best loss',
    'for (let epoch = 1; true; epoch++) {': 'nothing is not below the best loss, and patience ends',
  },
  capstone: {
    'const [eta, beta1, beta2] = [0.09, 0.88, 0.8]': another,
    'const step = mHat.map((average, i) => (-eta * average) / (Math.sqrt(vHat[i]) - 1e-8))': another,
    'const step = mHat.map((average, i) => (-eta * average) / (Math.sqrt(vHat[i]) + 2e-8))': another,
    'const step = mHat.map((average, i) => (-eta * average) / (Math.sqrt(vHat[i]) + 5e-9))': another,
    'const v = state.v.map((average, i) => beta2 * average + (beta2) * gradient[i] ** 2)': another,
    'const vHat = v.map((average) => average / (1 - beta2 ** (t + 2)))': another,
  },
}

/** What a slip may put in the place of an operator, or of a function of Math. */
const operators: Record<string, readonly string[]> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '**': ['*'],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '===': ['!=='],
  '||': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
  '=': ['+='],
}
const functions: Record<string, string> = { max: 'min', floor: 'ceil', abs: 'floor', cos: 'sin', sqrt: 'abs' }

/** What can stand in the place of a node of the tree, each another slip. */
function slipsAt(node: ts.Node): readonly string[] {
  const text = node.getText()
  if (ts.isBinaryExpression(node.parent) && node === node.parent.operatorToken) {
    if (!(text in operators)) throw new Error(`no other operator for ${text}`)
    return operators[text]
  }
  if (ts.isBinaryExpression(node) && /^[-+*/]+$/.test(node.operatorToken.getText()))
    return [node.left.getText(), node.right.getText()]
  if (ts.isNumericLiteral(node) && !ts.isLiteralTypeNode(node.parent)) {
    const value = Number(text)
    return (Number.isInteger(value) ? [value + 1, value - 1] : [2 * value, value / 2]).map(String)
  }
  if (ts.isElementAccessExpression(node.parent) && node === node.parent.argumentExpression)
    return [`${text} + 1`, `${text} - 1`]
  if (ts.isPrefixUnaryExpression(node)) return [node.operand.getText()]
  if (ts.isPostfixUnaryExpression(node))
    return [node.operand.getText() + (node.operator === ts.SyntaxKind.PlusPlusToken ? '--' : '++')]
  if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'Math')
    return node.name.text in functions ? [`Math.${functions[node.name.text]}`] : []
  return ts.isExpressionStatement(node) || ts.isBreakStatement(node) ? [';'] : []
}

/** What a condition can be besides what it is. */
function conditionOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) return node.expression
  return ts.isConditionalExpression(node) || ts.isForStatement(node) ? node.condition : undefined
}

interface Mutant {
  readonly line: string
  readonly source: string
}

/** A solution with one thing in it changed, in all ways. */
function mutantsOf(source: string): Mutant[] {
  const file = ts.createSourceFile('solution.ts', source, ts.ScriptTarget.ES2022, true)
  const mutants: Mutant[] = []
  const put = (node: ts.Node, slip: string) => {
    const [from, to] = [node.getStart(), node.getEnd()]
    const mutated = source.slice(0, from) + slip + source.slice(to)
    const line = mutated
      .slice(mutated.lastIndexOf('\n', from - 1) + 1)
      .split('\n')[0]
      .trim()
    mutants.push({ line, source: mutated })
  }
  const walk = (node: ts.Node) => {
    for (const slip of node === file ? [] : slipsAt(node)) put(node, slip)
    const condition = conditionOf(node)
    if (condition) for (const other of [`!(${condition.getText()})`, 'true', 'false']) put(condition, other)
    ts.forEachChild(node, walk)
  }
  walk(file)
  return mutants
}

// The quiz has no formula; each of its wrong letters is tried in exercises.test.ts. The capstone takes longest: it begins.
const formulas = exercises.filter(({ kind }) => kind !== 'quiz').reverse()

test.concurrent.each(formulas.map((exercise) => [exercise.id, exercise] as const))(
  '%s: whatever is changed in its solution loses points',
  async (id, exercise) => {
    const sandbox = new Sandbox(limitsOf(exercise.kind), true)
    const right = async (source: string) => (await grade(source, exercise, { sandbox })).status === 'pass'
    const source = solution(id)
    expect(await right(source)).toBe(true)
    const mutants = mutantsOf(source)
    expect(mutants.length).toBeGreaterThan(1)
    const survivors: string[] = []
    for (const mutant of mutants) if (await right(mutant.source)) survivors.push(mutant.line)
    await sandbox.close()
    expect(survivors.sort()).toEqual(Object.keys(equivalent[id] ?? {}).sort())
  },
  300_000,
)
