import { useMemo, useState } from 'preact/hooks'
import { descend, type Path } from '../descend'
import { ink, lookOf, palette } from '../figures/colours'
import { formatNumber } from '../figures/format-number'
import type { ToyFunction } from '../functions/function'
import { humps } from '../functions/humps'
import { adagrad } from '../optimizers/adagrad'
import { adam } from '../optimizers/adam'
import { gradientDescent } from '../optimizers/gradient-descent'
import { momentum } from '../optimizers/momentum'
import { nesterov } from '../optimizers/nesterov'
import type { Optimizer } from '../optimizers/optimizer'
import { rmsProp } from '../optimizers/rmsprop'
import { cosine } from '../schedules/cosine'
import { cosineRestarts } from '../schedules/cosine-restarts'
import { exponentialDecay } from '../schedules/exponential-decay'
import { hold } from '../schedules/hold'
import { polynomial } from '../schedules/polynomial'
import { at, type Rate } from '../schedules/rate'
import { stepDecay } from '../schedules/step-decay'
import { warmUp } from '../schedules/warm-up'
import { requireCount, requireNumber, requireWithin } from '../settings'
import { ByStep, type Drawn } from './by-step'
import { Choice, LineToWrite, readable, Slider, Trouble, Words } from './controls'
import type { Explorable } from './explorable'
import { isCurve, readCurve, startHigh } from './formula'
import { Handle } from './handle'
import { Line, type Points } from './line'
import { curves, remade, type AnyFunction } from './pack'
import { Plot, useFrame } from './plot'

const decays = [
  'none',
  'stairs',
  'exponential',
  'straight line',
  'parabola',
  'cosine',
  'cosine, restarts',
] as const
type Decay = (typeof decays)[number]

/** A rate that warms up, holds and decays, and the path that it makes beside that of a constant rate. */
export interface ScheduleComposer {
  /** A function of x: the library's own, or one of fromExpression. */
  readonly f: ToyFunction<number>
  /** One of the library's rules. Its rate is the highest of the schedule, and the constant one beside it. */
  readonly optimizer: Optimizer
  /** Where both paths begin. */
  readonly start: number
  /** How many steps, at most 500. */
  readonly steps: number
  /** The steps up to the highest rate. */
  readonly warmSteps: number
  /** The steps at the highest rate, before the decay sets out. */
  readonly holdSteps: number
  /** How the rate falls in the steps that are left. */
  readonly decay: Decay
  /** The rate at the end of the decay. */
  readonly low: number
  /** The length of a stair, or the steps from a restart to the next. */
  readonly period: number
}

export const scheduleComposer: Explorable<ScheduleComposer> = {
  name: 'schedule-composer',
  title: 'A schedule from parts, and the path it makes',
  about: 'Drag the ends of warm-up, hold and decay on the rate itself, and see where the path settles.',
  complete({
    f = humps,
    optimizer = gradientDescent({ eta: 0.2 }),
    start,
    steps = 40,
    warmSteps = 5,
    holdSteps = 10,
    decay = 'cosine',
    low = lowestOf(decay, rateOf(optimizer)),
    period = 10,
  }) {
    const high = rateOf(optimizer)
    if (!isCurve(f)) throw new RangeError(`f is ${(f as AnyFunction).name}; allowed: a function of x alone`)
    start ??= startOn(f)
    requireNumber('start', start)
    if (requireCount('steps', steps, 2) > 500)
      throw new RangeError(`steps is ${steps}; allowed: a whole number, 2 to 500`)
    requireCount('warmSteps', warmSteps)
    requireCount('holdSteps', holdSteps)
    if (warmSteps + holdSteps >= steps)
      throw new RangeError(
        `warmSteps and holdSteps come to ${warmSteps + holdSteps}; allowed: fewer than steps, ${steps}`,
      )
    if (!decays.includes(decay))
      throw new RangeError(`decay is ${decay as string}; allowed: ${decays.join(' | ')}`)
    requireWithin('low', low, lowestOf(decay, high), high)
    requireCount('period', period, 1)
    return { f, optimizer, start, steps, warmSteps, holdSteps, decay, low, period }
  },
  View,
}

