import { useRef } from 'preact/hooks'
import { useFrame } from './plot'

/**
 * A ball to take hold of: by mouse, by finger, or, when it has the focus, by the arrow keys (with Shift, and by Page Up and
 * Page Down, ten times as far; by Home and End to the ends of its axis).
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
  const { x, y, at, domain } = useFrame()
  /** How far from its middle it is held, in pixels. */
  const held = useRef<readonly [number, number] | undefined>(undefined)
  const [left, top] = [x(px), y(py)]
  if (!Number.isFinite(left) || !Number.isFinite(top)) return null
  const plane = step[1] !== undefined
  const move = (event: PointerEvent) => {
    if (!held.current) return
    const [right, down] = held.current
    const point = at({ clientX: event.clientX - right, clientY: event.clientY - down })
    if (point) onMove(...point)
  }
  const release = () => {
    held.current = undefined
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
        const box = event.currentTarget.getBoundingClientRect()
        held.current = [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2]
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onKeyDown={(event) => {
        const far = event.shiftKey ? 10 : 1
        const along = { ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0
        const up = { ArrowDown: -1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key] ?? 0
        const upright = step[0] === 0
        const [from, to] = upright ? domain.y : domain.x
        const end = { Home: from, End: to }[event.key]
        if (along === 0 && up === 0 && end === undefined) return
        // Neither the page nor the notebook shall move as well.
        event.preventDefault()
        event.stopPropagation()
        if (end !== undefined) onMove(upright ? px : end, upright ? end : py)
        else if (plane) onMove(px + along * far * step[0], py + up * far * (step[1] ?? 0))
        else onMove(px + (along || up) * far * step[0], py)
      }}
    >
      <circle class="reach" r={20} />
      <circle class="ring" r={radius + 6} />
      <circle r={radius} fill={colour} />
    </g>
  )
}
