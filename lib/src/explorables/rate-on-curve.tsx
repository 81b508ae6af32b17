import { useMemo, useState } from 'preact/hooks'
import { behaviour } from '../behaviour'
import { hessian } from '../critical-points/hessian'
import { descend, type Path } from '../descend'
import { ink, lookOf } from '../figures/colours'
import { formatNumber } from '../figures/format-number'
import type { ToyFunction } from '../functions/function'
import { square } from '../functions/square'
import { gradientDescent } from '../optimizers/gradient-descent'
import { requireCount, requireNumber, requirePositive } from '../settings'
import { Choice, LineToWrite, readable, Trouble, Words } from './controls'
import type { Explorable } from './explorable'
import { isCurve, readCurve } from './formula'
import { Handle } from './handle'
import { Line, Mark, type Points } from './line'
import { curves, type AnyFunction } from './pack'
import { Plot, useFrame } from './plot'

type Curve = ToyFunction<number>
type Range = readonly [from: number, to: number]

/** Plain descent on a curve, and the learning rate that decides what becomes of it. */
export interface RateOnCurve {
  /** A function of x: the library's own, or one of fromExpression. */
  readonly f: Curve
  /** The learning rate, above 0. */
  readonly eta: number
  /** Where the ball starts. */
  readonly start: number
  /** How many steps it takes, at most 500. */
  readonly steps: number
  /** The part of the x axis to show; without it the function's own, or one around the start. */
  readonly domain: Range
}

export const rateOnCurve: Explorable<RateOnCurve> = {
  name: 'rate-on-curve',
  title: 'A ball, a curve, and the learning rate',
  about: 'Drag the ball and η: when does it crawl, arrive, swing, or fly off?',
  complete({ f = square, eta = 0.9, start, steps = 20, domain }) {
    if (!isCurve(f)) throw new RangeError(`f is ${(f as AnyFunction).name}; allowed: a function of x alone`)
    if (start !== undefined) requireNumber('start', start)
    domain ??= domainOf(f, start)
    const [from, to] = domain
    if (!(from < to) || !Number.isFinite(to - from))
      throw new RangeError(
        `domain is ${domain.join(' … ')}; allowed: two finite numbers, the smaller one first`,
      )
    start ??= startIn(f, domain)
    if (start < from || start > to)
      throw new RangeError(`start is ${start}; allowed: within the domain, ${from} ≤ start ≤ ${to}`)
    requirePositive('eta', eta)
    if (requireCount('steps', steps, 1) > 500)
      throw new RangeError(`steps is ${steps}; allowed: a whole number, 1 to 500`)
    return { f, eta, start, steps, domain }
  },
  View,
}

/** The function's own part of the axis, where the start lies in it, or else one that holds the start. */
function domainOf({ domain = [-5, 5] }: Curve, start = 0): Range {
  const reach = Number((1.4 * Math.abs(start)).toPrecision(2))
  return start >= domain[0] && start <= domain[1] ? domain : [-reach, reach]
}

/** High up on the left, where there is something to come down from; else anywhere. */
const startIn = (f: Curve, [from, to]: Range): number =>
  [0.1, 0.9, 0.3, 0.7]
    .map((share) => Number((from + share * (to - from)).toPrecision(3)))
    .find((x) => Number.isFinite(f.value(x)) && Number.isFinite(f.gradient(x))) ?? from

/** What lies below the ball in the direction of descent, as far as its limit is concerned. */
type Bottom =
  | {
      readonly kind: 'minimum'
      readonly at: number
      readonly curvature: number
      /** Whether the curvature is the same all over. */
      readonly everywhere: boolean
      readonly jumps: boolean
      /** The largest curvature on the way down. */
      readonly onTheWay: number
    }
  | { readonly kind: 'corner' | 'hole' | 'flat'; readonly at: number }
  | { readonly kind: 'level' | 'none' }

