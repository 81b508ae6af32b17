import { useEffect, useMemo, useState } from 'preact/hooks'
import { descend, type Path } from '../descend'
import { ink, looksOf, palette, type Look } from '../figures/colours'
import { formatNumber } from '../figures/format-number'
import type { Plane, ToyFunction } from '../functions/function'
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
import { hasGaps, Hills } from './hills'
import { Line, Mark, MarkAt, Note, strokes, type Points } from './line'
import { landscapes, remade } from './pack'
import { Player, usePlay } from './play'
import { Plot, type Axis } from './plot'
import { useAtRest } from './use-at-rest'

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
      gradientDescent({ eta: 0.002 }),
      momentum({ eta: 0.001 }),
      adagrad({ eta: 0.5 }),
      rmsProp({ eta: 0.01 }),
      adam({ eta: 0.1 }),
    ],
    domain = f.domain ?? { x: [-5, 5], y: [-5, 5] },
    start: given,
    steps = 300,
  }) {
    if (!hasPlane(f)) throw new RangeError(`f is ${f.name}; allowed: a function of x and y`)
    const start = given ?? startIn(f, domain)
    for (const [axis, [from, to]] of Object.entries(domain) as [string, readonly [number, number]][])
      if (!(Number.isFinite(from) && Number.isFinite(to) && from < to))
        throw new RangeError(`domain.${axis} is [${from}, ${to}]; allowed: from a number to a larger one`)
    if (optimizers.length === 0 || optimizers.length > 8)
      throw new RangeError(`optimizers has ${optimizers.length} entries; allowed: 1 to 8`)
    for (const optimizer of optimizers)
      if (rateOf(optimizer) === 0)
        throw new RangeError(`${rateKey(optimizer)} of ${optimizer.name} is 0; allowed: a number above 0`)
    requireFinite('start', start)
    if (start.length !== 2) throw new RangeError(`start has ${start.length} numbers; allowed: 2, x and y`)
    if (requireCount('steps', steps, 1) > 2000)
      throw new RangeError(`steps is ${steps}; allowed: a whole number, 1 to 2000`)
    return { f, optimizers, start, steps, domain }
  },
  View,
}

/** Whether it answers to a point in the plane, with a slope for x and one for y. */
function hasPlane(f: Landscape): boolean {
  try {
    const slopes: unknown = f.gradient([0.5, 0.25])
    return Array.isArray(slopes) && slopes.length === 2
  } catch {
    // A function of x alone is not made for points.
    return false
  }
}

/** A start that is worth a race: the textbook's, or high up near a corner of the picture where the function has a value. */
function startIn(f: Landscape, { x, y }: Plane): readonly number[] {
  if (f.name === rosenbrock.name) return [-1.2, 1]
  const corners = [
    [0.15, 0.85],
    [0.85, 0.85],
    [0.85, 0.15],
    [0.15, 0.15],
  ].map(([across, up]) =>
    [x[0] + across * (x[1] - x[0]), y[0] + up * (y[1] - y[0])].map((c) => Number(c.toPrecision(3))),
  )
  return (
    corners.find((at) => [f.value(at), ...f.gradient(at)].every((number) => Number.isFinite(number))) ??
    corners[0]
  )
}

/** A lane of the race: its rule and rate, and what came of it. */
interface Lane {
  readonly on: boolean
  readonly optimizer: Optimizer
  readonly rate: number | undefined
}

/** The setting that is a rule's rate; Adadelta has none. */
const rateKey = ({ settings = {} }: Optimizer) => ('eta' in settings ? 'eta' : 'alpha')
const rateOf = (optimizer: Optimizer): number | undefined => {
  const rate = optimizer.settings?.[rateKey(optimizer)]
  return typeof rate === 'number' ? rate : undefined
}
const atRate = (optimizer: Optimizer, rate: number) => remade(optimizer, { [rateKey(optimizer)]: rate })

