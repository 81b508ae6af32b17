/**
 * One step of AdaMax: Adam that divides by the largest gradient of late in place of a root of squares.
 *
 *   m_new = β₁ · m + (1 − β₁) · g
 *   u_new = the larger of β₂ · u and |g|
 *   x_new = x − η / (1 − β₁ᵏ) · m_new / u_new        k = t + 1
 *
 * t counts the steps done before this one, so k is the number of this step: 1 for the first. u needs no correction, since
 * it holds a whole gradient from the first step on, and there is no ε: where u_new is 0, x stays, and m goes on as always.
 * All lines hold for each parameter apart: x, m, u and g are lists, and only t is one number for all (Kingma and Ba, 2015;
 * deck C prints an average in place of the maximum, and one u for all parameters). With numbers that come out even:
 *
 *   adamaxStep({ x: [10, 1], m: [5, -4], u: [10, 5], t: 1 }, [4, -8], { eta: 4, beta1: 0.5, beta2: 0.8 })
 *     gives  { x: [7, 5], m: [4.5, -6], u: [8, 8], t: 2 }
 *
 * @param state the parameters x, the average m of the gradients, the maximum u that fades, and t, the steps done so far;
 *   all stay as they are
 * @param gradient the gradient g there, one number a parameter; it stays as it is
 * @param settings the learning rate eta (η), beta1 (β₁) and beta2 (β₂), from 0 to below 1
 * @returns a new object with the new x, m, u and t
 */
export function adamaxStep(
  { x, m, u, t }: { x: number[]; m: number[]; u: number[]; t: number },
  gradient: number[],
  { eta, beta1, beta2 }: { eta: number; beta1: number; beta2: number },
): { x: number[]; m: number[]; u: number[]; t: number } {
  throw new Error('not written yet')
}
