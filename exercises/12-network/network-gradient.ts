/**
 * The gradient of the loss of a network with one hidden layer, for one sample: backpropagation.
 *
 *   a = W1 · x + b1        h = ReLU(a)        ŷ = W2 · h + b2        L = ½ · Σ (ŷ_i − y_i)²
 *
 * W1 has one row a hidden unit, W2 one row an output: a_k = Σ_j W1_kj · x_j + b1_k. ReLU(a) is a where a > 0, and 0
 * elsewhere; its slope ReLU′(a) is 1 where a > 0, and 0 elsewhere, at a = 0 as well. (The layers are those of deck C.)
 * On the way back, δ is the slope of L with respect to what a layer adds up:
 *
 *   δ2_i = ŷ_i − y_i                         ∂L/∂W2_ik = δ2_i · h_k        ∂L/∂b2_i = δ2_i
 *   δ1_k = ReLU′(a_k) · Σ_i W2_ik · δ2_i     ∂L/∂W1_kj = δ1_k · x_j        ∂L/∂b1_k = δ1_k
 *
 * The network of the lesson, with a = (−1, 1.5), h = (0, 1.5) and ŷ = 3.5:
 *
 *   networkGradient({ W1: [[1, -1], [0.5, 1]], b1: [0, -1], W2: [[3, 2]], b2: [0.5] }, [1, 2], [3])
 *     gives  { W1: [[0, 0], [1, 2]], b1: [0, 1], W2: [[0, 0.75]], b2: [0.5] }
 *
 * @param parameters the weights W1 and W2, and the biases b1 and b2; they stay as they are
 * @param x the sample, as many numbers as a row of W1; it stays as it is
 * @param y what the outputs should be, as many numbers as W2 has rows; it stays as it is
 * @returns a new object with the slope for each parameter, in the place where the parameter stands
 */
export function networkGradient(
  { W1, b1, W2, b2 }: { W1: number[][]; b1: number[]; W2: number[][]; b2: number[] },
  x: number[],
  y: number[],
): { W1: number[][]; b1: number[]; W2: number[][]; b2: number[] } {
  throw new Error('not written yet')
}
