import { useMemo, useState } from 'preact/hooks'
import { convergenceFactor, factorAlong } from '../convergence-factor'
import { descend, type Path } from '../descend'
import { ink, lookOf } from '../figures/colours'
import { formatNumber } from '../figures/format-number'
import { best, most, stepsToTenth, type MomentumSetting } from '../figures/momentum-map'
import type { ToyFunction } from '../functions/function'
import { lpNorm } from '../norm'
import { momentum } from '../optimizers/momentum'
import { requireFinite, requireFraction, requirePositive } from '../settings'
import { Slider, Words } from './controls'
import type { Explorable } from './explorable'
import { Handle } from './handle'
import { Hills } from './hills'
import { Line, Mark, type Points } from './line'
import { Plot, useFrame } from './plot'

/** Momentum on a quadratic: every η and m, and the path of one of them. */
export interface MomentumMap {
  /** The second derivative in each direction, one or two, from 0.1 to 100. */
  readonly curvatures: readonly number[]
  readonly eta: number
  readonly m: number
  /** Where the ball starts, a number a direction. */
  readonly start: readonly number[]
}

const [least, largest] = [0.1, 100]
/** How long the path is. */
const steps = 60

export const momentumMap: Explorable<MomentumMap> = {
  name: 'momentum-map',
  title: 'How fast momentum arrives',
  about: 'Drag a point over all η and m of momentum on a quadratic, and see its path.',
  complete({ curvatures = [2, 40], eta, m = 0.5, start = [-10, 1].slice(0, curvatures.length) }) {
    if (curvatures.length < 1 || curvatures.length > 2)
      throw new RangeError(`curvatures has ${curvatures.length} numbers; allowed: 1 or 2`)
    curvatures.forEach((h, i) => {
      if (!(h >= least && h <= largest))
        throw new RangeError(`curvatures[${i}] is ${h}; allowed: ${least} to ${largest}`)
    })
    const widest = 4 / Math.max(...curvatures)
    eta ??= Number((0.45 * widest).toPrecision(2))
    if (requirePositive('eta', eta) > widest)
      throw new RangeError(
        `eta is ${eta}; allowed: above 0, at most ${widest}, which is 4 / the larger curvature: beyond it every m diverges`,
      )
    requireFraction('m', m)
    requireFinite('start', start)
    if (start.length !== curvatures.length || start.every((x) => x === 0))
      throw new RangeError(
        `start is [${start.join(', ')}]; allowed: a number for each curvature, not all of them 0`,
      )
    return { curvatures, eta, m, start }
  },
  View,
}

/** λ x² / 2 in each direction: it bends by λ. */
const quadratic = (curvatures: readonly number[]): ToyFunction<readonly number[]> => ({
  name: curvatures.map((h, i) => `${h === 2 ? '' : formatNumber(h / 2, 3)}${'xy'[i]}²`).join(' + '),
  tex: '',
  minima: [{ at: curvatures.map(() => 0), value: 0 }],
  value: (p) => p.reduce((sum, x, i) => sum + (curvatures[i] * x * x) / 2, 0),
  gradient: (p) => p.map((x, i) => curvatures[i] * x),
})

const { colour } = lookOf('momentum')