/** What each is called: by its rule, and where two follow the same one, by its rate as well. */
const namesOf = (lanes: readonly Lane[]): string[] =>
  lanes.map(({ optimizer: { name }, rate }, i) =>
    rate !== undefined && lanes.some((other, k) => k !== i && other.optimizer.name === name)
      ? `${name} with η = ${formatNumber(rate, 3)}`
      : name,
  )

/** An optimizer's own colour; where all follow one rule, a colour each. */
const looksOfRules = (rules: readonly string[]): Look[] =>
  looksOf(new Set(rules).size === 1 && rules.length > 1 ? rules.map((_, i) => `rate ${i}`) : rules)

/** The rates of a fair race: eight a power of ten, from 0.00001 to 10. */
const sweep = Array.from({ length: 49 }, (_, k) => Number((10 ** (-5 + k / 8)).toPrecision(3)))

type Ran = Path<readonly number[], string>
type Run = Ran | string

const runOf = (
  f: Landscape,
  start: readonly number[],
  optimizer: Optimizer,
  steps: number,
  every = 1,
): Run => {
  try {
    return descend(f, start, optimizer, steps, { every })
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
    given.optimizers.map((optimizer) => ({ on: true, optimizer, rate: rateOf(optimizer) })),
  )
  const names = namesOf(lanes)
  const looks = useMemo(() => looksOfRules(given.optimizers.map(({ name }) => name)), [given.optimizers])
  const play = usePlay(steps)
  // Each run is kept, so that dragging one rate lets the others be; while the start moves, not every step is.
  const every = useAtRest(start) ? 1 : everyOf(steps)
  const runFrom = useMemo(
    () => remembered((optimizer: Optimizer) => runOf(f, start, optimizer, steps, every)),
    [f, start, steps, every],
  )
  const runs = useMemo(
    () => lanes.map(({ on, optimizer }) => (on ? runFrom(optimizer) : undefined)),
    [lanes, runFrom],
  )
  const low = lowestOf(f)
  const curvesOf = useMemo(() => remembered((path: Ran) => linesOf(path, everyOf(steps))), [steps])
  const curves = useMemo(
    () => runs.map((run) => (run === undefined || typeof run === 'string' ? undefined : curvesOf(run))),
    [runs, curvesOf],
  )

  const change = (i: number, lane: Partial<Lane>) =>
    setLanes(lanes.map((one, k) => (k === i ? { ...one, ...lane } : one)))
  const setRate = (i: number, rate: number) =>
    change(i, { rate, optimizer: atRate(lanes[i].optimizer, rate) })
  const [fair, setFair] = useState<readonly unknown[]>([])
  const seek = useSweep(f, start, steps, lanes, (found) => {
    const next = lanes.map((lane, i) => {
      const rate = found.get(i)
      return rate === undefined ? lane : { ...lane, rate, optimizer: atRate(lane.optimizer, rate) }
    })
    setLanes(next)
    setFair([next, f, start])
  })
  const choose = (next: Landscape) => {
    const domain = next.domain ?? { x: [-5, 5], y: [-5, 5] }
    setTrouble('')
    setPlace({ f: next, domain, start: startIn(next, domain) })
  }
  const write = (text: string) => {
    setOwn(text)
    setTrouble('')
    if (text === f.expression) return
    try {
      const next = readFormula(text)
      if (!text.includes('y')) throw new SyntaxError('The formula has no y: a landscape needs both x and y.')
      choose(next as Landscape)
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error))
    }
  }
  const move = (x: number, y: number) =>
    setPlace({ f, domain, start: [within(x, domain.x), within(y, domain.y)] })
  const all = [given.f, ...landscapes.filter(({ name }) => name !== given.f.name)]
  const known = all.map(({ name }) => name)
  const gaps = useMemo(() => hasGaps(valueOf(f), domain), [f, domain])

  return (
    <>
      <div class="row">
        <Choice
          label="Landscape"
          value={known.includes(f.name) ? f.name : 'your own'}
          names={known.includes(f.name) ? known : [...known, 'your own']}
          onChange={(name) => {
            setOwn('')
            choose(all.find((one) => one.name === name) ?? f)
          }}
        />
        <LineToWrite label="or your own f(x, y) =" value={own} onChange={write} />
      </div>
      {trouble && <Trouble>{trouble}</Trouble>}
      <div class="pictures">
        <div class="wide">
          <Plot
            title={headline(names, runs, play.t)}
            label={`Contour map of ${f.name} with the paths from ${point(start)}. Click to start elsewhere.`}
            x={{ title: 'x', range: domain.x }}
            y={{ title: 'y', range: domain.y }}
            height={430}
            onPoint={move}
          >
            <Hills value={valueOf(f)} />
            {f.minima.map(({ at }) => (
              <Mark key={String(at)} x={at[0]} y={at[1]} colour={ink} shape="x" />
            ))}
            {curves.map(
              (curve, i) =>
                curve && (
                  <g key={i}>
                    <Line
                      points={curve.path}
                      until={upTo(curve.run, play.t)}
                      colour={looks[i].colour}
                      dash={strokes[looks[i].dash]}
                    />
                    <Mark
                      x={rowAt(curve.run, play.t).x[0]}
                      y={rowAt(curve.run, play.t).x[1]}
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
              colour={palette[0]}
            />
            <Note x={start[0]} y={start[1]} above>
              start
            </Note>
          </Plot>
        </div>
        <div>
          <Measure
            title={low < Infinity ? 'Above the lowest value' : 'Loss'}
            log={low < Infinity}
            lines={curves.map((curve) => curve?.loss)}
            looks={looks}
            t={play.t}
            steps={steps}
          />
          <Measure
            title="Size of the gradient"
            log
            lines={curves.map((curve) => curve?.slope)}
            looks={looks}
            t={play.t}
            steps={steps}
          />
        </div>
      </div>
      <Player play={play} label="gradients">
        <button type="button" disabled={seek.busy} onClick={seek.begin}>
          {seek.busy ? 'Trying rates …' : 'Each at its best rate'}
        </button>
      </Player>
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
                  <Swatch look={looks[i]} />
                  {lane.optimizer.name}
                </Switch>
              </td>
              <td>
                {lane.rate !== undefined && (
                  <Slider
                    label="η"
                    name={`η of ${names[i]}`}
                    value={lane.rate}
                    min={Math.min(1e-5, lane.rate || 1e-5)}
                    max={Math.max(10, lane.rate)}
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
      <Words>
        {[
          story(f, start, steps, domain, gaps, names, runs),
          fair[0] === lanes &&
            fair[1] === f &&
            fair[2] === start &&
            `Each runs at the best of ${sweep.length} rates from 0.00001 to 10.`,
          gaps && 'Where the picture is hatched, the function has no value.',
        ]
          .filter(Boolean)
          .join(' ')}
      </Words>
    </>
  )
}

/**
 * Looks for the rate that ends lowest, for each that runs: a fair race. A little at a time, so that the page goes on; begun
 * anew when the landscape or the start changes meanwhile.
 */
function useSweep(
  f: Landscape,
  start: readonly number[],
  steps: number,
  lanes: readonly Lane[],
  onFound: (rates: ReadonlyMap<number, number>) => void,
) {
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (!busy) return
    const jobs = lanes.flatMap(({ on, optimizer, rate }, i) =>
      on && rate !== undefined ? sweep.map((rate) => ({ i, rate, optimizer: atRate(optimizer, rate) })) : [],
    )
    const best = new Map<number, { rate: number; value: number }>()
    let done = 0
    let timer = setTimeout(function next() {
      for (const until = performance.now() + 10; done < jobs.length && performance.now() < until; done++) {
        const { i, rate, optimizer } = jobs[done]
        const run = runOf(f, start, optimizer, steps, steps)
        const value = typeof run === 'string' || run.diverged !== undefined ? Infinity : run.last.f
        if (value < (best.get(i)?.value ?? Infinity)) best.set(i, { rate, value })
      }
      if (done < jobs.length) timer = setTimeout(next)
      else {
        setBusy(false)
        onFound(new Map([...best].map(([i, { rate }]) => [i, rate])))
      }
    })
    return () => clearTimeout(timer)
  }, [busy, f, start, steps, lanes])
  return { busy, begin: () => setBusy(true) }
}

/** A piece of a path, as in the picture. */
const Swatch = ({ look: { colour, symbol, dash } }: { look: Look }) => (
  <svg viewBox="-16 -8 32 16" class="sample" aria-hidden="true">
    <path class="line" d="M-15 0H15" stroke={colour} stroke-dasharray={strokes[dash]} />
    <MarkAt left={0} top={0} colour={colour} shape={symbol} />
  </svg>
)

/** One number of each path against the gradients asked for. */
function Measure({
  title,
  log,
  lines,
  looks,
  t,
  steps,
}: {
  title: string
  log: boolean
  lines: readonly (Points | undefined)[]
  looks: readonly Look[]
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
        (line, i) =>
          line && (
            <Line
              key={i}
              points={line}
              until={t === steps ? line.length : Math.floor(t / everyOf(steps)) + 1}
              colour={looks[i].colour}
              dash={strokes[looks[i].dash]}
              width={1.5}
            />
          ),
      )}
    </Plot>
  )
}

