import type { Data } from 'plotly.js-dist'
import { requireFinite } from '../settings'
import { ink, palette } from './colours'
import type { Figure } from './figure'
import { formatNumber } from './format-number'
import { layoutOf } from './layout'

const patterns = ['', '/', '.', 'x', '-', '\\'] as const

/**
 * Draws how much each value of the past counts in an average, a colour and a pattern a ρ.
 *
 * @example weights({ 0.5: averageWeights(0.5, 20), 0.9: averageWeights(0.9, 20) })
 * @param ofRho the weights of each ρ, the oldest value's first, as `averageWeights` gives them
 * @throws RangeError when there is no ρ, or weights are missing or not finite
 */
export function weights(ofRho: Readonly<Record<string, readonly number[]>>): Figure {
  const entries = Object.entries(ofRho)
  if (entries.length === 0) throw new RangeError('weights got no ρ; allowed: the weights of one ρ or more')
  for (const [rho, list] of entries) {
    if (list.length === 0)
      throw new RangeError(`the weights of ρ = ${rho} are empty; allowed: one weight or more`)
    requireFinite(`the weights of ρ = ${rho}`, list)
  }
  const data: Data[] = entries.map(([rho, list], i) => ({
    type: 'bar' as const,
    name: `ρ = ${rho}`,
    x: list.map((_, k) => list.length - 1 - k),
    y: [...list],
    marker: {
      color: palette[i % palette.length],
      line: { color: ink, width: 0.5 },
      pattern: { shape: patterns[i % patterns.length], fillmode: 'overlay' },
    },
    hovertemplate: `%{x} steps ago<br>weight %{y:.4g}<extra>ρ = ${rho}</extra>`,
  }))
  return {
    data,
    layout: {
      ...layoutOf(
        'How much each value of the past counts',
        { title: 'steps ago (0 is the newest value)', whole: true },
        { title: 'weight' },
        data,
      ),
      barmode: 'group',
    },
    caption: entries
      .map(([rho, list]) => {
        const sum = list.reduce((a, b) => a + b, 0)
        return (
          `ρ = ${rho}: the newest value counts ${formatNumber(list[list.length - 1], 3)}, ` +
          `the oldest of ${list.length} counts ${formatNumber(list[0], 3)}; together they count ${formatNumber(sum, 3)}.`
        )
      })
      .join(' '),
  }
}
