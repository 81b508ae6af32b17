import { useMemo, useState } from 'preact/hooks'
import { biasCorrection } from '../averages/bias-correction'
import { exponentialFromZero } from '../averages/exponential'
import { simpleMovingAverage } from '../averages/simple'
import { averageWeights } from '../averages/weights'
import { ink, palette } from '../figures/colours'
import { formatNumber } from '../figures/format-number'
import { random } from '../random'
import { requireCount, requireFinite, requireFraction } from '../settings'
import { Slider, Switch, Words } from './controls'
import type { Explorable } from './explorable'
import { Handle } from './handle'
import { Line, Note, type Points } from './line'
import { Plot, useFrame } from './plot'

/** Two averages of a series: one that fades, one with a window. */
export interface Averages {
  /** The values as they came in, at most 1,000. */
  readonly data: readonly number[]
  /** What they would be without noise, as many, where that is known: the averages are measured by it. */
  readonly truth: readonly number[] | undefined
  /** The memory of the exponential average. */
  readonly rho: number
  /** How many values the simple average takes in. */
  readonly k: number
  /** Whether the start from 0 is made up for. */
  readonly corrected: boolean
}

export const averages: Explorable<Averages> = {
  name: 'averages',
  title: 'Two memories of a noisy series',
  about: 'Drag how far back each average remembers, and see how much every value of the past counts.',
  complete({ data, truth, rho = 0.9, k, corrected = true }) {
    if (data === undefined) {
      truth = wave
      data = noisy()
    }
    if (data.length < 2 || data.length > 1000)
      throw new RangeError(`data has ${data.length} values; allowed: 2 to 1000`)
    requireFinite('data', data)
    if (truth) requireFinite('truth', truth)
    if (truth && truth.length !== data.length)
      throw new RangeError(`truth has ${truth.length} values beside ${data.length} data; allowed: as many`)
    requireFraction('rho', rho)
    k ??= Math.min(10, data.length)
    if (requireCount('k', k, 1) > data.length)
      throw new RangeError(
        `k is ${k}; allowed: a whole number, 1 to ${data.length}, as many as there are data`,
      )
    return { data, truth, rho, k, corrected }
  },
  View,
}

const wave = Array.from({ length: 120 }, (_, i) => Math.sin(i / 15))
const noisy = () => {
  const uniform = random(1)
  return wave.map((height) => height + 0.8 * (2 * uniform() - 1))
}

const [fading, simple] = [palette[0], palette[1]]
/** How many values of the past the weights are shown for, at most. */
const reach = 60
const indexed = (values: readonly number[], from: number): Points => values.map((v, i) => [from + i, v])

function View({ data, truth, ...given }: Averages) {
  const [{ rho, k, corrected }, set] = useState({
    rho: given.rho,
    k: given.k,
    corrected: given.corrected,
  })
  const n = data.length
  const [now, setNow] = useState(Math.max(1, Math.round(n / 3)))

  const exponential = useMemo(() => {
    const fromZero = exponentialFromZero(data, rho)
    return corrected ? biasCorrection(fromZero, rho) : fromZero
  }, [data, rho, corrected])
  const means = useMemo(() => simpleMovingAverage(data, k), [data, k])
  const range = useMemo((): readonly [number, number] => {
    const all = [...data, ...(truth ?? []), 0]
    const [low, high] = [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))]
    const room = 0.05 * (high - low) || 1
    return [low - room, high + room]
  }, [data, truth])
  const lines = useMemo(
    () => ({ exponential: indexed(exponential, 1), means: indexed(means, k + 1) }),
    [exponential, means, k],
  )
  const past = useMemo(() => weightsOf(rho, now, corrected), [rho, now, corrected])

  const shown = Math.min(n, reach)
  const setRho = (next: number) => set({ rho: Math.min(0.995, Math.max(0, next)), k, corrected })
  const setK = (next: number) => set({ rho, k: Math.min(n, Math.max(1, Math.round(next))), corrected })
  const memory = 1 / (1 - rho)

  return (
    <>
      <div class="pictures">
        <div class="wide">
          <Plot
            title={truth ? 'Dots: what comes in. Dashed: what is behind it' : 'Dots: what comes in'}
            label={`${n} values and two averages of them. Click to look at another t.`}
            x={{ title: 't', range: [0, n + 1] }}
            y={{ title: 'value', range }}
            height={360}
            onPoint={(t) => setNow(Math.min(n, Math.max(1, Math.round(t))))}
          >
            <Dots data={data} />
            <Counting data={data} weights={past.counted} />
            {truth && <Line points={indexed(truth, 1)} colour={ink} dash="6 5" width={1.5} />}
            <Line points={lines.means} colour={simple} />
            <Line points={lines.exponential} colour={fading} />
            <Handle
              label="The moment to look at"
              says={`t = ${now}, average ${formatNumber(exponential[now - 1], 3)}`}
              x={now}
              y={exponential[now - 1]}
              step={[1]}
              onMove={(t) => setNow(Math.min(n, Math.max(1, Math.round(t))))}
              colour={fading}
            />
          </Plot>
        </div>
        <div>
          <Weights
            rho={rho}
            k={k}
            counted={past.counted}
            shown={shown}
            memory={memory}
            onRho={setRho}
            onK={setK}
          />
        </div>
      </div>
      <div class="row">
        <span style={{ color: fading }} aria-hidden="true">
          ●
        </span>
        <Slider
          label="memory ρ"
          value={rho}
          min={0}
          max={Math.max(0.99, rho)}
          step={0.01}
          onChange={setRho}
        />
        <Switch on={corrected} onChange={(on) => set({ rho, k, corrected: on })}>
          corrected for the start from 0
        </Switch>
      </div>
      <div class="row">
        <span style={{ color: simple }} aria-hidden="true">
          ●
        </span>
        <Slider label="window k" value={k} min={1} max={Math.max(shown, k)} step={1} onChange={setK} />
      </div>
      <Words>{story({ data, truth, rho, k, corrected }, exponential, means, now, past.sum)}</Words>
    </>
  )
}