function View(given: MomentumMap) {
  const { start } = given
  const [{ curvatures, eta, m }, set] = useState({
    curvatures: given.curvatures,
    eta: given.eta,
    m: given.m,
  })
  const steepest = Math.max(...curvatures)
  const widest = 4 / steepest
  const f = useMemo(() => quadratic(curvatures), [curvatures])
  const path = useMemo(() => descend(f, start, momentum({ eta, m }), steps), [f, start, eta, m])

  const move = (x: number, y: number) =>
    set({
      curvatures,
      eta: Number(Math.min(widest, Math.max(widest / 500, x)).toPrecision(3)),
      m: Number(Math.min(0.995, Math.max(0, y)).toFixed(3)),
    })
  const bend = (i: number, h: number) => {
    const next = curvatures.map((other, k) => (k === i ? h : other))
    set({ curvatures: next, eta: Math.min(eta, 4 / Math.max(...next)), m })
  }
  const factor = convergenceFactor(curvatures, { eta, m })
  const { fastest, plain } = best(Math.min(...curvatures), steepest)

  return (
    <>
      <div class="row">
        {curvatures.map((h, i) => (
          <Slider
            key={i}
            label={curvatures.length === 1 ? 'curvature λ' : `curvature λ along ${'xy'[i]}`}
            value={h}
            min={least}
            max={largest}
            log
            onChange={(to) => bend(i, to)}
          />
        ))}
      </div>
      <div class="pictures">
        <div class="wide">
          <Plot
            title={`η = ${formatNumber(eta, 3)}, m = ${formatNumber(m, 3)}: ${
              isSlow(curvatures, { eta, m }, factor)
                ? 'crawls'
                : factor < 1
                  ? `a tenth is left after ${tenth(factor)}`
                  : 'diverges'
            }`}
            label="The plane of learning rates η and shares m, coloured by how fast momentum arrives. Click to choose a point."
            x={{ title: 'learning rate η', range: [0, widest] }}
            y={{ title: 'm, the share of the last step that is kept', range: [0, 1] }}
            height={400}
            onPoint={move}
          >
            <Speeds curvatures={curvatures} />
            <Star {...fastest} />
            <Ring {...plain} />
            <Under eta={eta} m={m} />
            <Handle
              label="The setting: η along, m up"
              says={`η = ${formatNumber(eta, 3)}, m = ${formatNumber(m, 3)}`}
              x={eta}
              y={m}
              step={[widest / 100, 0.01]}
              onMove={move}
              colour={colour}
            />
          </Plot>
          <Legend />
        </div>
        <div>
          {curvatures.length === 1 ? (
            <ByStep rows={path.rows} start={start[0]} />
          ) : (
            <OnHills f={f} rows={path.rows} start={start} />
          )}
        </div>
      </div>
      <Words>{story(curvatures, { eta, m }, factor, path)}</Words>
    </>
  )
}

type Run = Path<readonly number[]>
type Rows = Run['rows']

/** Viridis at eleven places, from fast to slow. */
const viridis = '440154 482475 414487 355f8d 2a788e 21918c 22a884 44bf70 7ad151 bddf26 fde725'.split(' ')
/** Red, green and blue of each of these colours, every one between two of viridis. */
const shades = Array.from({ length: 100 }, (_, i) => {
  const place = (i / 99) * (viridis.length - 1)
  const left = Math.min(viridis.length - 2, Math.floor(place))
  const part = (colour: string, k: number) => parseInt(colour.slice(2 * k, 2 * k + 2), 16)
  return [0, 1, 2].map((k) => {
    const [from, to] = [part(viridis[left], k), part(viridis[left + 1], k)]
    return Math.round(from + (place - left) * (to - from))
  })
})
/** The share of the way from one step to the most. */
const slowness = (steps: number) => Math.log10(steps) / Math.log10(most)

const [columns, rows] = [160, 100]

/** The plane as a picture: a byte a point, which names its colour, from the lowest row up, as a BMP file has it. */
function picture(curvatures: readonly number[], widest: number): string {
  const head = 54 + 4 * shades.length
  const file = new DataView(new ArrayBuffer(head + columns * rows))
  file.setUint16(0, 0x424d)
  const fields = [file.byteLength, 0, head, 40, columns, rows, 1 | (8 << 16), 0, 0, 0, 0, shades.length, 0]
  fields.forEach((field, i) => {
    file.setUint32(2 + 4 * i, field, true)
  })
  shades.forEach(([red, green, blue], i) => {
    file.setUint32(54 + 4 * i, (red << 16) | (green << 8) | blue, true)
  })
  for (let i = 0; i < columns * rows; i++) {
    const eta = (((i % columns) + 0.5) / columns) * widest
    const m = (Math.floor(i / columns) + 0.5) / rows
    let factor = 0
    for (const h of curvatures) factor = Math.max(factor, factorAlong(h, eta, m))
    file.setUint8(head + i, Math.round(slowness(stepsToTenth(factor)) * (shades.length - 1)))
  }
  return `data:image/bmp;base64,${btoa(String.fromCharCode(...new Uint8Array(file.buffer)))}`
}

