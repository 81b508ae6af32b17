import type { ComponentChildren } from 'preact'
import { useId, useMemo, useState } from 'preact/hooks'
import { descend, type Path } from '../descend'
import { ink, lookOf, palette } from '../figures/colours'
import { formatNumber } from '../figures/format-number'
import type { Plane, Point, ToyFunction } from '../functions/function'
import { adagrad } from '../optimizers/adagrad'
import { adam } from '../optimizers/adam'
import { adaMax } from '../optimizers/adamax'
import { amsGrad } from '../optimizers/amsgrad'
import { compose, type Part } from '../optimizers/compose'
import { directions } from '../optimizers/directions'
import { gradientDescent } from '../optimizers/gradient-descent'
import { momentum } from '../optimizers/momentum'
import { momentumAveraged } from '../optimizers/momentum-averaged'
import { nadam } from '../optimizers/nadam'
import type { Optimizer } from '../optimizers/optimizer'
import { rmsProp } from '../optimizers/rmsprop'
import { rmsScaled } from '../optimizers/rms-scaled'
import { scales } from '../optimizers/scales'
import { exponentialDecay } from '../schedules/exponential-decay'
import type { Rate } from '../schedules/rate'
import { warmUp } from '../schedules/warm-up'
import { requireCount, requireFinite, requirePositive } from '../settings'
import { ByStep } from './by-step'
import { Choice, LineToWrite, readable, Slider, Trouble, Words } from './controls'
import type { Explorable } from './explorable'
import { isCurve, readFormula, startHigh } from './formula'
import { Handle } from './handle'
import { Hills } from './hills'
import { Line, Mark, type Points } from './line'
import { curves, landscapes, type AnyFunction } from './pack'
import { Plot } from './plot'

/** What stands for m: its letter, how it comes about, and the part of `compose`. */
const ways = {
  slope: { letter: 'g', lines: [], part: () => directions.gradient() },
  velocity: { letter: 'v', lines: ['v ← 0.9 v + g'], part: () => directions.velocity() },
  average: { letter: 'm', lines: ['m ← 0.9 m + 0.1 g'], part: () => directions.average() },
  'corrected average': {
    letter: 'm̂',
    lines: ['m ← 0.9 m + 0.1 g', 'm̂ = m / (1 − 0.9ᵗ⁺¹)'],
    part: () => directions.average({ corrected: true }),
  },
  'one step ahead': {
    letter: 'm̄',
    lines: ['m ← 0.9 m + 0.1 g', 'm̄ = 0.9 m / (1 − 0.9ᵗ⁺²) + 0.1 g / (1 − 0.9ᵗ⁺¹)'],
    part: () => directions.nextAverage(),
  },
} as const satisfies Record<string, PartOfFormula>
type Way = keyof typeof ways

/** What stands for σ. */
const sizes = {
  one: { letter: '1', lines: [], part: () => scales.none() },
  sum: { letter: '√(s + ε)', lines: ['s ← s + g²'], part: () => scales.sum() },
  mean: { letter: '√(s / (t + 1))', lines: ['s ← s + g²'], part: () => scales.mean() },
  average: { letter: '√(s + ε)', lines: ['s ← 0.9 s + 0.1 g²'], part: () => scales.average() },
  'corrected average': {
    letter: '(√ŝ + ε)',
    lines: ['s ← 0.999 s + 0.001 g²', 'ŝ = s / (1 − 0.999ᵗ⁺¹)'],
    part: () => scales.average({ rho: 0.999, epsilon: 1e-8, inRoot: false, corrected: true }),
  },
  'largest average': {
    letter: 'u',
    lines: ['s ← 0.999 s + 0.001 g²', 'u ← max(u, √s + ε)'],
    part: () => scales.largestAverage(),
  },
  'largest, fading': {
    letter: 'u',
    lines: ['u ← max(0.999 u, |g|)'],
    part: () => scales.largest(),
  },
} as const satisfies Record<string, PartOfFormula>
type Size = keyof typeof sizes