/** Beside the map, where a step would be less than a pixel wide, not every one is drawn. */
const everyOf = (steps: number) => Math.ceil(steps / 500)

/** Inside of the picture, in as many digits as a cell would want. */
const within = (number: number, [from, to]: readonly [number, number]) =>
  round(Math.max(from, Math.min(to, number)))
const round = (number: number) => Number(number.toPrecision(4))

/** How many rows of a run lie up to step t, of one with every row as of one with every fourth. */
const upTo = ({ rows, last }: Ran, t: number) => (t >= last.t ? rows.length : Math.floor(t / rows[1].t) + 1)
const rowAt = (run: Ran, t: number) => run.rows[upTo(run, t) - 1]
const point = (numbers: readonly number[]) =>
  `(${numbers.map((number) => formatNumber(number, 3)).join(', ')})`

/** The same answer for the same thing, so that it is made once. */
function remembered<Thing extends object, Answer>(make: (thing: Thing) => Answer): (thing: Thing) => Answer {
  const known = new WeakMap<Thing, { answer: Answer }>()
  return (thing) => {
    const { answer } = known.get(thing) ?? { answer: make(thing) }
    known.set(thing, { answer })
    return answer
  }
}

/** The hills of a landscape, drawn anew for another function alone. */
const valueOf = remembered(
  (f: Landscape) =>
    (x: number, y: number): number =>
      f.value([x, y]),
)

