/**
 * One step of Nesterov’s method: momentum that takes the slope where its velocity is about to carry it.
 *
 *   v_new = m · v − η · f′(x + m · v)
 *   x_new = x + v_new
 *
 * Only the place where the slope is taken differs from momentum; the step itself starts at x. Deck D writes it like
 * this, deck B with a velocity that is taken away, so that its place ahead is θ − γ · v. From rest the first step is that
 * of plain gradient descent; the second brakes earlier than momentum, which comes to x = 41.4 (f(x) = x², η = 0.1,
 * m = 0.9):
 *
 *   nesterovStep({ x: 90, v: 0 }, (x) => 2 * x, { eta: 0.1, m: 0.9 })    gives  { x: 72, v: -18 }
 *   nesterovStep({ x: 72, v: -18 }, (x) => 2 * x, { eta: 0.1, m: 0.9 })  gives  { x: 44.64, v: -27.36 }
 *
 * @param state where you stand, x, and the velocity that led there, v; both stay as they are
 * @param slopeOf the derivative f′: call it with a place to get the slope there
 * @param settings the learning rate eta (η) and the momentum m
 * @returns a new object with the new x and the new v
 */
export function nesterovStep(
  { x, v }: { x: number; v: number },
  slopeOf: (x: number) => number,
  { eta, m }: { eta: number; m: number },
): { x: number; v: number } {
  throw new Error('not written yet')
}
