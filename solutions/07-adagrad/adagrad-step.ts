/**
 * One step of Adagrad: every parameter adds up the squares of its own gradients, and divides its step by their root.
 *
 *   s_new = s + g²
 *   x_new = x − η · g / √(s_new + ε)
 *
 * Both lines hold for each parameter apart: x, s and g are lists, and the i-th of each belong together. ε stands inside the
 * root, as in deck E (there with η = 0.5 and ε = 1e-7). With numbers that come out even:
 *
 *   adagradStep({ x: [1, 2], s: [0, 5] }, [3, -2], { eta: 1, epsilon: 7 })  gives  { x: [0.25, 2.5], s: [9, 9] }
 *
 * @param state the parameters x, and s, the sum of the squared gradients so far, one a parameter; both stay as they are
 * @param gradient the gradient g there, one number a parameter; it stays as it is
 * @param settings the learning rate eta (η), and epsilon (ε), which keeps the root away from 0
 * @returns a new object with the new x and the new s
 */
export function adagradStep(
  { x, s }: { x: number[]; s: number[] },
  gradient: number[],
  { eta, epsilon }: { eta: number; epsilon: number },
): { x: number[]; s: number[] } {
  const sums = s.map((sum, i) => sum + gradient[i] ** 2)
  return {
    x: x.map((here, i) => here - (eta * gradient[i]) / Math.sqrt(sums[i] + epsilon)),
    s: sums,
  }
}
