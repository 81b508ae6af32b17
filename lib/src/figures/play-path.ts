import type { Path } from '../descend'
import type { Figure } from './figure'
import { dimensionOf, labelled, windowOf, type Labelled, type Paths } from './paths'
import { oneFunction, pathOnCurve } from './path-on-curve'
import { pathOnContour, planeOf, type Plane } from './path-on-contour'
import { withSlider } from './with-slider'

/** More frames than this are not looked at one by one. */
const mostFrames = 60

/**
 * Plays paths step by step, with a play button and a slider for t: on the curve of a function of one number, on the
 * contour lines of a function of two. A long path is shown at about 60 of its steps.
 *
 * @param domain the part of the axes to show, as for `pathOnCurve` and `pathOnContour`
 * @throws RangeError when there is no path, a path has more than 2 dimensions, or the paths are on different functions
 */
export function playPath(paths: Paths<number>, options?: { domain?: readonly [number, number] }): Figure
export function playPath(paths: Paths<readonly number[]>, options?: { domain?: Plane }): Figure
export function playPath(
  paths: Paths<number> | Paths<readonly number[]>,
  { domain }: { domain?: readonly [number, number] | Plane } = {},
): Figure {
  const all = labelled('playPath', paths as Paths)
  const n = dimensionOf(all[0].path)
  if (n > 2) throw new RangeError(`playPath got a path in ${n} dimensions; allowed: 1 or 2`)
  if (n === 1) {
    const entries = labelled('playPath', paths as Paths<number>, 1)
    oneFunction('playPath', entries)
    const minima = entries[0].path.f.minima.map(({ at }) => at)
    const range = (domain as readonly [number, number] | undefined) ?? windowOf(entries, 0, minima)
    return play(entries, (until) => pathOnCurve(until, { domain: range }))
  }
  const entries = labelled('playPath', paths as Paths<readonly number[]>, 2)
  oneFunction('playPath', entries)
  const plane = planeOf(entries, domain as Plane | undefined)
  return play(entries, (until) => pathOnContour(until, { domain: plane }))
}

function play<P extends number | readonly number[]>(
  entries: readonly Labelled<P>[],
  draw: (until: Record<string, Path<P>>) => Figure,
): Figure {
  const last = Math.max(...entries.map(({ path }) => path.rows.length - 1))
  const every = Math.max(1, Math.ceil(last / mostFrames))
  const values = Array.from({ length: Math.floor(last / every) + 1 }, (_, i) => i * every)
  if (values[values.length - 1] !== last) values.push(last)
  return withSlider({
    label: 't',
    values,
    play: true,
    figure: (t) => draw(Object.fromEntries(entries.map(({ label, path }) => [label, until(path, t)]))),
  })
}

/** A path up to a step. */
function until<P extends number | readonly number[]>(path: Path<P>, t: number): Path<P> {
  if (t >= path.rows.length - 1) return path
  return { ...path, rows: path.rows.slice(0, t + 1), last: path.rows[t], diverged: undefined, why: undefined }
}
