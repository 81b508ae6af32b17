/**
 * One step of Adam: momentum for the direction, RMSProp for the size, both averages corrected for their start at 0.
 *
 *   m_new = β₁ · m + (1 − β₁) · g        m̂ = m_new / (1 − β₁ᵏ)
 *   v_new = β₂ · v + (1 − β₂) · g²       v̂ = v_new / (1 − β₂ᵏ)        k = t + 1
 *   x_new = x − η · m̂ / (√v̂ + ε)
 *
 * t counts the steps done before this one, so k is the number of this step: 1 for the first. Give m and v back as they
 * are, not corrected: they are the averages that go on. ε stands outside the root (Kingma and Ba, 2015, as in deck A, with
 * η = 0.001, β₁ = 0.9, β₂ = 0.999 and ε = 1e-8). All lines hold for each parameter apart: x, m, v and g are lists, and
 * only t is one number for all. With numbers that come out even, the first step and the second:
 *
 *   adamStep({ x: [1, 2], m: [0, 0], v: [0, 0], t: 0 }, [4, -12], { eta: 1, beta1: 0.5, beta2: 0.75, epsilon: 4 })
 *     gives  { x: [0.5, 2.75], m: [2, -6], v: [4, 36], t: 1 }
 *   adamStep({ x: [0.5, 2.75], m: [2, -6], v: [4, 36], t: 1 }, [4, -12], { eta: 1, beta1: 0.5, beta2: 0.75, epsilon: 4 })
 *     gives  { x: [0, 3.5], m: [3, -9], v: [7, 63], t: 2 }
 *
 * @param state the parameters x, the averages m of the gradients and v of their squares, and t, the steps done so far; all
 *   stay as they are
 * @param gradient the gradient g there, one number a parameter; it stays as it is
 * @param settings the learning rate eta (η), beta1 (β₁) and beta2 (β₂), from 0 to below 1, and epsilon (ε)
 * @returns a new object with the new x, m, v and t
 */
export function adamStep(
  { x, m, v, t }: { x: number[]; m: number[]; v: number[]; t: number },
  gradient: number[],
  { eta, beta1, beta2, epsilon }: { eta: number; beta1: number; beta2: number; epsilon: number },
): { x: number[]; m: number[]; v: number[]; t: number } {
  const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
  const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
  return {
    x: x.map((here, i) => {
      const direction = means[i] / (1 - beta1 ** (t + 1))
      const size = Math.sqrt(squares[i] / (1 - beta2 ** (t + 1)))
      return here - (eta * direction) / (size + epsilon)
    }),
    m: means,
    v: squares,
    t: t + 1,
  }
}