/** A factor that never becomes 0 leads no rate to 0: there a hundredth of the highest rate is the lowest to ask for. */
const lowestOf = (decay: Decay, high: number) =>
  decay === 'exponential' || decay === 'stairs' ? short(high / 100) : 0

/** What the rate of a rule is called among its settings. */
const keyOf = ({ settings }: Optimizer) => (settings && 'alpha' in settings ? 'alpha' : 'eta')

function rateOf(optimizer: Optimizer): number {
  const key = keyOf(optimizer)
  const rate = optimizer.settings?.[key]
  if (rate === undefined) throw new RangeError(`${optimizer.name} has no rate that a schedule could set`)
  if (!(typeof rate === 'number' && rate > 0))
    throw new RangeError(
      `${key} of ${optimizer.name} is ${typeof rate === 'number' ? rate : 'a schedule'}; ` +
        'allowed: a number above 0, the highest rate',
    )
  return rate
}

const startOn = (f: ToyFunction<number>) => (f.name === humps.name ? -1.5 : startHigh(f))

/** Three digits, as they are shown, so that the line to copy makes the same path. */
const short = (number: number) => Number(number.toPrecision(3))
const between = (low: number, high: number, number: number) => Math.max(low, Math.min(high, number))

/** What the handles set. */
interface Shape extends Pick<ScheduleComposer, 'warmSteps' | 'holdSteps' | 'decay' | 'low' | 'period'> {
  readonly high: number
}

/** A rate, and the code that makes it. */
interface Made {
  readonly rate: Rate
  readonly code: string
}

const call = <Settings extends object>(
  name: string,
  make: (settings: Settings) => Rate,
  settings: Settings,
  after?: Made,
): Made => ({
  rate: make(settings),
  code: `${name}({ ${Object.entries(settings)
    .map(([key, value]) => `${key}: ${key === 'after' && after ? after.code : String(value)}`)
    .join(', ')} })`,
})

/** The schedule of the library that has this shape. */
function made({ high, warmSteps, holdSteps, decay, low, period }: Shape, steps: number): Made {
  const left = steps - warmSteps - holdSteps
  // Where it is 0, as it is without being told, the line to copy stays short.
  const [floor, end] = low > 0 ? [{ low }, { end: low }] : [{}, {}]
  const fall = (): Made => {
    switch (decay) {
      case 'none':
        return { rate: high, code: String(high) }
      case 'stairs': {
        const drops = Math.max(1, Math.ceil(left / period) - 1)
        return call('stepDecay', stepDecay, {
          eta0: high,
          gamma: short((low / high) ** (1 / drops)),
          tau: period,
        })
      }
      case 'exponential':
        return call('exponentialDecay', exponentialDecay, { eta0: high, lambda: short(low / high), k: left })
      case 'straight line':
        return call('polynomial', polynomial, { eta0: high, ...end, steps: left })
      case 'parabola':
        return call('polynomial', polynomial, { eta0: high, ...end, steps: left, power: 2 })
      case 'cosine':
        return call('cosine', cosine, { high, ...floor, steps: left })
      case 'cosine, restarts':
        return call('cosineRestarts', cosineRestarts, { high, ...floor, period })
    }
  }
  let all = fall()
  if (holdSteps > 0 && decay !== 'none') all = call('hold', hold, { holdSteps, after: all.rate }, all)
  if (warmSteps > 0) all = call('warmUp', warmUp, { warmSteps, after: all.rate }, all)
  return all
}

type Run = Path<number> | string

