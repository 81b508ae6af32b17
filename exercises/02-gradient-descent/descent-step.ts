/**
 * One step downhill: from x, against the slope, as far as the learning rate η says.
 *
 *   x_new = x − η · slope
 *
 * On the slide (deck E, f(x) = x², η = 0.1) the first step leads from 70, where the slope is 140, to 56:
 *
 *   descentStep(70, 140, 0.1)  gives  56
 *
 * @param x where you stand
 * @param slope the derivative f′(x) there: positive where f goes up to the right
 * @param eta the learning rate η, 0 or more
 * @returns where you stand after the step
 */
export function descentStep(x: number, slope: number, eta: number): number {
  throw new Error('not written yet')
}
