import { ts } from './packages.mjs'

/**
 * The names that the cells before declared or imported.
 * @param {string} previous
 */
function declared(previous) {
  const names = new Set()
  for (const statement of ts.createSourceFile('cells.d.ts', previous, ts.ScriptTarget.Latest).statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations)
        if (ts.isIdentifier(name)) names.add(name.text)
    } else if (ts.isImportDeclaration(statement)) {
      const { name, namedBindings } = statement.importClause ?? {}
      if (name) names.add(name.text)
      if (namedBindings && ts.isNamespaceImport(namedBindings)) names.add(namedBindings.name.text)
      else if (namedBindings) for (const element of namedBindings.elements) names.add(element.name.text)
    } else if (
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isEnumDeclaration(statement) ||
      ts.isModuleDeclaration(statement)
    ) {
      if (statement.name) names.add(statement.name.text)
    }
  }
  return names
}

/**
 * tslab turns the name of an earlier cell's variable into `exports.eta`, but forgets the short form `{ eta }`, which
 * then fails with "eta is not defined". This writes it out: `{ eta: exports.eta }`.
 * @param {string} previous declarations of the cells before
 * @param {string} output the cell as JavaScript
 */
export function writeOutShorthands(previous, output) {
  const file = ts.createSourceFile('cell.js', output, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS)
  /** @type {import('@tslab/typescript-for-tslab').ShorthandPropertyAssignment[]} */
  const found = []
  /** @param {import('@tslab/typescript-for-tslab').Node} node */
  const visit = (node) => {
    if (ts.isShorthandPropertyAssignment(node)) found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(file)
  if (found.length === 0) return output

  const names = declared(previous)
  const host = {
    ...ts.createCompilerHost({}),
    getSourceFile: (/** @type {string} */ name) => (name === 'cell.js' ? file : undefined),
  }
  const checker = ts
    .createProgram(['cell.js'], { allowJs: true, noLib: true, noResolve: true, types: [] }, host)
    .getTypeChecker()
  return found
    .filter((node) => names.has(node.name.text) && !checker.getShorthandAssignmentValueSymbol(node))
    .reduceRight(
      (text, { name }) => `${text.slice(0, name.end)}: exports.${name.text}${text.slice(name.end)}`,
      output,
    )
}

/**
 * Of `const { A: a } = six`, where A is a name of an earlier cell's variable or none at all, tslab makes
 * `const { exports, A: a } = exports.six`. This takes the stray name out again.
 * @param {string} output the cell as JavaScript
 */
export function withoutStrayExports(output) {
  const file = ts.createSourceFile('cell.js', output, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS)
  /** @type {[from: number, to: number][]} */
  const strays = []
  /** @param {import('@tslab/typescript-for-tslab').Node} node */
  const visit = (node) => {
    if (ts.isObjectBindingPattern(node))
      node.elements.forEach((element, i) => {
        const next = node.elements.at(i + 1)
        if (next?.propertyName && output.slice(element.getStart(), element.end) === 'exports')
          strays.push([element.getStart(), next.getStart()])
      })
    ts.forEachChild(node, visit)
  }
  visit(file)
  return strays.reduceRight((text, [from, to]) => text.slice(0, from) + text.slice(to), output)
}
