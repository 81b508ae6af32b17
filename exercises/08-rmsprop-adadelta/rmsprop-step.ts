/**
 * One step of RMSProp: like Adagrad, but s is an average of the squared gradients that forgets, not their sum.
 *
 *   s_new = ρ · s + (1 − ρ) · g²
 *   x_new = x − η · g / √(s_new + ε)
 *
 * Both lines hold for each parameter apart: x, s and g are lists, and the i-th of each belong together. ε stands inside
 * the root. On the slide (deck E, f(x) = x², x_0 = 9, η = 0.1, ρ = 0.9, ε = 1e-7) the first step leads from x = 9, s = 0
 * and g = 18 to x = 8.6837… and s = 32.4. With numbers that come out even:
 *
 *   rmspropStep({ x: [1, 4], s: [14, 0] }, [2, -2], { eta: 3, rho: 0.5, epsilon: 7 })
 *     gives  { x: [-0.5, 6], s: [9, 2] }
 *
 * @param state the parameters x, and s, the average of the squared gradients so far, one a parameter; both stay as they
 *   are
 * @param gradient the gradient g there, one number a parameter; it stays as it is
 * @param settings the learning rate eta (η), rho (ρ), the share of the old s that is kept, from 0 to below 1, and epsilon
 *   (ε), which keeps the root away from 0
 * @returns a new object with the new x and the new s
 */
export function rmspropStep(
  { x, s }: { x: number[]; s: number[] },
  gradient: number[],
  { eta, rho, epsilon }: { eta: number; rho: number; epsilon: number },
): { x: number[]; s: number[] } {
  throw new Error('not written yet')
}
