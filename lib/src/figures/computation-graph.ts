import type { Data } from 'plotly.js-dist'
import { requireNumber } from '../settings'
import { grid, ink, palette } from './colours'
import type { Figure } from './figure'
import { formatNumber } from './format-number'
import { layoutOf } from './layout'
import { listed } from './paths'
import { arrows, plotlyText, type Place } from './traces'

/** A quantity of a computation: an input, or what is made from quantities before it. */
export interface Quantity {
  readonly value: number
  /** How it is made, as in a sentence: `u²`. */
  readonly formula?: string
  /** How fast it changes with each quantity that it is made from, the others held still. */
  readonly slopes?: Readonly<Record<string, number>>
}

/**
 * Draws a computation as a graph: a circle a quantity, an arrow from each quantity to those made from it, with the slope
 * of that one step on it. Below each quantity stands the slope of the last one with respect to it: multiplied along each
 * way from there to the end, and added over all ways. That is the chain rule, computed from the end to the beginning.
 *
 * ∂f/∂x = Σ ∂f/∂u · ∂u/∂x, over all u that are made from x
 *
 * @example computationGraph({ x: { value: 3 }, u: { value: 15, formula: 'x² + 2x', slopes: { x: 8 } }, f: { value: 225, formula: 'u²', slopes: { u: 30 } } })
 * @param quantities by name, each after those that it is made from; the last one is the result
 * @throws RangeError when there are fewer than two, one is made from none that stands before it, or a number is not finite
 * @see Bauer, 1974; Linnainmaa, 1976: the slopes from the end to the beginning
 */
export function computationGraph(quantities: Readonly<Record<string, Quantity>>): Figure {
  const nodes = arranged(quantities)
  const result = nodes[nodes.length - 1]
  const inputs = nodes.filter(({ from }) => from.length === 0)
  const d = inputs.length > 1 ? '∂' : 'd'
  const slopeName = (of: string, by: string) => `${d}${of}/${d}${by}`
  const number = (value: number) => formatNumber(value, 5)
  const edges = nodes.flatMap((node) => node.from.map(({ by, slope }) => ({ by, node, slope })))

  const trimmed = edges.map(({ by, node }) => between(by.at, node.at, 0.16))
  const data: Data[] = [
    arrows(
      'made from',
      trimmed.map(([from]) => from),
      trimmed.map(([, to]) => to),
      palette[0],
      'solid',
    ),
    words(
      edges.map(({ by, node }): Place => {
        // Off the middle of a slanted arrow, where there is room between the values above its two ends.
        const share = 0.5 + 0.1 * Math.sign(node.at[1] - by.at[1])
        return [by.at[0] + share * (node.at[0] - by.at[0]), by.at[1] + share * (node.at[1] - by.at[1]) + 0.03]
      }),
      edges.map(({ by, node, slope }) => plotlyText(`${slopeName(node.name, by.name)} = ${number(slope)}`)),
      edges.map(({ by, node }) => beside(by.at, node.at)),
    ),
    {
      type: 'scatter',
      mode: 'text+markers',
      name: 'quantities',
      x: nodes.map(({ at }) => at[0]),
      y: nodes.map(({ at }) => at[1]),
      text: nodes.map(({ name }) => `<b>${plotlyText(name)}</b>`),
      textposition: 'middle center',
      textfont: { color: ink, size: 15 },
      marker: { size: 40, color: grid, line: { color: ink, width: 1.5 } },
      hoverinfo: 'skip',
    },
    words(
      nodes.map(({ at: [x, y] }): Place => [x, y + 0.2]),
      nodes.map(({ formula, value }) => (formula ? `${plotlyText(formula)} = ` : '') + number(value)),
      nodes.map(() => 'top center'),
    ),
    words(
      nodes.map(({ at: [x, y] }): Place => [x, y - 0.2]),
      nodes.map((node) =>
        node === result
          ? ''
          : `<b>${plotlyText(slopeName(result.name, node.name))} = ${number(node.total)}</b>`,
      ),
      nodes.map(() => 'bottom center'),
    ),
  ]
  const answers = inputs.map(({ name, total }) => `${slopeName(result.name, name)} = ${number(total)}`)
  const rows = nodes.map(({ at }) => at[1])
  const columns = Math.max(...nodes.map(({ at }) => at[0]))
  const title = `The chain rule: ${result.name} = ${number(result.value)}, ${listed(answers)}`
  return {
    data,
    layout: {
      ...layoutOf(title, { title: '' }, { title: '' }, []),
      height: 170 + 130 * (Math.max(...rows) - Math.min(...rows) + 1),
      xaxis: {
        title: { text: 'values: from left to right; slopes: from right to left', standoff: 8 },
        range: [-0.45, columns + 0.45],
        showgrid: false,
        zeroline: false,
        showticklabels: false,
      },
      yaxis: { range: [Math.min(...rows) - 0.55, Math.max(...rows) + 0.55], visible: false },
    },
    caption: `A graph of how ${result.name} is made. From left to right: ${nodes.map(made).join('; ')}. From right to left: ${[...nodes].reverse().slice(1).map(passedBack).join('; ')}.`,
  }

  function made({ name, formula, value, from }: Node): string {
    const slopes = from.map(({ by, slope }) => `${slopeName(name, by.name)} = ${number(slope)}`)
    return (
      `${name} = ${formula ? `${formula} = ` : ''}${number(value)}` +
      (slopes.length > 0 ? `, with ${listed(slopes)}` : '')
    )
  }

  function passedBack({ name, to, total }: Node): string {
    const factor = (value: number) => (value < 0 ? `(${number(value)})` : number(value))
    const ways = to.map(({ by, slope }) =>
      by === result ? number(slope) : `${factor(by.total)} · ${factor(slope)}`,
    )
    const sum = ways.join(' + ') || '0'
    return `${slopeName(result.name, name)} = ${sum}${sum === number(total) ? '' : ` = ${number(total)}`}`
  }
}

