import { readFileSync } from 'node:fs'

let text: string | undefined

/** mathjs as the text of one module, for a submission that imports it: the only thing that one may import. */
export function mathjsFor(source: string): string | undefined {
  if (!/\bfrom\s*(['"])mathjs\1/.test(source)) return undefined
  return (text ??= asModule())
}

/** What mathjs has for browsers is one file, but no module: around it stands what makes it one. */
function asModule(): string {
  // Loaded here for its names alone, and only when someone asks for it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const names = Object.keys(require('mathjs') as object).filter(
    (name) => !/^(_|create|docs$|factory$)|(Dependencies|Docs)$/.test(name),
  )
  const bundle = readFileSync(require.resolve('mathjs/lib/browser/math.js'), 'utf8')
  // Under other names within the module: the bundle looks for isNaN and the like outside of itself.
  return `const module = { exports: {} }, exports = module.exports
${bundle}
const { ${names.map((name) => `${name}: its_${name}`).join(', ')} } = module.exports
export default module.exports
export { ${names.map((name) => `its_${name} as ${name}`).join(', ')} }`
}
