import { descend, gradientDescent, pathOnCurve, show, slideTable, square, type Table } from 'downhill'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'

type Bundle = Readonly<Record<string, string>>
interface Kernel {
  lastWriteDisplayData: null | ((output: { data: Bundle }, update: boolean) => void)
}

let kernel: Kernel
beforeAll(() => {
  kernel = createRequire(join(process.cwd(), 'test'))('tslab/dist/jupyter') as Kernel
})
afterEach(() => {
  kernel.lastWriteDisplayData = null
})

function shown(item: Parameters<typeof show>[0]): Bundle[] {
  const write = vi.fn<NonNullable<Kernel['lastWriteDisplayData']>>()
  kernel.lastWriteDisplayData = write
  show(item)
  return write.mock.calls.map(([output]) => output.data)
}

const path = descend(square, 70, gradientDescent({ eta: 0.1 }), 35)
const table = (rows: Table['rows'], caption = 'a table') => ({ caption, columns: ['t', 'x'], rows })

test('a figure is shown as Plotly data with a page of its own beside it, and its caption once, below', () => {
  const figure = pathOnCurve(path)
  const [picture, caption, ...more] = shown(figure)
  expect(more).toEqual([])
  expect(picture['application/vnd.plotly.v1+json']).toMatchObject({
    data: figure.data,
    config: { displaylogo: false },
  })
  expect(picture['text/html']).toContain('Plotly.newPlot')
  expect(picture['text/html']).not.toContain(figure.caption)
  expect(caption['text/html']).toContain('Gradient descent starts at 70')
  expect(caption['text/plain']).toBe(figure.caption)
})

test('a figure keeps its height when a slider moves: Lab fits the width itself, a page gives a fixed height', () => {
  const [picture] = shown(pathOnCurve(path))
  expect(picture['application/vnd.plotly.v1+json']).not.toHaveProperty('config.responsive')
  expect(picture['text/html']).toMatch(/<div id="[^"]+" style="height: 420px">/)
  expect(picture['text/html']).toContain('"responsive":true')
})

test('two pictures on one page have places of their own', () => {
  const ids = [1, 2].map(() => /div id="([^"]+)"/.exec(shown(pathOnCurve(path))[0]['text/html'])?.[1])
  expect(ids[0]).not.toBe(ids[1])
})

test('no name in a figure can end its script', () => {
  const html = shown(pathOnCurve({ '</script><b>\u2028': path }))[0]['text/html']
  expect(html.match(/<\/script>/g)).toHaveLength(1)
  expect(html.slice(html.indexOf('<script>'))).not.toContain('\u2028')
})

test('a table is a real one: caption, headings for columns and rows, numbers as one writes them', () => {
  const [{ 'text/html': html, 'text/plain': plain }] = shown(
    table([
      [3, 35.839999999999996],
      [4, -0.5],
    ]),
  )
  expect(html).toContain('a table</caption>')
  expect(html.match(/<th scope="col"/g)).toHaveLength(2)
  expect(html.match(/<th scope="row"/g)).toHaveLength(2)
  expect(html).toMatch(/<td style="text-align: right[^>]*>35\.84<\/td>/)
  expect(plain).toBe('a table\nt      x\n3  35.84\n4   −0.5')
})

test.each([
  [['3.6 × 10⁻⁵⁷', '12.5', '−∞'], 'right'],
  [['3.6 × 10⁻⁵⁷', 'not yet', '1'], 'left'],
])('a column of the texts %j stands at the %s', (texts, side) => {
  const [{ 'text/html': html }] = shown(table(texts.map((text, i) => [i, text])))
  expect(html.match(/<td style="text-align: (\w+)/g)).toEqual(Array(3).fill(`<td style="text-align: ${side}`))
})

test('a table on the slides shows each verdict by sign and word, and errata in bold', () => {
  const [{ 'text/html': html }] = shown(slideTable('gd-square-70', path))
  expect(html).toContain('✓ exact')
  expect(html).toMatch(/font-weight: bold">✎ erratum 1/)
})

test('what stands in a table is text, not HTML', () => {
  const [{ 'text/html': html }] = shown(table([['<i>', '"&']], '<b>'))
  expect(html).toContain('&lt;i&gt;')
  expect(html).toContain('&quot;&amp;')
  expect(html).toContain('&lt;b&gt;</caption>')
})

test('a table without rows is still a table', () => {
  expect(shown(table([]))[0]['text/plain']).toBe('a table\nt  x')
})

test('a string is Markdown', () => {
  expect(shown('$\\eta$')).toEqual([{ 'text/markdown': '$\\eta$', 'text/plain': '$\\eta$' }])
})

test('outside a notebook, show says so', () => {
  expect(() => {
    show('text')
  }).toThrow('show was called outside a notebook')
})