const lowestOf = ({ minima }: Landscape) => Math.min(...minima.map(({ value }) => value), Infinity)

/** What is drawn of a run: its path, and beside the map its values and the sizes of its gradients. */
function linesOf(run: Ran, every: number) {
  const { f, rows, last } = run
  const low = lowestOf(f)
  const few = rows.filter(({ t }) => t % every === 0 || t === last.t)
  return {
    run,
    path: rows.map(({ x }): Points[number] => [x[0], x[1]]),
    loss: few.map((row): Points[number] => [row.t, row.f - (low < Infinity ? low : 0)]),
    slope: few.map(({ t, gradient }): Points[number] => [t, Math.hypot(...gradient)]),
  }
}

const hasLeft = ({ diverged = Infinity }: Path<readonly number[], string>, t: number) => t >= diverged

function valueAt(run: Run | undefined, t: number): string {
  if (run === undefined || typeof run === 'string') return '–'
  return hasLeft(run, t) ? 'diverged' : formatNumber(rowAt(run, t).f, 3)
}

function outcome(run: Run | undefined): string {
  if (run === undefined) return '–'
  if (typeof run === 'string') return 'cannot start here'
  return run.diverged === undefined ? formatNumber(run.last.f, 3) : `diverged at step ${run.diverged}`
}

