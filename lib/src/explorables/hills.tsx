import { contours } from 'd3-contour'
import { useMemo } from 'preact/hooks'
import { ink } from '../figures/colours'
import { useFrame } from './plot'

const [columns, rows] = [96, 72]

/** A function of two variables from above: the higher, the denser the grey; the levels lie closer together near its lowest. */
export function Hills({ value }: { value: (x: number, y: number) => number }) {
  const { x, y, domain } = useFrame()
  const bands = useMemo(() => {
    const [[x0, x1], [y0, y1]] = [domain.x, domain.y]
    const grid = Array.from({ length: columns * rows }, (_, i) =>
      value(
        x0 + (((i % columns) + 0.5) / columns) * (x1 - x0),
        y0 + ((Math.floor(i / columns) + 0.5) / rows) * (y1 - y0),
      ),
    )
    const finite = grid.filter(Number.isFinite)
    if (finite.length === 0) return []
    const low = finite.reduce((a, b) => Math.min(a, b))
    const high = finite.reduce((a, b) => Math.max(a, b))
    const levels = Array.from({ length: 14 }, (_, i) => low + (high - low) * ((i + 1) / 15) ** 3)
    const pixels = (ring: readonly (readonly number[])[]) =>
      `M${ring
        .map(
          ([column, row]) =>
            `${x(x0 + (column / columns) * (x1 - x0)).toFixed(1)} ${y(y0 + (row / rows) * (y1 - y0)).toFixed(1)}`,
        )
        .join('L')}Z`
    return contours()
      .size([columns, rows])
      .thresholds(levels)(grid.map((v) => (Number.isFinite(v) ? v : high)))
      .map(({ coordinates }) => coordinates.flat().map(pixels).join(''))
  }, [value, x, y, domain])
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
    </g>
  )
}
