import type { Point, ToyFunction } from '../functions/function'
import { lpNorm } from '../norm'
import { requirePositive } from '../settings'
import { eigenvalues } from './eigenvalues'
import { hessian } from './hessian'

/** What a function does at a point: see `classify`. */
export interface CriticalPoint {
  readonly kind: 'minimum' | 'maximum' | 'saddle' | 'flat' | 'slope'
  /** The length of the gradient. */
  readonly gradientNorm: number
  /** The curvatures, the smallest first: the eigenvalues of the Hessian. */
  readonly curvatures: readonly number[]
}

/**
 * Tells what a place without a slope is, from its curvatures: all above 0, a minimum; all below 0, a maximum; of both
 * signs, a saddle point. Where one of them is 0 and the others agree, the curvatures leave it undecided: flat. A place
 * where the gradient is not 0 is a slope.
 *
 * @param tolerance what counts as 0, for the gradient's length and for each curvature
 * @throws RangeError when the point is not finite, the curvature there is not finite, or tolerance is not above 0
 */
export function classify<P extends Point>(
  f: ToyFunction<P>,
  point: P,
  { tolerance = 1e-6 }: { tolerance?: number } = {},
): CriticalPoint {
  requirePositive('tolerance', tolerance)
  const curvatures = eigenvalues(hessian(f, point))
  const gradient: Point = f.gradient(point)
  const gradientNorm = lpNorm(typeof gradient === 'number' ? [gradient] : gradient, 2)
  const [least, most] = [curvatures[0], curvatures[curvatures.length - 1]]
  const kind =
    gradientNorm > tolerance
      ? 'slope'
      : least < -tolerance && most > tolerance
        ? 'saddle'
        : least > tolerance
          ? 'minimum'
          : most < -tolerance
            ? 'maximum'
            : 'flat'
  return { kind, gradientNorm, curvatures }
}
