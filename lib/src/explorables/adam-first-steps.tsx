import { useMemo, useState } from 'preact/hooks'
import { biasCorrection } from '../averages/bias-correction'
import { descend, type Path } from '../descend'
import { ink, lookOf } from '../figures/colours'
import { formatNumber, superscript } from '../figures/format-number'
import type { ToyFunction } from '../functions/function'
import { square } from '../functions/square'
import { compose } from '../optimizers/compose'
import { directions } from '../optimizers/directions'
import { scales } from '../optimizers/scales'
import { requireCount, requireFraction, requireNumber, requirePositive, requireWithin } from '../settings'
import { Choice, LineToWrite, readable, Slider, Switch, Trouble, Words } from './controls'
import type { Explorable } from './explorable'
import { isCurve, readCurve } from './formula'
import { Handle } from './handle'
import { Legend } from './legend'
import { Line, Mark, type Points } from './line'
import { curves, type AnyFunction } from './pack'
import { Player, usePlay } from './play'
import { Plot, useFrame, type Axis } from './plot'

type Curve = ToyFunction<number>

/** Adam's averages and their corrections, one step after the other. */
export interface AdamFirstSteps {
  /** A function of x: the library's own, or one of fromExpression. */
  readonly f: Curve
  readonly start: number
  readonly eta: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  /** Whether m is corrected for its start at 0. */
  readonly correctM: boolean
  /** Whether v is. */
  readonly correctV: boolean
  /** How many steps, at most 200. */
  readonly steps: number
}

export const adamFirstSteps: Explorable<AdamFirstSteps> = {
  name: 'adam-first-steps',
  title: 'Adam’s first steps, with its corrections on and off',
  about: 'Switch each correction off and on, drag the start, β₁, β₂ and η, and follow the numbers of a step.',
  complete({
    f = square,
    start = startOn(f),
    eta = 0.1,
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-8,
    correctM = true,
    correctV = true,
    steps = 20,
  }) {
    requireNumber('start', start)
    if (!isCurve(f)) throw new RangeError(`f is ${(f as AnyFunction).name}; allowed: a function of x alone`)
    requirePositive('eta', eta)
    requireFraction('beta1', beta1)
    requireFraction('beta2', beta2)
    requireWithin('epsilon', epsilon, 0)
    if (requireCount('steps', steps, 1) > 200)
      throw new RangeError(`steps is ${steps}; allowed: a whole number, 1 to 200`)
    return { f, start, eta, beta1, beta2, epsilon, correctM, correctV, steps }
  },
  View,
}

const domainOf = ({ domain = [-10, 10] }: Curve) => domain
/** On x² where the lessons start, on others near the right end of what is shown. */
const startOn = (f: Curve) => {
  const [from, to] = domainOf(f)
  return f.name === square.name ? 9 : Number((from + 0.9 * (to - from)).toPrecision(3))
}

type Run = Path<number, 'm' | 'sigma' | 'average' | 's'>

