import type { Path } from '../descend'
import type { Point } from '../functions/function'
import { requireCount } from '../settings'
import { ink, lookOf } from './colours'
import type { Figure } from './figure'
import { layoutOf } from './layout'
import { contourOf, planeOf } from './path-on-contour'
import { curveOf } from './path-on-curve'
import { coordinates, dimensionOf, drawableRows, labelled, pointText, windowOf, type Labelled } from './paths'
import { minimaTrace, type Trace } from './traces'

/**
 * Draws how Nesterov's method takes a step: a dashed arrow, where the velocity alone leads, and from there a solid
 * arrow, against the gradient found at that place. On a curve for a function of one number, on contour lines for two.
 *
 * @param steps how many steps to draw
 * @throws RangeError when the path did not look ahead, or has more than 2 dimensions
 */
export function lookAhead<P extends Point>(path: Path<P>, { steps = 5 }: { steps?: number } = {}): Figure {
  requireCount('steps', steps, 1)
  const [entry] = labelled('lookAhead', path)
  const n = dimensionOf(path)
  if (n > 2) throw new RangeError(`lookAhead got a path in ${n} dimensions; allowed: 1 or 2`)
  const rows = drawableRows(entry).slice(0, steps + 1)
  const aheads = rows.slice(0, -1).map((row) => {
    if (row.ahead === undefined)
      throw new RangeError(
        `lookAhead got a path by ${path.optimizer}, which does not look ahead; allowed: a path by nesterov`,
      )
    return row.ahead
  })
  const shownPath = {
    ...path,
    rows: [...rows, ...aheads.map((x) => ({ ...rows[0], x, f: path.f.value(x) }))],
  }
  const shown: Labelled<P> = { ...entry, path: shownPath }

  const scene =
    n === 1
      ? onCurve(shown as unknown as Labelled<number>)
      : onContour(shown as unknown as Labelled<readonly number[]>)
  const place = (p: P): readonly [number, number] =>
    typeof p === 'number' ? [p, path.f.value(p)] : [coordinates(p)[0], coordinates(p)[1]]
  const { colour, symbol } = lookOf(path.optimizer)
  const pairs = (from: readonly P[], to: readonly P[]) =>
    from.map((p, i) => [place(p), place(to[i])] as const)
  const points = rows.map((row) => row.x)
  const taken = aheads.length
  return {
    data: [
      ...scene.data,
      arrows('velocity alone: m v', pairs(points.slice(0, -1), aheads), ink, 'dot'),
      arrows('against the gradient found there', pairs(aheads, points.slice(1)), colour, 'solid'),
      {
        type: 'scatter',
        mode: 'markers+text',
        name: `${entry.label}: the points xₜ`,
        x: points.map((p) => place(p)[0]),
        y: points.map((p) => place(p)[1]),
        marker: { color: colour, symbol, size: 10 },
        text: points.map((_, t) => `x${String(t).replace(/\d/g, (d) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(d)))}`),
        textposition: 'top right',
        textfont: { color: ink, size: 13 },
        hovertext: points.map((p, t) => `t = ${t}<br>x = ${pointText(p, 6)}`),
        hoverinfo: 'text',
      },
    ],
    layout: layoutOf(
      `${entry.label} on ${path.f.name}: look ahead, then step (${taken} ${taken === 1 ? 'step' : 'steps'})`,
      scene.x,
      scene.y,
    ),
    caption:
      `${taken} ${taken === 1 ? 'step' : 'steps'} by ${path.optimizer} on f = ${path.f.name}, each as two arrows: ` +
      'dashed, where the velocity alone leads, and solid from there, against the gradient found at that place. ' +
      aheads
        .map(
          (ahead, t) =>
            `From ${pointText(points[t])} it looks at ${pointText(ahead)} and goes to ${pointText(points[t + 1])}.`,
        )
        .join(' '),
  }
}

function onCurve(entry: Labelled<number>) {
  const { f } = entry.path
  const [from, to] = windowOf(
    [entry],
    0,
    f.minima.slice(0, 1).map(({ at }) => at),
  )
  const { curve, range } = curveOf(f, from, to, [entry])
  return {
    data: [
      curve,
      minimaTrace(f.minima.filter(({ at }) => at >= from && at <= to).map(({ at, value }) => [at, value])),
    ],
    x: { title: 'x', range: [from, to] as const },
    y: { title: 'f(x)', range },
  }
}

function onContour(entry: Labelled<readonly number[]>) {
  const { f } = entry.path
  const { x, y } = planeOf([entry], undefined)
  return {
    data: [contourOf(f, x, y), minimaTrace(f.minima.map(({ at }) => [at[0], at[1]]))],
    x: { title: 'x', range: x },
    y: { title: 'y', range: y },
  }
}

/** Arrows from place to place; the gap after each is a null. */
function arrows(
  name: string,
  pairs: readonly (readonly [readonly [number, number], readonly [number, number]])[],
  color: string,
  dash: 'dot' | 'solid',
): Trace {
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name,
    x: pairs.flatMap(([from, to]) => [from[0], to[0], null]),
    y: pairs.flatMap(([from, to]) => [from[1], to[1], null]),
    line: { color, dash, width: 2 },
    marker: { color, symbol: 'arrow', angleref: 'previous', size: pairs.flatMap(() => [0, 13, 0]) },
    hoverinfo: 'skip',
  }
}
