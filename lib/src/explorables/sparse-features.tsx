import { useMemo, useState } from 'preact/hooks'
import { ink, looksOf, palette } from '../figures/colours'
import { formatNumber } from '../figures/format-number'
import { adagrad } from '../optimizers/adagrad'
import { adam } from '../optimizers/adam'
import type { Part } from '../optimizers/compose'
import { gradientDescent } from '../optimizers/gradient-descent'
import type { Optimizer } from '../optimizers/optimizer'
import { rmsProp } from '../optimizers/rmsprop'
import { scales } from '../optimizers/scales'
import { startState, stepper } from '../optimizers/stepper'
import { normal, random } from '../random'
import { requireCount } from '../settings'
import { Choice, Slider, Switch, Words } from './controls'
import type { Explorable } from './explorable'
import { Handle } from './handle'
import { Legend } from './legend'
import { Line, Mark, Note, strokes, type Points } from './line'
import { remade } from './pack'
import { Player, usePlay } from './play'
import { Plot, type Axis } from './plot'

/** A linear model that learns from samples in which some features occur often and others hardly ever. */
export interface SparseFeatures {
  /** The share of the samples in which each feature occurs, at most eight of them: 0.01 is once in 100. */
  readonly frequencies: readonly number[]
  /** Those that learn at first; all with a fixed rate. */
  readonly optimizers: readonly Optimizer[]
  /** How many samples, at most 5,000; each is one step. */
  readonly samples: number
  /** Which features occur when. */
  readonly seed: number
}

export const sparseFeatures: Explorable<SparseFeatures> = {
  name: 'sparse-features',
  title: 'Rare features: one rate for all, or a rate for each',
  about: 'Drag how often each feature occurs, and see how far each rule brings its weight.',
  complete({
    frequencies = [1, 0.2, 0.05, 0.01, 0.005],
    optimizers = [usual[0], usual[1]],
    samples = 1000,
    seed = 4,
  }) {
    if (frequencies.length === 0 || frequencies.length > 8)
      throw new RangeError(`frequencies has ${frequencies.length} numbers; allowed: 1 to 8`)
    frequencies.forEach((share, j) => {
      if (!(share >= 1 / rarest && share <= 1))
        throw new RangeError(
          `frequencies[${j}] is ${share}; allowed: 1/${rarest} to 1, the share of the samples`,
        )
    })
    if (optimizers.length > 4)
      throw new RangeError(`optimizers has ${optimizers.length} entries; allowed: at most 4`)
    for (const { name, settings } of optimizers) {
      if (!(name in scaleOf))
        throw new RangeError(`${name} has no place here; allowed: ${Object.keys(scaleOf).join(' | ')}`)
      if (typeof settings?.eta !== 'number')
        throw new RangeError(`eta of ${name} is a schedule; allowed: a number`)
      if (settings.eta === 0) throw new RangeError(`eta of ${name} is 0; allowed: a number above 0`)
    }
    if (requireCount('samples', samples, 1) > 5000)
      throw new RangeError(`samples is ${samples}; allowed: a whole number, 1 to 5000`)
    if (!Number.isSafeInteger(seed)) throw new RangeError(`seed is ${seed}; allowed: a whole number`)
    return { frequencies, optimizers, samples, seed }
  },
  View,
}

const rarest = 200
/** Where a ball rests: once in so many samples. */
const places = [1, 2, 5, 10, 20, 50, 100, rarest]

/** The rules to choose from, where they are not given. */
const usual: readonly Optimizer[] = [
  gradientDescent({ eta: 0.02 }),
  adagrad({ eta: 0.5 }),
  rmsProp({ eta: 0.05 }),
  adam({ eta: 0.02 }),
]

/** What each rule divides its rate by: σ of the library's one formula. */
const scaleOf: Readonly<Record<string, (settings: never) => Part>> = {
  'gradient descent': () => scales.none(),
  Adagrad: scales.sum,
  RMSProp: scales.average,
  Adam: ({ beta2, ...settings }: { beta2: number }) => scales.average({ ...settings, rho: beta2 }),
  'Adam, without correction': ({ beta2, ...settings }: { beta2: number }) =>
    scales.average({ ...settings, rho: beta2 }),
}

/** The weight that is right for every feature. */
const truth = 1
/** What a target has besides the weights of its features, on the average. */
const noise = 0.3

interface Sample {
  /** 1 for each feature that occurs, 0 for the others. */
  readonly x: Float64Array
  readonly y: number
}

