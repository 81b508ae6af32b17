/**
 * The gradient of f at a point, from values of f: one slope for each coordinate.
 *
 *   ∂f/∂x_i ≈ (f(…, x_i + h, …) − f(…, x_i − h, …)) / (2 · h)
 *
 * That is the central difference of the exercise derivative, along one coordinate after the other. Only x_i moves, first by
 * h to the right and then by h to the left; all others stay where the point has them. On the slide (deck E,
 * f(x, y) = x² + y²) the gradient at (6, 9) is (12, 18), and for the x² − xy of deck B's quiz it is (2x − y, −x):
 *
 *   gradient(([x, y]) => x ** 2 + y ** 2, [6, 9])   gives  [12, 18]
 *   gradient(([x, y]) => x ** 2 - x * y, [3, 1])    gives  [5, -3]
 *   gradient(([x, y]) => x ** 3 + y, [0, 5], 0.5)   gives  [0.25, 1]
 *
 * Two numbers count as equal here when they differ by no more than a millionth: near a point, f can only be told to 16
 * digits.
 *
 * @param f the function: call it with a list of numbers, one a coordinate, to get its value there
 * @param point where the gradient is asked for, one number or more; it stays as it is
 * @param h how far to step to each side; 1e-5 when it is not given
 * @returns a new list, one slope a coordinate
 */
export function gradient(f: (point: number[]) => number, point: number[], h = 1e-5): number[] {
  return point.map((x, i) => {
    const [left, right] = [[...point], [...point]]
    left[i] = x - h
    right[i] = x + h
    return (f(right) - f(left)) / (2 * h)
  })
}
