import { existsSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { explorables } from '../../../lib/src/explorables/index'
import { all, still } from '../../../lib/src/explorables/still'
import { elementOf, explore } from '../../../lib/src/notebook/explore'
import { adam, descend, fromExpression, gradientDescent, momentum, rosenbrock } from '../../../lib/src/index'

const names = all.map(({ name }) => name)

test('each explorable can be started from a cell by its own name', () => {
  const camel = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
  expect(Object.keys(explore).sort()).toEqual(names.map(camel).sort())
  expect(new Set(names).size).toBe(explorables.length)
})

describe.each(names)('%s, drawn without a page,', (name) => {
  const { title, settings, pictures, words } = still(name, {})

  test('has pictures, each a file of its own that XML allows', async () => {
    expect(pictures.length).toBeGreaterThan(0)
    for (const [i, contents] of pictures.entries()) {
      const fileName = `${name}-${i}.svg`
      const { errors } = await validateXML({ xml: [{ fileName, contents }], normalization: 'c14n' })
      expect(errors.map(({ rawMessage }) => rawMessage)).toEqual([])
      expect(contents).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+"/)
      expect(contents).not.toMatch(/NaN|undefined|Infinity|\[object/)
    }
  })

  test('says in words what is seen, in whole sentences', () => {
    expect(words).toMatch(/^\S.{30,}\.$/)
    expect(words).not.toMatch(/NaN|undefined|Infinity|\[object|!/)
    expect(title).not.toBe('')
  })

  test('stands with its settings, its pictures and its words in an element that no text of them can break out of', () => {
    const html = elementOf(name, '0', { title, settings, pictures, words })
    expect(html.match(/<\/script>/g)).toHaveLength(1)
    expect(html.match(/<img /g)).toHaveLength(pictures.length)
    expect(html).toContain(words)
    const inside = /<script type="application\/json">([^]*?)<\/script>/.exec(html)?.[1] ?? ''
    expect(JSON.parse(inside)).toEqual(JSON.parse(settings))
  })

  test('refuses what it does not know by a sentence, not by an empty picture', () => {
    expect(() => still(`${name}-s`, {})).toThrow(`there is no explorable ${name}-s`)
  })
})

test('a broken picture would be found', async () => {
  const { errors } = await validateXML({
    xml: [{ fileName: 'x.svg', contents: '<svg><g></svg>' }],
    normalization: 'c14n',
  })
  expect(errors).not.toEqual([])
})

const page = new URL('../../../lib/dist/page.js', import.meta.url)
test.skipIf(!existsSync(page))('the bundle for the page is under 250 kB and asks nobody for anything', () => {
  expect(statSync(page).size).toBeLessThan(250_000)
  expect(readFileSync(page, 'utf8')).not.toMatch(
    /\bfetch\(|XMLHttpRequest|WebSocket|\beval\(|new Function|importScripts/,
  )
})

describe('the contour race', () => {
  const words = (settings: object) => still('contour-race', settings).words

  test('says who is lowest, and the others in order, with the numbers of descend', () => {
    const racers = [gradientDescent({ eta: 0.001 }), momentum({ eta: 0.001 }), adam({ eta: 0.1 })]
    const ends = racers
      .map((optimizer) => ({ name: optimizer.name, f: descend(rosenbrock, [-1, 2], optimizer, 150).last.f }))
      .sort((a, b) => a.f - b.f)
    const said = words({ optimizers: racers, start: [-1, 2], steps: 150 })
    expect(said).toMatch(/^On Rosenbrock’s function from \(−1, 2\), with 150 gradients each: /)
    const spoken = [
      ...said.matchAll(/(gradient descent|momentum|Adam)(?: is lowest with| at) ([\d.]+)(?=[,.] |\.$)/g),
    ]
    expect(spoken.map(([, name]) => name)).toEqual(ends.map(({ name }) => name))
    spoken.forEach(([, , number], i) => expect(Number(number) / ends[i].f).toBeCloseTo(1, 2))
  })

  test('one step on x² + y² is what the hand computes: from (3, 4) with η = 0.25 to a quarter of 25', () => {
    const f = fromExpression('x^2 + y^2')
    expect(words({ f, optimizers: [gradientDescent({ eta: 0.25 })], start: [3, 4], steps: 1 })).toBe(
      'On x² + y² from (3, 4), with 1 gradient each: gradient descent is lowest with 6.25.',
    )
  })

  test('who diverges is named with the step', () => {
    const optimizers = [gradientDescent({ eta: 0.1 }), gradientDescent({ eta: 9 })]
    expect(words({ f: fromExpression('x^4 + y^2'), start: [3, 4], optimizers, steps: 50 })).toMatch(
      /gradient descent with η = 9 at step \d+ diverged: a smaller rate may help\./,
    )
  })

  test('a start where the function has no value, and a landscape with such a part, are sentences', () => {
    expect(words({ f: fromExpression('log(x) + y^2'), start: [-1, 1] })).toBe(
      'No race from (−1, 1): there the function has no value, or no slope. Drag the ball, or click, to start elsewhere. Where the picture is hatched, the function has no value.',
    )
    expect(words({ f: fromExpression('log(x) + y^2') })).toContain('from (3.5, 3.5)')
  })

  test('where all end alike, nobody is called the lowest', () => {
    // With η = 1/2 the first step on x² + y² ends at the minimum.
    const optimizers = [gradientDescent({ eta: 0.5 }), momentum({ eta: 0.5, m: 0 })]
    expect(words({ f: fromExpression('x^2 + y^2'), optimizers })).toContain(
      'gradient descent and momentum end alike, at 0.',
    )
  })

  test.each<[object, string]>([
    [{ optimizers: [] }, 'optimizers has 0 entries; allowed: 1 to 8'],
    [{ optimizers: Array<unknown>(9).fill(adam({ eta: 1 })) }, 'optimizers has 9 entries; allowed: 1 to 8'],
    [{ start: [1] }, 'start has 1 numbers; allowed: 2, x and y'],
    [{ start: [1, NaN] }, 'start[1] is NaN; allowed: finite numbers'],
    [{ steps: 2001 }, 'steps is 2001; allowed: a whole number, 1 to 2000'],
    [{ steps: 0 }, 'steps is 0; allowed: a whole number, 1 or more'],
    [{ f: fromExpression('x^2') }, 'f is x²; allowed: a function of x and y'],
    [{ domain: { x: [1, 1], y: [0, 1] } }, 'domain.x is [1, 1]; allowed: from a number to a larger one'],
  ])('refuses %j by name', (settings, sentence) => {
    expect(() => still('contour-race', settings)).toThrow(RangeError)
    expect(() => still('contour-race', settings)).toThrow(sentence)
  })
})
