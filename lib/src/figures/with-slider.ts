import type { Data, Frame, Layout } from 'plotly.js-dist'
import { ink } from './colours'
import type { Figure } from './figure'
import { formatNumber } from './format-number'
import { titleText } from './layout'

/**
 * Turns a family of figures into one figure with a slider: a figure a value of a setting. Each value's figure brings its
 * own title, which tells what is to be seen there.
 *
 * @example withSlider({ label: 'η', values: [0.01, 0.1, 1.1], figure: (eta) => pathOnCurve(…) })
 * @param label what the slider sets, as it stands above the slider
 * @param values the slider's places, in order
 * @param figure draws one value
 * @param start the value to show first
 * @param play whether to add a play and a pause button
 * @throws RangeError when there is no value, `start` is none of them, or the figures do not have the same traces
 */
export function withSlider<Value extends number | string>({
  label,
  values,
  figure,
  start = values[0],
  play = false,
}: {
  label: string
  values: readonly Value[]
  figure: (value: Value) => Figure
  start?: Value
  play?: boolean
}): Figure {
  if (values.length === 0)
    throw new RangeError(`the slider ${label} has no values; allowed: one value or more`)
  const active = values.indexOf(start)
  if (active < 0)
    throw new RangeError(
      `start is ${start}; allowed: one of the values of the slider ${label}: ${values.join(', ')}`,
    )
  const places = values.map((value: number | string) =>
    typeof value === 'number' ? formatNumber(value) : value,
  )
  const said = (i: number) => `${label} = ${places[i]}`
  const figures = values.map(figure)
  const shape = (f: Figure) => f.data.map((trace) => trace.type).join(', ')
  const odd = figures.findIndex((f) => shape(f) !== shape(figures[0]))
  if (odd > 0)
    throw new RangeError(
      `at ${label} = ${places[odd]} the figure has the traces ${shape(figures[odd])}; ` +
        `allowed: the same as at ${label} = ${places[0]}, ${shape(figures[0])}`,
    )

  const moving = figures[0].data
    .map((_, i) => i)
    .filter((i) => {
      const first = JSON.stringify(figures[0].data[i])
      return figures.some((f) => JSON.stringify(f.data[i]) !== first)
    })
  const frames = figures.map((f, i): Frame => ({
    name: places[i],
    data: moving.map((k): Data => f.data[k]),
    traces: moving,
    layout: movingLayout(f.layout),
  }))
  const shown = figures[active]
  const height = (shown.layout.height ?? 420) + (play ? 104 : 90)
  return {
    data: shown.data,
    layout: {
      ...shown.layout,
      height,
      margin: { ...shown.layout.margin, b: play ? 154 : 140 },
      sliders: [slider(label, places, active, play)],
      ...(play && { updatemenus: [buttons] }),
    },
    frames,
    caption:
      `A slider sets ${label}${play ? ', and a button plays it through' : ''}. ` +
      story(
        figures.map((f) => titleText(f.layout)),
        said,
      ) +
      `Shown first: ${said(active)}. ${shown.caption}`,
  }
}

/** What of a layout changes from frame to frame. */
const movingLayout = ({ title, xaxis, yaxis }: Partial<Layout>): Partial<Layout> => ({
  ...(title && { title }),
  ...(xaxis && { xaxis }),
  ...(yaxis && { yaxis }),
})

/**
 * What the titles say of each place, and once what they all begin with; of many places, the first, the middle and the
 * last.
 */
function story(titles: readonly string[], said: (i: number) => string): string {
  const begin = titles[0].slice(0, titles[0].indexOf(': ') + 2)
  const shared = begin.length > 2 && titles.every((title) => title.startsWith(begin)) ? begin : ''
  const all = titles.flatMap((title, i) =>
    title === said(i) ? [] : [`${said(i)}: ${title.slice(shared.length)}. `],
  )
  const some = all.length <= 8 ? all : [all[0], all[Math.floor(all.length / 2)], all[all.length - 1]]
  return (shared && `${shared.slice(0, -2)}. `) + some.join('')
}

/** Jump to a frame at once: what is on its way is dropped. */
const jump = { mode: 'immediate', frame: { duration: 0, redraw: true }, transition: { duration: 0 } }

const slider = (label: string, places: readonly string[], active: number, play: boolean) => ({
  active,
  x: 0,
  len: 1,
  y: 0,
  yanchor: 'top' as const,
  pad: { t: play ? 72 : 58, b: 6 },
  currentvalue: {
    prefix: `${label} = `,
    font: { color: ink, size: 14 },
    xanchor: play ? ('right' as const) : ('left' as const),
  },
  font: { color: ink, size: 12 },
  bgcolor: ink,
  activebgcolor: ink,
  bordercolor: ink,
  tickcolor: ink,
  transition: { duration: 0 },
  steps: places.map((place) => ({ label: place, method: 'animate' as const, args: [[place], jump] })),
})

const buttons = {
  type: 'buttons' as const,
  direction: 'right' as const,
  showactive: false,
  x: 0,
  xanchor: 'left' as const,
  y: 0,
  yanchor: 'top' as const,
  pad: { t: 50 },
  bgcolor: 'rgba(0, 0, 0, 0)',
  bordercolor: ink,
  font: { color: ink, size: 13 },
  buttons: [
    {
      label: 'Play',
      method: 'animate' as const,
      args: [
        null,
        {
          mode: 'immediate',
          fromcurrent: true,
          frame: { duration: 350, redraw: true },
          transition: { duration: 0 },
        },
      ],
    },
    { label: 'Pause', method: 'animate' as const, args: [[null], jump] },
  ],
}
