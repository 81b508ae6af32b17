import type { Data } from 'plotly.js-dist'
import { requireCount, requireFinite } from '../settings'
import { requireLength } from '../training/objective'
import { ink } from './colours'
import type { Figure } from './figure'
import { layoutOf } from './layout'
import { plotlyText } from './traces'

/**
 * Draws square images beside and below each other, dark where there is ink, with a label below each.
 *
 * @example images(digits().images.slice(0, 20), { title: 'Twenty digits', labels: digits().labels.slice(0, 20) })
 * @param pictures the pixels of each, row by row, from 0 (paper) to 1 (ink)
 * @param columns how many stand beside each other
 * @throws RangeError when there is no image, images are not square or not of one size, a pixel is not finite, or the labels are
 * not one an image
 */
export function images(
  pictures: readonly (readonly number[])[],
  {
    title,
    labels = pictures.map((_, i) => i),
    columns = 10,
  }: { title: string; labels?: readonly (string | number)[]; columns?: number },
): Figure {
  if (pictures.length === 0) throw new RangeError('images got no image; allowed: one image or more')
  requireCount('columns', columns, 1)
  requireLength('labels', labels, pictures.length)
  const side = Math.sqrt(pictures[0].length)
  if (!(Number.isInteger(side) && side > 0))
    throw new RangeError(`images[0] has ${pictures[0].length} pixels; allowed: a square number of them`)
  pictures.forEach((pixels, i) => {
    requireLength(`images[${i}]`, pixels, side * side)
    requireFinite(`images[${i}]`, pixels)
  })

  // One sheet for all of them: a pixel free beside each image, and room for its label below.
  const cell = { width: side + 1, height: side + Math.ceil(side / 2) }
  const wide = Math.min(columns, pictures.length)
  const high = Math.ceil(pictures.length / wide)
  const lowerLeft = (i: number) => ({
    x: (i % wide) * cell.width,
    y: (high - Math.floor(i / wide)) * cell.height - side,
  })
  const sheet = Array.from({ length: high * cell.height }, () =>
    Array.from({ length: wide * cell.width }, (): number | null => null),
  )
  pictures.forEach((pixels, i) => {
    const { x, y } = lowerLeft(i)
    pixels.forEach((ink, k) => {
      sheet[y + side - 1 - Math.floor(k / side)][x + (k % side)] = ink
    })
  })
  const data: Data[] = [
    {
      type: 'heatmap',
      name: 'images',
      z: sheet,
      zmin: 0,
      zmax: 1,
      colorscale: [
        [0, '#eeeeee'],
        [1, '#000000'],
      ],
      showscale: false,
      hoverinfo: 'skip',
    },
    {
      type: 'scatter',
      mode: 'text',
      name: 'labels',
      showlegend: false,
      x: pictures.map((_, i) => lowerLeft(i).x + (side - 1) / 2),
      y: pictures.map((_, i) => lowerLeft(i).y - cell.height / 10 - 0.5),
      text: labels.map((label) => plotlyText(String(label))),
      textposition: 'middle center',
      textfont: { color: ink, size: 13 },
      hoverinfo: 'skip',
    },
  ]
  const layout = layoutOf(title, { title: '' }, { title: '' }, [])
  const hidden = { visible: false, fixedrange: true, constrain: 'domain' } as const
  return {
    data,
    layout: {
      ...layout,
      height: (layout.margin?.t ?? 0) + 84 * high + 20,
      margin: { ...layout.margin, l: 10, b: 10 },
      xaxis: { ...hidden, range: [-1, wide * cell.width] },
      yaxis: { ...hidden, range: [-1, high * cell.height], scaleanchor: 'x' },
    },
    caption:
      `${title}. ${pictures.length} ${pictures.length === 1 ? 'image' : 'images'} of ${side} × ${side} pixels, dark where there ` +
      `is ink, ${wide} in a row, each with a label below: ${labels.join('; ')}.`,
  }
}
