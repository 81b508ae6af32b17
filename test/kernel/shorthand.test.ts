import { expect, test } from 'vitest'
import { withoutStrayExports, writeOutShorthands } from '../../tools/kernel/shorthand.mjs'

const previous = "import { square } from 'downhill'\ndeclare const eta = 0.1;\ndeclare let k: number;"

test.each([
  ['a variable of an earlier cell', 'f({ eta });', 'f({ eta: exports.eta });'],
  ['an import of an earlier cell', 'f({ square });', 'f({ square: exports.square });'],
  ['a variable that is assigned to', '({ k = 1 } = o);', '({ k: exports.k = 1 } = o);'],
  ['two in one object', 'f({ eta, k });', 'f({ eta: exports.eta, k: exports.k });'],
])('the short form of %s is written out', (_, output, expected) => {
  expect(writeOutShorthands(previous, output)).toBe(expected)
})

test.each([
  ['a variable of this cell', 'const eta = 1; f({ eta });'],
  ['a parameter that hides it', 'rates.map((eta) => f({ eta }));'],
  ['a name that no cell declared', 'f({ other });'],
  ['a pattern that declares it', 'const { eta } = o;'],
])('the short form of %s stays', (_, output) => {
  expect(writeOutShorthands(previous, output)).toBe(output)
})

test.each([
  ['const { exports, momentum: m, A } = exports.six;', 'const { momentum: m, A } = exports.six;'],
  ['let { A = 5, exports, B: z = 3 } = exports.six;', 'let { A = 5, B: z = 3 } = exports.six;'],
  ['f(({ exports, A: a }) => a + exports.k);', 'f(({ A: a }) => a + exports.k);'],
  ['const { exports } = o;', 'const { exports } = o;'],
])('a name that nobody wrote is taken out of %s', (output, expected) => {
  expect(withoutStrayExports(output)).toBe(expected)
})
