import type { Config, Layout } from 'plotly.js-dist'
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

/**
 * The layout that all figures share: a title, two axes with titles, the legend above the picture, and nothing behind it
 * but the page, light or dark.
 */
export function layoutOf(title: string, x: Axis, y: Axis): Partial<Layout> {
  return {
    title: {
      text: wrap(title),
      font: { size: 15 },
      x: 0,
      xref: 'paper',
      xanchor: 'left',
      y: 0.98,
      yanchor: 'top',
    },
    xaxis: axis(x),
    yaxis: axis(y),
    height: 420,
    autosize: true,
    margin: { l: 60, r: 20, t: 76, b: 50 },
    font: { color: ink, size: 13 },
    paper_bgcolor: 'rgba(0, 0, 0, 0)',
    plot_bgcolor: 'rgba(0, 0, 0, 0)',
    legend: {
      orientation: 'h',
      x: 0,
      xanchor: 'left',
      y: 1.01,
      yanchor: 'bottom',
      bgcolor: 'rgba(0, 0, 0, 0)',
    },
    modebar: { bgcolor: 'rgba(0, 0, 0, 0)', color: ink, activecolor: ink },
    hovermode: 'closest',
  }
}

/** A title breaks into lines that fit beside a notebook's prompt at 800 pixels: Plotly does not break them itself. */
function wrap(title: string, width = 76): string {
  const lines = ['']
  for (const word of title.split(' ')) {
    const line = lines[lines.length - 1]
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.join('<br>')
}

/** A title as plain text again. */
export const titleText = (layout: Partial<Layout>): string =>
  (layout.title?.text ?? '').replaceAll('<br>', ' ')

/** How Plotly behaves around a figure: as wide as the page, with the few buttons that a reader needs. */
export const config: Partial<Config> = {
  responsive: true,
  displaylogo: false,
  modeBarButtonsToRemove: ['toImage', 'select2d', 'lasso2d', 'autoScale2d'],
}