/** The plane, coloured by the steps that a tenth takes; grey where momentum diverges. Drawn once a curvature. */
function Speeds({ curvatures }: { curvatures: readonly number[] }) {
  const { x, y, domain } = useFrame()
  return useMemo(() => {
    const widest = domain.x[1]
    const [left, right, top, bottom] = [x(0), x(widest), y(1), y(0)]
    return (
      <g pointer-events="none">
        <image
          href={picture(curvatures, widest)}
          x={left}
          y={top}
          width={right - left}
          height={bottom - top}
          preserveAspectRatio="none"
        />
        <path d={`M${x(widest / 2)} ${bottom}L${right} ${top}V${bottom}Z`} fill="#707070" />
        <path d={`M${x(widest / 2)} ${bottom}L${right} ${top}`} stroke="white" stroke-width="2" />
        <text x={x(0.86 * widest)} y={y(0.28)} text-anchor="middle" style={{ fill: 'white' }}>
          diverges
        </text>
        <text x={x(0.86 * widest)} y={y(0.28) + 16} text-anchor="middle" style={{ fill: 'white' }}>
          η &gt; 2(1 + m)/λ
        </text>
      </g>
    )
  }, [curvatures, x, y, domain])
}

/** What a colour says. */
function Legend() {
  const [left, width] = [160, 350]
  return (
    <svg viewBox="0 0 560 38" role="img" aria-label="Colours, from dark, fast, to bright, slow">
      <text x={150} y={14} text-anchor="end">
        steps to a tenth
      </text>
      <g shape-rendering="crispEdges">
        {shades.map((shade, i) => (
          <rect
            key={i}
            x={left + (i / shades.length) * width}
            y={4}
            width={width / shades.length + 0.5}
            height={12}
            fill={`rgb(${shade.join(' ')})`}
          />
        ))}
      </g>
      {[1, 3, 10, 30, 100, most].map((steps) => (
        <text key={steps} x={left + slowness(steps) * width} y={30} text-anchor="middle">
          {steps === most ? `${most} +` : steps}
        </text>
      ))}
    </svg>
  )
}

/** The fastest setting. */
function Star({ eta, m }: MomentumSetting) {
  const { x, y } = useFrame()
  return (
    <path
      transform={`translate(${x(eta).toFixed(1)} ${y(m).toFixed(1)})`}
      d="M0 -10L2.4 -3.2L9.5 -3.1L3.8 1.2L5.9 8.1L0 4L-5.9 8.1L-3.8 1.2L-9.5 -3.1L-2.4 -3.2Z"
      fill="white"
      stroke="black"
      pointer-events="none"
    />
  )
}

/** The fastest without momentum. */
function Ring({ eta, m }: MomentumSetting) {
  const { x, y } = useFrame()
  return <circle cx={x(eta)} cy={y(m) - 5} r={5} fill="white" stroke="black" pointer-events="none" />
}

/** White below the ball, so that it stands out from every colour. */
function Under({ eta, m }: MomentumSetting) {
  const { x, y } = useFrame()
  return <circle cx={x(eta)} cy={y(m)} r={15} fill="white" fill-opacity={0.85} pointer-events="none" />
}