interface PartOfFormula {
  readonly letter: string
  readonly lines: readonly string[]
  readonly part: () => Part
}

const rates = ['constant', 'decay', 'warm-up'] as const
type RateKind = (typeof rates)[number]

/** The named optimizers: from which parts each is, and the rule that bears its name. */
const named = {
  'gradient descent': { parts: ['slope', 'one'], rule: (eta: Rate) => gradientDescent({ eta }) },
  momentum: { parts: ['velocity', 'one'], rule: (eta: Rate) => momentum({ eta }) },
  'momentum, averaged': { parts: ['average', 'one'], rule: (eta: Rate) => momentumAveraged({ eta }) },
  Adagrad: { parts: ['slope', 'sum'], rule: (eta: Rate) => adagrad({ eta }) },
  'RMS-scaled descent': { parts: ['slope', 'mean'], rule: (eta: Rate) => rmsScaled({ eta }) },
  RMSProp: { parts: ['slope', 'average'], rule: (eta: Rate) => rmsProp({ eta }) },
  'Adam, without correction': {
    parts: ['average', 'average'],
    rule: (eta: Rate) => adam({ eta, beta2: 0.9, epsilon: 1e-7, inRoot: true, corrected: false }),
  },
  Adam: { parts: ['corrected average', 'corrected average'], rule: (eta: Rate) => adam({ eta }) },
  AdaMax: { parts: ['corrected average', 'largest, fading'], rule: (eta: Rate) => adaMax({ eta }) },
  NAdam: { parts: ['one step ahead', 'corrected average'], rule: (eta: Rate) => nadam({ eta }) },
  AMSGrad: { parts: ['average', 'largest average'], rule: (eta: Rate) => amsGrad({ eta }) },
} as const satisfies Record<string, { parts: readonly [Way, Size]; rule: (eta: Rate) => Optimizer }>
type Name = keyof typeof named
const names = Object.keys(named) as Name[]

/** What an optimizer of these parts is called, if it has a name. */
const nameOf = (direction: Way, scale: Size): Name | undefined =>
  names.find((name) => named[name].parts[0] === direction && named[name].parts[1] === scale)

/** An optimizer from three parts, and beside it one that has a name. */
export interface OneFormula {
  /** A function of x, or of x and y: the library's own, or one of fromExpression. */
  readonly f: AnyFunction
  readonly start: Point
  /** How many steps, at most 200. */
  readonly steps: number
  /** Where to go. */
  readonly direction: Way
  /** What to divide by. */
  readonly scale: Size
  /** How the rate goes on: constant, multiplied by 0.97 after each step, or ten steps of warm-up. */
  readonly rate: RateKind
  /** The rate η itself; without it the best of those that are tried. */
  readonly eta: number
  /** The optimizer to compare with, by its name; with its own best rate, or with the same where the parts make it. */
  readonly beside: Name
}

export const oneFormula: Explorable<OneFormula> = {
  name: 'one-formula',
  title: 'One formula: choose a direction and a scale, and see what they make',
  about:
    'Choose a direction, a scale and a rate, and see the name, the formula and the path of what they make.',
  complete({
    f = valley,
    start = startIn(f),
    steps = 40,
    direction = 'corrected average',
    scale = 'corrected average',
    rate = 'constant',
    eta,
    beside = nameOf(direction, scale) ?? 'Adam',
  }) {
    const wanted = isCurve(f) ? 1 : 2
    const numbers = numbersOf(start)
    requireFinite('start', numbers)
    if (numbers.length !== wanted || (wanted === 1) !== (typeof start === 'number'))
      throw new RangeError(
        `start is ${JSON.stringify(start)}; allowed on ${f.name}: ${wanted === 1 ? 'a number' : 'two numbers, x and y'}`,
      )
    if (requireCount('steps', steps, 1) > 200)
      throw new RangeError(`steps is ${steps}; allowed: a whole number, 1 to 200`)
    requireOneOf('direction', direction, Object.keys(ways))
    requireOneOf('scale', scale, Object.keys(sizes))
    requireOneOf('rate', rate, rates)
    requireOneOf('beside', beside, names)
    eta ??= best((eta) => run({ f, start }, composed(direction, scale, rateOf(rate, eta)), steps))
    requirePositive('eta', eta)
    return { f, start, steps, direction, scale, rate, eta, beside }
  },
  View,
}