/** Walks downhill in small strides until the slope turns, and closes in on the place. */
function bottomOf(f: Curve, start: number, [from, to]: Range): Bottom {
  const slope = f.gradient(start)
  if (slope === 0 || !Number.isFinite(slope)) return { kind: 'level' }
  let stride = (-Math.sign(slope) * (to - from)) / 400
  let [high, low] = [start, start + stride]
  for (let i = 0; f.gradient(low) * Math.sign(slope) > 0; i++) {
    if (i === 1000) return { kind: 'none' }
    if (low < from || low > to) stride *= 1.02
    high = low
    low += stride
  }
  for (let i = 0; i < 60; i++) {
    const middle = (high + low) / 2
    if (f.gradient(middle) * Math.sign(slope) > 0) high = middle
    else low = middle
  }
  // Towards a minimum the slope shrinks: by half at half the distance, or faster. At a corner it stays, at a hole it grows.
  const at = Number(((high + low) / 2).toFixed(12)) || 0
  const away = (1e-4 * (to - from) * Math.sign(start - at)) / 2
  const shrinks = f.gradient(at + away) / f.gradient(at + 2 * away)
  if (!(shrinks < 1.2)) return { kind: 'hole', at }
  if (!(f.gradient(at - away) * Math.sign(slope) < 0)) return { kind: 'none' }
  if (shrinks > 0.8) return { kind: 'corner', at }
  if (shrinks < 0.3) return { kind: 'flat', at }
  const bends = (x: number) => hessian(f, x)[0][0]
  const curvature = Number(bends(at).toPrecision(6))
  const along = (a: number, b: number) => Array.from({ length: 41 }, (_, i) => bends(a + (i / 40) * (b - a)))
  return {
    kind: 'minimum',
    at,
    curvature,
    everywhere: !f.jumps && along(from, to).every((c) => Math.abs(c - curvature) <= 1e-4 * curvature),
    jumps: f.jumps !== undefined,
    onTheWay: along(start, at).reduce((a, b) => Math.max(a, b)),
  }
}

const runOf = (f: Curve, start: number, eta: number, steps: number): Path<number> | string => {
  try {
    return descend(f, start, gradientDescent({ eta }), steps)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

type Verdict = ReturnType<typeof behaviour> | 'leaves' | 'rolls on'

/** Where there is no minimum to arrive at, a ball has not converged: it has left the picture, or rolls on. */
function verdictOf(path: Path<number>, { kind }: Bottom, [from, to]: Range): Verdict {
  const does = behaviour(path)
  const { x } = path.last
  if (kind !== 'none' || does === 'diverges') return does
  return x < from || x > to ? 'leaves' : does === 'converges' ? 'rolls on' : does
}

const { colour } = lookOf('gradient descent')

function View(given: RateOnCurve) {
  const { steps } = given
  const [{ f, domain, start }, setPlace] = useState({ f: given.f, domain: given.domain, start: given.start })
  const [eta, setEta] = useState(given.eta)
  const [own, setOwn] = useState('')
  const [trouble, setTrouble] = useState('')

  const path = useMemo(() => runOf(f, start, eta, steps), [f, start, eta, steps])
  const bottom = useMemo(() => bottomOf(f, start, domain), [f, start, domain])
  const limit = bottom.kind === 'minimum' ? 2 / bottom.curvature : undefined
  const line = useMemo(() => drawn(f, domain), [f, domain])
  const heights = useMemo(() => heightsOf(line), [line])
  const points = useMemo(
    () =>
      typeof path === 'string'
        ? { onCurve: [], byStep: [] }
        : {
            onCurve: path.rows.map(({ x, f }): Points[number] => [x, f]),
            byStep: path.rows.map(({ t, x }): Points[number] => [t, x]),
          },
    [path],
  )

  const choose = (next: Curve) => {
    const domain = domainOf(next)
    setTrouble('')
    setPlace({ f: next, domain, start: startIn(next, domain) })
  }
  const write = (text: string) => {
    setOwn(text)
    setTrouble('')
    try {
      choose(readCurve(text))
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error))
    }
  }
  const move = (x: number) => {
    const inside = Math.min(domain[1], Math.max(domain[0], x))
    setPlace({ f, domain, start: Number(inside.toPrecision(3)) })
  }
  const all = [given.f, ...curves.filter(({ name }) => name !== given.f.name)]
  const known = all.some(({ name }) => name === f.name)
  const names = all.map(({ name }) => name)
  const verdict = typeof path === 'string' ? undefined : verdictOf(path, bottom, domain)
  const height = f.value(start)

  return (
    <>
      <div class="row">
        <Choice
          label="Curve"
          value={known ? f.name : 'your own'}
          names={known ? names : [...names, 'your own']}
          onChange={(name) => choose(all.find((one) => one.name === name) ?? f)}
        />
        <LineToWrite label="or your own f(x) =" value={own} onChange={write} />
      </div>
      {trouble && <Trouble>{trouble}</Trouble>}
      <div class="pictures">
        <div class="wide">
          <Plot
            title={`${f.name} from ${formatNumber(start, 3)} with η = ${formatNumber(eta, 3)}`}
            label={`The curve of ${f.name} with ${steps} steps of descent from x = ${formatNumber(start, 3)}. Click to start elsewhere.`}
            x={{ title: 'x', range: domain }}
            y={{ title: 'f(x)', range: heights }}
            height={330}
            onPoint={move}
          >
            <Line points={line} colour={ink} />
            {'at' in bottom && bottom.kind !== 'hole' && (
              <Mark x={bottom.at} y={f.value(bottom.at)} colour={ink} shape="x" />
            )}
            <Line points={points.onCurve} colour={colour} width={1.5} />
            <Dots points={points.onCurve} />
            <Headline>
              {verdict === undefined ? 'cannot start here' : bottom.kind === 'level' ? 'stays' : verdict}
            </Headline>
            <Handle
              label="The ball, where it starts"
              says={`x = ${formatNumber(start, 3)}`}
              x={start}
              y={Number.isFinite(height) ? Math.min(heights[1], Math.max(heights[0], height)) : heights[0]}
              step={[(domain[1] - domain[0]) / 100]}
              onMove={move}
              colour={colour}
            />
          </Plot>
          <Strip eta={eta} given={given.eta} limit={limit} onMove={setEta} />
        </div>
        <div>
          <Plot
            title="Where it is after each step"
            label={`x after each of ${steps} steps`}
            x={{ title: 'step t', range: [0, steps] }}
            y={{ title: 'x', range: domain }}
            width={320}
            height={330}
          >
            {'at' in bottom && (
              <Line
                points={[
                  [0, bottom.at],
                  [steps, bottom.at],
                ]}
                colour={ink}
                width={1}
                dash="1 5"
              />
            )}
            <Line points={points.byStep} colour={colour} width={1.5} />
            <Dots points={points.byStep} />
          </Plot>
        </div>
      </div>
      <Words>{story(start, eta, steps, path, bottom, domain)}</Words>
    </>
  )
}

