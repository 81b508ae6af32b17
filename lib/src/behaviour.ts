import type { Path } from './descend'
import type { Point } from './functions/function'

const numbers = (p: Point): readonly number[] => (typeof p === 'number' ? [p] : p)
const dot = (a: Point, b: Point) => numbers(a).reduce((sum, ai, i) => sum + ai * numbers(b)[i], 0)

/** What a path did, in one word. */
export type Behaviour = 'crawls' | 'converges' | 'oscillates' | 'diverges'

/**
 * Sums a path up in one word:
 * it diverges when it left the finite numbers or ended higher than it began;
 * it oscillates when more than half of its steps turn against the step before;
 * it crawls when more than half of the first gradient is left at the end; else it converges.
 */
export function behaviour<P extends Point>(path: Path<P>): Behaviour {
  const { rows, last, diverged } = path
  const first = rows[0]
  if (diverged !== undefined || last.f > first.f) return 'diverges'
  const steps = rows.slice(1).map((row) => row.step)
  const turns = steps.slice(1).filter((step, i) => dot(step, steps[i]) < 0).length
  if (steps.length > 1 && turns > (steps.length - 1) / 2) return 'oscillates'
  return dot(last.gradient, last.gradient) > dot(first.gradient, first.gradient) / 4 ? 'crawls' : 'converges'
}
