/**
 * Gradient descent: step after step against the slope, and every place on the way is kept.
 *
 *   x_t+1 = x_t − η · f′(x_t)        t = 0, 1, …, steps − 1
 *
 * Give back the whole path [x_0, x_1, …, x_steps], the start included: steps + 1 numbers. With no steps it is [x_0].
 * On the slide (deck E, f(x) = x², x_0 = 70, η = 0.1):
 *
 *   descend((x) => 2 * x, 70, 0.1, 4)  gives  [70, 56, 44.8, 35.84, 28.672]
 *
 * @param slopeOf the derivative f′: call it with a place to get the slope there
 * @param x0 the start
 * @param eta the learning rate η
 * @param steps how many steps to take, 0 or more
 * @returns the path, steps + 1 numbers
 */
export function descend(slopeOf: (x: number) => number, x0: number, eta: number, steps: number): number[] {
  const path = [x0]
  let x = x0
  for (let t = 0; t < steps; t++) {
    x -= eta * slopeOf(x)
    path.push(x)
  }
  return path
}