/** What became of it, in large letters. */
function Headline({ children }: { children: string }) {
  const { x, y, domain } = useFrame()
  return (
    <text
      x={(x(domain.x[0]) + x(domain.x[1])) / 2}
      y={y(domain.y[1]) + 30}
      text-anchor="middle"
      style={{ fontSize: '24px' }}
      pointer-events="none"
    >
      {children}
    </text>
  )
}

/** A dot a step. */
function Dots({ points }: { points: Points }) {
  const { x, y, domain } = useFrame()
  const [low, high] = domain.y
  return (
    <g fill={colour} pointer-events="none">
      {points
        .filter(([, height]) => height >= low - (high - low) && height <= high + (high - low))
        .map(([left, top]) => (
          <circle key={left} cx={x(left).toFixed(1)} cy={y(top).toFixed(1)} r={3} />
        ))}
    </g>
  )
}

/** The learning rates, in powers of ten, with what they lead to near the minimum; a ball for the one that is chosen. */
function Strip({
  eta,
  given,
  limit,
  onMove,
}: {
  eta: number
  given: number
  limit: number | undefined
  onMove: (eta: number) => void
}) {
  const range = useMemo(
    (): Range =>
      limit === undefined
        ? [given / 100, given * 100]
        : [Math.min(limit / 300, given / 2), Math.max(limit * 4, given * 2)],
    [limit, given],
  )
  const inside = Math.min(range[1], Math.max(range[0], eta))
  const move = (x: number) =>
    onMove(Number(Math.min(range[1], Math.max(range[0], x)).toPrecision(x < 2 * (limit ?? 0) ? 3 : 2)))
  return (
    <Plot
      title={
        limit === undefined
          ? 'the learning rate'
          : `the learning rate; the red line is the limit 2/f″ = ${formatNumber(limit, 3)}`
      }
      label="Learning rates in powers of ten. Click to choose one."
      x={{ title: 'η', range, log: true }}
      y={{ title: '', range: [0, 1], bare: true }}
      height={112}
      onPoint={move}
    >
      {limit !== undefined && <Zones limit={limit} />}
      <Handle
        label="The learning rate η"
        says={`η = ${formatNumber(eta, 3)}`}
        x={inside}
        y={0.3}
        step={[10 ** Math.floor(Math.log10(eta) + 1e-9) / 20]}
        onMove={move}
        colour={colour}
      />
    </Plot>
  )
}

/** Below 1/f″ the ball stays on its side, below 2/f″ it swings and settles, beyond it does not. */
function Zones({ limit }: { limit: number }) {
  const { x, y, domain } = useFrame()
  const [from, to] = domain.x
  const zones = [
    { name: 'stays on its side', edges: [from, limit / 2], fill: '#09730d', opacity: 0.15 },
    { name: 'swings', edges: [limit / 2, limit], fill: '#c8840d', opacity: 0.25 },
    { name: 'cannot settle', edges: [limit, to], fill: '#dc013f', opacity: 0.25 },
  ].filter(({ edges: [a, b] }) => a < b)
  return (
    <g pointer-events="none">
      {zones.map(({ name, edges: [a, b], fill, opacity }) => (
        <g key={name}>
          <rect
            x={x(a)}
            y={y(1)}
            width={Math.max(0, x(b) - x(a))}
            height={y(0) - y(1)}
            fill={fill}
            fill-opacity={opacity}
          />
          <text class="tight" x={(x(a) + x(b)) / 2} y={y(1) + 13} text-anchor="middle">
            {name}
          </text>
        </g>
      ))}
      <Line
        points={[
          [limit, 0],
          [limit, 1],
        ]}
        colour="#dc013f"
        width={2.5}
      />
    </g>
  )
}

