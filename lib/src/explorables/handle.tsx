import { useRef } from 'preact/hooks'
import { useFrame } from './plot'

/**
 * A ball to take hold of: by mouse, by finger, or, when it has the focus, by the arrow keys (with Shift ten times as
 * far).
 *
 * @param props.says what it is at, in words, for those who cannot see it
 * @param props.step how far an arrow key moves it, along x and y; without the second it moves along x alone
 */
export function Handle({
  label,
  says,
  x: px,
  y: py,
  step,
  onMove,
  colour,
  radius = 8,
}: {
  label: string
  says: string
  x: number
  y: number
  step: readonly [x: number, y?: number]
  onMove: (x: number, y: number) => void
  colour: string
  radius?: number
}) {
  const { x, y, at } = useFrame()
  const held = useRef(false)
  const [left, top] = [x(px), y(py)]
  if (!Number.isFinite(left) || !Number.isFinite(top)) return null
  const plane = step[1] !== undefined
  const move = (event: PointerEvent) => {
    const point = held.current ? at(event) : undefined
    if (point) onMove(...point)
  }
  const release = () => {
    held.current = false
  }
  return (
    <g
      class="handle"
      transform={`translate(${left.toFixed(1)} ${top.toFixed(1)})`}
      role="slider"
      // In SVG a name is as it is written: tabIndex would be none.
      tabindex={0}
      aria-label={label}
      aria-valuenow={px}
      aria-valuetext={says}
      // Chromium heeds touch-action on a whole svg alone; without this a finger scrolls the page and loses the ball.
      onTouchStart={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        held.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={(event) => {
        const far = event.shiftKey ? 10 : 1
        const along = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0
        const up = { ArrowDown: -1, ArrowUp: 1 }[event.key] ?? 0
        if (along === 0 && up === 0) return
        // Neither the page nor the notebook shall move as well.
        event.preventDefault()
        event.stopPropagation()
        if (plane) onMove(px + along * far * step[0], py + up * far * (step[1] ?? 0))
        else onMove(px + (along || up) * far * step[0], py)
      }}
    >
      <circle class="ring" r={radius + 6} />
      <circle r={radius} fill={colour} />
    </g>
  )
}
