import type { Point, ToyFunction } from '../functions/function'
import { requireFinite } from '../settings'

/**
 * The second partial derivatives of a function at a point, row by row; of a function of one number, its second
 * derivative as a matrix of one. Where the function does not tell its curvature, it is found by central differences of
 * its gradient.
 *
 * H_ij = ∂²f / ∂x_i ∂x_j
 *
 * @throws RangeError when the point is not finite
 */
export function hessian<P extends Point>(f: ToyFunction<P>, point: P): number[][] {
  const scalar = typeof point === 'number'
  const x: readonly number[] = scalar ? [point] : point
  requireFinite('point', x)
  if (f.curvature) {
    const curvature: number | number[][] = f.curvature(point)
    return typeof curvature === 'number' ? [[curvature]] : curvature
  }
  const slopes = (moved: readonly number[]): readonly number[] => {
    const gradient: Point = f.gradient((scalar ? moved[0] : moved) as P)
    return typeof gradient === 'number' ? [gradient] : gradient
  }
  const rows = x.map((xi, i) => {
    const h = 1e-5 * Math.max(1, Math.abs(xi))
    const move = (to: number) => slopes(x.map((xk, k) => (k === i ? to : xk)))
    const [after, before] = [move(xi + h), move(xi - h)]
    return after.map((slope, k) => (slope - before[k]) / (xi + h - (xi - h)))
  })
  // The order of the two derivatives does not matter, but for rounding.
  return rows.map((row, i) => row.map((entry, k) => (entry + rows[k][i]) / 2))
}
