import type { Dash } from 'plotly.js-dist'
import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import type { MarkerShape } from '../figures/colours'
import { useFrame } from './plot'

/** Points of a line: from one to the next. */
export type Points = readonly (readonly [x: number, y: number])[]

/** Pixels: a point that lies nearer than this to the one before it is not drawn, as nobody could see it. */
const near = 0.5
const tenths = (pixel: number) => Math.round(10 * pixel) / 10

/** Far outside of every picture, and near enough for a browser to draw the way there. */
const reach = (pixel: number) => Math.max(-1e5, Math.min(1e5, pixel))

/**
 * A line through points; of a long one, the first `until` of them, so that a path can grow without being written anew. It
 * breaks where a number is not finite.
 */
export function Line({
  points,
  until = points.length,
  colour,
  dash,
  width = 2,
}: {
  points: Points
  until?: number
  colour: string
  dash?: string | undefined
  width?: number
}) {
  const { x, y } = useFrame()
  const { text, ends } = useMemo(() => {
    let text = ''
    let pen = 'M'
    let [lastLeft, lastTop] = [NaN, NaN]
    const ends = points.map(([px, py]) => {
      const [left, top] = [reach(x(px)), reach(y(py))]
      if (Number.isNaN(left) || Number.isNaN(top)) {
        pen = 'M'
        lastLeft = NaN
      } else if (!(Math.abs(left - lastLeft) + Math.abs(top - lastTop) < near)) {
        text += `${pen}${tenths(left)} ${tenths(top)}`
        pen = 'L'
        ;[lastLeft, lastTop] = [left, top]
      }
      return text.length
    })
    return { text, ends }
  }, [points, x, y])
  const d = until <= 0 ? '' : text.slice(0, ends[Math.min(until, ends.length) - 1])
  return <path class="line" d={d} stroke={colour} stroke-dasharray={dash} stroke-width={width} />
}

/** Line styles by their names in figures. */
export const strokes: Partial<Record<Dash, string>> = {
  dash: '7 5',
  dot: '1.5 4',
  longdash: '12 5',
  dashdot: '7 4 1.5 4',
  longdashdot: '12 4 1.5 4',
}

const outlines: Partial<Record<MarkerShape, string>> = {
  square: 'M-5 -5H5V5H-5Z',
  diamond: 'M0 -7L7 0L0 7L-7 0Z',
  'triangle-up': 'M0 -7L6.5 5H-6.5Z',
  'triangle-down': 'M0 7L6.5 -5H-6.5Z',
  pentagon: 'M0 -6.5L6.2 -2L3.8 5.3H-3.8L-6.2 -2Z',
  hexagon: 'M6.5 0L3.2 5.6H-3.2L-6.5 0L-3.2 -5.6H3.2Z',
  'star-triangle-up': 'M0 -8L2.5 2L7 5L0 4L-7 5L-2.5 2Z',
  cross: 'M-2 -6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z',
  x: 'M-6 -4L-4 -6L0 -2L4 -6L6 -4L2 0L6 4L4 6L0 2L-4 6L-6 4L-2 0Z',
}

/** A mark at a point, in an optimizer's own shape. */
export function Mark({
  x: px,
  y: py,
  colour,
  shape = 'circle',
}: {
  x: number
  y: number
  colour: string
  shape?: MarkerShape
}) {
  const { x, y } = useFrame()
  const [left, top] = [x(px), y(py)]
  if (!Number.isFinite(left) || !Number.isFinite(top)) return null
  return <MarkAt left={reach(left)} top={reach(top)} colour={colour} shape={shape} />
}

/** The same at a place in pixels: for a legend. */
export function MarkAt({
  left,
  top,
  colour,
  shape,
}: {
  left: number
  top: number
  colour: string
  shape: MarkerShape
}) {
  const outline = outlines[shape]
  return (
    <g transform={`translate(${left.toFixed(1)} ${top.toFixed(1)})`} fill={colour}>
      {outline ? <path d={outline} /> : <circle r={5.5} />}
    </g>
  )
}

/** A sentence in the middle of a plot that has nothing to draw. */
export function Centred({ children }: { children: ComponentChildren }) {
  const { x, y, domain } = useFrame()
  const [left, right, top, bottom] = [...domain.x.map(x), ...domain.y.map(y)]
  return (
    <text x={(left + right) / 2} y={(top + bottom) / 2} text-anchor="middle" pointer-events="none">
      {children}
    </text>
  )
}

/** A word beside a point, or above it. */
export function Note({
  x: px,
  y: py,
  above = false,
  children,
}: {
  x: number
  y: number
  above?: boolean
  children: ComponentChildren
}) {
  const { x, y } = useFrame()
  const [left, top] = [x(px), y(py)]
  if (!Number.isFinite(left) || !Number.isFinite(top)) return null
  return (
    <text
      x={reach(left + (above ? 0 : 11))}
      y={reach(top + (above ? -17 : 4))}
      text-anchor={above ? 'middle' : 'start'}
      pointer-events="none"
    >
      {children}
    </text>
  )
}
