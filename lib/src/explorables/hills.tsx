import { contours } from 'd3-contour'
import { useId, useMemo } from 'preact/hooks'
import { ink } from '../figures/colours'
import type { Plane } from '../functions/function'
import { useFrame } from './plot'
import { useAtRest } from './use-at-rest'

/** How many fields the picture has, across and up; fewer while the function changes under a hand. */
const fine = [96, 72] as const
const coarse = [40, 30] as const

/** Its values at the middle of each field of a grid. */
const fieldsOf = (
  value: (x: number, y: number) => number,
  { x: [x0, x1], y: [y0, y1] }: Plane,
  [columns, rows] = fine as readonly [number, number],
) =>
  Array.from({ length: columns * rows }, (_, i) =>
    value(
      x0 + (((i % columns) + 0.5) / columns) * (x1 - x0),
      y0 + ((Math.floor(i / columns) + 0.5) / rows) * (y1 - y0),
    ),
  )

/** Whether there are places in the picture where the function has no value. */
export const hasGaps = (value: (x: number, y: number) => number, domain: Plane) =>
  fieldsOf(value, domain).some((v) => !Number.isFinite(v))

/**
 * A function of two variables from above: the higher, the denser the grey; the levels lie closer together near its lowest.
 * Hatched where it has no value.
 */
export function Hills({ value }: { value: (x: number, y: number) => number }) {
  const { x, y, domain } = useFrame()
  const id = useId()
  const size = useAtRest(value) ? fine : coarse
  const { bands, gap } = useMemo(() => {
    const [[x0, x1], [y0, y1]] = [domain.x, domain.y]
    const [columns, rows] = size
    const grid = fieldsOf(value, domain, size)
    const finite = grid.filter(Number.isFinite).sort((a, b) => a - b)
    const [low, high] = heights(finite)
    const levels = Array.from({ length: 14 }, (_, i) => low + (high - low) * ((i + 1) / 15) ** 3)
    const pixels = (ring: readonly (readonly number[])[]) =>
      `M${ring
        .map(
          ([column, row]) =>
            `${x(x0 + (column / columns) * (x1 - x0)).toFixed(1)} ${y(y0 + (row / rows) * (y1 - y0)).toFixed(1)}`,
        )
        .join('L')}Z`
    const bands = contours()
      .size([columns, rows])
      .thresholds(levels)(grid.map((v) => (Number.isFinite(v) ? v : low)))
      .map(({ coordinates }) => coordinates.flat().map(pixels).join(''))
    const [gap] = contours().size([columns, rows]).thresholds([0.5])(
      grid.map((v) => (Number.isFinite(v) ? 0 : 1)),
    )
    return { bands, gap: gap.coordinates.flat().map(pixels).join('') }
  }, [value, x, y, domain, size])
  return (
    <g
      fill={ink}
      fill-opacity={0.07}
      stroke={ink}
      stroke-opacity={0.35}
      stroke-width={0.7}
      pointer-events="none"
    >
      {bands.map((d, i) => (
        <path key={i} d={d} />
      ))}
      {gap && (
        <>
          <pattern id={id} width={7} height={7} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0V7" stroke-width={2} stroke-opacity={0.6} />
          </pattern>
          <path d={gap} fill={`url(#${id})`} fill-opacity={1} stroke="none" />
        </>
      )}
    </g>
  )
}

/** From where to where levels are drawn, of heights in order: near a pole the few that are out of all proportion are left out. */
function heights(sorted: readonly number[]): readonly [number, number] {
  if (sorted.length === 0) return [0, 0]
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))]
  const most = at(0.95) - at(0.05)
  const far = (from: number, to: number) => most > 0 && to - from > 20 * most
  return [far(at(0), at(0.05)) ? at(0.02) : at(0), far(at(0.95), at(1)) ? at(0.98) : at(1)]
}
