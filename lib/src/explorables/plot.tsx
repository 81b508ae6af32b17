import { scaleLinear, scaleLog } from 'd3-scale'
import { createContext, type ComponentChildren } from 'preact'
import { useContext, useId, useMemo, useRef } from 'preact/hooks'
import { formatNumber } from '../figures/format-number'
import type { Plane } from '../functions/function'

/** From and to of an axis, what it is called, and whether it counts in powers of ten. */
export interface Axis {
  readonly title: string
  readonly range: readonly [number, number]
  readonly log?: boolean
  /** Without numbers: where the height means nothing. */
  readonly bare?: boolean
}

/** Numbers to pixels and back, along one axis. */
export interface Scale {
  (value: number): number
  invert(pixel: number): number
  ticks(count: number): number[]
}

/** What the parts of a plot ask it: where a number lies, and what lies under the pointer. */
export interface Frame {
  readonly x: Scale
  readonly y: Scale
  readonly width: number
  readonly height: number
  /** From and to of both axes. */
  readonly domain: Plane
  readonly at: (event: { clientX: number; clientY: number }) => [x: number, y: number] | undefined
}

const FrameContext = createContext<Frame | undefined>(undefined)

/** The plot around a part of it. */
export function useFrame(): Frame {
  const frame = useContext(FrameContext)
  if (!frame) throw new Error('a part of a plot stands outside of one')
  return frame
}

const scaleOf = ({ range: [from, to], log }: Axis, pixels: [number, number]): Scale =>
  (log ? scaleLog() : scaleLinear()).domain([from, to]).range(pixels).clamp(false)

const margin = { left: 62, right: 14, top: 26, bottom: 44 }

/**
 * Two axes with titles, and what is drawn between them; a click between them says where.
 *
 * @param props.label what the picture shows, for those who cannot see it
 * @param props.onPoint a click or tap: the numbers there
 */
export function Plot({
  title,
  label,
  x,
  y,
  width = 560,
  height = 380,
  onPoint,
  children,
}: {
  title: string
  label: string
  x: Axis
  y: Axis
  width?: number
  height?: number
  onPoint?: ((x: number, y: number) => void) | undefined
  children?: ComponentChildren
}) {
  const id = useId()
  const box = useRef<SVGRectElement>(null)
  const [right, bottom] = [width - margin.right, height - margin.bottom]
  const {
    log: logX,
    range: [x0, x1],
  } = x
  const {
    log: logY,
    range: [y0, y1],
  } = y
  const frame = useMemo((): Frame => {
    const scaleX = scaleOf({ title: '', range: [x0, x1], log: logX ?? false }, [margin.left, right])
    const scaleY = scaleOf({ title: '', range: [y0, y1], log: logY ?? false }, [bottom, margin.top])
    return {
      x: scaleX,
      y: scaleY,
      width: right - margin.left,
      height: bottom - margin.top,
      domain: { x: [x0, x1], y: [y0, y1] },
      at({ clientX, clientY }) {
        const matrix = box.current?.getScreenCTM()
        if (!matrix) return undefined
        const point = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse())
        return [scaleX.invert(point.x), scaleY.invert(point.y)]
      },
    }
  }, [x0, x1, logX, y0, y1, logY, right, bottom])
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="group" aria-label={label}>
      <clipPath id={id}>
        <rect x={margin.left} y={margin.top} width={frame.width} height={frame.height} />
      </clipPath>
      <Axes x={x} y={y} frame={frame} right={right} bottom={bottom} />
      <text class={title.length > (width - margin.left) / 9 ? 'title tight' : 'title'} x={margin.left} y={16}>
        {title}
      </text>
      <rect
        ref={box}
        class={onPoint && 'tap'}
        fill="transparent"
        x={margin.left}
        y={margin.top}
        width={frame.width}
        height={frame.height}
        onClick={(event) => {
          const point = frame.at(event)
          if (point) onPoint?.(...point)
        }}
      />
      <FrameContext.Provider value={frame}>
        <g clip-path={`url(#${id})`}>{children}</g>
      </FrameContext.Provider>
    </svg>
  )
}

function Axes({
  x,
  y,
  frame,
  right,
  bottom,
}: {
  x: Axis
  y: Axis
  frame: Frame
  right: number
  bottom: number
}) {
  return useMemo(
    () => (
      <g>
        {ticksOf(frame.x, x, Math.max(2, Math.round(frame.width / 70))).map((value) => (
          <g key={value}>
            <line class="grid" x1={frame.x(value)} x2={frame.x(value)} y1={margin.top} y2={bottom} />
            <text x={frame.x(value)} y={bottom + 16} text-anchor="middle">
              {formatNumber(value, 4)}
            </text>
          </g>
        ))}
        {(y.bare ? [] : ticksOf(frame.y, y, 6)).map((value) => (
          <g key={value}>
            <line class="grid" x1={margin.left} x2={right} y1={frame.y(value)} y2={frame.y(value)} />
            <text x={margin.left - 6} y={frame.y(value) + 4} text-anchor="end">
              {formatNumber(value, 4)}
            </text>
          </g>
        ))}
        <path class="axis" d={`M${margin.left} ${margin.top}V${bottom}H${right}`} />
        <text x={(margin.left + right) / 2} y={bottom + 36} text-anchor="middle">
          {x.title}
        </text>
        <text transform={`translate(12 ${(margin.top + bottom) / 2}) rotate(-90)`} text-anchor="middle">
          {y.title}
        </text>
      </g>
    ),
    [x.title, y.title, y.bare, frame],
  )
}

/** Round numbers along an axis: of powers of ten the powers alone, at most `count` of them. */
function ticksOf(scale: Scale, { range: [from, to], log }: Axis, count: number): number[] {
  if (!log) return scale.ticks(count)
  const [low, high] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)]
  // Between two powers, or three, the numbers 2 and 5 times as large stand there as well.
  if (high - low < 2)
    return [1, 2, 5]
      .flatMap((n) => [low - 1, low, low + 1, low + 2].map((power) => n * 10 ** power))
      .filter((value) => value >= from * 0.999 && value <= to * 1.001)
  const every = Math.max(1, Math.ceil((high - low + 1) / count))
  const powers = []
  for (let power = low; power <= high; power += every) powers.push(10 ** power)
  return powers
}
