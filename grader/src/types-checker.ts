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
  [surroundings, parse(surroundings, 'declare const console: { log(...what: unknown[]): void }')],
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
  return program
    .getSemanticDiagnostics(file)
    .slice(0, 5)
    .map(({ code, messageText, start }) => ({
      line: file.getLineAndCharacterOfPosition(start ?? 0).line + 1,
      says: visible(
        inPlainWords(code, typeof messageText === 'string' ? messageText : messageText.messageText),
      ),
    }))
}

/** The common ones in plain words, the others as TypeScript says them. */
function inPlainWords(code: number, text: string): string {
  const [first = '', second = ''] = [...text.matchAll(/'((?:[^']|'(?=\w))*)'/g)].map((quoted) => quoted[1])
  const [asked = 'other', given = 'another number of'] = text.match(/\d+/g) ?? []
  switch (code) {
    case 2322:
      return `this is of type ${first}, and ${second} is asked for.`
    case 2345:
      return `this argument is of type ${first}, and ${second} is asked for.`
    case 2304:
      return `nothing here is called ${first}.`
    case 2552:
      return `nothing here is called ${first}; perhaps ${second} is meant.`
    case 2339:
      return `there is no ${first} in ${second}.`
    case 2355:
    case 2366:
      return 'the function can end without a return, so its answer would be undefined.'
    case 2362:
    case 2363:
    case 2365:
      return 'this calculation needs numbers on both sides.'
    case 2554:
      return `this call gives ${given} arguments, and ${asked} are asked for.`
    case 2588:
      return `${first} is a const and keeps its value; declare it with let to change it.`
    case 2307:
    case 2792:
      return 'an exercise imports nothing: all it needs comes as arguments.'
    case 2454:
      return `${first} is used before it has a value.`
    case 2532:
    case 18048:
      return `${first || 'this'} may be undefined here.`
    default:
      return text
  }
}

process.on('message', (source: string) => process.send?.(typeProblems(source)))
