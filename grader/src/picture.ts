/** What feedback draws: lines beside each other, in one field or several. */
export interface Picture {
  readonly caption: string
  readonly panels: readonly Panel[]
}

interface Panel {
  readonly title?: string
  readonly across: string
  readonly up: string
  /** Up in powers of ten. */
  readonly logarithmic?: boolean
  readonly lines: readonly Line[]
}

export interface Line {
  readonly name: string
  readonly points: readonly (readonly [number, number])[]
}

// Each has a contrast of 3 to 1 or more on white and on Lab's dark #111; the dashes tell them apart without colour.
const looks = [
  { colour: '#c8840d', dash: '' },
  { colour: '#2759ff', dash: '6 4' },
  { colour: '#829882', dash: '2 3' },
]
const [width, height, left, right, top, bottom] = [390, 210, 62, 14, 40, 38]

/** The picture as SVG without script or style sheet; its text and axes take their colour from the page. */
export function svg({ caption, panels }: Picture): string {
  return (
    `<figure role="group" aria-label="${escape(caption)}" style="margin: 0.8em 0 0 0">` +
    `<div style="display: flex; flex-wrap: wrap; gap: 0.6em">${panels.map(panel).join('')}</div>` +
    `<figcaption style="font-size: 0.9em">${escape(caption)}</figcaption></figure>`
  )
}

function panel({ title = '', across, up, logarithmic = false, lines }: Panel): string {
  const scaled = (y: number) => (logarithmic ? Math.log10(Math.max(y, 1e-12)) : y)
  const drawn = lines.map(({ name, points }) => ({
    name,
    points: points
      .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y))
      .map(([x, y]) => [x, scaled(y)] as const),
  }))
  const [xs, ys] = [0, 1].map((i) => range(drawn.flatMap(({ points }) => points.map((point) => point[i]))))
  // A line that runs away does not flatten the others: the field shows the last line, and as much again on both sides.
  const last = range(drawn.at(-1)?.points.map(([, y]) => y) ?? [])
  const span = last[1] - last[0] || 1
  const [low, high] = [Math.max(ys[0], last[0] - span), Math.min(ys[1], last[1] + span)]
  const atX = (x: number) => left + ((x - xs[0]) / (xs[1] - xs[0] || 1)) * (width - left - right)
  const atY = (y: number) =>
    height - bottom - ((Math.min(Math.max(y, low), high) - low) / (high - low || 1)) * (height - top - bottom)
  const label = (x: number, y: number, words: string, anchor = 'middle') =>
    `<text x="${x}" y="${y}" text-anchor="${anchor}">${escape(words)}</text>`
  const shown = (y: number) => short(logarithmic ? 10 ** y : y)
  const legend = drawn.map(({ name }, i) => {
    const x = left + i * 120
    const { colour, dash } = looks[i % looks.length]
    return (
      `<line x1="${x}" x2="${x + 24}" y1="22" y2="22" stroke="${colour}" stroke-width="2.5" stroke-dasharray="${dash}"/>` +
      label(x + 30, 26, name, 'start')
    )
  })
  const curves = drawn.map(({ points }, i) => {
    const { colour, dash } = looks[i % looks.length]
    const places = points.map(([x, y]) => [atX(x).toFixed(1), atY(y).toFixed(1)] as const)
    const dots =
      points.length > 40 ? '' : places.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3"/>`).join('')
    return (
      `<polyline points="${places.map((place) => place.join(',')).join(' ')}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>` +
      `<g fill="${colour}">${dots}</g>`
    )
  })
  return (
    `<svg viewBox="0 0 ${width} ${height}" width="${width}" style="max-width: 100%" role="img" aria-label="${escape(`${up} over ${across}`)}" font-size="12" fill="currentColor">` +
    `<path d="M${left} ${top}V${height - bottom}H${width - right}" fill="none" stroke="#7a7a7a"/>` +
    (title === '' ? '' : label(left, 12, title, 'start')) +
    legend.join('') +
    label(left - 6, atY(low), shown(low), 'end') +
    label(left - 6, atY(high) + 8, shown(high), 'end') +
    label(left, height - bottom + 16, short(xs[0])) +
    label(width - right, height - bottom + 16, short(xs[1]), 'end') +
    label((left + width - right) / 2, height - 6, across) +
    label(left - 6, (top + height - bottom) / 2, up, 'end') +
    curves.reverse().join('') +
    '</svg>'
  )
}

const range = (values: readonly number[]): readonly [number, number] =>
  values.length === 0
    ? [0, 1]
    : [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]

const short = (x: number) => String(Number(x.toPrecision(3)))

export const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