/** Samples whose target is the sum of the true weights of their features, and some noise. */
export function samplesOf({ frequencies, samples, seed }: Omit<SparseFeatures, 'optimizers'>): Sample[] {
  const next = random(seed)
  const z = normal(next)
  const n = frequencies.length
  return Array.from({ length: samples }, () => {
    const x = new Float64Array(n)
    let sum = 0
    for (let j = 0; j < n; j++) {
      // A random number whether it occurs or not: a feature that is dragged leaves the others where they are.
      x[j] = next() < frequencies[j] ? 1 : 0
      sum += truth * x[j]
    }
    return { x, y: sum + noise * z() }
  })
}

/** What a rule has learnt after 0, 1, … samples. */
interface Learned {
  readonly weights: readonly Float64Array[]
  /** For each feature the effective rate η / σ when it occurred last; NaN before. */
  readonly rates: readonly Float64Array[]
  /** The first sample after which a weight is not finite; the rows end before it. */
  readonly diverged: number | undefined
}

/** One sample, one step along the slope of (prediction − y)² / 2. */
export function learn(optimizer: Optimizer, samples: readonly Sample[]): Learned {
  const n = samples[0].x.length
  const run = stepper(optimizer, n)
  const scale = scaleOf[optimizer.name](optimizer.settings as never)
  const [state, sigma] = [startState(scale, n), new Float64Array(n)]
  const eta = optimizer.settings?.eta as number
  const w = new Float64Array(n)
  const rate = new Float64Array(n).fill(NaN)
  const [weights, rates] = [[w.slice()], [rate.slice()]]
  const gradient = new Float64Array(n)
  for (const [t, { x, y }] of samples.entries()) {
    let error = -y
    for (let j = 0; j < n; j++) error += w[j] * x[j]
    for (let j = 0; j < n; j++) gradient[j] = error * x[j]
    run.move(w, gradient)
    if (!w.every(Number.isFinite)) return { weights, rates, diverged: t + 1 }
    scale.fill(gradient, state, sigma, t)
    for (let j = 0; j < n; j++) if (x[j] > 0) rate[j] = eta / sigma[j]
    weights.push(w.slice())
    rates.push(rate.slice())
  }
  return { weights, rates, diverged: undefined }
}

interface Lane {
  readonly optimizer: Optimizer
  readonly on: boolean
}

const letter = (j: number) => 'ABCDEFGH'[j]
const often = (every: number) =>
  every === 1 ? 'in every sample' : `once in ${formatNumber(every, 3)} samples`
const nearest = (every: number) =>
  places.reduce((a, b) => (Math.abs(Math.log(b / every)) < Math.abs(Math.log(a / every)) ? b : a))
const at = <T,>(list: readonly T[], t: number) => list[Math.min(t, list.length - 1)]
const plum = palette[8]
const dots = '2 4'