function ByStep({ rows, start }: { rows: Rows; start: number }) {
  const points = useMemo(() => rows.map(({ t, x }): Points[number] => [t, x[0]]), [rows])
  const high = 1.15 * Math.abs(start)
  return (
    <Plot
      title={`x, from ${formatNumber(start, 3)}`}
      label={`x after each of ${steps} steps`}
      x={{ title: 'step t', range: [0, steps] }}
      y={{ title: 'x', range: [-high, high] }}
      width={340}
      height={400}
    >
      <Line points={points} colour={colour} />
    </Plot>
  )
}

function OnHills({
  f,
  rows,
  start,
}: {
  f: ToyFunction<readonly number[]>
  rows: Rows
  start: readonly number[]
}) {
  const points = useMemo(() => rows.map(({ x }): Points[number] => [x[0], x[1]]), [rows])
  const value = useMemo(() => (x: number, y: number) => f.value([x, y]), [f])
  const [across, up] = start.map((x, i) => 1.3 * Math.abs(x || start[1 - i]))
  return (
    <Plot
      title={`The path on ${f.name}`}
      label={`Contour map of ${f.name} with the path of ${steps} steps`}
      x={{ title: 'x', range: [-across, across] }}
      y={{ title: 'y', range: [-up, up] }}
      width={340}
      height={400}
    >
      <Hills value={value} />
      <Mark x={0} y={0} colour={ink} shape="x" />
      <Line points={points} colour={colour} />
      <Mark x={start[0]} y={start[1]} colour={colour} shape="square" />
    </Plot>
  )
}

const say = (number: number) => formatNumber(number, 3)
const tenth = (factor: number) => {
  const steps = stepsToTenth(factor)
  if (steps >= most) return `${most} steps or more`
  const whole = Math.ceil(steps - 1e-9)
  return whole === 1 ? '1 step' : `${whole} steps`
}

/** Whether a step leaves all of the distance but for a billionth, far below the limit. */
const isSlow = (curvatures: readonly number[], { eta, m }: MomentumSetting, factor: number) =>
  Math.abs(factor - 1) < 5e-10 && eta < (1 + m) / Math.max(...curvatures)

function story(curvatures: readonly number[], setting: MomentumSetting, factor: number, path: Run): string {
  const { eta, m } = setting
  const steepest = Math.max(...curvatures)
  const { fastest } = best(Math.min(...curvatures), steepest)
  const rounded = Number(factor.toFixed(9))
  const limit = `2(1 + m)/λ = ${say((2 * (1 + m)) / steepest)}`
  const parts = [`With η = ${say(eta)} and m = ${say(m)}`]
  if (isSlow(curvatures, setting, factor))
    parts.push(
      `the ball crawls: after ${steps} steps it is still ${say(lpNorm(path.last.x, 2))} from the minimum. A larger η goes faster, below ${limit}.`,
    )
  else if (rounded < 1) {
    const slow = curvatures.filter((h) => convergenceFactor([h], setting) > factor - 1e-9)
    parts.push(
      `a step leaves ${say(rounded)} of the distance in the long run: a tenth after ${tenth(factor)}.`,
      curvatures.length === 1
        ? ''
        : slow.length === 1
          ? `The direction with curvature ${say(slow[0])} is the slower one.`
          : 'Both directions are equally slow.',
      `After ${steps} steps the ball is ${say(lpNorm(path.last.x, 2))} from the minimum. This m bears η below ${limit}.`,
    )
  } else
    parts.push(
      rounded === 1
        ? `the ball neither arrives nor leaves: η is at the limit ${limit}.`
        : `the ball diverges: η is above the limit ${limit}; each step makes the distance ${say(rounded)} times as large in the long run.`,
    )
  parts.push(
    `The star is the fastest setting, η = ${say(fastest.eta)} and m = ${say(fastest.m)}, where a step leaves ${say(Number(convergenceFactor(curvatures, fastest).toFixed(9)))}; the circle is the fastest without momentum.`,
  )
  return parts.filter(Boolean).join(' ')
}
