/**
 * One step of Adadelta: no learning rate at all, the steps so far tell how long the next one is.
 *
 *   s_new = ρ · s + (1 − ρ) · g²
 *   d = −√(u + ε) / √(s_new + ε) · g
 *   u_new = ρ · u + (1 − ρ) · d²
 *   x_new = x + d
 *
 * s averages the squared gradients, u the squared steps, and both forget by ρ. The step d needs the u from before: its own
 * square comes into u afterwards (decks B, C and D; deck C prints the order and the rate wrongly in two places). ε stands
 * inside both roots, and sets the length of the first step, when u is still 0. All four lines hold for each parameter
 * apart: x, s, u and g are lists. With numbers that come out even:
 *
 *   adadeltaStep({ x: [1, 4], s: [14, 0], u: [2, 29] }, [2, -2], { rho: 0.5, epsilon: 7 })
 *     gives  { x: [-0.5, 8], s: [9, 2], u: [2.125, 22.5] }
 *
 * @param state the parameters x, the average s of the squared gradients and the average u of the squared steps, one a
 *   parameter; all stay as they are
 * @param gradient the gradient g there, one number a parameter; it stays as it is
 * @param settings rho (ρ), the share of the old averages that is kept, from 0 to below 1, and epsilon (ε), above 0
 * @returns a new object with the new x, the new s and the new u
 */
export function adadeltaStep(
  { x, s, u }: { x: number[]; s: number[]; u: number[] },
  gradient: number[],
  { rho, epsilon }: { rho: number; epsilon: number },
): { x: number[]; s: number[]; u: number[] } {
  const slopes = s.map((mean, i) => rho * mean + (1 - rho) * gradient[i] ** 2)
  const steps = gradient.map((g, i) => (-Math.sqrt(u[i] + epsilon) / Math.sqrt(slopes[i] + epsilon)) * g)
  return {
    x: x.map((here, i) => here + steps[i]),
    s: slopes,
    u: u.map((mean, i) => rho * mean + (1 - rho) * steps[i] ** 2),
  }
}
