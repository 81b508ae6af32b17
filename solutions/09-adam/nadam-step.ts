/**
 * One step of NAdam: Adam that moves along the average as the next step will see it, as far as that is known already.
 *
 *   m_new = β₁ · m + (1 − β₁) · g
 *   v_new = β₂ · v + (1 − β₂) · g²       v̂ = v_new / (1 − β₂ᵏ)        k = t + 1
 *   ahead = β₁ · m_new / (1 − β₁ᵏ⁺¹) + (1 − β₁) · g / (1 − β₁ᵏ)
 *   x_new = x − η · ahead / (√v̂ + ε)
 *
 * t counts the steps done before this one, so k is the number of this step: 1 for the first. The next step will keep the
 * share β₁ of m_new, and correct it with its own exponent, k + 1; what it will add is not known, so the gradient of this
 * step stands for it, corrected with k. Give m and v back as they are, not corrected. All lines hold for each parameter
 * apart: x, m, v and g are lists, and only t is one number for all (Dozat, 2016; deck C prints another rule, with η twice
 * and no correction). With numbers that come out even, the first step and a second one:
 *
 *   nadamStep({ x: [1, 2], m: [0, 0], v: [0, 0], t: 0 }, [4, -12], { eta: 1.5, beta1: 0.5, beta2: 0.75, epsilon: 4 })
 *     gives  { x: [0, 3.5], m: [2, -6], v: [4, 36], t: 1 }
 *   nadamStep({ x: [3], m: [8], v: [72], t: 1 }, [6], { eta: 2, beta1: 0.5, beta2: 0.75, epsilon: 4 })
 *     gives  { x: [2], m: [7], v: [63], t: 2 }
 *
 * @param state the parameters x, the averages m of the gradients and v of their squares, and t, the steps done so far; all
 *   stay as they are
 * @param gradient the gradient g there, one number a parameter; it stays as it is
 * @param settings the learning rate eta (η), beta1 (β₁) and beta2 (β₂), from 0 to below 1, and epsilon (ε)
 * @returns a new object with the new x, m, v and t
 */
export function nadamStep(
  { x, m, v, t }: { x: number[]; m: number[]; v: number[]; t: number },
  gradient: number[],
  { eta, beta1, beta2, epsilon }: { eta: number; beta1: number; beta2: number; epsilon: number },
): { x: number[]; m: number[]; v: number[]; t: number } {
  const k = t + 1
  const means = m.map((mean, i) => beta1 * mean + (1 - beta1) * gradient[i])
  const squares = v.map((mean, i) => beta2 * mean + (1 - beta2) * gradient[i] ** 2)
  return {
    x: x.map((here, i) => {
      const next = (beta1 * means[i]) / (1 - beta1 ** (k + 1))
      const now = ((1 - beta1) * gradient[i]) / (1 - beta1 ** k)
      const size = Math.sqrt(squares[i] / (1 - beta2 ** k))
      return here - (eta * (next + now)) / (size + epsilon)
    }),
    m: means,
    v: squares,
    t: k,
  }
}