function requireOneOf(name: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) throw new RangeError(`${name} is ${value}; allowed: ${allowed.join(' | ')}`)
}

const valley: AnyFunction = {
  ...readFormula('x^2 + 20y^2'),
  name: 'x² + 20y²',
  minima: [{ at: [0, 0], value: 0 }],
  domain: { x: [-9, 5], y: [-5, 5] },
} as ToyFunction<readonly number[]>

const numbersOf = (p: Point): readonly number[] => (typeof p === 'number' ? [p] : p)
const short = (number: number) => Number(number.toPrecision(3))

function planeOf(f: AnyFunction): Plane {
  return f.domain && 'x' in f.domain ? f.domain : { x: [-5, 5], y: [-5, 5] }
}

function startIn(f: AnyFunction): Point {
  if (isCurve(f)) return startHigh(f)
  if (f.name === valley.name) return [-8, 4]
  const { x, y } = planeOf(f)
  return [short(x[0] + 0.15 * (x[1] - x[0])), short(y[0] + 0.85 * (y[1] - y[0]))]
}

const rateOf = (kind: RateKind, eta: number): Rate => {
  switch (kind) {
    case 'constant':
      return eta
    case 'decay':
      return exponentialDecay({ eta0: eta, lambda: 0.97 })
    case 'warm-up':
      return warmUp({ warmSteps: 10, after: eta })
  }
}

const composed = (direction: Way, scale: Size, rate: Rate): Optimizer =>
  compose({
    direction: ways[direction].part(),
    scale: sizes[scale].part(),
    rate,
    name: nameOf(direction, scale) ?? 'composed',
  })

type Run = Path | string
interface Place {
  readonly f: AnyFunction
  readonly start: Point
}