/** How much each value counts in the average at a moment, the newest first; and the sum before a correction. */
function weightsOf(rho: number, now: number, corrected: boolean) {
  const weights = averageWeights(rho, now).reverse()
  const sum = weights.reduce((a, b) => a + b, 0)
  return { sum, counted: corrected ? weights.map((w) => w / sum) : weights }
}

/** The data: they stay as they are. */
function Dots({ data }: { data: readonly number[] }) {
  const { x, y } = useFrame()
  return useMemo(
    () => (
      <g fill={ink} fill-opacity={0.8} pointer-events="none">
        {data.map((value, i) => (
          <circle key={i} cx={x(i + 1).toFixed(1)} cy={y(value).toFixed(1)} r={2.2} />
        ))}
      </g>
    ),
    [data, x, y],
  )
}

/** Around each value a disc, as large as it counts in the average at the moment that is looked at. */
function Counting({ data, weights }: { data: readonly number[]; weights: readonly number[] }) {
  const { x, y } = useFrame()
  return (
    <g fill={fading} fill-opacity={0.3} pointer-events="none">
      {weights.map((weight, ago) => {
        const radius = 16 * Math.sqrt(weight)
        const t = weights.length - ago
        return (
          radius > 0.8 && (
            <circle key={t} cx={x(t).toFixed(1)} cy={y(data[t - 1]).toFixed(1)} r={radius.toFixed(1)} />
          )
        )
      })}
    </g>
  )
}

/** How much each value of the past counts: fading, or alike and then not at all. Two balls set how far back. */
function Weights({
  rho,
  k,
  counted,
  shown,
  memory,
  onRho,
  onK,
}: {
  rho: number
  k: number
  counted: readonly number[]
  shown: number
  memory: number
  onRho: (rho: number) => void
  onK: (k: number) => void
}) {
  const lines = useMemo(
    () => ({
      counted: indexed(counted, 0),
      all: indexed(averageWeights(rho, shown + 2).reverse(), 0),
    }),
    [rho, counted, shown],
  )
  const most = Math.max(counted[0], 1 / k)
  const top = [0.06, 0.12, 0.25, 0.55, 1.1].find((height) => height >= 1.05 * most) ?? 1.1
  const at = Math.min(shown, memory)
  const [before, share] = [Math.floor(at), at % 1]
  const height = (lines.all[before][1] || 0) * (1 - share) + (lines.all[before + 1]?.[1] ?? 0) * share
  return (
    <Plot
      title="How much each value counts"
      label="The weight of each value in both averages, by its age"
      x={{ title: 'steps ago', range: [-1, shown] }}
      y={{ title: 'weight', range: [0, top] }}
      width={340}
      height={360}
    >
      <Line
        points={[
          [0.5, 0],
          [0.5, 1 / k],
          [k + 0.5, 1 / k],
          [k + 0.5, 0],
        ]}
        colour={simple}
      />
      <Line points={lines.all} colour={fading} width={1} dash="3 4" />
      <Line points={lines.counted} colour={fading} />
      <Handle
        label="The window k"
        says={`k = ${k}`}
        x={Math.min(shown, k + 0.5)}
        y={0.5 / k}
        step={[1]}
        onMove={(ago) => onK(ago - 0.5)}
        colour={simple}
      />
      <Note x={Math.min(shown, k + 0.5) + shown / 50} y={0.5 / k}>
        k = {k}
      </Note>
      <Handle
        label="The memory, 1/(1 − ρ) steps"
        says={`${formatNumber(memory, 3)} steps, ρ = ${formatNumber(rho, 3)}`}
        x={at}
        y={height}
        step={[0.5]}
        onMove={(steps) => onRho(Number((1 - 1 / Math.max(1, steps)).toFixed(3)))}
        colour={fading}
      />
      <Note x={at + shown / 50} y={height}>
        ρ = {formatNumber(rho, 3)}
      </Note>
    </Plot>
  )
}

const say = (number: number) => formatNumber(number, 3)
const percent = (share: number) => `${say(100 * share)} %`

function story(
  { data, truth, rho, k, corrected }: Averages,
  exponential: readonly number[],
  means: readonly number[],
  now: number,
  sum: number,
): string {
  const mean = now > k ? `the mean of the ${k} before is ${say(means[now - k - 1])}` : undefined
  const parts = [
    `With ρ = ${formatNumber(rho, rho > 0.999 ? 10 : 3)} the newest value counts ${percent(1 - rho)}, and the memory is about ${rho === 0 ? '1 step' : `${say(1 / (1 - rho))} steps`} long.`,
    `At t = ${now} the average is ${say(exponential[now - 1])}${mean ? `, and ${mean}` : ''}.`,
  ]
  if (!corrected)
    parts.push(
      `Its weights sum to ${say(sum)} there${sum < 0.995 ? ': the rest counts for the 0 that it began with, which was never a value' : '; of the 0 that it began with hardly anything is left'}.`,
    )
  if (truth) {
    const off = (values: readonly number[], from: number) =>
      values.reduce((total, value, i) => total + Math.abs(value - truth[from + i]), 0) / values.length
    // The last mean is a forecast for a time that has not come.
    const inTime = means.slice(0, data.length - k)
    parts.push(
      `All along it is ${say(off(exponential, 0))} away from what is behind the noise` +
        (inTime.length > 0 ? `; the mean of ${k} is ${say(off(inTime, k))} away.` : '.'),
    )
  }
  return parts.join(' ')
}
