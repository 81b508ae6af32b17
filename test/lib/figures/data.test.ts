import {
  contour,
  descend,
  fittedLines,
  gradientDescent,
  images,
  linearRegression,
  lossFunction,
  pathOnContour,
  surface,
  type Figure,
} from 'downhill'
import type { ScatterData } from 'plotly.js-dist'
import { describe, expect, test } from 'vitest'

const trace = (figure: Figure, i: number) => figure.data[i] as Partial<ScatterData>
const axes = { title: 'Points', x: 'income', y: 'food' }

describe('fitted lines', () => {
  test('stand over the data, each through w x + b at both ends of the picture', () => {
    const figure = fittedLines([0, 10], [1, 21], { best: [2, 1], flat: [0, 5] }, axes)
    expect(trace(figure, 0)).toMatchObject({ x: [0, 10], y: [1, 21] })
    // A margin of a twentieth: from −0.5 to 10.5.
    expect(trace(figure, 1)).toMatchObject({ name: 'best', x: [-0.5, 10.5], y: [0, 22] })
    expect(trace(figure, 2)).toMatchObject({ name: 'flat', x: [-0.5, 10.5], y: [5, 5] })
    expect([figure.layout.xaxis?.range, figure.layout.yaxis?.range]).toEqual([
      [-0.5, 10.5],
      [0, 22],
    ])
  })

  test('may lead out of the data, by a third of their height at most', () => {
    // With their margin the data fill −1 to 21, 22 high.
    const figure = fittedLines([0, 10], [0, 20], { low: [0, -4], steep: [900, 0] }, axes)
    expect(figure.layout.yaxis?.range?.map((end) => Number((end as number).toFixed(3)))).toEqual([
      -8.333, 28.333,
    ])
  })

  test('are told as formulas', () => {
    expect(fittedLines([0, 10], [1, 21], { best: [2, 1], down: [-0.5, -3] }, axes).caption).toBe(
      'Points. 2 data as dots, income from 0 to 10, food from 1 to 21, ' +
        'and as straight lines best, y = 2 x + 1; down, y = −0.5 x − 3.',
    )
  })

  test.each([
    [[], [], {}, 'xs is empty'],
    [[1], [1, 2], {}, 'ys has 2 entries; allowed: 1'],
    [[1], [NaN], {}, 'ys[0] is NaN'],
    [[1], [1], { odd: [1] }, 'the line "odd" has 1 entries; allowed: 2'],
    [[1], [1], { wild: [1, Infinity] }, 'the line "wild"[1] is Infinity'],
  ])('refuse %j, %j with %j by name', (xs, ys, named, says) => {
    expect(() => fittedLines(xs, ys, named, axes)).toThrow(says)
  })
})

describe('images', () => {
  const sheetOf = (figure: Figure) => (figure.data[0] as { z: (number | null)[][] }).z
  // Two by two pixels: 1 2 above 3 4, in tenths.
  const picture = [0.1, 0.2, 0.3, 0.4]

  test('stand upright, a pixel apart, in rows from the top', () => {
    // The lowest row of the sheet comes first: room for the label, then the image from its lower pixels up.
    expect(sheetOf(images([picture, [1, 0, 0, 1], picture], { title: 'Three', columns: 2 }))).toEqual([
      [null, null, null, null, null, null],
      [0.3, 0.4, null, null, null, null],
      [0.1, 0.2, null, null, null, null],
      [null, null, null, null, null, null],
      [0.3, 0.4, null, 0, 1, null],
      [0.1, 0.2, null, 1, 0, null],
    ])
  })

  test('have their labels below them, in the middle', () => {
    const figure = images([picture, picture], { title: 'Two', labels: ['8 → 1', '<b>'] })
    const { x, y, text } = trace(figure, 1) as { x: number[]; y: number[]; text: string[] }
    expect(text).toEqual(['8 → 1', '&lt;b>'])
    expect(x).toEqual([0.5, 3.5])
    for (const height of y) expect(height).toBeLessThan(1)
    expect(figure.caption).toBe(
      'Two. 2 images of 2 × 2 pixels, dark where there is ink, 2 in a row, each with a label below: 8 → 1; <b>.',
    )
  })

  test('are dark where there is ink, on light and on dark pages', () => {
    expect(images([picture], { title: 'One' }).data[0]).toMatchObject({
      zmin: 0,
      zmax: 1,
      colorscale: [
        [0, '#eeeeee'],
        [1, '#000000'],
      ],
    })
  })

  test.each([
    [[], {}, 'got no image'],
    [[[1, 2, 3]], {}, 'images[0] has 3 pixels; allowed: a square number of them'],
    [[[]], {}, 'images[0] has 0 pixels'],
    [[picture, [1]], {}, 'images[1] has 1 entries; allowed: 4'],
    [[[0, 0, 0, NaN]], {}, 'images[0][3] is NaN'],
    [[picture], { labels: [1, 2] }, 'labels has 2 entries; allowed: 1'],
    [[picture], { columns: 0 }, 'columns is 0'],
  ])('refuse %j with %j by name', (pictures, options, says) => {
    expect(() => images(pictures, { title: 'Odd', ...options })).toThrow(says)
  })
})

test('the plane of a loss bears the names of its parameters', () => {
  const loss = lossFunction(linearRegression([0, 1, 2], [1, 2, 4]))
  const path = descend(loss, [0, 0], gradientDescent({ eta: 0.1 }), 3)
  for (const figure of [contour(loss), pathOnContour(path)]) {
    expect([figure.layout.xaxis?.title?.text, figure.layout.yaxis?.title?.text]).toEqual(['w', 'b'])
    expect(figure.caption).toContain('f(w, b) = mean squared error of a line')
    expect(figure.caption).not.toMatch(/\bx\b|\by\b/)
    for (const { hovertemplate } of figure.data as Partial<ScatterData>[])
      expect(hovertemplate).not.toMatch(/\bx = /)
  }
  expect((trace(pathOnContour(path), 2).text as string[])[3]).toBe('θ₃')
  expect(surface(loss).layout.scene?.zaxis?.title?.text).toBe('f(w, b)')
})