function View(given: SparseFeatures) {
  const { samples } = given
  const [seed, setSeed] = useState(given.seed)
  const [every, setEvery] = useState(() =>
    given.frequencies.map((share) => Number((1 / share).toPrecision(3))),
  )
  const [chosen, setChosen] = useState(() => every.indexOf(Math.max(...every)))
  const [lanes, setLanes] = useState((): readonly Lane[] => [
    ...given.optimizers.map((optimizer) => ({ optimizer, on: true })),
    ...usual
      .filter(({ name }) => !given.optimizers.some((one) => one.name === name))
      .map((optimizer) => ({ optimizer, on: false })),
  ])
  const play = usePlay(samples)
  const stream = useMemo(
    () => samplesOf({ frequencies: every.map((one) => 1 / one), samples, seed }),
    [every, samples, seed],
  )
  const counts = useMemo(
    () => every.map((_, j) => stream.slice(0, play.t).filter(({ x }) => x[j] > 0).length),
    [stream, every, play.t],
  )
  const learned = useMemo(
    () => lanes.map(({ optimizer, on }) => (on ? learn(optimizer, stream) : undefined)),
    [lanes, stream],
  )
  const looks = looksOf(lanes.map(({ optimizer }) => optimizer.name))
  const curves = useMemo(() => {
    // As many points as there are pixels, about.
    const stride = Math.ceil(samples / 300)
    const line = (rows: readonly Float64Array[]): Points =>
      rows.flatMap((row, t): Points => (t % stride === 0 || t === samples ? [[t, row[chosen]]] : []))
    return {
      stride,
      weights: learned.map((one) => one && line(one.weights)),
      rates: learned.map((one) => one && line(one.rates)),
    }
  }, [learned, chosen, samples])

  const change = (i: number, lane: Partial<Lane>) =>
    setLanes(lanes.map((one, k) => (k === i ? { ...one, ...lane } : one)))
  const move = (j: number, to: number) => {
    setChosen(j)
    const place = nearest(Math.max(1, Math.min(rarest, to)))
    if (place !== every[j]) setEvery(every.map((one, k) => (k === j ? place : one)))
  }
  const order = every.map((_, j) => j).sort((a, b) => every[a] - every[b])
  // Of a rule that has diverged no number is worth showing.
  const reached = learned.map((one) =>
    play.t < (one?.diverged ?? Infinity) ? one?.weights[play.t] : undefined,
  )
  const names = every.map((one, j) => `${letter(j)}, ${often(one)}`)
  const until = Math.floor(play.t / curves.stride) + 1
  const highest = Math.min(
    3,
    reached.reduce((top, row) => row?.reduce((a, b) => Math.max(a, b), top) ?? top, 1.3),
  )

  return (
    <>
      <div class="pictures">
        <div class="wide">
          <Plot
            title={`After ${play.t} samples. Drag a ball: how often it occurs`}
            label="The weight of each feature, by how often it occurs, for each optimizer"
            x={{
              title: 'the feature occurs once in so many samples',
              range: [0.75, 1.35 * rarest],
              log: true,
            }}
            y={{ title: 'weight', range: [-0.25 * highest, 1.25 * highest] }}
            height={430}
          >
            <Line
              points={[
                [0.75, truth],
                [1.35 * rarest, truth],
              ]}
              colour={ink}
              dash={dots}
            />
            <Legend
              items={[
                ...lanes.flatMap(({ optimizer: { name }, on }, i) =>
                  on ? [{ name, colour: looks[i].colour, ...dashOf(looks[i].dash) }] : [],
                ),
                { name: 'true weight', colour: ink, dash: dots },
              ]}
            />
            {reached.map(
              (row, i) =>
                row && (
                  <g key={i}>
                    <Line
                      points={order.map((j) => [every[j], row[j]])}
                      colour={looks[i].colour}
                      {...dashOf(looks[i].dash)}
                    />
                    {order.map((j) => (
                      <Mark
                        key={j}
                        x={every[j]}
                        y={row[j]}
                        colour={looks[i].colour}
                        shape={looks[i].symbol}
                      />
                    ))}
                  </g>
                ),
            )}
            <Line
              points={[
                [every[chosen], 0],
                [every[chosen], truth],
              ]}
              colour={plum}
              dash="1 5"
            />
            {every.map((one, j) => (
              <g key={j}>
                <Handle
                  label={`How often feature ${letter(j)} occurs`}
                  says={often(one)}
                  x={one}
                  y={-0.15 * highest}
                  step={[0.6 * one]}
                  onMove={(x) => move(j, x)}
                  colour={plum}
                  radius={j === chosen ? 9 : 6}
                />
                <Note x={one} y={-0.15 * highest} above>
                  {letter(j)}
                </Note>
              </g>
            ))}
          </Plot>
        </div>
        <div>
          <Plot
            title={`Feature ${letter(chosen)}: its rate, η / σ`}
            label={`The effective rate of feature ${letter(chosen)} against the number of samples`}
            x={{ title: 'samples', range: [0, samples] }}
            y={rateAxis(curves.rates)}
            width={320}
            height={215}
          >
            {curves.rates.map(
              (line, i) =>
                line && (
                  <Line
                    key={i}
                    points={line}
                    until={until}
                    colour={looks[i].colour}
                    {...dashOf(looks[i].dash)}
                  />
                ),
            )}
          </Plot>
          <Plot
            title={`Feature ${letter(chosen)}: its weight`}
            label={`The weight of feature ${letter(chosen)} against the number of samples`}
            x={{ title: 'samples', range: [0, samples] }}
            y={{ title: 'weight', range: weightRange(curves.weights) }}
            width={320}
            height={215}
          >
            <Line
              points={[
                [0, truth],
                [samples, truth],
              ]}
              colour={ink}
              dash={dots}
            />
            {curves.weights.map(
              (line, i) =>
                line && (
                  <Line
                    key={i}
                    points={line}
                    until={until}
                    colour={looks[i].colour}
                    {...dashOf(looks[i].dash)}
                  />
                ),
            )}
          </Plot>
        </div>
      </div>
      <Player play={play} label="samples" />
      <div class="row">
        <Choice
          label="Beside: feature"
          value={names[chosen]}
          names={names}
          onChange={(name) => setChosen(names.indexOf(name))}
        />
        <button type="button" onClick={() => setSeed(seed + 1)}>
          Other samples
        </button>
      </div>
      <div style={{ overflowX: 'auto' }}>
        <table>
          <thead>
            <tr>
              <th scope="col">weight of feature</th>
              <th scope="col">rate</th>
              {every.map((_, j) => (
                <th key={j} scope="col">
                  {letter(j)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lanes.map(({ optimizer, on }, i) => (
              <tr key={i}>
                <td>
                  <Switch on={on} onChange={(on) => change(i, { on })}>
                    <svg
                      viewBox="-8 -8 16 16"
                      style={{ width: '1em', display: 'inline-block' }}
                      aria-hidden="true"
                    >
                      <circle r="6" fill={looks[i].colour} />
                    </svg>
                    {optimizer.name}
                  </Switch>
                </td>
                <td>
                  <Slider
                    label="η"
                    name={`η of ${optimizer.name}`}
                    value={optimizer.settings?.eta as number}
                    min={1e-4}
                    max={10}
                    log
                    onChange={(eta) => change(i, { optimizer: remade(optimizer, { eta }) })}
                  />
                </td>
                {every.map((_, j) => (
                  <td key={j}>{reached[i] ? formatNumber(reached[i][j], 2) : '–'}</td>
                ))}
              </tr>
            ))}
            <tr>
              <td>has occurred</td>
              <td />
              {counts.map((count, j) => (
                <td key={j}>{count}×</td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      <Words>{story(lanes, learned, every, counts, chosen, play.t)}</Words>
    </>
  )
}

const dashOf = (dash: keyof typeof strokes) => {
  const stroke = strokes[dash]
  return stroke === undefined ? {} : { dash: stroke }
}

function rateAxis(lines: readonly (Points | undefined)[]): Axis {
  const shown = lines.flatMap((line) => line?.map(([, rate]) => rate).filter((rate) => rate > 0) ?? [])
  const low = shown.reduce((a, b) => Math.min(a, b), Infinity)
  const high = shown.reduce((a, b) => Math.max(a, b), 0)
  return { title: 'rate', range: shown.length > 0 ? [low / 2, high * 2] : [0.01, 1], log: true }
}

function weightRange(lines: readonly (Points | undefined)[]): [number, number] {
  const all = lines.flatMap((line) => line?.map(([, weight]) => weight) ?? [])
  return [
    Math.max(
      -2,
      all.reduce((a, b) => Math.min(a, b), -0.1),
    ),
    Math.min(
      4,
      all.reduce((a, b) => Math.max(a, b), 1.3),
    ),
  ]
}

function story(
  lanes: readonly Lane[],
  learned: readonly (Learned | undefined)[],
  every: readonly number[],
  counts: readonly number[],
  chosen: number,
  t: number,
): string {
  const number = (value: number) => formatNumber(value, 2)
  const learns = lanes.flatMap(({ optimizer: { name } }, i) => {
    const one = learned[i]
    return one ? [{ name, one, gone: one.diverged !== undefined && one.diverged <= t }] : []
  })
  if (learns.length === 0) return 'Nobody learns: switch an optimizer on.'
  const parts = [
    `Feature ${letter(chosen)} occurs ${often(every[chosen])}, ${counts[chosen]} ${counts[chosen] === 1 ? 'time' : 'times'} in the first ${t}.`,
  ]
  const stayed = learns.filter(({ gone }) => !gone)
  const weights = stayed.map(({ name, one }) => `${name} ${number(at(one.weights, t)[chosen])}`)
  if (counts[chosen] === 0)
    parts.push('Where it does not occur there is no slope for it: its weight is still 0.')
  else if (weights.length > 0) {
    parts.push(`Its weight should be ${truth}: ${weights.join(', ')}.`)
    // Beside it, the feature that differs most from it.
    const far = (j: number) => Math.abs(Math.log(every[j] / every[chosen]))
    const other = every.map((_, j) => j).reduce((a, b) => (far(b) > far(a) ? b : a))
    if (far(other) > 0 && counts[other] > 0)
      parts.push(
        `Rates for ${letter(chosen)} and for ${letter(other)}, which occurs ${often(every[other])}: ` +
          `${stayed
            .map(({ name, one }) => {
              const rates = at(one.rates, t)
              return `${name} ${number(rates[chosen])} and ${number(rates[other])}`
            })
            .join('; ')}.`,
      )
  }
  for (const { name, one, gone } of learns)
    if (gone) parts.push(`${name} diverges at sample ${one.diverged}: its rate is too large here.`)
  return parts.join(' ')
}
