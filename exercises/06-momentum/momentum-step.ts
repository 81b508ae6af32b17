/**
 * One step with momentum: the slope changes the velocity v, and the velocity moves x.
 *
 *   v_new = m · v − η · slope
 *   x_new = x + v_new
 *
 * m is the share of the old velocity that is kept. On the slide (deck E, f(x) = x², x_0 = 90, η = 0.1, m = 0.9) the first
 * step starts at rest, the second carries on:
 *
 *   momentumStep({ x: 90, v: 0 }, 180, { eta: 0.1, m: 0.9 })    gives  { x: 72, v: -18 }
 *   momentumStep({ x: 72, v: -18 }, 144, { eta: 0.1, m: 0.9 })  gives  { x: 41.4, v: -30.6 }
 *
 * @param state where you stand, x, and the velocity that led there, v; both stay as they are
 * @param slope the derivative f′(x) there
 * @param settings the learning rate eta (η) and the momentum m
 * @returns a new object with the new x and the new v
 */
export function momentumStep(
  { x, v }: { x: number; v: number },
  slope: number,
  { eta, m }: { eta: number; m: number },
): { x: number; v: number } {
  throw new Error('not written yet')
}
