import { requireFraction, requireNumber, requirePositive } from './settings'

/**
 * The share of the distance from the minimum that a step of momentum leaves in the long run, on a quadratic: below 1 the
 * path arrives, above 1 it diverges. With m = 0 it is plain descent's |1 − ηλ|.
 *
 * x_{t+1} = (1 + m − ηλ) x_t − m x_{t−1}; the factor is the larger size of the two roots of r² − (1 + m − ηλ) r + m = 0.
 * Below 1 for 0 < η < 2 (1 + m) / λ. Of several curvatures the slowest one counts.
 *
 * @param curvatures the second derivative in each direction, all above 0
 * @throws RangeError when there is no curvature, one is not above 0, η is not finite, or m is outside 0 ≤ m < 1
 * @see B. T. Polyak, “Some methods of speeding up the convergence of iteration methods”, 1964
 */
export function convergenceFactor(
  curvatures: readonly number[],
  { eta, m }: { eta: number; m: number },
): number {
  if (curvatures.length === 0)
    throw new RangeError('convergenceFactor got no curvature; allowed: one curvature or more')
  requireNumber('eta', eta)
  requireFraction('m', m)
  const factors = curvatures.map((curvature, i) =>
    factorAlong(requirePositive(`curvatures[${i}]`, curvature), eta, m),
  )
  return factors.reduce((a, b) => Math.max(a, b))
}

/** The same along one direction, of numbers that are known to be allowed: a map asks for thousands in a frame. */
export function factorAlong(curvature: number, eta: number, m: number): number {
  const sum = 1 + m - eta * curvature
  const square = sum * sum - 4 * m
  return square < 0 ? Math.sqrt(m) : (Math.abs(sum) + Math.sqrt(square)) / 2
}
