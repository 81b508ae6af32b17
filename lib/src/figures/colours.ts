import type { Dash } from 'plotly.js-dist'

export type MarkerShape =
  | 'circle'
  | 'square'
  | 'diamond'
  | 'triangle-up'
  | 'triangle-down'
  | 'pentagon'
  | 'hexagon'
  | 'star-triangle-up'
  | 'cross'
  | 'x'

/**
 * One colour and one marker an optimizer, the same in every lesson. The colours were searched for, not chosen: each has
 * a contrast of at least 3 to 1 on white and on Lab's dark #111, and any two differ for colour-blind readers too.
 */
const looks: Readonly<Record<string, { colour: string; symbol: MarkerShape }>> = {
  'gradient descent': { colour: '#2759ff', symbol: 'circle' },
  momentum: { colour: '#c8840d', symbol: 'square' },
  nesterov: { colour: '#09730d', symbol: 'diamond' },
  adagrad: { colour: '#9a2cbd', symbol: 'triangle-up' },
  rmsprop: { colour: '#0791ba', symbol: 'triangle-down' },
  adadelta: { colour: '#829882', symbol: 'pentagon' },
  adam: { colour: '#dc013f', symbol: 'hexagon' },
  adamax: { colour: '#7788fe', symbol: 'star-triangle-up' },
  nadam: { colour: '#8b4f82', symbol: 'cross' },
}

/**
 * Rules that are drawn like the one they vary, as its forms are: no tenth colour differs enough from these nine.
 */
const kin: Readonly<Record<string, string>> = {
  'rms-scaled descent': 'adagrad',
  adamw: 'adam',
  amsgrad: 'adam',
  lion: 'momentum',
}

/** The colours alone, in the order in which figures without optimizers take them. */
export const palette: readonly string[] = Object.values(looks).map((look) => look.colour)

/** Mid-greys that are read on white and on Lab's dark #111: text, the curve, and fainter the grid. */
export const ink = '#7a7a7a'
export const grid = 'rgba(128, 128, 128, 0.25)'

/** Line styles and markers, in the order in which figures take them where the colour does not tell lines apart. */
export const dashes: readonly Dash[] = ['solid', 'dash', 'dot', 'longdashdot', 'longdash', 'dashdot']
export const symbols: readonly MarkerShape[] = [
  'circle',
  'square',
  'diamond',
  'triangle-up',
  'triangle-down',
  'x',
]

export interface Look {
  readonly colour: string
  readonly symbol: MarkerShape
  readonly dash: Dash
}

/** Colour and marker of an optimizer, by its name or that of one of its forms; undefined when it is none. */
const knownLook = (optimizer: string): { colour: string; symbol: MarkerShape } | undefined => {
  const name = optimizer.split(',')[0].toLowerCase()
  return looks[kin[name] ?? name]
}

/**
 * How an optimizer's path is drawn. What stands after a comma in its name is a form of the same optimizer, so all forms
 * of momentum share a colour; a name that is not known is grey.
 *
 * @param occurrence how many paths of the same colour the figure has already: each gets its own dash and marker
 */
export function lookOf(optimizer: string, occurrence = 0): Look {
  const { colour, symbol } = knownLook(optimizer) ?? { colour: ink, symbol: 'x' as const }
  const shapes = [symbol, ...[...symbols].filter((other) => other !== symbol)]
  return { colour, symbol: shapes[occurrence % shapes.length], dash: dashes[occurrence % dashes.length] }
}

/**
 * How named lines are drawn: those that bear an optimizer's name like its paths, and what stands beside them grey. When none
 * does, they take the colours in order.
 */
export function looksOf(names: readonly string[]): Look[] {
  if (!names.some(knownLook))
    return names.map((_, i) => ({
      colour: palette[i % palette.length],
      symbol: symbols[i % symbols.length],
      dash: dashes[i % dashes.length],
    }))
  const colours = names.map((name) => lookOf(name).colour)
  return names.map((name, i) => lookOf(name, colours.slice(0, i).filter((c) => c === colours[i]).length))
}
