import { useMemo, useState } from 'preact/hooks'
import { behaviour } from '../behaviour'
import { descend, type Path } from '../descend'
import { lookOf } from '../figures/colours'
import { formatNumber } from '../figures/format-number'
import type { Plane, ToyFunction } from '../functions/function'
import { lpNorm } from '../norm'
import { adagrad } from '../optimizers/adagrad'
import { adam } from '../optimizers/adam'
import { gradientDescent } from '../optimizers/gradient-descent'
import { momentum } from '../optimizers/momentum'
import type { Optimizer } from '../optimizers/optimizer'
import { rmsProp } from '../optimizers/rmsprop'
import { rosenbrock } from '../functions/rosenbrock'
import { requireCount, requireFinite } from '../settings'
import { Choice, LineToWrite, Slider, Switch, Trouble, Words } from './controls'
import type { Explorable } from './explorable'
import { readFormula } from './formula'
import { Handle } from './handle'
import { Hills } from './hills'
import { Line, Mark, type Points } from './line'
import { landscapes, remade } from './pack'
import { Player, usePlay } from './play'
import { Plot, type Axis } from './plot'

type Landscape = ToyFunction<readonly number[]>

/** A race on a landscape: from one start, with the same number of gradients for all. */
export interface ContourRace {
  /** A function of x and y: the library's own, or one of fromExpression. */
  readonly f: Landscape
  /** At most eight of the library's rules, each with a fixed rate. */
  readonly optimizers: readonly Optimizer[]
  /** Where all begin. */
  readonly start: readonly number[]
  /** How many gradients each may ask for, at most 2,000. */
  readonly steps: number
  /** The part of the plane to show; without it the function's own. */
  readonly domain: Plane
}

export const contourRace: Explorable<ContourRace> = {
  name: 'contour-race',
  title: 'A race on the contour map',
  about: 'Choose where all start, drag each rate, and let them run with the same number of gradients.',
  complete({
    f = rosenbrock,
    optimizers = [
      gradientDescent({ eta: 0.001 }),
      momentum({ eta: 0.0003 }),
      adagrad({ eta: 0.5 }),
      rmsProp({ eta: 0.01 }),
      adam({ eta: 0.05 }),
    ],
    domain = f.domain ?? { x: [-5, 5], y: [-5, 5] },
    start = startIn(f, domain),
    steps = 200,
  }) {
    if (optimizers.length === 0 || optimizers.length > 8)
      throw new RangeError(`optimizers has ${optimizers.length} entries; allowed: 1 to 8`)
    requireFinite('start', start)
    if (start.length !== 2) throw new RangeError(`start has ${start.length} numbers; allowed: 2, x and y`)
    if (requireCount('steps', steps, 1) > 2000)
      throw new RangeError(`steps is ${steps}; allowed: a whole number, 1 to 2000`)
    return { f, optimizers, start, steps, domain }
  },
  View,
}

/** A start that is worth a race: the textbook's, or high up in a corner of the picture. */
const startIn = (f: Landscape, { x, y }: Plane): readonly number[] =>
  f.name === rosenbrock.name
    ? [-1.2, 1]
    : [x[0] + 0.15 * (x[1] - x[0]), y[0] + 0.85 * (y[1] - y[0])].map((c) => Number(c.toPrecision(3)))

/** A lane of the race: its rule and rate, and what came of it. */
interface Lane {
  readonly name: string
  readonly on: boolean
  readonly optimizer: Optimizer
  readonly rate: number | undefined
}

type Run = Path<readonly number[], string> | string