const run = ({ f, start }: Place, optimizer: Optimizer, steps: number): Run => {
  try {
    return descend(f as never, start as never, optimizer, steps)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const tried = Array.from({ length: 19 }, (_, i) => short([1, 2, 5][i % 3] * 10 ** (Math.floor(i / 3) - 5)))

/**
 * The rate with which a rule comes lowest and stays there for the last quarter of its steps, without ever climbing higher
 * than it began: a new part asks for a new search.
 */
function best(run: (eta: number) => Run): number {
  const ends = tried.map((eta) => {
    const path = run(eta)
    if (typeof path === 'string' || path.diverged !== undefined) return Infinity
    const { rows } = path
    const highest = (from: number) => rows.slice(from).reduce((high, { f }) => Math.max(high, f), -Infinity)
    return highest(0) > rows[0].f ? Infinity : highest(Math.floor((rows.length * 3) / 4))
  })
  const lowest = ends.reduce((a, b) => Math.min(a, b))
  return lowest < Infinity ? tried[ends.indexOf(lowest)] : 0.01
}

/** How far apart two paths ever are, step by step. */
const apart = (a: Path, b: Path) =>
  a.rows
    .slice(0, b.rows.length)
    .map(({ x }, t) => {
      const other = numbersOf(b.rows[t].x)
      return Math.hypot(...numbersOf(x).map((xi, i) => xi - other[i]))
    })
    .reduce((far, here) => Math.max(far, here), 0)

/** The colours of the three places: direction, scale and rate. */
const [ofWay, ofSize, ofRate] = [palette[1], palette[4], palette[2]]

function View(given: OneFormula) {
  const { steps } = given
  const [place, setPlace] = useState<Place>({ f: given.f, start: given.start })
  const [own, setOwn] = useState('')
  const [trouble, setTrouble] = useState('')
  const [choice, setChoice] = useState({
    direction: given.direction,
    scale: given.scale,
    kind: given.rate,
    eta: given.eta,
  })
  const [beside, setBeside] = useState(given.beside)
  const { direction, scale, kind, eta } = choice
  const { f, start } = place
  const name = nameOf(direction, scale)

  const made = useMemo(
    () => run(place, composed(direction, scale, rateOf(kind, eta)), steps),
    [place, direction, scale, kind, eta, steps],
  )
  const other = useMemo(() => {
    const with_ = (eta: number) => run(place, named[beside].rule(rateOf(kind, eta)), steps)
    const its = beside === name ? eta : best(with_)
    return { eta: its, path: with_(its) }
  }, [place, beside, name, kind, eta, steps])

  /** What is chosen anew is given the best rate for it. */
  const choose = (to: Partial<typeof choice>, there: Place = place) => {
    const next = { ...choice, ...to }
    const eta = best((eta) => run(there, composed(next.direction, next.scale, rateOf(next.kind, eta)), steps))
    setChoice({ ...next, eta })
  }
  const go = (f: AnyFunction) => {
    const there = { f, start: startIn(f) }
    setTrouble('')
    setPlace(there)
    choose({}, there)
  }
  const write = (text: string) => {
    setOwn(text)
    setTrouble('')
    try {
      go(readFormula(text))
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error))
    }
  }
  const all = [given.f, valley, ...landscapes, ...curves]
  const known = [...new Set(all.map(({ name }) => name))]
  const look = lookOf(name ?? 'none').colour
  const title = `${titleOf(name)}, and dashed ${beside === name ? 'the library’s own' : beside}`
  const [mine, its] = [made, other.path].map((path) => (typeof path === 'string' ? undefined : path))

  return (
    <>
      <Table direction={direction} scale={scale} onChange={choose} />
      <div class="row narrow">
        <Choice
          label="direction m"
          value={direction}
          names={Object.keys(ways) as Way[]}
          onChange={(direction) => choose({ direction })}
        />
        <Choice
          label="over scale σ"
          value={scale}
          names={Object.keys(sizes) as Size[]}
          onChange={(scale) => choose({ scale })}
        />
      </div>
      <div class="pictures">
        <div class="wide">
          {isCurve(f) ? (
            <ByStep
              f={f}
              paths={
                mine && its
                  ? [
                      { path: mine as unknown as Path<number>, colour: look, width: 5 },
                      { path: its as unknown as Path<number>, colour: ink, dash: '5 4' },
                    ]
                  : []
              }
              until={steps}
              title={title}
              label={`x after each step on ${f.name}, of the parts chosen and of ${beside}`}
              height={330}
            />
          ) : (
            <Contour
              f={f}
              start={numbersOf(start)}
              mine={mine}
              its={its}
              title={title}
              look={look}
              onMove={(x, y) => setPlace({ f, start: [short(x), short(y)] })}
            />
          )}
        </div>
        <div>
          <Formula direction={direction} scale={scale} kind={kind} eta={eta} name={name} />
          <div class="row">
            <Choice
              label="η is"
              value={kind}
              names={rates}
              onChange={(kind) => {
                setChoice({ ...choice, kind })
              }}
            />
            <Slider
              label="η"
              value={eta}
              min={1e-5}
              max={10}
              log
              onChange={(eta) => setChoice({ ...choice, eta })}
            />
          </div>
          <Choice label="dashed:" value={beside} names={names} onChange={setBeside} />
        </div>
      </div>
      <Words>{story(place, choice, steps, made, beside, other)}</Words>
      <div class="row">
        <Choice
          label="Function"
          value={known.includes(f.name) ? f.name : 'your own'}
          names={known.includes(f.name) ? known : [...known, 'your own']}
          onChange={(name) => {
            const next = all.find((one) => one.name === name)
            if (next) go(next)
          }}
        />
        <LineToWrite label="or your own, in x or in x and y:" value={own} onChange={write} />
        {typeof start === 'number' && isCurve(f) && (
          <Slider
            label="start"
            value={start}
            min={Math.min(start, f.domain?.[0] ?? -5)}
            max={Math.max(start, f.domain?.[1] ?? 5)}
            onChange={(start) => setPlace({ f, start })}
          />
        )}
      </div>
      {trouble && <Trouble>{trouble}</Trouble>}
    </>
  )
}

