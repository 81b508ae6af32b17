import type { Data, Layout } from 'plotly.js-dist'
import type { Path } from '../descend'
import type { Point } from '../functions/function'
import { requireCount } from '../settings'
import { ink, lookOf } from './colours'
import type { Figure } from './figure'
import { layoutOf } from './layout'
import { contourOf, planeLayout } from './contour'
import { curveOf, minimaWithin } from './curve'
import { planeOf } from './path-on-contour'
import { heightsAround, rangeOf } from './path-on-curve'
import { capital, dimensionOf, drawableRows, labelled, pointText, type Labelled } from './paths'
import { arrows, minimaTrace, plotlyText, pointName, type Place, type Trace } from './traces'

/**
 * Draws how Nesterov's method takes a step: a dotted arrow, where the velocity alone leads, and from there a solid
 * arrow, against the gradient found at that place. On a curve for a function of one number, on contour lines for two.
 *
 * @param steps how many of the path's steps to draw
 * @throws RangeError when the path did not look ahead, or has more than 2 dimensions
 */
export function lookAhead(
  path: Path<number> | Path<readonly number[]>,
  { steps = 5 }: { steps?: number } = {},
): Figure {
  requireCount('steps', steps, 1)
  const [entry] = labelled<Point>('lookAhead', path)
  const n = dimensionOf(path)
  if (n > 2) throw new RangeError(`lookAhead got a path in ${n} dimensions; allowed: 1 or 2`)
  const rows = drawableRows(entry).slice(0, steps + 1)
  const points = rows.map((row) => row.x)
  const aheads = rows.slice(0, -1).map(({ ahead }) => {
    if (ahead === undefined)
      throw new RangeError(
        `lookAhead got a path by ${path.optimizer}, which does not look ahead; allowed: a path by nesterov`,
      )
    return ahead
  })

  // The picture must hold the places looked at as well.
  const seen = [...rows, ...aheads.map((x) => ({ ...rows[0], x, f: entry.path.f.value(x) }))]
  const wide = { ...entry, path: { ...entry.path, rows: seen, last: rows[rows.length - 1] } }
  const { colour } = lookOf(path.optimizer)
  const place = (p: Point): Place => (typeof p === 'number' ? [p, entry.path.f.value(p)] : [p[0], p[1]])
  const moves: Data[] = [
    arrows('velocity alone', points.slice(0, -1).map(place), aheads.map(place), ink, 'dot'),
    arrows('against the gradient there', aheads.map(place), points.slice(1).map(place), colour, 'solid'),
    pointsTrace(entry, points, place),
  ]
  const count = `${aheads.length} ${aheads.length === 1 ? 'step' : 'steps'}`
  const title = `${capital(entry.label)} on ${path.f.name}: look ahead, then step (${count})`
  return {
    ...(n === 1
      ? onCurve(wide as Labelled<number>, moves, title)
      : onContour(wide as Labelled<readonly number[]>, moves, title)),
    caption:
      `${count} of ${path.optimizer} on f = ${path.f.name}, each as two arrows: dotted, where the velocity alone leads, ` +
      'and solid from there, against the gradient found at that place. ' +
      aheads
        .map(
          (ahead, t) =>
            `From ${pointText(points[t])} it looks at ${pointText(ahead)} and goes to ${pointText(points[t + 1])}.`,
        )
        .join(' '),
  }
}

interface Scene {
  readonly data: readonly Data[]
  readonly layout: Partial<Layout>
}

function onCurve(entry: Labelled<number>, moves: readonly Data[], title: string): Scene {
  const { f } = entry.path
  const range = rangeOf([entry], undefined)
  const minima = minimaWithin(f, range)
  const data = [curveOf(f, range), minimaTrace(minima.map(({ at, value }) => [at, value])), ...moves]
  const heights = heightsAround([entry], range)
  return {
    data,
    layout: layoutOf(title, { title: 'x', range }, { title: `f(x) = ${f.name}`, range: heights }, data),
  }
}

function onContour(entry: Labelled<readonly number[]>, moves: readonly Data[], title: string): Scene {
  const { f } = entry.path
  const plane = planeOf([entry], undefined)
  const data = [contourOf(f, plane), minimaTrace(f.minima.map(({ at }) => [at[0], at[1]])), ...moves]
  return { data, layout: planeLayout(title, plane, data) }
}

function pointsTrace(entry: Labelled<Point>, points: readonly Point[], place: (p: Point) => Place): Trace {
  return {
    type: 'scatter',
    mode: 'markers+text',
    name: plotlyText(`${entry.label}: the points`),
    x: points.map((p) => place(p)[0]),
    y: points.map((p) => place(p)[1]),
    marker: { color: entry.look.colour, symbol: entry.look.symbol, size: 10 },
    text: points.map((_, t) => pointName(t)),
    textposition: 'top right',
    textfont: { color: ink, size: 13 },
    hovertext: points.map((p, t) => `t = ${t}<br>x = ${pointText(p, 6)}`),
    hoverinfo: 'text',
  }
}
