import type { Domain, Plane, Point } from '../functions/function'
import type { Figure } from './figure'
import { dimensionOf, labelled, oneFunction, pointText, stories, type Labelled, type Paths } from './paths'
import { drawOnContour, planeOf } from './path-on-contour'
import { drawOnCurve, heightsAround, rangeOf } from './path-on-curve'
import { withSlider } from './with-slider'

/** More frames than this nobody looks at one by one. */
const mostFrames = 60

/**
 * Plays paths step by step, with a play button and a slider for t: on the curve of a function of one number, on the
 * contour lines of a function of two. A path of more than 60 steps is shown at some of them.
 *
 * @param domain the part of the axes to show, as for `pathOnCurve` and `pathOnContour`
 * @throws RangeError when there is no path, a path has more than 2 dimensions, or the paths are on different functions
 */
export function playPath(paths: Paths<number>, options?: { domain?: Domain<number> | undefined }): Figure
export function playPath(paths: Paths<readonly number[]>, options?: { domain?: Plane | undefined }): Figure
export function playPath(
  paths: Paths<number> | Paths<readonly number[]>,
  { domain }: { domain?: Domain<Point> | undefined } = {},
): Figure {
  const n = dimensionOf(labelled('playPath', paths as Paths)[0].path)
  if (n > 2) throw new RangeError(`playPath got a path in ${n} dimensions; allowed: 1 or 2`)
  if (n === 1) {
    const entries = labelled('playPath', paths as Paths<number>, 1)
    const range = rangeOf(entries, domain as Domain<number> | undefined)
    const heights = heightsAround(entries, range)
    return play(entries, (until, title) => drawOnCurve(until, range, title, heights))
  }
  const entries = labelled('playPath', paths as Paths<readonly number[]>, 2)
  const plane = planeOf(entries, domain as Plane | undefined)
  return play(entries, (until, title) => drawOnContour(until, plane, title))
}

function play<P extends Point>(
  entries: readonly Labelled<P>[],
  draw: (until: readonly Labelled<P>[], title: string) => Omit<Figure, 'caption'>,
): Figure {
  const f = oneFunction('playPath', entries)
  const last = Math.max(...entries.map(({ path }) => path.rows.length - 1))
  const every = Math.max(1, Math.ceil(last / mostFrames))
  const steps = Array.from({ length: Math.ceil(last / every) + 1 }, (_, i) => Math.min(i * every, last))
  const figure = withSlider({
    label: 't',
    values: steps,
    play: true,
    figure: (t) => {
      const now = entries.map((entry) => until(entry, t))
      const places = now.map(({ label, path }) => `${label} at ${pointText(path.last.x, 3)}`)
      return { ...draw(now, `${f.name}, step ${t}: ${places.join(', ')}`), caption: '' }
    },
  })
  return {
    ...figure,
    caption: `The steps on f = ${f.name} one after the other: a button plays them, and a slider sets t, from 0 to ${last}. ${stories(entries)}`,
  }
}

/** A path up to a step, with the name and the look of the whole. */
function until<P extends Point>(entry: Labelled<P>, t: number): Labelled<P> {
  const rows = entry.path.rows.slice(0, t + 1)
  return { ...entry, path: { ...entry.path, rows, last: rows[rows.length - 1] } }
}