/** All pairs of a direction and a scale, with their names; one of them is chosen. */
function Table({
  direction,
  scale,
  onChange,
}: {
  direction: Way
  scale: Size
  onChange: (to: { direction: Way; scale: Size }) => void
}) {
  const id = useId()
  const [rows, columns] = [Object.keys(ways) as Way[], Object.keys(sizes) as Size[]]
  return (
    <div class="scroll broad" role="radiogroup" aria-label="Direction and scale">
      <table class="parts">
        <thead>
          <tr>
            <th scope="col">
              <Coloured colour={ofWay}>m</Coloured> over <Coloured colour={ofSize}>σ</Coloured>
            </th>
            {columns.map((column) => (
              <th key={column} scope="col">
                <Coloured colour={ofSize}>{column === 'one' ? '1' : column}</Coloured>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">
                <Coloured colour={ofWay}>{row}</Coloured>
              </th>
              {columns.map((column) => {
                const on = row === direction && column === scale
                const name = nameOf(row, column)
                return (
                  <td key={column} class={on ? 'on' : ''}>
                    <label>
                      <input
                        type="radio"
                        name={id}
                        checked={on}
                        aria-label={`${row} over ${column === 'one' ? '1' : column}: ${name ?? 'no name'}`}
                        onChange={() => onChange({ direction: row, scale: column })}
                        onKeyDown={(event) => {
                          // Left and right go on through the table, as of themselves; up and down by rows.
                          event.stopPropagation()
                          const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
                          if (by === undefined) return
                          event.preventDefault()
                          const next = rows.at((rows.indexOf(row) + by) % rows.length) ?? row
                          onChange({ direction: next, scale: column })
                          const inputs = event.currentTarget.closest('table')?.querySelectorAll('input')
                          inputs?.[rows.indexOf(next) * columns.length + columns.indexOf(column)].focus()
                        }}
                      />
                      <span>{name ?? '·'}</span>
                    </label>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A line in the colour of its place in the formula; the text itself is read better in the page's own colour. */
const Coloured = ({ colour, children }: { colour: string; children: ComponentChildren }) => (
  <span class="coloured" style={{ borderColor: colour }}>
    {children}
  </span>
)

/** The formula with the parts put in, and above it how they come about. */
function Formula({
  direction,
  scale,
  kind,
  eta,
  name,
}: {
  direction: Way
  scale: Size
  kind: RateKind
  eta: number
  name: Name | undefined
}) {
  const [way, size]: readonly PartOfFormula[] = [ways[direction], sizes[scale]]
  const rate = formatNumber(eta, 3)
  return (
    <div class="formula">
      {[
        [ofWay, way.lines] as const,
        [ofSize, size.lines] as const,
        [ofRate, [`η = ${rateInWords(kind, rate)}`]] as const,
      ].flatMap(([colour, lines]) =>
        lines.map((line) => (
          <div key={line} style={{ borderColor: colour }}>
            {line}
          </div>
        )),
      )}
      <div class="last">
        θ ← θ − <Coloured colour={ofRate}>η</Coloured> <Coloured colour={ofWay}>{way.letter}</Coloured>
        {scale !== 'one' && (
          <>
            {' '}
            / <Coloured colour={ofSize}>{size.letter}</Coloured>
          </>
        )}
      </div>
      <div>{titleOf(name)}</div>
    </div>
  )
}

const rateInWords = (kind: RateKind, rate: string) =>
  ({ constant: rate, decay: `${rate} · 0.97ᵗ`, 'warm-up': `${rate} · min(1, (t + 1) / 10)` })[kind]

const titleOf = (name: Name | undefined) => name ?? 'An optimizer without a name'

/** Both paths from above. */
function Contour({
  f,
  start,
  mine,
  its,
  title,
  look,
  onMove,
}: {
  f: ToyFunction<readonly number[]>
  start: readonly number[]
  mine: Path | undefined
  its: Path | undefined
  title: string
  look: string
  onMove: (x: number, y: number) => void
}) {
  const { x, y } = planeOf(f)
  const value = useMemo(() => (x: number, y: number) => f.value([x, y]), [f])
  const [points, others] = useMemo(
    () => [mine, its].map((path) => path?.rows.map((row) => row.x as unknown as Points[number])),
    [mine, its],
  )
  return (
    <Plot
      title={title}
      label={`Contour map of ${f.name} with both paths. Click to start elsewhere.`}
      x={{ title: 'x', range: x }}
      y={{ title: 'y', range: y }}
      height={360}
      onPoint={onMove}
    >
      <Hills value={value} />
      {f.minima.map(({ at }) => (
        <Mark key={String(at)} x={at[0]} y={at[1]} colour={ink} shape="x" />
      ))}
      {points && <Line points={points} colour={look} width={5} />}
      {others && <Line points={others} colour={ink} dash="5 4" />}
      <Handle
        label="The start of both paths"
        says={`x = ${formatNumber(start[0], 3)}, y = ${formatNumber(start[1], 3)}`}
        x={start[0]}
        y={start[1]}
        step={[(x[1] - x[0]) / 100, (y[1] - y[0]) / 100]}
        onMove={onMove}
        colour={look}
      />
    </Plot>
  )
}

function story(
  { f }: Place,
  { direction, scale, kind, eta }: { direction: Way; scale: Size; kind: RateKind; eta: number },
  steps: number,
  made: Run,
  beside: Name,
  other: { eta: number; path: Run },
): string {
  if (typeof made === 'string') return `No path from here: ${readable(made)}.`
  const name = nameOf(direction, scale)
  const outside = name?.startsWith('momentum') === true && direction === 'velocity' && kind !== 'constant'
  const way = direction === 'one step ahead' ? 'average one step ahead' : direction
  const size = scale === 'one' ? '1' : scale === 'largest, fading' ? 'largest, fading slope' : scale
  const pair = `The ${way} over ${scale === 'one' ? '' : 'the '}${size}`
  const parts = [
    name === undefined
      ? direction === 'velocity' && scale === 'average'
        ? `${pair} is Adam without correction, at ten times this η: a velocity is ten averages.`
        : `${pair} has no name.`
      : outside
        ? `${pair} is momentum with its rate outside the velocity.`
        : `${pair} is ${name}${kind === 'constant' ? '' : ` with a ${kind}`}.`,
    `On ${f.name} with η = ${formatNumber(eta, 3)}, ${steps} step${steps === 1 ? '' : 's'}: ${endOf(made)}.`,
  ]
  if (numbersOf(made.rows[0].gradient).every((slope) => slope === 0))
    parts.push('At the start the slope is 0, so nothing moves: choose another.')
  const { path } = other
  if (typeof path === 'string') return parts.join(' ')
  if (beside === name) {
    const far = apart(made, path)
    parts.push(
      outside
        ? `${beside} by name keeps its rate inside the velocity: farthest apart ${formatNumber(far, 3)}.`
        : `The library’s own ${beside} takes the same path${far === 0 ? '' : ' but for rounding'}: farthest apart ${formatNumber(far, 2)}.`,
    )
  } else
    parts.push(
      `Beside it ${beside}, with its best η, ${formatNumber(other.eta, 3)}: ${endOf(path)}; ` +
        `farthest apart ${formatNumber(apart(made, path), 3)}.`,
    )
  return parts.join(' ')
}

const endOf = ({ diverged, last }: Path) =>
  diverged === undefined ? `f ends at ${formatNumber(last.f, 3)}` : `it diverges at step ${diverged}`
