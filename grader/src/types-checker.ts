// A process of its own for TypeScript's checker: a submission can keep it busy for ever, and then it is ended.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { visible } from './visible'

/** A type error in plain words. */
export interface TypeProblem {
  readonly line: number
  readonly says: string
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  lib: ['lib.es2022.d.ts'],
  types: [],
  strict: true,
  noImplicitAny: false,
  noEmit: true,
}
const folder = path.dirname(require.resolve('typescript'))
const submission = '/exercise.ts'
const surroundings = '/surroundings.d.ts'
const parse = (name: string, text: string) => ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true)
const known = new Map([
  [
    surroundings,
    parse(
      surroundings,
      `declare const console: { log(...what: unknown[]): void }
declare const performance: { now(): number }
declare function structuredClone<T>(value: T): T
declare module 'mathjs'`,
    ),
  ],
])

/** A file of TypeScript's own library. Nothing else is read, whatever a submission refers to. */
function library(name: string): ts.SourceFile | undefined {
  if (!known.has(name) && path.dirname(name) === folder && /^lib\.[\w.]+\.d\.ts$/.test(path.basename(name))) {
    known.set(name, parse(name, readFileSync(name, 'utf8')))
  }
  return known.get(name)
}

function typeProblems(source: string): TypeProblem[] {
  const file = parse(submission, source)
  const program = ts.createProgram([surroundings, submission], options, {
    getSourceFile: (name) => (name === submission ? file : library(name)),
    getDefaultLibFileName: () => path.join(folder, 'lib.d.ts'),
    getDefaultLibLocation: () => folder,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => undefined,
    fileExists: () => false,
    readFile: () => undefined,
    resolveModuleNameLiterals: (names) => names.map(() => ({ resolvedModule: undefined })),
  })
  if (program.getSyntacticDiagnostics(file).length > 0) return []
  const found = program.getSemanticDiagnostics(file).map(({ code, messageText, start }) => ({
    at: start ?? 0,
    says: visible(
      inPlainWords(code, typeof messageText === 'string' ? messageText : messageText.messageText),
    ),
  }))
  const problems = new Map<string, TypeProblem>()
  for (const { at, says } of [...powers(file), ...found].sort((a, b) => a.at - b.at)) {
    const line = file.getLineAndCharacterOfPosition(at).line + 1
    problems.set(`${line} ${says}`, { line, says })
  }
  return [...problems.values()].slice(0, 5)
}

/** Where ^ stands, which is no type error and next to never meant. */
function powers(file: ts.SourceFile): { at: number; says: string }[] {
  const found: { at: number; says: string }[] = []
  const look = (node: ts.Node) => {
    if (node.kind === ts.SyntaxKind.CaretToken)
      found.push({ at: node.getStart(file), says: '^ works on the bits of a number; a power is written **.' })
    ts.forEachChild(node, look)
  }
  look(file)
  return found
}

/** The common ones in plain words, the others as TypeScript says them. */
function inPlainWords(code: number, text: string): string {
  const [first = '', second = '', third = ''] = [...text.matchAll(/'((?:[^']|'(?=\w))*)'/g)].map(
    (quoted) => quoted[1],
  )
  const gives = /=> (void|.* \| undefined)$/.exec(first)?.[1]
  switch (code) {
    case 2322:
      if (gives !== undefined && !second.endsWith(gives))
        return 'this function can end without a return, so it would give undefined; after => { … } too the answer needs a return.'
      return `this is of type ${first}, and ${second} is asked for.`
    case 2739:
    case 2740:
      return `this ${first} has no ${text.split(': ').at(-1) ?? ''}.`
    case 2741:
      return `this ${second} has no ${first}.`
    case 2353:
    case 2561:
      return `nothing is called ${first} in what is asked for, ${second}.`
    case 2345:
      return `this argument is of type ${first}, and ${second} is asked for.`
    case 2304:
    case 2580:
    case 2591:
    case 18004:
      return `nothing here is called ${first}.`
    case 2552:
      return `nothing here is called ${first}; perhaps ${second} is meant.`
    case 2339:
    case 2550:
      return `there is no ${first} in ${second}.`
    case 2551:
      return `there is no ${first} in ${second}; perhaps ${third} is meant.`
    case 2300:
    case 2451:
      return `${first} is declared more than once.`
    case 2349:
      return 'this is no function, so it cannot be called.'
    case 1064:
      return 'an async function gives a promise; the answer itself is asked for, without async.'
    case 2355:
    case 2366:
      return 'the function can end without a return, so its answer would be undefined.'
    case 2362:
    case 2363:
    case 2365:
      return 'this calculation needs numbers on both sides.'
    case 2554:
      return text.replace(
        /^Expected ([\d-]+) arguments?, but got (\d+)\.$/,
        'this call has $2 arguments; it takes $1.',
      )
    case 2588:
      return `${first} is a const and keeps its value; declare it with let to change it.`
    case 2307:
    case 2792:
      return 'an exercise imports nothing but mathjs: all else it needs comes as arguments.'
    case 2448:
    case 2454:
      return `${first} is used before it has a value.`
    case 2532:
    case 18048:
      return `${first || 'this'} may be undefined here.`
    case 18046:
      return `what type ${first} has is not known here.`
    default:
      return text
  }
}

process.on('message', (source: string) => process.send?.(typeProblems(source)))
