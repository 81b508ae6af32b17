/** What a unit makes of its input a: h = g(a), and the slope g′ written in h. */
export const activations = {
  /** max(0, a); g′(0) = 0 */
  relu: { value: (a: number) => (a > 0 ? a : 0), slope: (h: number) => (h > 0 ? 1 : 0) },
  tanh: { value: Math.tanh, slope: (h: number) => 1 - h * h },
  /** 1 / (1 + e^{−a}) */
  sigmoid: { value: (a: number) => 1 / (1 + Math.exp(-a)), slope: (h: number) => h * (1 - h) },
}

export type Activation = keyof typeof activations