/** Adam from its two parts, each corrected or not: with both it is `adam`, with neither `adam({ corrected: false })`. */
export function runOf({
  f,
  start,
  eta,
  beta1,
  beta2,
  epsilon,
  correctM,
  correctV,
  steps,
}: AdamFirstSteps): Run | string {
  const optimizer = compose({
    name: 'Adam',
    direction: directions.average({ beta1, corrected: correctM }),
    scale: scales.average({ rho: beta2, epsilon, inRoot: false, corrected: correctV }),
    rate: eta,
  })
  try {
    return descend(f, start, optimizer, steps)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** A step with all of its numbers. */
interface Step {
  readonly t: number
  /** Where it sets out, and the slope there. */
  readonly from: number
  readonly g: number
  /** The averages before it and after it, as they are. */
  readonly m: readonly [before: number, after: number]
  readonly v: readonly [before: number, after: number]
  /** The averages, corrected. */
  readonly mHat: number
  readonly vHat: number
  /** What it divides by, ε included. */
  readonly sigma: number
  readonly step: number
  readonly x: number
}

function stepsOf({ rows }: Run, { beta1, beta2 }: AdamFirstSteps): Step[] {
  const after = rows.slice(1)
  const mHat = biasCorrection(
    after.map((row) => row.average),
    beta1,
  )
  const vHat = biasCorrection(
    after.map((row) => row.s),
    beta2,
  )
  return after.map((row, i) => ({
    t: row.t,
    from: rows[i].x,
    g: rows[i].gradient,
    m: [rows[i].average, row.average],
    v: [rows[i].s, row.s],
    mHat: mHat[i],
    vHat: vHat[i],
    sigma: row.sigma,
    step: row.step,
    x: row.x,
  }))
}

const versions = [
  { name: 'both', correctM: true, correctV: true },
  { name: 'none', correctM: false, correctV: false },
  { name: 'm only', correctM: true, correctV: false },
  { name: 'v only', correctM: false, correctV: true },
] as const

/** The parts have the colours of the rules that they come from. */
const [red, orange, blue] = ['Adam', 'momentum', 'RMSProp'].map((name) => lookOf(name).colour)

function View(given: AdamFirstSteps) {
  const [settings, setSettings] = useState(given)
  const [own, setOwn] = useState('')
  const [trouble, setTrouble] = useState('')
  const { f, start, eta, beta1, beta2, epsilon, correctM, correctV, steps } = settings
  const change = (to: Partial<AdamFirstSteps>) => setSettings({ ...settings, ...to })

  const runs = useMemo(
    () =>
      versions.map((version) => {
        const path = runOf({ ...settings, ...version })
        return typeof path === 'string' ? path : { path, all: stepsOf(path, settings) }
      }),
    [settings],
  )
  const chosen = versions.findIndex((one) => one.correctM === correctM && one.correctV === correctV)
  const shown = runs[chosen]
  const all = typeof shown === 'string' ? [] : shown.all
  const play = usePlay(Math.max(1, all.length), { start: 1 })
  const now = all[play.t - 1] as Step | undefined

  const lengths = useMemo(
    () =>
      runs.map((one) =>
        typeof one === 'string'
          ? []
          : one.all.map(({ t, step }): Points[number] => [t, step === 0 ? NaN : Math.abs(step) / eta]),
      ),
    [runs, eta],
  )
  const averages = useMemo(() => {
    const line = (value: (step: Step) => number) => all.map((step): Points[number] => [step.t, value(step)])
    const [thick, thin] = [2.5, 1.25]
    return [
      { name: 'slope g', points: line(({ g }) => g), colour: ink, width: thin },
      {
        name: 'm',
        points: line(({ m }) => m[1]),
        colour: orange,
        dash: '5 4',
        width: correctM ? thin : thick,
      },
      { name: 'm̂', points: line(({ mHat }) => mHat), colour: orange, width: correctM ? thick : thin },
      {
        name: '√v',
        points: line(({ v }) => Math.sqrt(v[1])),
        colour: blue,
        dash: '5 4',
        width: correctV ? thin : thick,
      },
      {
        name: '√v̂',
        points: line(({ vHat }) => Math.sqrt(vHat)),
        colour: blue,
        width: correctV ? thick : thin,
      },
    ]
  }, [all, correctM, correctV])

  const choose = (next: Curve) => {
    setTrouble('')
    change({ f: next, start: startOn(next) })
  }
  const write = (text: string) => {
    setOwn(text)
    try {
      choose(readCurve(text))
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error))
    }
  }
  const choices = [given.f, ...curves]
  const names = [...new Set(choices.map(({ name }) => name))]
  const [from, to] = domainOf(f)
  const along: [number, number] = [Math.min(from, start), Math.max(to, start)]
  const height = f.value(start)
  const tall = heights(f, along)

  return (
    <>
      <div class="pictures">
        <div class="wide">
          <Plot
            title={`On ${f.name}: drag the ball to start elsewhere`}
            label={`The curve of ${f.name} with the path from ${formatNumber(start, 3)}`}
            x={{ title: 'x', range: along }}
            y={{ title: '', range: tall }}
            height={250}
            onPoint={(x) => change({ start: Number(x.toPrecision(3)) })}
          >
            <Line points={curveOf(f, along)} colour={ink} width={1.5} />
            {all.map(({ t, x }) => (
              <Dot key={t} x={x} y={f.value(x)} faint={t > play.t} />
            ))}
            <Handle
              label="The start"
              says={`x = ${formatNumber(start, 3)}`}
              x={start}
              // Where f has no value it can still be taken hold of, and moved away.
              y={Number.isFinite(height) ? Math.min(tall[1], Math.max(tall[0], height)) : tall[0]}
              step={[(to - from) / 100]}
              onMove={(x) =>
                change({ start: Number(Math.max(along[0], Math.min(along[1], x)).toPrecision(3)) })
              }
              colour={red}
            />
          </Plot>
        </div>
        <div>
          <div class="row">
            <Switch on={correctM} onChange={(correctM) => change({ correctM })}>
              correct m
            </Switch>
            <Switch on={correctV} onChange={(correctV) => change({ correctV })}>
              correct v
            </Switch>
          </div>
          <Words>{story(settings, shown, now)}</Words>
        </div>
      </div>
      <Player play={play} />
      <div class="pictures">
        <div class="wide">
          <Plot
            title="The averages; thick: what the step is made of"
            label="The slope, m and the root of v, as they are and corrected, at each step"
            x={{ title: 'step t', range: [0, steps] }}
            y={{ title: 'size', range: rangeOf(averages.flatMap(({ points }) => points.map(([, y]) => y))) }}
            height={380}
          >
            <Cursor t={play.t} />
            {averages.map(({ name, ...line }) => (
              <Line key={name} {...line} />
            ))}
            {now &&
              averages.map(({ name, points, colour }) => (
                <Mark key={name} x={now.t} y={points[now.t - 1][1]} colour={colour} />
              ))}
            <Legend items={averages} />
          </Plot>
        </div>
        <div>
          <Plot
            title="How long the step is; red: as chosen"
            label="The length of each step in units of η, with both corrected, none, m only and v only"
            x={{ title: 'step t', range: [0, steps] }}
            y={logAxis(lengths.flatMap((line) => line.map(([, y]) => y)))}
            width={320}
            height={300}
          >
            <Cursor t={play.t} />
            {lengths.map(
              (points, i) => i !== chosen && <Line key={i} points={points} colour={ink} width={1.25} />,
            )}
            <Line points={lengths[chosen]} colour={red} width={2.5} />
            {now && <Mark x={now.t} y={lengths[chosen][now.t - 1][1]} colour={red} shape="hexagon" />}
            <Names lines={lengths} />
          </Plot>
        </div>
      </div>
      <div class="row">
        <Memory label="β₁" value={beta1} most={100} onChange={(beta1) => change({ beta1 })} />
        <Memory label="β₂" value={beta2} most={10_000} onChange={(beta2) => change({ beta2 })} />
        <Slider label="η" value={eta} min={1e-4} max={10} log onChange={(eta) => change({ eta })} />
        <Slider
          label="ε"
          value={Math.max(epsilon, 1e-12)}
          says={formatNumber(epsilon, 3)}
          min={1e-12}
          max={100}
          log
          onChange={(epsilon) => change({ epsilon })}
        />
      </div>
      <div class="row" style={{ alignItems: 'flex-start' }}>
        {now && <Written step={now} settings={settings} />}
        {all.length > 0 && (
          <table>
            <thead>
              <tr>
                {['t', 'g', 'm', 'v', 'm̂', 'v̂', 'step', 'x'].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {all.slice(0, 10).map(({ t, g, m, v, mHat, vHat, step, x }) => (
                <tr
                  key={t}
                  aria-current={t === play.t ? 'step' : undefined}
                  style={{ fontWeight: t === play.t ? 600 : 400 }}
                >
                  {[t, g, m[1], v[1], mHat, vHat, step, x].map((value, i) => (
                    <td key={i}>{formatNumber(value, 4)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      <div class="row">
        <Choice
          label="Curve"
          value={names.includes(f.name) ? f.name : 'your own'}
          names={names.includes(f.name) ? names : [...names, 'your own']}
          onChange={(name) => choose(choices.find((one) => one.name === name) ?? f)}
        />
        <LineToWrite label="or your own f(x) =" value={own} onChange={write} />
      </div>
      {trouble && <Trouble>{trouble}</Trouble>}
    </>
  )
}

/** A β: the slider goes by the length of its memory, 1 / (1 − β), in powers of ten. */
function Memory({
  label,
  value,
  most,
  onChange,
}: {
  label: string
  value: number
  most: number
  onChange: (beta: number) => void
}) {
  const length = 1 / (1 - value)
  return (
    <Slider
      label={label}
      value={length}
      min={1}
      max={Math.max(most, length)}
      log
      says={formatNumber(value, 5)}
      onChange={(length) => onChange(Number((1 - 1 / length).toPrecision(4)))}
    />
  )
}

/** From the lowest of the numbers to the highest, 0 included, with room above for the legend. */
function rangeOf(numbers: readonly number[]): [number, number] {
  const low = numbers.reduce((a, b) => Math.min(a, b), 0)
  const high = numbers.reduce((a, b) => Math.max(a, b), 0)
  const room = high - low || 1
  return [low < 0 ? low - 0.05 * room : 0, high + 0.18 * room]
}

function logAxis(numbers: readonly number[]): Axis {
  const shown = numbers.filter((number) => number > 0 && number < Infinity)
  const low = shown.reduce((a, b) => Math.min(a, b), 0.5)
  const high = shown.reduce((a, b) => Math.max(a, b), 2)
  return { title: 'length / η', range: [Math.max(low, high * 1e-8) / 3, high * 3], log: true }
}

const curveOf = (f: Curve, [from, to]: readonly [number, number]): Points =>
  Array.from({ length: 161 }, (_, i) => {
    const x = from + (i / 160) * (to - from)
    return [x, f.value(x)]
  })

/** How high the curve is between the two; without the tenth next to a pole. */
function heights(f: Curve, along: readonly [number, number]): [number, number] {
  const sizes = curveOf(f, along)
    .map(([, y]) => y)
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
  if (sizes.length === 0) return [0, 1]
  const [least, most] = [sizes[0], sizes[sizes.length - 1]]
  const [low, high] = [0.05, 0.95].map((share) => sizes[Math.floor(share * (sizes.length - 1))])
  const span = high - low || 1
  return [Math.max(least, low - span) - 0.08 * span, Math.min(most, high + span) + 0.08 * span]
}

/** The step that is being looked at. */
function Cursor({ t }: { t: number }) {
  const { x, y, domain } = useFrame()
  const [bottom, top] = domain.y.map(y)
  return <line class="axis" stroke-dasharray="2 4" x1={x(t)} x2={x(t)} y1={top} y2={bottom} />
}

function Dot({ x: px, y: py, faint }: { x: number; y: number; faint: boolean }) {
  const { x, y } = useFrame()
  if (!Number.isFinite(x(px)) || !Number.isFinite(y(py))) return null
  return (
    <circle cx={x(px)} cy={y(py)} r={3} fill={red} fill-opacity={faint ? 0.25 : 1} pointer-events="none" />
  )
}

/** The name of each version at its first step, on the side that its line leaves free; those that begin alike share it. */
function Names({ lines }: { lines: readonly Points[] }) {
  const { x, y } = useFrame()
  const places: { top: number; left: number; below: boolean; names: string[] }[] = []
  lines.forEach((points, i) => {
    if (points.length === 0 || !(points[0][1] > 0)) return
    const top = y(points[0][1])
    const near = places.find((place) => Math.abs(place.top - top) < 13)
    if (near) near.names.push(versions[i].name)
    else
      places.push({
        top,
        left: x(points[0][0]),
        below: points.length > 1 && points[1][1] > points[0][1] * 0.98,
        names: [versions[i].name],
      })
  })
  return (
    <g pointer-events="none">
      {places.map(({ top, left, below, names }) => (
        <text key={names[0]} x={left + 9} y={below ? top + 16 : top - 6}>
          {names.join(', ')}
        </text>
      ))}
    </g>
  )
}

const show = (value: number) => formatNumber(value, 5)
/** A number that stands behind a sign: a negative one in brackets. */
const part = (value: number) => (value < 0 ? `(${show(value)})` : show(value))

/** The formulas of a step with its numbers put in. */
function Written({
  step: { t, from, g, m, v, mHat, vHat, step, x },
  settings: { eta, beta1, beta2, epsilon, correctM, correctV },
}: {
  step: Step
  settings: AdamFirstSteps
}) {
  const lines: [string, string, number][] = [
    ['g', `f′(${show(from)})`, g],
    ['m', `${show(beta1)} · ${part(m[0])} + ${show(1 - beta1)} · ${part(g)}`, m[1]],
    ['v', `${show(beta2)} · ${show(v[0])} + ${show(1 - beta2)} · ${part(g)}²`, v[1]],
    [
      'm̂',
      correctM ? `${show(m[1])} / (1 − ${show(beta1)}${superscript(String(t))})` : 'm, not corrected',
      correctM ? mHat : m[1],
    ],
    [
      'v̂',
      correctV ? `${show(v[1])} / (1 − ${show(beta2)}${superscript(String(t))})` : 'v, not corrected',
      correctV ? vHat : v[1],
    ],
    [
      'step',
      `−${show(eta)} · ${part(correctM ? mHat : m[1])} / (√${show(correctV ? vHat : v[1])} + ${show(epsilon).replace(/^1 × /, '')})`,
      step,
    ],
    ['x', `${show(from)} ${step < 0 ? '−' : '+'} ${show(Math.abs(step))}`, x],
  ]
  return (
    <table style={{ whiteSpace: 'nowrap' }}>
      <caption>Step {t}</caption>
      <tbody>
        {lines.map(([name, sum, value]) => (
          <tr key={name}>
            <th scope="row" style={{ border: 'none' }}>
              {name}
            </th>
            <td style={{ textAlign: 'left' }}>
              = {sum} = {show(value)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function story(
  { f, start, eta, beta1, beta2, correctM, correctV }: AdamFirstSteps,
  shown: { path: Run; all: readonly Step[] } | string,
  now: Step | undefined,
): string {
  if (typeof shown === 'string') return `No step from here: ${readable(shown)}.`
  const { path, all } = shown
  if (all.length === 0) return `No step is left: ${readable(path.why ?? 'the numbers are not finite')}.`
  const digits = (value: number) => formatNumber(value, 3)
  const first = Math.abs(all[0].step) / eta
  if (first === 0)
    return `On ${f.name} from ${digits(start)} the slope is 0, and so is the first step: there is nothing to go by. Drag the ball.`
  const [m, v] = [1 / (1 - beta1), 1 / Math.sqrt(1 - beta2)]
  const [lacks, rule, times] =
    correctM && correctV
      ? [
          m === 1 && v === 1
            ? 'With β₁ and β₂ at 0 nothing is remembered, and nothing is to be corrected:'
            : `At first m is ${digits(m)} times too small and √v ${digits(v)} times. With both corrected`,
          'η itself, whatever the slope',
          1,
        ]
      : correctM
        ? [
            `With m alone corrected, √v is at first ${digits(v)} times too small, below the line:`,
            `1 / √(1 − β₂) = ${digits(v)} times η`,
            v,
          ]
        : correctV
          ? [
              `With v alone corrected, m is at first ${digits(m)} times too small:`,
              `1 − β₁ = ${digits(1 / m)} times η`,
              1 / m,
            ]
          : [
              `With neither corrected, m is at first ${digits(m)} times too small and √v ${digits(v)} times:`,
              `(1 − β₁) / √(1 − β₂) = ${digits(v / m)} times η`,
              v / m,
            ]
  const length = digits(Math.abs(all[0].step))
  const parts = [
    Math.abs(first / times - 1) < 0.005
      ? `${lacks} the first step is ${rule}, here ${length}.`
      : `${lacks} the first step would be ${rule}. But beside so small a slope ε counts too: it is ${length} long, ${digits(first)} times η.`,
  ]
  if (now?.t === 1) parts.push(`It goes from ${digits(now.from)} to ${digits(now.x)}.`)
  else if (now)
    parts.push(
      `Step ${now.t} goes from ${digits(now.from)} to ${digits(now.x)} and is ${digits(Math.abs(now.step) / eta)} times η long.`,
    )
  const longest = all.reduce((a, b) => (Math.abs(b.step) > Math.abs(a.step) * 1.005 ? b : a))
  if (longest.t > 1)
    parts.push(
      `The longest of the ${all.length} is step ${longest.t}: ${digits(Math.abs(longest.step) / eta)} times η.`,
    )
  if (path.why !== undefined) parts.push(`Then it ends: ${readable(path.why)}.`)
  return parts.join(' ')
}
