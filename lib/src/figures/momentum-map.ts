import type { Data } from 'plotly.js-dist'
import { convergenceFactor } from '../convergence-factor'
import { requireFraction, requirePositive } from '../settings'
import { symbols, type MarkerShape } from './colours'
import type { Figure } from './figure'
import { formatNumber } from './format-number'
import { layoutOf } from './layout'
import { listed } from './paths'
import { plotlyText } from './traces'

/** A setting of momentum: a place on the map. */
export interface MomentumSetting {
  readonly eta: number
  readonly m: number
}

const [columns, rows] = [100, 60]
/** The colours reach from one step to this many. */
export const most = 300

/**
 * Draws how fast momentum arrives on a quadratic, for every learning rate η and every share m: in colour the number of
 * steps, in the long run, after which a tenth of the distance is left. Beyond the line η = 2 (1 + m) / λ it diverges. A
 * star marks the fastest setting, a circle the fastest without momentum.
 *
 * @example momentumMap([2, 40], { marks: { chosen: { eta: 0.045, m: 0.5 } } })
 * @param curvatures the second derivative in each direction, all above 0
 * @param marks settings to mark, by name
 * @throws RangeError when there is no curvature, or one is not above 0, or a mark has an η not above 0 or an m outside 0 ≤ m < 1
 */
export function momentumMap(
  curvatures: readonly number[],
  { marks = {} }: { marks?: Readonly<Record<string, MomentumSetting>> } = {},
): Figure {
  const factor = (setting: MomentumSetting) => convergenceFactor(curvatures, setting)
  factor({ eta: 0, m: 0 })
  for (const [name, { eta, m }] of Object.entries(marks)) {
    requirePositive(`the η of "${name}"`, eta)
    requireFraction(`the m of "${name}"`, m)
  }
  const [flattest, steepest] = [Math.min(...curvatures), Math.max(...curvatures)]
  const { fastest, plain } = best(flattest, steepest)
  const widest = 4 / steepest
  const etas = Array.from({ length: columns }, (_, i) => ((i + 0.5) / columns) * widest)
  const shares = Array.from({ length: rows }, (_, i) => (i + 0.5) / rows)
  const share = shares.map((m) => etas.map((eta) => Number(factor({ eta, m }).toPrecision(3))))
  const said = ({ eta, m }: MomentumSetting) => `η = ${formatNumber(eta, 3)}, m = ${formatNumber(m, 3)}`
  const left = (setting: MomentumSetting) => formatNumber(Number(factor(setting).toFixed(9)), 3)
  const place = (name: string, setting: MomentumSetting, symbol: MarkerShape | 'star', size = 12): Data => ({
    type: 'scatter',
    mode: 'markers',
    name: plotlyText(name),
    x: [setting.eta],
    y: [setting.m],
    marker: { symbol, size, color: 'white', line: { color: 'black', width: 1.5 } },
    // On an edge of the map, the whole mark is to be seen.
    cliponaxis: false,
    hovertemplate: `${said(setting)}<br>a step leaves ${left(setting)}<extra>${plotlyText(name)}</extra>`,
  })
  const data: Data[] = [
    {
      type: 'heatmap',
      x: etas,
      y: shares,
      z: share.map((row) => row.map((left) => Number(Math.log10(stepsToTenth(left)).toFixed(2)))),
      customdata: share,
      zmin: 0,
      zmax: Math.log10(most),
      colorscale: 'Viridis',
      colorbar: {
        title: { text: 'steps to<br>a tenth' },
        thickness: 14,
        outlinewidth: 0,
        tickvals: [1, 3, 10, 30, 100, 300].map(Math.log10),
        ticktext: ['1', '3', '10', '30', '100', '300'],
      },
      hovertemplate: 'η = %{x:.3g}, m = %{y:.2f}<br>a step leaves %{customdata:.3f}<extra></extra>',
    },
    {
      type: 'scatter',
      mode: 'lines',
      name: 'diverges',
      x: [widest / 2, widest, widest],
      y: [0, 1, 0],
      fill: 'toself',
      fillcolor: '#707070',
      line: { color: '#707070', width: 0 },
      showlegend: false,
      hoverinfo: 'skip',
    },
    {
      type: 'scatter',
      mode: 'text',
      x: [0.85 * widest],
      y: [0.25],
      text: ['diverges'],
      textfont: { color: 'white', size: 13 },
      showlegend: false,
      hoverinfo: 'skip',
    },
    place('fastest', fastest, 'star', 16),
    place('fastest with m = 0', plain, 'circle'),
    ...Object.entries(marks).map(([name, setting], i) =>
      place(name, setting, symbols[(i + 1) % symbols.length]),
    ),
  ]
  const numbers = listed(curvatures.map((curvature) => formatNumber(curvature, 4)))
  const about = `curvature${curvatures.length > 1 ? 's' : ''} ${numbers}`
  const layout = layoutOf(
    `Momentum, ${about}: a step leaves ${left(fastest)} at best` +
      (fastest.m === 0 ? ', with m = 0' : ` and ${left(plain)} with m = 0`),
    { title: 'learning rate η', range: [0, widest] },
    { title: 'm', range: [0, 1] },
    data,
  )
  return {
    data,
    // The bar of colours takes from the legend's width: room for one row more.
    layout: { ...layout, margin: { ...layout.margin, t: (layout.margin?.t ?? 0) + 20 } },
    caption:
      `How fast momentum arrives on a quadratic with ${about}, for η from 0 to ${formatNumber(widest, 4)} and m from 0 to 1: ` +
      'the number of steps, in the long run, after which a tenth of the distance is left, from dark, one step, to bright, ' +
      `${most} or more. ` +
      `Beyond the line from η = ${formatNumber(widest / 2, 4)} at m = 0 to η = ${formatNumber(widest, 4)} at m = 1 it diverges. ` +
      [
        `The fastest is ${said(fastest)}, where a step leaves ${left(fastest)}`,
        `without momentum it is η = ${formatNumber(plain.eta, 3)}, where it leaves ${left(plain)}`,
        ...Object.entries(marks).map(
          ([name, setting]) =>
            `${name}, ${said(setting)}, ${factor(setting) < 1 ? `leaves ${left(setting)}` : 'does not arrive'}`,
        ),
      ].join('; ') +
      '.',
  }
}

/** After how many steps, each leaving a share, a tenth is left; at least 1 and at most what the colours reach. */
export function stepsToTenth(share: number): number {
  if (share <= 0.1) return 1
  return share < 1 ? Math.min(most, Math.log(0.1) / Math.log(share)) : most
}

/**
 * The fastest setting on a quadratic, with momentum and without (Polyak, 1964):
 * η = 4 / (√λ₊ + √λ₋)², m = ((√λ₊ − √λ₋) / (√λ₊ + √λ₋))², and for m = 0 η = 2 / (λ₊ + λ₋).
 */
export function best(
  flattest: number,
  steepest: number,
): { fastest: MomentumSetting; plain: MomentumSetting } {
  const [low, high] = [Math.sqrt(flattest), Math.sqrt(steepest)]
  return {
    fastest: { eta: 4 / (high + low) ** 2, m: ((high - low) / (high + low)) ** 2 },
    plain: { eta: 2 / (steepest + flattest), m: 0 },
  }
}
