import path from 'node:path'
import ts from '@tslab/typescript-for-tslab'
import { fromRoot } from '../kernel/paths.mjs'
import { parse, sourceOf, tagsOf } from './form.mjs'

/** @typedef {{ name: string, text: string }} Lesson a notebook's file name and content */

/** What tslab compiles cells with (its converter.js), save that declarations are checked as well. */
const options = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  esModuleInterop: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  declaration: true,
  experimentalDecorators: true,
  resolveJsonModule: true,
  jsx: ts.JsxEmit.React,
  allowJs: true,
  checkJs: true,
  outDir: 'none',
}

const declaredTwice = new Set([2300, 2451])

/**
 * A lesson's cells as one module, with where each of its lines comes from.
 * @param {Lesson} lesson
 */
function moduleOf({ name, text }) {
  /** @type {string[]} */
  const lines = ['export {}']
  /** @type {{ place: string, mayFail: boolean }[]} */
  const origins = [{ place: name, mayFail: false }]
  for (const cell of parse(text).cells) {
    if (cell.cell_type !== 'code') continue
    const mayFail = tagsOf(cell).includes('raises-exception')
    // A cell may begin with a bracket; the one before it must not run on into it.
    const source = fromRoot(sourceOf(cell)) + '\n;'
    for (const [index, line] of source.split('\n').entries()) {
      lines.push(line)
      origins.push({ place: `${name}, cell ${cell.id ?? ''}, line ${index + 1}`, mayFail })
    }
  }
  return { source: lines.join('\n'), origins }
}

/**
 * Type-checks lessons, and the declarations of the packages that they import, as the kernel would: under its
 * TypeScript 5.0.4, from the project's root. A name that two cells declare is refused: the reader who goes back
 * would find another value in it than the one above.
 * @param {Lesson[]} lessons
 * @param {string} root
 * @returns {string[]} a line for each problem, with its lesson, cell and line
 */
export function typeProblems(lessons, root) {
  const modules = new Map(
    lessons.map((lesson) => [
      path.posix.join(root.replaceAll('\\', '/'), `${lesson.name}.ts`),
      moduleOf(lesson),
    ]),
  )
  const disk = ts.createCompilerHost(options)
  /** @type {ts.CompilerHost} */
  const host = {
    ...disk,
    getCurrentDirectory: () => root,
    fileExists: (file) => modules.has(file) || disk.fileExists(file),
    readFile: (file) => modules.get(file)?.source ?? disk.readFile(file),
    getSourceFile: (file, target, ...more) => {
      const source = modules.get(file)?.source
      return source === undefined
        ? disk.getSourceFile(file, target, ...more)
        : ts.createSourceFile(file, source, target)
    },
  }
  const packages = ['lib', 'grader'].map((name) => path.join(root, name, 'dist', 'index.d.ts'))
  const program = ts.createProgram([...modules.keys(), ...packages], options, host)
  const own = program.getSourceFiles().filter(({ fileName }) => {
    const inside = path.relative(root, fileName).replaceAll('\\', '/')
    return modules.has(fileName) || /^(lib|grader)\/dist\/|^(exercises|solutions)\//.test(inside)
  })
  const diagnostics = [
    ...program.getOptionsDiagnostics(),
    ...own.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
      ...(modules.has(file.fileName) ? program.getDeclarationDiagnostics(file) : []),
    ]),
  ]
  return diagnostics.flatMap(({ file, start = 0, messageText, code }) => {
    let message = ts.flattenDiagnosticMessageText(messageText, ' ').replaceAll("'.//", "'../")
    if (!file) return [message]
    const line = file.getLineAndCharacterOfPosition(start).line
    const module = modules.get(file.fileName)
    if (!module) return [`${path.relative(root, file.fileName)}, line ${line + 1}: ${message}`]
    if (declaredTwice.has(code)) message += ' A lesson declares each name once.'
    const { place, mayFail } = module.origins[line]
    return mayFail ? [] : [`${place}: ${message}`]
  })
}
