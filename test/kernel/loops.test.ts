import { expect, test } from 'vitest'
import { stoppable } from '../../tools/kernel/loops.mjs'

test.each([
  ['while', 'while (a) { b(); }', 'while (a) { __checkpoint(); b(); }'],
  ['while without braces', 'while (a) b();', 'while (a) { __checkpoint(); b(); }'],
  ['while without anything', 'while (a);', 'while (a){ __checkpoint(); ; }'],
  ['do', 'do b(); while (a)', 'do { __checkpoint(); b(); } while (a)'],
  ['for', 'for (let i = 0; i < 3; i++) b(i)', 'for (let i = 0; i < 3; i++) { __checkpoint(); b(i) }'],
  ['for in', 'for (const a in b) {}', 'for (const a in b) { __checkpoint();}'],
  ['for await', 'for await (const a of b) c(a);', 'for await (const a of b) { __checkpoint(); c(a); }'],
  [
    'a labelled loop in a loop',
    'for (;;) out: while (a) if (b) break out; else for (const c of d) e(c);',
    'for (;;) { __checkpoint(); out: while (a) { __checkpoint(); if (b) break out; else for (const c of d) { __checkpoint(); e(c); } } }',
  ],
  [
    'a loop in a function in a loop',
    'while (a) f(() => { while (b) c(); });',
    'while (a) { __checkpoint(); f(() => { while (b) { __checkpoint(); c(); } }); }',
  ],
])('asks at every turn whether it shall stop: %s', (_, written, runs) => {
  expect(stoppable(written)).toBe(runs)
})

test('nothing else is touched, and every line stays where it is', () => {
  const code = "// while (a) b()\nconst s = 'for (;;) x'\nf(/while/)\n"
  expect(stoppable(code)).toBe(code)
  const loop = 'for (const a of [1, 2])\n  // comment\n  b(a);\nc();'
  expect(stoppable(loop).split('\n').length).toBe(4)
})