/** The curve as points, broken where it jumps or has a pole. */
function drawn(f: Curve, [from, to]: Range): Points {
  const xs = Array.from({ length: 401 }, (_, i) => from + (i / 400) * (to - from))
  return xs.flatMap((x, i): Points => {
    if (i === 0) return [[x, f.value(x)]]
    const jump = f.jumps?.find((at) => at >= xs[i - 1] && at < x)
    if (jump !== undefined)
      return [
        [jump, f.value(jump)],
        [jump, NaN],
        [jump + 1e-9, f.value(jump + 1e-9)],
        [x, f.value(x)],
      ]
    return isPole(f, xs[i - 1], x)
      ? [
          [x, NaN],
          [x, f.value(x)],
        ]
      : [[x, f.value(x)]]
  })
}

/** Whether a curve goes out of all bounds between two neighbours: its sign changes against its slope. */
function isPole(f: Curve, a: number, b: number): boolean {
  const [left, right] = [f.value(a), f.value(b)]
  return left * right < 0 && [a, b].every((x) => (right - left) * f.gradient(x) < 0)
}

/** From where to where the height goes, but for the few places that are out of all proportion. */
function heightsOf(points: Points): Range {
  const sorted = points
    .map(([, y]) => y)
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
  if (sorted.length === 0) return [0, 1]
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]
  const most = 3 * (at(0.9) - at(0.1)) || Infinity
  const low = Math.max(sorted[0], at(0.1) - most)
  const high = Math.min(at(1), at(0.9) + most)
  const room = (high - low) * 0.06 || 1
  return [low - room, high + room]
}

const say = (number: number) => formatNumber(number, 3)

function story(
  start: number,
  eta: number,
  steps: number,
  path: Path<number> | string,
  bottom: Bottom,
  domain: Range,
): string {
  if (typeof path === 'string') return `Nothing can start here: ${readable(path)}.`
  if (bottom.kind === 'level')
    return `At x = ${say(start)} the slope is 0, so the ball stays where it is, with any η. Drag it to a slope.`
  return `${fate(eta, steps, path, verdictOf(path, bottom, domain))} ${limits(start, eta, bottom)}`
}

function fate(eta: number, steps: number, path: Path<number>, does: Verdict): string {
  const after = `after ${steps} ${steps === 1 ? 'step' : 'steps'} it is at x = ${say(path.last.x)}`
  const why = path.why && readable(path.why)
  const says = {
    crawls: `${after}, and more than half of the slope is left.`,
    converges: `${after}.`,
    oscillates: `it goes from side to side, and ${after}.`,
    leaves: `${after}, outside of the picture.`,
    'rolls on': `${after}, still on its way.`,
    diverges: why ? `${why}.` : `${after}, higher than it began.`,
  }
  return `With η = ${say(eta)} the ball ${does}: ${says[does]}`
}

function limits(start: number, eta: number, bottom: Bottom): string {
  switch (bottom.kind) {
    case 'minimum': {
      const { at, curvature, everywhere, jumps, onTheWay } = bottom
      const limit = `2/f″ = ${say(2 / curvature)}`
      if (everywhere)
        return (
          `The curvature f″ is ${say(curvature)} everywhere, so a step multiplies the distance from the minimum by ` +
          `1 − η f″ = ${say(Number((1 - eta * curvature).toFixed(9)))}, and the limit is ${limit}, from any start.`
        )
      return (
        `At the minimum below, x = ${say(at)}, the curvature f″ is ${say(curvature)}: a ball that is near settles only below ` +
        `${limit}. This limit is local` +
        (jumps
          ? ', and the slope tells nothing of the jump.'
          : onTheWay > 1.05 * curvature
            ? `: on the way from x = ${say(start)} the curve bends up to f″ = ${say(onTheWay)}, and there even a smaller η can throw the ball out.`
            : '; farther out the curve bends otherwise.')
      )
    }
    case 'flat':
      return `At the minimum below, x = ${say(bottom.at)}, f″ is 0: there is no limit close to it, and the nearer the ball, the slower.`
    case 'corner':
      return `At x = ${say(bottom.at)} the curve has a corner: the slope does not shrink on the way to it, so no η settles, and there is no limit to name.`
    case 'hole':
      return `Towards x = ${say(bottom.at)} the slope grows without end: there is no minimum, and no η settles.`
    default:
      return 'In this direction no minimum was found, so there is no limit to name.'
  }
}
