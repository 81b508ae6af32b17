import { defineExercise, several, type Case, type Random } from '../exercise'

interface Parameters {
  W1: number[][]
  b1: number[]
  W2: number[][]
  b2: number[]
}
type NetworkGradient = (parameters: Parameters, x: number[], y: number[]) => Parameters

/** Halves, and eighths in b1: what a hidden unit adds up is told exactly in any order, and is never 0. */
const networkOf = (inputs: number, hidden: number, outputs: number, random: Random): Case<NetworkGradient> => {
  const halves = () => several(inputs, () => random.whole(-6, 6) / 2)
  const row = (n: number, most: number) => several(n, () => random.between(-most, most))
  const parameters = {
    W1: several(hidden, halves),
    b1: several(hidden, () => random.whole(-8, 8) / 4 + 0.125),
    W2: several(outputs, () => row(hidden, 2)),
    b2: row(outputs, 3),
  }
  return { given: [parameters, halves(), row(outputs, 9)] }
}

export const networkGradient = defineExercise<NetworkGradient>({
  id: 'network-gradient',
  lesson: '12-network',
  title: 'The way back through a network',
  prose: `The gradient of the loss of a network with one hidden layer, for one sample: backpropagation.

  a = W1 · x + b1        h = ReLU(a)        ŷ = W2 · h + b2        L = ½ · Σ (ŷ_i − y_i)²

W1 has one row a hidden unit, W2 one row an output: a_k = Σ_j W1_kj · x_j + b1_k. ReLU(a) is a where a > 0, and 0
elsewhere; its slope ReLU′(a) is 1 where a > 0, and 0 elsewhere, at a = 0 as well. (The layers are those of deck C.)
On the way back, δ is the slope of L with respect to what a layer adds up:

  δ2_i = ŷ_i − y_i                         ∂L/∂W2_ik = δ2_i · h_k        ∂L/∂b2_i = δ2_i
  δ1_k = ReLU′(a_k) · Σ_i W2_ik · δ2_i     ∂L/∂W1_kj = δ1_k · x_j        ∂L/∂b1_k = δ1_k

The network of the lesson, with a = (−1, 1.5), h = (0, 1.5) and ŷ = 3.5:

  networkGradient({ W1: [[1, -1], [0.5, 1]], b1: [0, -1], W2: [[3, 2]], b2: [0.5] }, [1, 2], [3])
    gives  { W1: [[0, 0], [1, 2]], b1: [0, 1], W2: [[0, 0.75]], b2: [0.5] }

@param parameters the weights W1 and W2, and the biases b1 and b2; they stay as they are
@param x the sample, as many numbers as a row of W1; it stays as it is
@param y what the outputs should be, as many numbers as W2 has rows; it stays as it is
@returns a new object with the slope for each parameter, in the place where the parameter stands`,
  signature:
    'networkGradient(\n  { W1, b1, W2, b2 }: { W1: number[][]; b1: number[]; W2: number[][]; b2: number[] },\n  x: number[],\n  y: number[],\n): { W1: number[][]; b1: number[]; W2: number[][]; b2: number[] }',
  shape: { W1: [['number']], b1: ['number'], W2: [['number']], b2: ['number'] },
  reference: ({ W1, b1, W2, b2 }, x, y) => {
    const through = (W: number[][], b: number[], input: number[]) =>
      W.map((row, i) => row.reduce((sum, w, j) => sum + w * input[j], b[i]))
    const a = through(W1, b1, x)
    const h = a.map((ak) => Math.max(0, ak))
    const delta2 = through(W2, b2, h).map((output, i) => output - y[i])
    const delta1 = a.map((ak, k) => (ak > 0 ? W2.reduce((sum, row, i) => sum + row[k] * delta2[i], 0) : 0))
    return {
      W1: delta1.map((delta) => x.map((xj) => delta * xj)),
      b1: delta1,
      W2: delta2.map((delta) => h.map((hk) => delta * hk)),
      b2: delta2,
    }
  },
  argumentsStay: 1,
  checks: (random) => [
    {
      name: 'by hand: the network of the lesson, and two others',
      points: 3,
      cases: [
        {
          given: [{ W1: [[1, -1], [0.5, 1]], b1: [0, -1], W2: [[3, 2]], b2: [0.5] }, [1, 2], [3]],
          byHand: { W1: [[0, 0], [1, 2]], b1: [0, 1], W2: [[0, 0.75]], b2: [0.5] },
        },
        {
          given: [
            { W1: [[1, 0, -1], [2, 1, 0]], b1: [1, -4], W2: [[1, -1], [2, 0.5]], b2: [0, 1] },
            [2, 1, 1],
            [2, 3.5],
          ],
          byHand: { W1: [[6, 3, 3], [4, 2, 2]], b1: [3, 2], W2: [[-2, -1], [4, 2]], b2: [-1, 2] },
        },
        {
          given: [{ W1: [[2], [-1], [1]], b1: [1, 1, -2], W2: [[1, 5, -2]], b2: [-3] }, [3], [-1]],
          byHand: { W1: [[9], [0], [-18]], b1: [3, 0, -6], W2: [[21, 0, 3]], b2: [3] },
        },
      ],
    },
    {
      name: 'networks and samples at random, layers of 2 to 6',
      points: 3,
      cases: [
        ...several(10, () => networkOf(random.whole(2, 5), random.whole(2, 6), random.whole(2, 4), random)),
        networkOf(4, 3, 2, random),
        networkOf(2, 3, 5, random),
        networkOf(3, 6, 3, random),
      ],
    },
    {
      name: 'a unit that adds up to 0 exactly has no slope',
      points: 1,
      cases: [
        {
          given: [{ W1: [[1, -1], [2, 1]], b1: [0, -1], W2: [[4, 1]], b2: [0] }, [2, 2], [3]],
          byHand: { W1: [[0, 0], [4, 4]], b1: [0, 2], W2: [[0, 10]], b2: [2] },
        },
      ],
    },
    {
      name: 'edges: one number in each layer, all units silent or one barely not, no error, a sample of zeros',
      points: 2,
      edge: true,
      cases: [
        {
          given: [{ W1: [[2]], b1: [-1], W2: [[-3]], b2: [4] }, [2], [1]],
          byHand: { W1: [[36]], b1: [18], W2: [[-18]], b2: [-6] },
        },
        {
          given: [{ W1: [[-1, -2], [-3, 0]], b1: [-1, 0], W2: [[3, 2], [1, -1]], b2: [2, 0] }, [1, 1], [5, -1]],
          byHand: { W1: [[0, 0], [0, 0]], b1: [0, 0], W2: [[0, 0], [0, 0]], b2: [-3, 1] },
        },
        {
          given: [{ W1: [[1, 1], [1, -1]], b1: [0, 0], W2: [[2, 7]], b2: [1] }, [1, 2], [7]],
          byHand: { W1: [[0, 0], [0, 0]], b1: [0, 0], W2: [[0, 0]], b2: [0] },
        },
        {
          given: [{ W1: [[5, 6], [7, 8]], b1: [1, 2], W2: [[1, -1]], b2: [0] }, [0, 0], [1]],
          byHand: { W1: [[0, 0], [0, 0]], b1: [-2, 2], W2: [[-2, -4]], b2: [-2] },
        },
        {
          given: [{ W1: [[0.0001]], b1: [0], W2: [[3]], b2: [0] }, [1], [1]],
          byHand: { W1: [[-2.9991]], b1: [-2.9991], W2: [[-0.00009997]], b2: [-0.9997] },
        },
        networkOf(8, 1, 6, random),
        networkOf(1, 12, 1, random),
      ],
    },
  ],
  mistakes: [
    {
      id: 'g′ forgotten',
      says: 'The slope of ReLU is missing on the way back: units that gave 0 get slopes as if they had let everything through. Where a is not above 0, δ1 is 0.',
      slip: ({ W1, b1, W2, b2 }, x, y) => {
        const through = (W: number[][], b: number[], input: number[]) =>
          W.map((row, i) => row.reduce((sum, w, j) => sum + w * input[j], b[i]))
        const h = through(W1, b1, x).map((ak) => Math.max(0, ak))
        const delta2 = through(W2, b2, h).map((output, i) => output - y[i])
        const delta1 = h.map((_, k) => W2.reduce((sum, row, i) => sum + row[k] * delta2[i], 0))
        return {
          W1: delta1.map((delta) => x.map((xj) => delta * xj)),
          b1: delta1,
          W2: delta2.map((delta) => h.map((hk) => delta * hk)),
          b2: delta2,
        }
      },
    },
    {
      id: 'bias forgotten',
      says: 'The biases are missing on the way forward; b1 and b2 are added to what the weights make of their input.',
      slip: ({ W1, W2 }, x, y) => {
        const through = (W: number[][], input: number[]) =>
          W.map((row) => row.reduce((sum, w, j) => sum + w * input[j], 0))
        const a = through(W1, x)
        const h = a.map((ak) => Math.max(0, ak))
        const delta2 = through(W2, h).map((output, i) => output - y[i])
        const delta1 = a.map((ak, k) =>
          ak > 0 ? W2.reduce((sum, row, i) => sum + row[k] * delta2[i], 0) : 0,
        )
        return {
          W1: delta1.map((delta) => x.map((xj) => delta * xj)),
          b1: delta1,
          W2: delta2.map((delta) => h.map((hk) => delta * hk)),
          b2: delta2,
        }
      },
    },
    {
      id: 'no slope for the biases',
      says: 'The slopes for the biases are 0. A bias is added like a weight whose input is always 1, so its slope is δ itself.',
      slip: ({ W1, b1, W2, b2 }, x, y) => {
        const through = (W: number[][], b: number[], input: number[]) =>
          W.map((row, i) => row.reduce((sum, w, j) => sum + w * input[j], b[i]))
        const a = through(W1, b1, x)
        const h = a.map((ak) => Math.max(0, ak))
        const delta2 = through(W2, b2, h).map((output, i) => output - y[i])
        const delta1 = a.map((ak, k) =>
          ak > 0 ? W2.reduce((sum, row, i) => sum + row[k] * delta2[i], 0) : 0,
        )
        return {
          W1: delta1.map((delta) => x.map((xj) => delta * xj)),
          b1: b1.map(() => 0),
          W2: delta2.map((delta) => h.map((hk) => delta * hk)),
          b2: b2.map(() => 0),
        }
      },
    },
    {
      id: 'transposed',
      says: 'Rows and columns of the weights’ slopes are exchanged. Each slope stands where its weight stands: one row for each δ, in it one number for each input.',
      slip: ({ W1, b1, W2, b2 }, x, y) => {
        const through = (W: number[][], b: number[], input: number[]) =>
          W.map((row, i) => row.reduce((sum, w, j) => sum + w * input[j], b[i]))
        const a = through(W1, b1, x)
        const h = a.map((ak) => Math.max(0, ak))
        const delta2 = through(W2, b2, h).map((output, i) => output - y[i])
        const delta1 = a.map((ak, k) =>
          ak > 0 ? W2.reduce((sum, row, i) => sum + row[k] * delta2[i], 0) : 0,
        )
        return {
          W1: x.map((xj) => delta1.map((delta) => delta * xj)),
          b1: delta1,
          W2: h.map((hk) => delta2.map((delta) => delta * hk)),
          b2: delta2,
        }
      },
    },
    {
      id: 'ReLU′(0) = 1',
      says: 'A unit that adds up to 0 exactly is let through on the way back. At the kink any slope between 0 and 1 could be chosen; here it is 0, as usual: compare with > 0.',
      slip: ({ W1, b1, W2, b2 }, x, y) => {
        const through = (W: number[][], b: number[], input: number[]) =>
          W.map((row, i) => row.reduce((sum, w, j) => sum + w * input[j], b[i]))
        const a = through(W1, b1, x)
        const h = a.map((ak) => Math.max(0, ak))
        const delta2 = through(W2, b2, h).map((output, i) => output - y[i])
        const delta1 = a.map((ak, k) =>
          ak >= 0 ? W2.reduce((sum, row, i) => sum + row[k] * delta2[i], 0) : 0,
        )
        return {
          W1: delta1.map((delta) => x.map((xj) => delta * xj)),
          b1: delta1,
          W2: delta2.map((delta) => h.map((hk) => delta * hk)),
          b2: delta2,
        }
      },
    },
    {
      id: 'no ½',
      says: 'All slopes are twice as large: that is the gradient of the squares without the ½ before them, which cancels the 2.',
      slip: ({ W1, b1, W2, b2 }, x, y) => {
        const through = (W: number[][], b: number[], input: number[]) =>
          W.map((row, i) => row.reduce((sum, w, j) => sum + w * input[j], b[i]))
        const a = through(W1, b1, x)
        const h = a.map((ak) => Math.max(0, ak))
        const delta2 = through(W2, b2, h).map((output, i) => 2 * (output - y[i]))
        const delta1 = a.map((ak, k) =>
          ak > 0 ? W2.reduce((sum, row, i) => sum + row[k] * delta2[i], 0) : 0,
        )
        return {
          W1: delta1.map((delta) => x.map((xj) => delta * xj)),
          b1: delta1,
          W2: delta2.map((delta) => h.map((hk) => delta * hk)),
          b2: delta2,
        }
      },
      convention: true,
    },
    {
      id: 'the sign',
      says: 'All slopes have the wrong sign: δ2 is what the network said less what it should have said, ŷ − y.',
      slip: ({ W1, b1, W2, b2 }, x, y) => {
        const through = (W: number[][], b: number[], input: number[]) =>
          W.map((row, i) => row.reduce((sum, w, j) => sum + w * input[j], b[i]))
        const a = through(W1, b1, x)
        const h = a.map((ak) => Math.max(0, ak))
        const delta2 = through(W2, b2, h).map((output, i) => y[i] - output)
        const delta1 = a.map((ak, k) =>
          ak > 0 ? W2.reduce((sum, row, i) => sum + row[k] * delta2[i], 0) : 0,
        )
        return {
          W1: delta1.map((delta) => x.map((xj) => delta * xj)),
          b1: delta1,
          W2: delta2.map((delta) => h.map((hk) => delta * hk)),
          b2: delta2,
        }
      },
    },
    {
      id: 'a for h',
      says: 'The slopes of W2 are made with a, before ReLU; what comes into the second layer is h.',
      slip: ({ W1, b1, W2, b2 }, x, y) => {
        const through = (W: number[][], b: number[], input: number[]) =>
          W.map((row, i) => row.reduce((sum, w, j) => sum + w * input[j], b[i]))
        const a = through(W1, b1, x)
        const h = a.map((ak) => Math.max(0, ak))
        const delta2 = through(W2, b2, h).map((output, i) => output - y[i])
        const delta1 = a.map((ak, k) =>
          ak > 0 ? W2.reduce((sum, row, i) => sum + row[k] * delta2[i], 0) : 0,
        )
        return {
          W1: delta1.map((delta) => x.map((xj) => delta * xj)),
          b1: delta1,
          W2: delta2.map((delta) => a.map((ak) => delta * ak)),
          b2: delta2,
        }
      },
    },
    {
      id: 'back without W2',
      says: 'The δ of the outputs are added up as they are. On the way back each is multiplied by the weight through which the hidden unit reached that output, W2_ik.',
      slip: ({ W1, b1, W2, b2 }, x, y) => {
        const through = (W: number[][], b: number[], input: number[]) =>
          W.map((row, i) => row.reduce((sum, w, j) => sum + w * input[j], b[i]))
        const a = through(W1, b1, x)
        const h = a.map((ak) => Math.max(0, ak))
        const delta2 = through(W2, b2, h).map((output, i) => output - y[i])
        const delta1 = a.map((ak) => (ak > 0 ? delta2.reduce((sum, delta) => sum + delta, 0) : 0))
        return {
          W1: delta1.map((delta) => x.map((xj) => delta * xj)),
          b1: delta1,
          W2: delta2.map((delta) => h.map((hk) => delta * hk)),
          b2: delta2,
        }
      },
    },
    {
      id: 'ReLU at the end',
      says: 'The outputs pass through ReLU as well; only the hidden layer has one, so that an output can be any number.',
      slip: ({ W1, b1, W2, b2 }, x, y) => {
        const through = (W: number[][], b: number[], input: number[]) =>
          W.map((row, i) => row.reduce((sum, w, j) => sum + w * input[j], b[i]))
        const a = through(W1, b1, x)
        const h = a.map((ak) => Math.max(0, ak))
        const delta2 = through(W2, b2, h).map((output, i) => (output > 0 ? output - y[i] : 0))
        const delta1 = a.map((ak, k) =>
          ak > 0 ? W2.reduce((sum, row, i) => sum + row[k] * delta2[i], 0) : 0,
        )
        return {
          W1: delta1.map((delta) => x.map((xj) => delta * xj)),
          b1: delta1,
          W2: delta2.map((delta) => h.map((hk) => delta * hk)),
          b2: delta2,
        }
      },
    },
    {
      id: 'ReLU of δ',
      says: 'ReLU is taken of δ1, so that slopes below 0 are lost. On the way back its slope counts: 1 where a is above 0, whatever sign δ has.',
      slip: ({ W1, b1, W2, b2 }, x, y) => {
        const a = W1.map((row, k) => row.reduce((sum, w, j) => sum + w * x[j], b1[k]))
        const h = a.map((one) => Math.max(0, one))
        const errors = W2.map((row, i) => row.reduce((sum, w, k) => sum + w * h[k], b2[i]) - y[i])
        const hidden = a.map((_, k) => Math.max(
          0,
          W2.reduce((sum, row, i) => sum + row[k] * errors[i], 0),
        ))
        const slopes = (deltas: number[], into: number[]) => deltas.map((one) => into.map((other) => one * other))
        return { W1: slopes(hidden, x), b1: hidden, W2: slopes(errors, h), b2: errors }
      },
    },
    {
      id: 'the first output alone',
      says: 'δ1 looks at the first output only; it adds up what comes back from all of them.',
      slip: ({ W1, b1, W2, b2 }, x, y) => {
        const a = W1.map((row, k) => row.reduce((sum, w, j) => sum + w * x[j], b1[k]))
        const h = a.map((one) => Math.max(0, one))
        const errors = W2.map((row, i) => row.reduce((sum, w, k) => sum + w * h[k], b2[i]) - y[i])
        const hidden = a.map((_, k) => a[k] > 0 ? W2[0][k] * errors[0] : 0)
        const slopes = (deltas: number[], into: number[]) => deltas.map((one) => into.map((other) => one * other))
        return { W1: slopes(hidden, x), b1: hidden, W2: slopes(errors, h), b2: errors }
      },
    },
    {
      id: 'h for ReLU′',
      says: 'δ1 is multiplied by h itself; it is multiplied by the slope of ReLU, which is 1 where a is above 0.',
      slip: ({ W1, b1, W2, b2 }, x, y) => {
        const a = W1.map((row, k) => row.reduce((sum, w, j) => sum + w * x[j], b1[k]))
        const h = a.map((one) => Math.max(0, one))
        const errors = W2.map((row, i) => row.reduce((sum, w, k) => sum + w * h[k], b2[i]) - y[i])
        const hidden = a.map((_, k) => h[k] * W2.reduce((sum, row, i) => sum + row[k] * errors[i], 0))
        const slopes = (deltas: number[], into: number[]) => deltas.map((one) => into.map((other) => one * other))
        return { W1: slopes(hidden, x), b1: hidden, W2: slopes(errors, h), b2: errors }
      },
    },
  ],
  otherRightAnswers: [
    ({ W1, b1, W2, b2 }, x, y) => {
      const slopes = {
        W1: W1.map((row) => row.map(() => 0)),
        b1: b1.map(() => 0),
        W2: W2.map((row) => row.map(() => 0)),
        b2: b2.map(() => 0),
        loss: 0,
      }
      const h: number[] = []
      for (let k = 0; k < W1.length; k++) {
        let a = 0
        for (let j = 0; j < x.length; j++) a += x[j] * W1[k][j]
        h.push(a + b1[k] > 0 ? a + b1[k] : 0)
      }
      for (let i = 0; i < W2.length; i++) {
        let output = 0
        for (let k = 0; k < h.length; k++) output += h[k] * W2[i][k]
        const error = output + b2[i] - y[i]
        slopes.loss += error ** 2 / 2
        slopes.b2[i] = error
        for (let k = 0; k < h.length; k++) {
          slopes.W2[i][k] = error * h[k]
          if (h[k] > 0) slopes.b1[k] += error * W2[i][k]
        }
      }
      for (let k = 0; k < h.length; k++)
        for (let j = 0; j < x.length; j++) slopes.W1[k][j] = slopes.b1[k] * x[j]
      return slopes
    },
    ({ W1, b1, W2, b2 }, x, y) => {
      // All in matrices: a vector is a matrix of one column.
      type Matrix = number[][]
      const column = (v: number[]): Matrix => v.map((value) => [value])
      const flat = (m: Matrix) => m.map(([value]) => value)
      const turned = (m: Matrix): Matrix => m[0].map((_, j) => m.map((row) => row[j]))
      const times = (m: Matrix, n: Matrix): Matrix =>
        m.map((row) => turned(n).map((other) => row.reduce((sum, value, k) => sum + value * other[k], 0)))
      const both = (m: Matrix, n: Matrix, f: (a: number, b: number) => number): Matrix =>
        m.map((row, i) => row.map((value, j) => f(value, n[i][j])))
      const plus = (m: Matrix, n: Matrix) => both(m, n, (a, b) => a + b)

      const a = plus(times(W1, column(x)), column(b1))
      const h = a.map(([value]) => [Math.max(value, 0)])
      const back2 = both(plus(times(W2, h), column(b2)), column(y), (output, wanted) => output - wanted)
      const back1 = both(times(turned(W2), back2), a, (value, sum) => (sum > 0 ? value : 0))
      return {
        W1: times(back1, turned(column(x))),
        b1: flat(back1),
        W2: times(back2, turned(h)),
        b2: flat(back2),
      }
    },
    ({ W1, b1, W2, b2 }, x, y) => {
      // Each layer knows its own way forward and back; a bias is a weight whose input is 1.
      class Layer {
        private input: number[] = []
        slopes: number[][] = []
        constructor(private readonly rows: number[][]) {}
        forward(input: number[]): number[] {
          this.input = [...input, 1]
          return this.rows.map((row) => row.reduce((sum, w, j) => sum + w * this.input[j], 0))
        }
        backward(delta: number[]): number[] {
          this.slopes = delta.map((d) => this.input.map((value) => d * value))
          return this.input
            .slice(0, -1)
            .map((_, j) => delta.reduce((sum, d, i) => sum + d * this.rows[i][j], 0))
        }
        get weights() {
          return this.slopes.map((row) => row.slice(0, -1))
        }
        get biases() {
          return this.slopes.map((row) => row[row.length - 1])
        }
      }
      const [first, second] = [
        new Layer(W1.map((row, k) => [...row, b1[k]])),
        new Layer(W2.map((row, i) => [...row, b2[i]])),
      ]
      const a = first.forward(x)
      const outputs = second.forward(a.map((sum) => (sum > 0 ? sum : 0)))
      const back = second.backward(outputs.map((output, i) => output - y[i]))
      first.backward(back.map((slope, k) => (a[k] > 0 ? slope : 0)))
      return { W1: first.weights, b1: first.biases, W2: second.weights, b2: second.biases }
    },
  ],
  hints: [
    'With the network of the lesson: what are a, h and ŷ for x = (1, 2)? And by how much does L change when an output grows a little?',
    'Go forward first, and keep a and h. Then go back: δ2 from the outputs, δ1 from δ2 through the columns of W2, with 0 where a is not above 0. The slopes of a layer are its δ times what came into it.',
    'delta1[k] is 0 unless a[k] > 0; else it adds up W2[i][k] * delta2[i] over all outputs i. W2’s slopes are delta2.map((d) => h.map((hk) => d * hk)), b2’s are delta2. What are the two of the first layer?',
  ],
})