/** Who is lowest at the moment. */
function headline(names: readonly string[], runs: readonly (Run | undefined)[], t: number): string {
  if (t === 0) return 'All begin here'
  const there = runs.flatMap((run, i) =>
    run === undefined || typeof run === 'string' || hasLeft(run, t)
      ? []
      : [{ name: names[i], f: rowAt(run, t).f }],
  )
  if (there.length === 0) return 'Nobody is on the map'
  const first = there.reduce((a, b) => (b.f < a.f ? b : a))
  return `After ${t} gradient${t === 1 ? '' : 's'} ${first.name} is lowest: ${formatNumber(first.f, 3)}`
}

function story(
  f: Landscape,
  start: readonly number[],
  steps: number,
  domain: Plane,
  gaps: boolean,
  names: readonly string[],
  runs: readonly (Run | undefined)[],
): string {
  if (runs.some((run) => typeof run === 'string'))
    return `No race from ${point(start)}: there the function has no value, or no slope. Drag the ball, or click, to start elsewhere.`
  const raced = runs.flatMap((run, i) =>
    run === undefined || typeof run === 'string'
      ? []
      : [
          {
            name: names[i],
            run,
            f: run.last.f,
            ended: run.diverged === undefined && run.last.f <= run.rows[0].f,
          },
        ],
  )
  if (raced.length === 0) return 'Nobody runs: switch an optimizer on.'
  if (raced.every(({ run }) => run.rows[0].gradient.every((slope) => slope === 0)))
    return `At ${point(start)} the slope of ${f.name} is 0, so nobody moves. Drag the ball, or click, to start elsewhere.`
  const order = raced.filter(({ ended }) => ended).sort((a, b) => a.f - b.f)
  const parts = [`On ${f.name} from ${point(start)}, with ${steps} gradient${steps === 1 ? '' : 's'} each:`]
  if (order.length > 1 && order[0].f === order[order.length - 1].f)
    parts.push(`${listed(order.map(({ name }) => name))} end alike, at ${formatNumber(order[0].f, 3)}.`)
  else if (order.length > 0)
    parts.push(
      [
        `${order[0].name} is lowest with ${formatNumber(order[0].f, 3)}`,
        ...order
          .slice(1)
          .map(({ name, f }, i) => `${i === 0 ? 'then ' : ''}${name} at ${formatNumber(f, 3)}`),
      ].join(', ') + '.',
    )
  const left = raced.filter(({ run }) => run.diverged !== undefined)
  if (left.length > 0)
    parts.push(
      `${listed(left.map(({ name, run }) => `${name} at step ${run.diverged}`))} diverged${gaps ? ' or stepped to where the function has no value' : ''}: a smaller rate may help.`,
    )
  const higher = raced.filter(({ ended, run }) => !ended && run.diverged === undefined)
  if (higher.length > 0)
    parts.push(
      `${listed(higher.map(({ name }) => name))} ended higher than the start: the rate is too large here.`,
    )
  const crawled = order.filter(({ f, run: { rows } }) => rows[0].f - f < 1e-4 * Math.abs(rows[0].f))
  if (crawled.length > 0)
    parts.push(`${listed(crawled.map(({ name }) => name))} hardly came down: a larger rate may help.`)
  const away = order.filter(
    ({ run: { last } }) =>
      within(last.x[0], domain.x) !== round(last.x[0]) || within(last.x[1], domain.y) !== round(last.x[1]),
  )
  if (away.length > 0) parts.push(`Outside of the picture by then: ${listed(away.map(({ name }) => name))}.`)
  return parts.join(' ')
}

const listed = (names: readonly string[]) =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}` : names[0]