const runOf = (f: Landscape, start: readonly number[], optimizer: Optimizer, steps: number): Run => {
  try {
    return descend(f, start, optimizer, steps)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function View(given: ContourRace) {
  const { steps } = given
  const [{ f, domain, start }, setPlace] = useState({ f: given.f, domain: given.domain, start: given.start })
  const [own, setOwn] = useState('')
  const [trouble, setTrouble] = useState('')
  const [lanes, setLanes] = useState((): readonly Lane[] =>
    given.optimizers.map((optimizer) => {
      const rate = optimizer.settings?.eta ?? optimizer.settings?.alpha
      return { name: optimizer.name, on: true, optimizer, rate: typeof rate === 'number' ? rate : undefined }
    }),
  )
  const play = usePlay(steps)
  const runs = useMemo(
    () => lanes.map((lane) => (lane.on ? runOf(f, start, lane.optimizer, steps) : undefined)),
    [f, start, lanes, steps],
  )
  const looks = given.optimizers.map(({ name }, i) =>
    lookOf(
      name,
      given.optimizers.slice(0, i).filter((o) => lookOf(o.name).colour === lookOf(name).colour).length,
    ),
  )
  const low = Math.min(...f.minima.map((m) => m.value), Infinity)
  const curves = useMemo(
    () =>
      runs.map((run) =>
        run === undefined || typeof run === 'string'
          ? undefined
          : {
              path: run.rows.map(({ x }): Points[number] => [x[0], x[1]]),
              loss: run.rows.map((row): Points[number] => [row.t, row.f - (low < Infinity ? low : 0)]),
              slope: run.rows.map((row): Points[number] => [row.t, lpNorm(row.gradient, 2)]),
            },
      ),
    [runs, low],
  )

  const change = (i: number, lane: Partial<Lane>) =>
    setLanes(lanes.map((one, k) => (k === i ? { ...one, ...lane } : one)))
  const setRate = (i: number, rate: number) => {
    const { optimizer } = lanes[i]
    const key = optimizer.settings && 'eta' in optimizer.settings ? 'eta' : 'alpha'
    change(i, { rate, optimizer: remade(optimizer, { [key]: rate }) })
  }
  const choose = (next: Landscape) => {
    const domain = next.domain ?? { x: [-5, 5], y: [-5, 5] }
    setTrouble('')
    setPlace({ f: next, domain, start: startIn(next, domain) })
  }
  const write = (text: string) => {
    setOwn(text)
    try {
      const next = readFormula(text)
      if (!text.includes('y')) throw new SyntaxError('The formula has no y: a landscape needs both x and y.')
      choose(next as Landscape)
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error))
    }
  }
  const move = (x: number, y: number) =>
    setPlace({ f, domain, start: [x, y].map((c) => Number(c.toPrecision(4))) })
  const names = [...new Set([given.f, ...landscapes].map(({ name }) => name))]
  const all = [given.f, ...landscapes]

  return (
    <>
      <div class="row">
        <Choice
          label="Landscape"
          value={names.includes(f.name) ? f.name : 'your own'}
          names={names.includes(f.name) ? names : [...names, 'your own']}
          onChange={(name) => choose(all.find((one) => one.name === name) ?? f)}
        />
        <LineToWrite label="or your own f(x, y) =" value={own} onChange={write} />
      </div>
      {trouble && <Trouble>{trouble}</Trouble>}
      <div class="pictures">
        <div class="wide">
          <Plot
            title={`${f.name}, from ${point(start)}`}
            label={`Contour map of ${f.name} with the paths from ${point(start)}. Click to start elsewhere.`}
            x={{ title: 'x', range: domain.x }}
            y={{ title: 'y', range: domain.y }}
            height={430}
            onPoint={move}
          >
            <Hills value={valueOf(f)} />
            {f.minima.map(({ at }) => (
              <Mark key={String(at)} x={at[0]} y={at[1]} colour="#7a7a7a" shape="x" />
            ))}
            {curves.map(
              (curve, i) =>
                curve && (
                  <g key={i}>
                    <Line points={curve.path} until={play.t + 1} colour={looks[i].colour} />
                    <Mark
                      x={at(curve.path, play.t)[0]}
                      y={at(curve.path, play.t)[1]}
                      colour={looks[i].colour}
                      shape={looks[i].symbol}
                    />
                  </g>
                ),
            )}
            <Handle
              label="The start of all paths"
              says={`x = ${formatNumber(start[0], 3)}, y = ${formatNumber(start[1], 3)}`}
              x={start[0]}
              y={start[1]}
              step={[(domain.x[1] - domain.x[0]) / 100, (domain.y[1] - domain.y[0]) / 100]}
              onMove={move}
              colour="#7a7a7a"
              radius={6}
            />
          </Plot>
        </div>
        <div>
          <Measure
            title={low < Infinity ? 'Above the lowest value' : 'Loss'}
            log={low < Infinity}
            lines={curves.map((curve) => curve?.loss)}
            colours={looks.map((look) => look.colour)}
            t={play.t}
            steps={steps}
          />
          <Measure
            title="Size of the gradient"
            log
            lines={curves.map((curve) => curve?.slope)}
            colours={looks.map((look) => look.colour)}
            t={play.t}
            steps={steps}
          />
        </div>
      </div>
      <Player play={play} label="gradients" />
      <table>
        <thead>
          <tr>
            <th scope="col">optimizer</th>
            <th scope="col">rate</th>
            <th scope="col">f now</th>
            <th scope="col">after {steps}</th>
          </tr>
        </thead>
        <tbody>
          {lanes.map((lane, i) => (
            <tr key={i}>
              <td>
                <Switch on={lane.on} onChange={(on) => change(i, { on })}>
                  <svg
                    viewBox="-8 -8 16 16"
                    style={{ width: '1em', display: 'inline-block' }}
                    aria-hidden="true"
                  >
                    <circle r="6" fill={looks[i].colour} />
                  </svg>
                  {lane.name}
                </Switch>
              </td>
              <td>
                {lane.rate !== undefined && (
                  <Slider
                    label="η"
                    value={lane.rate}
                    min={1e-5}
                    max={10}
                    log
                    onChange={(rate) => setRate(i, rate)}
                  />
                )}
              </td>
              <td>{valueAt(runs[i], play.t)}</td>
              <td>{outcome(runs[i])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Words>{story(f, start, steps, lanes, runs)}</Words>
    </>
  )
}

/** One number of each path against the gradients asked for. */
function Measure({
  title,
  log,
  lines,
  colours,
  t,
  steps,
}: {
  title: string
  log: boolean
  lines: readonly (Points | undefined)[]
  colours: readonly string[]
  t: number
  steps: number
}) {
  const y = useMemo((): Axis => {
    const all = lines.flatMap((line) => line?.map(([, value]) => value) ?? [])
    const shown = all.filter((value) => Number.isFinite(value) && (!log || value > 0))
    if (shown.length === 0) return { title: '', range: log ? [0.1, 1] : [0, 1], log }
    const high = Math.min(
      shown.reduce((a, b) => Math.max(a, b)),
      // A diverging path leaves the picture at a thousand times where all began.
      1000 * Math.abs(all[0] || 1),
    )
    const low = Math.max(
      shown.reduce((a, b) => Math.min(a, b)),
      log ? high * 1e-12 : -Infinity,
    )
    return {
      title: '',
      range: low < high ? [low, high] : log ? [high / 10, high * 10] : [high - 1, high + 1],
      log,
    }
  }, [lines, log])
  return (
    <Plot
      title={title}
      label={`${title} of each path, against the number of gradients`}
      x={{ title: 'gradients', range: [0, steps] }}
      y={y}
      width={320}
      height={215}
    >
      {lines.map(
        (line, i) => line && <Line key={i} points={line} until={t + 1} colour={colours[i]} width={1.5} />,
      )}
    </Plot>
  )
}

const at = <T,>(list: readonly T[], t: number) => list[Math.min(t, list.length - 1)]
const point = (numbers: readonly number[]) =>
  `(${numbers.map((number) => formatNumber(number, 3)).join(', ')})`

const values = new WeakMap<Landscape, (x: number, y: number) => number>()
/** The same function for the same landscape, so that its hills are drawn once. */
const valueOf = (f: Landscape) => {
  const known = values.get(f) ?? ((x: number, y: number) => f.value([x, y]))
  values.set(f, known)
  return known
}

const valueAt = (run: Run | undefined, t: number) =>
  run === undefined || typeof run === 'string' ? '–' : formatNumber(at(run.rows, t).f, 3)

function outcome(run: Run | undefined): string {
  if (run === undefined) return '–'
  if (typeof run === 'string') return 'cannot start here'
  return run.diverged === undefined ? formatNumber(run.last.f, 3) : `diverged at step ${run.diverged}`
}

function story(
  f: Landscape,
  start: readonly number[],
  steps: number,
  lanes: readonly Lane[],
  runs: readonly (Run | undefined)[],
): string {
  const failed = runs.find((run) => typeof run === 'string')
  if (typeof failed === 'string') return `No race from here: ${failed}.`
  const raced = lanes.flatMap(({ name }, i) => {
    const run = runs[i]
    return run === undefined || typeof run === 'string' ? [] : [{ name, run, does: behaviour(run) }]
  })
  if (raced.length === 0) return 'Nobody runs: switch an optimizer on.'
  const [gone, stayed] = [
    raced.filter(({ does }) => does === 'diverges'),
    raced.filter(({ does }) => does !== 'diverges'),
  ]
  const order = [...stayed].sort((a, b) => a.run.last.f - b.run.last.f)
  const parts = [`On ${f.name} from ${point(start)}, with ${steps} gradients each:`]
  if (order.length > 0)
    parts.push(
      `${order[0].name} is lowest with ${formatNumber(order[0].run.last.f, 3)}` +
        (order.length > 1
          ? `, then ${order
              .slice(1)
              .map(({ name, run }) => `${name} ${formatNumber(run.last.f, 3)}`)
              .join(', ')}.`
          : '.'),
    )
  for (const { name, run } of gone)
    parts.push(
      run.diverged === undefined
        ? `${name} ends higher than it began: its rate is too large here.`
        : `${name} diverges at step ${run.diverged}: its rate is too large here.`,
    )
  return parts.join(' ')
}
