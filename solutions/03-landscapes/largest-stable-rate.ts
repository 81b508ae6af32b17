/**
 * The learning rate below which gradient descent converges on a quadratic, from its curvatures.
 *
 *   f(x) = ½ · (c_1 · x_1² + … + c_n · x_n²)
 *
 * c_i is the curvature along x_i: the second derivative there. Plain gradient descent takes x_i to x_i − η · c_i · x_i, so
 * every step multiplies x_i by the same factor, 1 − η · c_i. The steps shrink as long as that factor lies between −1 and 1,
 * for every i. Give back the largest η at which none is outside yet: each rate below it converges, each above it diverges.
 *
 * The functions of deck E: x² has the curvature 2, 9x² has 18, and 20x² has 40, where η = 0.1 was too much. One rate for
 * all parameters has to suit the steepest direction (deck A):
 *
 *   largestStableRate([2])       gives  1
 *   largestStableRate([40])      gives  0.05
 *   largestStableRate([100, 1])  gives  0.02
 *
 * @param curvatures the c_i, one or more in any order, each 0 or more and one of them above 0; the list stays as it is
 * @returns the rate
 */
export function largestStableRate(curvatures: number[]): number {
  return 2 / Math.max(...curvatures)
}
