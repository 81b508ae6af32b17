import { useFrame } from './plot'

/** What the lines of a plot are, in a row at its top. Leave room for it above them. */
export function Legend({
  items,
}: {
  items: readonly { name: string; colour: string; dash?: string; width?: number }[]
}) {
  const { x, y, domain } = useFrame()
  const top = y(domain.y[1]) + 16
  let left = x(domain.x[0]) + 14
  return (
    <g pointer-events="none">
      {items.map(({ name, colour, dash, width = 2 }) => {
        const at = left
        left += 52 + 6.5 * name.length
        return (
          <g key={name} transform={`translate(${at} ${top})`}>
            <line x2={26} stroke={colour} stroke-width={width} stroke-dasharray={dash} />
            <text class="tight" x={32} y={4}>
              {name}
            </text>
          </g>
        )
      })}
    </g>
  )
}