const run = (f: ToyFunction<number>, start: number, optimizer: Optimizer, steps: number): Run => {
  try {
    return descend(f, start, optimizer, steps)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Drawn, where there is a path. */
const drawn = (path: Run, look: Omit<Drawn, 'path'>): Drawn[] =>
  typeof path === 'string' ? [] : [{ path, ...look }]

const [width, dashes] = [680, '6 5']

/** The pictures go on a little after the last step, so that its ball stands in them whole. */
const room = 1.03

function View(given: ScheduleComposer) {
  const { steps } = given
  const first = rateOf(given.optimizer)
  const [rule, setRule] = useState(given.optimizer)
  const [{ f, start }, setPlace] = useState({ f: given.f, start: given.start })
  const [own, setOwn] = useState('')
  const [trouble, setTrouble] = useState('')
  const [shape, setShape] = useState<Shape>(() => {
    const { warmSteps, holdSteps, decay, low, period } = given
    return { high: first, warmSteps, holdSteps, decay, low, period }
  })
  const { high, warmSteps, holdSteps, decay, period } = shape
  const top = 2 * first
  const end = warmSteps + holdSteps
  const least = lowestOf(decay, high)
  const low = between(least, high, shape.low)

  const { rate, code } = useMemo(() => made({ ...shape, low }, steps), [shape, low, steps])
  const runs = useMemo(
    () => [rate, high].map((eta) => run(f, start, remade(rule, { [keyOf(rule)]: eta }), steps)) as [Run, Run],
    [f, start, rule, rate, high, steps],
  )
  const { colour } = lookOf(rule.name)
  const paths = useMemo(
    () => [
      ...drawn(runs[1], { colour: ink, dash: dashes, width: 1.5 }),
      ...drawn(runs[0], { colour, width: 2.5 }),
    ],
    [runs, colour],
  )
  const curve = useMemo(() => curveOf(rate, steps), [rate, steps])

  const change = (to: Partial<Shape>) => setShape({ ...shape, low, ...to })
  const setHigh = (y: number) => between(short(top / 100), top, short(y))
  const setWarm = (x: number, y: number) => {
    const warm = between(0, steps - 1, Math.round(x))
    change({ warmSteps: warm, holdSteps: Math.max(warm, end) - warm, ...risen(setHigh(y)) })
  }
  const setEnd = (x: number, y: number) => {
    const to = between(0, steps - 1, Math.round(x))
    const warm = Math.min(warmSteps, to)
    change({ warmSteps: warm, holdSteps: to - warm, ...risen(setHigh(y)) })
  }
  const risen = (to: number) => ({ high: to, low: Math.min(low, to) })
  const choose = (next: ToyFunction<number>) => {
    setTrouble('')
    setPlace({ f: next, start: startOn(next) })
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
  const rules = [
    given.optimizer,
    ...[gradientDescent, momentum, nesterov, adagrad, rmsProp, adam].map((make) => make({ eta: first })),
  ]
  const all = [given.f, ...curves]
  const names = [...new Set(all.map(({ name }) => name))]
  const [from, to] = f.domain ?? [-5, 5]
  const limit = limitOf(f, rule)

  return (
    <>
      <div class="row">
        <Choice
          label="Decay"
          value={decay}
          names={decays}
          onChange={(decay) => change({ decay, low: Math.max(low, lowestOf(decay, high)) })}
        />
        <Choice
          label="Optimizer"
          value={rule.name}
          names={[...new Set(rules.map(({ name }) => name))]}
          onChange={(name) => setRule(rules.find((one) => one.name === name) ?? rule)}
        />
      </div>
      <Plot
        title="The rate η: drag the balls"
        label="The rate at each step, with handles to drag"
        x={{ title: '', range: [0, room * steps] }}
        y={{ title: 'rate η', range: [-0.08 * top, top] }}
        width={width}
        height={230}
      >
        <Phases
          phases={[
            ['warm-up', 0, warmSteps],
            [decay === 'none' ? 'constant' : 'hold', warmSteps, decay === 'none' ? steps : end],
            ...(decay === 'none' ? [] : [[decay, end, steps] as const]),
          ]}
        />
        <Line
          points={[
            [0, high],
            [steps, high],
          ]}
          colour={ink}
          dash={dashes}
          width={1.5}
        />
        {limit !== undefined && limit < top && (
          <Limit at={limit} says={`settles at ${formatNumber(limit, 3)} or below`} steps={steps} />
        )}
        <Line points={curve} colour={colour} width={2.5} />
        <Handle
          label="End of the warm-up"
          says={`after step ${warmSteps}, highest rate ${formatNumber(high, 3)}`}
          x={warmSteps}
          y={high}
          step={[1, top / 100]}
          onMove={setWarm}
          colour={palette[1]}
        />
        {decay !== 'none' && (
          <>
            <Handle
              label="End of the hold"
              says={`after step ${end}, highest rate ${formatNumber(high, 3)}`}
              x={end}
              y={high}
              step={[1, top / 100]}
              onMove={setEnd}
              colour={palette[2]}
            />
            <Handle
              label="Final rate"
              says={`rate ${formatNumber(low, 3)}`}
              x={steps}
              y={low}
              step={[0, top / 100]}
              onMove={(_, y) => change({ low: between(least, high, short(y)) })}
              colour={palette[3]}
            />
          </>
        )}
        {(decay === 'stairs' || decay === 'cosine, restarts') && (
          <Handle
            label={decay === 'stairs' ? 'Length of a stair' : 'Steps from restart to restart'}
            says={`${period} steps`}
            x={Math.min(steps, end + period)}
            y={at(rate, end + period)}
            step={[1]}
            onMove={(x) => change({ period: between(1, steps, Math.round(x) - end) })}
            colour={palette[7]}
          />
        )}
      </Plot>
      <ByStep
        f={f}
        paths={paths}
        until={room * steps}
        title={`Where x is, with the schedule, and dashed with ${formatNumber(high, 3)} all along`}
        label={`x after each step on ${f.name}, with the schedule and with the constant rate`}
        width={width}
        height={250}
      />
      <Words>{story({ ...shape, low }, steps, rate, runs)}</Words>
      <p>
        In a cell: <code class="copy">{code}</code>
      </p>
      <div class="row">
        <Choice
          label="Curve"
          value={names.includes(f.name) ? f.name : 'your own'}
          names={names.includes(f.name) ? names : [...names, 'your own']}
          onChange={(name) => choose(all.find((one) => one.name === name) ?? f)}
        />
        <LineToWrite label="or your own f(x) =" value={own} onChange={write} />
        <Slider
          label="start"
          value={start}
          min={Math.min(from, start)}
          max={Math.max(to, start)}
          step={(to - from) / 180}
          onChange={(x) => setPlace({ f, start: x })}
        />
      </div>
      {trouble && <Trouble>{trouble}</Trouble>}
    </>
  )
}

/** Names of the parts, where there is room for them, and lines where they meet. */
function Phases({ phases }: { phases: readonly (readonly [name: string, from: number, to: number])[] }) {
  const { x, y, domain } = useFrame()
  const [bottom, top] = domain.y.map(y)
  return (
    <g pointer-events="none">
      {phases.map(([name, from, to]) => (
        <g key={name}>
          {from > 0 && <line class="grid" x1={x(from)} x2={x(from)} y1={top} y2={bottom} />}
          {x(to) - x(from) > 7 * name.length && (
            <text x={(x(from) + x(to)) / 2} y={top + 16} text-anchor="middle">
              {name}
            </text>
          )}
        </g>
      ))}
    </g>
  )
}

/** The rate up to which descent settles at the lowest minimum. */
function Limit({ at, says, steps }: { at: number; says: string; steps: number }) {
  const { x, y } = useFrame()
  return (
    <g pointer-events="none">
      <Line
        points={[
          [0, at],
          [steps, at],
        ]}
        colour={palette[6]}
        dash="2 4"
        width={1.5}
      />
      <text x={x(steps) - 8} y={y(at) + 15} text-anchor="end">
        {says}
      </text>
    </g>
  )
}

/** 2 / f″ at the lowest minimum, for plain descent, where it is known. */
function limitOf(f: ToyFunction<number>, { name }: Optimizer): number | undefined {
  if (name !== 'gradient descent' || f.minima.length === 0) return undefined
  const bend = f.curvature?.(f.minima[0].at) ?? 0
  return bend > 0 ? 2 / bend : undefined
}

/** The rate between the steps as well, so that a cosine is round; jumps stand where they are, at whole steps. */
function curveOf(rate: Rate, steps: number): Points {
  const parts = Math.max(1, Math.floor(400 / steps))
  return Array.from({ length: steps }, (_, t) => [
    ...Array.from({ length: parts }, (_, k) => t + k / parts),
    t + 1 - 1e-9,
  ])
    .flat()
    .map((t) => [t, at(rate, t)])
}

const place = (x: number) =>
  x
    .toFixed(3)
    .replace('-', '−')
    .replace(/^−(?=[0.]*$)/, '')

/** What a path has come to, as it goes on from “it …”. */
function ending({ rows, diverged, last }: Path<number>): string {
  if (diverged !== undefined) return `diverges at step ${diverged}`
  const before = rows.at(-2)
  if (!before) return `stays at ${place(last.x)}`
  const turns = last.step * before.step < 0
  const [low, high] = [last.x, before.x].sort((a, b) => a - b)
  if (!turns || high - low < 0.001) return `ends at ${place(last.x)}`
  const kept = Math.abs(last.step / before.step)
  const where = `between ${place(low)} and ${place(high)}`
  return kept > 0.99 && kept < 1.01 ? `ends bouncing ${where}` : `still swings ${where}`
}

const ways: Record<Exclude<Decay, 'none'>, string> = {
  stairs: 'falls in stairs',
  exponential: 'falls by the same share at each step',
  'straight line': 'falls in a straight line',
  parabola: 'falls along a parabola',
  cosine: 'falls along half a cosine',
  'cosine, restarts': 'falls along half a cosine and jumps back up',
}

function story(
  { high, warmSteps, holdSteps, decay, low, period }: Shape,
  steps: number,
  rate: Rate,
  [scheduled, constant]: readonly [Run, Run],
): string {
  if (typeof scheduled === 'string') return `No path from here: ${readable(scheduled)}.`
  const parts = []
  const peak = formatNumber(high, 3)
  if (warmSteps > 0) parts.push(`rises to ${peak} within ${steps_(warmSteps)}`)
  if (decay === 'none') parts.push(warmSteps > 0 ? 'stays there' : `is ${peak} all along`)
  else {
    if (holdSteps > 0) parts.push(`${warmSteps > 0 ? 'stays there' : `is ${peak}`} for ${steps_(holdSteps)}`)
    const from = parts.length === 0 ? ` from ${peak}` : ''
    parts.push(
      decay === 'stairs'
        ? `${ways.stairs} of ${steps_(period)}${from} to ${formatNumber(at(rate, steps - 1), 3)}`
        : decay === 'cosine, restarts'
          ? `${ways[decay]}${from} every ${steps_(period)}`
          : `${ways[decay]}${from} to ${formatNumber(low, 3)} at step ${steps}`,
    )
  }
  const schedule = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts[0]
  const beside = typeof constant === 'string' ? '' : ` With ${peak} all along it ${ending(constant)}.`
  const level =
    scheduled.rows[0].gradient === 0 ? ' At the start the slope is 0, so nothing moves: choose another.' : ''
  return `The rate ${schedule}. With it, x ${ending(scheduled)}.${beside}${level}`
}

const steps_ = (count: number) => `${count} ${count === 1 ? 'step' : 'steps'}`