interface Node {
  readonly name: string
  readonly value: number
  readonly formula: string | undefined
  readonly from: { by: Node; slope: number }[]
  readonly to: { by: Node; slope: number }[]
  /** The slope of the result with respect to it. */
  total: number
  at: Place
}

/** The quantities with what they are made from, their places on the page, and the result's slopes. */
function arranged(quantities: Readonly<Record<string, Quantity>>): Node[] {
  const nodes: Node[] = []
  for (const [name, { value, formula, slopes = {} }] of Object.entries(quantities)) {
    requireNumber(name, value)
    const node: Node = { name, value, formula, from: [], to: [], total: 0, at: [0, 0] }
    for (const [other, slope] of Object.entries(slopes)) {
      const by = nodes.find((before) => before.name === other)
      if (!by)
        throw new RangeError(
          `${name} is made from ${other}; allowed: a quantity that stands before it, ${listed(nodes.map((n) => n.name)) || 'and there is none'}`,
        )
      requireNumber(`the slope of ${name} by ${other}`, slope)
      node.from.push({ by, slope })
      by.to.push({ by: node, slope })
    }
    nodes.push(node)
  }
  if (nodes.length < 2)
    throw new RangeError(`computationGraph got ${nodes.length} quantities; allowed: two or more`)
  const depth = new Map<Node, number>()
  for (const node of nodes)
    depth.set(
      node,
      node.from.reduce((most, { by }) => Math.max(most, depth.get(by)! + 1), 0),
    )
  for (const node of nodes) {
    const column = nodes.filter((other) => depth.get(other) === depth.get(node))
    node.at = [depth.get(node)!, (column.length - 1) / 2 - column.indexOf(node)]
  }
  nodes[nodes.length - 1].total = 1
  for (const node of [...nodes].reverse().slice(1))
    node.total = node.to.reduce((sum, { by, slope }) => sum + by.total * slope, 0)
  return nodes
}

/** The part of the way between two places that leaves room for a circle at both ends. */
const between = ([x0, y0]: Place, [x1, y1]: Place, room: number): [Place, Place] => {
  const share = room / Math.hypot(x1 - x0, y1 - y0)
  const [dx, dy] = [(x1 - x0) * share, (y1 - y0) * share]
  return [
    [x0 + dx, y0 + dy],
    [x1 - dx, y1 - dy],
  ]
}

/** On which side of the middle of an arrow there is room for words. */
const beside = ([, y0]: Place, [, y1]: Place): TextPosition =>
  y1 < y0 ? 'top right' : y1 > y0 ? 'top left' : 'top center'

type TextPosition = 'top left' | 'top center' | 'top right' | 'bottom center'

const words = (places: readonly Place[], text: string[], textposition: TextPosition[]) => ({
  type: 'scatter' as const,
  mode: 'text' as const,
  x: places.map(([x]) => x),
  y: places.map(([, y]) => y),
  text,
  textposition,
  textfont: { color: ink, size: 13 },
  hoverinfo: 'skip' as const,
})
