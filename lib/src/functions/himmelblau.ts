import type { ToyFunction } from './function'

/**
 * f(x, y) = (x² + y − 11)² + (x + y² − 7)²: four minima, all of the same value 0.
 *
 * @see Himmelblau, 1972
 */
export const himmelblau: ToyFunction<readonly number[]> = {
  name: 'Himmelblau’s function',
  tex: '(x^2 + y - 11)^2 + (x + y^2 - 7)^2',
  minima: [
    { at: [3, 2], value: 0 },
    { at: [-2.805118086952745, 3.131312518250573], value: 0 },
    { at: [-3.779310253377747, -3.2831859912861696], value: 0 },
    { at: [3.5844283403304917, -1.8481265269644036], value: 0 },
  ],
  domain: { x: [-5, 5], y: [-5, 5] },
  value: ([x, y]) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
  gradient([x, y]) {
    const [a, b] = [x * x + y - 11, x + y * y - 7]
    return [4 * a * x + 2 * b, 2 * a + 4 * b * y]
  },
  curvature: ([x, y]) => [
    [12 * x * x + 4 * y - 42, 4 * (x + y)],
    [4 * (x + y), 12 * y * y + 4 * x - 26],
  ],
}
