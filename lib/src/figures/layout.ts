import type { Config, Data, Layout } from 'plotly.js-dist'
import { grid, ink } from './colours'

export interface Axis {
  readonly title: string
  readonly range?: readonly [number, number]
  readonly log?: boolean
  /** Whole numbers only on the axis, as for steps. */
  readonly whole?: boolean
}

const axis = ({ title, range, log = false, whole = false }: Axis) => ({
  title: { text: title, standoff: 8 },
  type: log ? ('log' as const) : ('linear' as const),
  // Both keys always stand there: a frame of a slider must undo what the frame before it set.
  ...(range ? { range: [range[0], range[1]] as [number, number], autorange: false } : { autorange: true }),
  ...(log && { exponentformat: 'power' as const, showexponent: 'all' as const }),
  ...(whole && { tickformat: 'd' }),
  gridcolor: grid,
  linecolor: ink,
  zerolinecolor: 'rgba(128, 128, 128, 0.6)',
  automargin: true,
})

/** How many characters fit into a line, and how many pixels, beside a notebook's prompt at 800 pixels. */
const narrow = { characters: 83, pixels: 620 }

/**
 * The layout that all figures share: a title, two axes with titles, the legend between title and picture, and nothing
 * behind it but the page, light or dark.
 *
 * @param data the traces, whose names the legend must find room for
 */
export function layoutOf(title: string, x: Axis, y: Axis, data: readonly Data[]): Partial<Layout> {
  const lines = wrap(title)
  const names = data.flatMap((trace) =>
    trace.name === undefined || ('showlegend' in trace && trace.showlegend === false) ? [] : [trace.name],
  )
  const showlegend = names.length > 0
  const height = 420
  return {
    title: {
      text: lines.join('<br>'),
      font: { size: 15 },
      x: 0,
      xref: 'paper',
      xanchor: 'left',
      y: 1 - (4 + 20 * (lines.length - 1)) / height,
      yanchor: 'top',
    },
    xaxis: axis(x),
    yaxis: axis(y),
    height,
    autosize: true,
    margin: { l: 60, r: 20, t: 34 + 20 * lines.length + 20 * legendRows(names), b: 50 },
    font: { color: ink, size: 13 },
    paper_bgcolor: 'rgba(0, 0, 0, 0)',
    plot_bgcolor: 'rgba(0, 0, 0, 0)',
    showlegend,
    legend: {
      orientation: 'h',
      x: 0,
      xanchor: 'left',
      y: 1.02,
      yanchor: 'bottom',
      bgcolor: 'rgba(0, 0, 0, 0)',
    },
    modebar: { bgcolor: 'rgba(0, 0, 0, 0)', color: ink, activecolor: ink },
    hovermode: 'closest',
  }
}

/** The layout of a figure in space: as above, with three axes and room for a view from the side. */
export function spaceOf(title: string, x: Axis, y: Axis, z: Axis, data: readonly Data[]): Partial<Layout> {
  const { xaxis: _, yaxis: __, plot_bgcolor: ___, ...layout } = layoutOf(title, x, y, data)
  const edge = ({ title, range }: Axis) => ({
    title: { text: title },
    ...(range && { range: [range[0], range[1]] as [number, number] }),
    color: ink,
    gridcolor: ink,
    zerolinecolor: ink,
    showbackground: false,
  })
  return {
    ...layout,
    height: 520,
    scene: {
      xaxis: edge(x),
      yaxis: edge(y),
      zaxis: edge(z),
      aspectmode: 'manual',
      aspectratio: { x: 1, y: 1, z: 0.7 },
      camera: { eye: { x: 1.25, y: -1.45, z: 0.8 }, center: { x: 0, y: 0, z: -0.15 } },
    },
  }
}

/** The rows of a legend on a narrow page: one, or as many as columns of its widest name need. */
function legendRows(names: readonly string[]): number {
  const widths = names.map((name) => 45 + 7 * name.length)
  if (widths.reduce((sum, width) => sum + width, 0) <= narrow.pixels) return names.length > 0 ? 1 : 0
  return Math.ceil(names.length / Math.max(1, Math.floor(narrow.pixels / Math.max(...widths))))
}

/** A title breaks into lines that fit a narrow page: Plotly does not break them itself. */
function wrap(title: string): string[] {
  const lines = ['']
  for (const word of title.split(' ')) {
    const line = lines[lines.length - 1]
    if (line !== '' && line.length + 1 + word.length > narrow.characters) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}

/** A title as plain text again. */
export const titleText = (layout: Partial<Layout>): string =>
  (layout.title?.text ?? '').replaceAll('<br>', ' ')

/**
 * How Plotly behaves around a figure: with the few buttons that a reader needs. Lab fits a figure to its width by itself;
 * with Plotly's own `responsive` beside it, a figure would lose its height at the first move of a slider.
 */
export const config: Partial<Config> = {
  displaylogo: false,
  modeBarButtonsToRemove: ['toImage', 'select2d', 'lasso2d', 'autoScale2d'],
}
