import { scaleLinear } from 'd3-scale'
import { useMemo } from 'preact/hooks'
import type { Path } from '../descend'
import { ink } from '../figures/colours'
import type { ToyFunction } from '../functions/function'
import { Centred, Line, type Points } from './line'
import { Plot } from './plot'

/** A path on the line, and how it is drawn. */
export interface Drawn {
  readonly path: Path<number>
  readonly colour: string
  readonly dash?: string
  readonly width?: number
}

/**
 * Where x is after each step, on one path or on several; the minima of the function are dotted lines. Without a path, a
 * sentence stands there.
 *
 * @param props.until where the axis of steps ends
 */
export function ByStep({
  f,
  paths,
  until,
  title,
  label,
  width,
  height,
}: {
  f: ToyFunction<number>
  paths: readonly Drawn[]
  until: number
  title: string
  label: string
  width?: number
  height?: number
}) {
  const lines = useMemo(
    () => paths.map(({ path }) => path.rows.map(({ t, x }): Points[number] => [t, x])),
    [paths],
  )
  const range = useMemo((): [number, number] => {
    const [from, to] = f.domain ?? [-5, 5]
    // A diverging path leaves the picture a width beside the part that is worth a look.
    const [least, most] = [2 * from - to, 2 * to - from]
    const all = lines.flatMap((line) => line.map(([, x]) => Math.max(least, Math.min(most, x))))
    if (all.length === 0) return [from, to]
    const [low, high] = [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))]
    const room = 0.06 * (high - low || 1)
    const [bottom, top] = scaleLinear()
      .domain([low - room, high + room])
      .nice(6)
      .domain()
    return [bottom, top]
  }, [f, lines])
  return (
    <Plot
      title={title}
      label={label}
      x={{ title: 'step t', range: [0, until] }}
      y={{ title: 'x', range }}
      {...(width !== undefined && { width })}
      {...(height !== undefined && { height })}
    >
      {f.minima.map(({ at }) => (
        <Line
          key={at}
          points={[
            [0, at],
            [until, at],
          ]}
          colour={ink}
          dash="1 5"
        />
      ))}
      {paths.length === 0 && <Centred>No path: here f has no value, or no slope.</Centred>}
      {lines.map((points, i) => {
        const { colour, dash, width = 2 } = paths[i]
        return <Line key={i} points={points} colour={colour} width={width} dash={dash} />
      })}
    </Plot>
  )
}
