/**
 * The one formula that most rules share: a step made of a direction m, a scale σ and a rate η.
 *
 *   step_t = −(η_t / σ_t) · m_t        t = 0, 1, 2, …
 *
 * The direction m_t and the scale σ_t are made of all gradients so far, g_0 … g_t; the rate η_t of t alone. Each of
 * the three is handed in as a function. Give back the rule that they make: a function that takes the gradients so far,
 * the oldest first, and gives the step that follows the newest of them. t is that one's number: one gradient is t = 0,
 * two are t = 1, and so on. Deck A sums up its methods like this. The last gradient over the root of the sum of all
 * squares, for example, is Adagrad:
 *
 *   const direction = (gradients) => gradients[gradients.length - 1]
 *   const scale = (gradients) => Math.hypot(...gradients)
 *   const step = compose(direction, scale, (t) => 0.5 ** t)
 *   step([3])      gives  -1
 *   step([3, 4])   gives  -0.4
 *   step([6, -8])  gives  0.4
 *
 * It may be asked for any gradients, in any order, and twice for the same: it remembers nothing.
 *
 * @param direction m: call it with the gradients so far, the oldest first
 * @param scale σ: call it with the gradients so far, the oldest first; it is above 0
 * @param rate η: call it with t
 * @returns a function of the gradients so far (at least one; the list stays as it is) that gives the step
 */
export function compose(
  direction: (gradients: number[]) => number,
  scale: (gradients: number[]) => number,
  rate: (t: number) => number,
): (gradients: number[]) => number {
  return (gradients) => {
    const t = gradients.length - 1
    return -(rate(t) / scale(gradients)) * direction(gradients)
  }
}
