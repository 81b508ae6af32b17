/** What a printed number really is: the quantity, counted rightly, and how it would be printed there. */
export interface Correction {
  /** The number of the erratum. */
  readonly erratum: number
  readonly quantity: string
  readonly printed: string
  /** What the slide writes before the number, where that is not the quantity by its own count. */
  readonly label?: string
}

/** How a printed number relates to the computed one: slides round some values and cut others short. */
export type Verdict = 'exact' | 'rounded' | 'truncated' | 'erratum'

/** A number as it stands on a slide. */
export interface PrintedNumber {
  /** The worked example it belongs to: function, start, as in `gd-square-70`. */
  readonly group: string
  readonly deck: string
  /** By the slide's own count: `x_1`, `f'(x_0)`, `v_2`. */
  readonly quantity: string
  /** The digits as printed. */
  readonly printed: string
  readonly verdict: Verdict
  readonly correction?: Correction
}

type Entry = readonly [quantity: string, printed: string, verdict: Verdict, correction?: Correction]

/** What each worked example is about: rule, function, start and settings. */
const titles = {
  'gd-square-70': 'f(x) = x² from x₀ = 70 with η = 0.1',
  'gd-square9-70': 'f(x) = 9x² from x₀ = 70 with η = 0.1',
  'gd-square20-2': 'f(x) = 20x² from x₀ = 2 with η = 0.1',
  'gd-log-9': 'f(x) = ln x² from x₀ = 9 with η = 10',
  'gd-bowl-6-9': 'f(x, y) = x² + y² from (6, 9) with η = 0.1',
  'sma-k2': 'simple moving average of 3 8 6 5 1 7 9 0 8 4 with k = 2',
  'ema-rho0.5': 'exponential moving average of 3 8 6 5 1 7 9 0 8 4 with ρ = 0.5',
  'ewa-weights': 'weights of the data s₁, s₂, s₃ in the average V₃',
  'momentum-square-90': 'momentum on f(x) = x² from x₀ = 90 with η = 0.1, m = 0.9',
  'rmsprop-square-9': 'RMSProp on f(x) = x² from x₀ = 9 with η = 0.1, ρ = 0.9',
} as const

/** Every number that deck E prints of its worked examples, group by group, in the slides' order. */
const groups: Readonly<Record<keyof typeof titles, readonly Entry[]>> = {
  'gd-square-70': [
    ['x_0', '70.0', 'exact'],
    ["f'(x_0)", '140.0', 'exact'],
    ['x_1', '56.0', 'exact'],
    ["f'(x_1)", '112.0', 'exact'],
    ['x_2', '44.8', 'exact'],
    ["f'(x_2)", '89.6', 'exact'],
    ['x_3', '35.84', 'exact'],
    ["f'(x_3)", '71.68', 'exact'],
    ['x_4', '28.672', 'exact'],
    ['x_10', '6.012', 'erratum', { erratum: 1, quantity: 'x_11', printed: '6.012' }],
    ["f'(x_10)", '12.02', 'erratum', { erratum: 1, quantity: "f'(x_11)", printed: '12.02' }],
    ['x_11', '4.81', 'erratum', { erratum: 1, quantity: 'x_12', printed: '4.81' }],
    ["f'(x_11)", '9.62', 'erratum', { erratum: 1, quantity: "f'(x_12)", printed: '9.62' }],
    ['x_12', '3.84', 'erratum', { erratum: 1, quantity: 'x_13', printed: '3.84' }],
    ["f'(x_12)", '7.69', 'erratum', { erratum: 1, quantity: "f'(x_13)", printed: '7.69' }],
    ['x_13', '3.078', 'erratum', { erratum: 1, quantity: 'x_14', printed: '3.078' }],
    ["f'(x_13)", '6.15', 'erratum', { erratum: 1, quantity: "f'(x_14)", printed: '6.15' }],
    ['x_14', '2.46', 'erratum', { erratum: 1, quantity: 'x_15', printed: '2.46' }],
    ['x_30', '0.069', 'erratum', { erratum: 2, quantity: 'x_31', printed: '0.069' }],
    ["f'(x_30)", '0.138', 'erratum', { erratum: 2, quantity: "f'(x_31)", printed: '0.138' }],
    ['x_31', '0.055', 'erratum', { erratum: 2, quantity: 'x_32', printed: '0.055' }],
    ["f'(x_31)", '0.11', 'erratum', { erratum: 2, quantity: "f'(x_32)", printed: '0.11' }],
    ['x_32', '0.044', 'erratum', { erratum: 2, quantity: 'x_33', printed: '0.044' }],
    ["f'(x_32)", '0.88', 'erratum', { erratum: 3, quantity: "f'(x_33)", printed: '0.088' }],
    ['x_33', '0.035', 'erratum', { erratum: 2, quantity: 'x_34', printed: '0.035' }],
    [
      "f'(x_33)",
      '0.071',
      'erratum',
      { erratum: 4, quantity: "f'(x_34)", printed: '0.071', label: "f'(x_34)" },
    ],
    ['x_34', '0.028', 'erratum', { erratum: 2, quantity: 'x_35', printed: '0.028' }],
  ],
  'gd-square9-70': [
    ['x_0', '70.0', 'exact'],
    ["f'(x_0)", '1260.0', 'exact'],
    ['x_1', '-56.0', 'exact'],
    ["f'(x_1)", '-1008.0', 'exact'],
    ['x_2', '44.8', 'exact'],
    ["f'(x_2)", '806.4', 'exact'],
    ['x_3', '-35.84', 'exact'],
    ["f'(x_3)", '-645.12', 'exact'],
    ['x_4', '28.672', 'exact'],
  ],
  'gd-square20-2': [
    ['x_0', '2.0', 'exact'],
    ["f'(x_0)", '80.0', 'exact'],
    ['x_1', '-6.0', 'exact'],
    ["f'(x_1)", '-240.0', 'exact'],
    ['x_2', '18.0', 'exact'],
    ["f'(x_2)", '720.0', 'exact'],
    ['x_3', '-54.0', 'exact'],
    ["f'(x_3)", '-2160.0', 'exact'],
    ['x_4', '162.0', 'exact'],
  ],
  'gd-log-9': [
    ['x_0', '9.0', 'exact'],
    ["f'(x_0)", '0.22', 'rounded'],
    ['x_1', '6.77', 'truncated'],
    ["f'(x_1)", '0.295', 'rounded'],
    ['x_2', '3.82', 'truncated'],
    ["f'(x_2)", '0.52', 'rounded'],
    ['x_3', '-1.39', 'truncated'],
    ["f'(x_3)", '-1.429', 'rounded'],
    ['x_4', '12.89', 'truncated'],
  ],
  'gd-bowl-6-9': [
    ['x_0', '6.0', 'exact'],
    ['y_0', '9.0', 'exact'],
    ['df/dx(x_0,y_0)', '12', 'exact'],
    ['df/dy(x_0,y_0)', '18', 'exact'],
    ['x_1', '4.8', 'exact'],
    ['y_1', '7.2', 'exact'],
    ['df/dx(x_1,y_1)', '9.6', 'exact'],
    ['df/dy(x_1,y_1)', '14.4', 'exact'],
    ['x_2', '3.84', 'exact'],
    ['y_2', '5.75', 'truncated'],
    ['df/dx(x_2,y_2)', '7.68', 'exact'],
    ['df/dy(x_2,y_2)', '11.51', 'truncated'],
    ['x_3', '3.07', 'rounded'],
    ['y_3', '4.608', 'exact'],
    ['df/dx(x_3,y_3)', '6.14', 'rounded'],
    ['df/dy(x_3,y_3)', '9.21', 'truncated'],
    ['x_4', '2.45', 'truncated'],
    ['y_4', '3.68', 'truncated'],
  ],
  'sma-k2': [
    ['SMA_3', '5.5', 'exact'],
    ['SMA_4', '7.0', 'exact'],
    ['SMA_5', '5.5', 'exact'],
    ['SMA_6', '3.0', 'exact'],
    ['SMA_7', '4.0', 'exact'],
    ['SMA_8', '8.0', 'exact'],
    ['SMA_9', '4.5', 'exact'],
    ['SMA_10', '4.0', 'exact'],
    ['SMA_11', '6.0', 'exact'],
  ],
  'ema-rho0.5': [
    ['EMA_1', '3.0', 'exact'],
    ['EMA_2', '5.5', 'exact'],
    ['EMA_3', '5.8', 'rounded'],
    ['EMA_4', '5.4', 'rounded'],
    ['EMA_5', '3.2', 'rounded'],
    ['EMA_6', '5.1', 'rounded'],
    ['EMA_7', '7.0', 'rounded'],
    ['EMA_8', '3.5', 'rounded'],
    ['EMA_9', '5.8', 'rounded'],
    ['EMA_10', '4.9', 'rounded'],
  ],
  'ewa-weights': [
    ['weight of s_1 in V_3, rho=0.5', '0.125', 'exact'],
    ['weight of s_2 in V_3, rho=0.5', '0.25', 'exact'],
    ['weight of s_3 in V_3, rho=0.5', '0.5', 'exact'],
    ['weight of s_1 in V_3, rho=0.9', '0.081', 'exact'],
    ['weight of s_2 in V_3, rho=0.9', '0.09', 'exact'],
    ['weight of s_3 in V_3, rho=0.9', '0.1', 'exact'],
    [
      'weight of s_1 in V_3, rho=0.98',
      '0.0392',
      'erratum',
      { erratum: 5, quantity: 'weight of s_1 in V_3, rho=0.98', printed: '0.0192' },
    ],
    ['weight of s_2 in V_3, rho=0.98', '0.0196', 'exact'],
    ['weight of s_3 in V_3, rho=0.98', '0.02', 'exact'],
  ],
  'momentum-square-90': [
    ['v_0', '0.0', 'exact'],
    ['x_0', '90.0', 'exact'],
    ["f'(x_0)", '180.0', 'exact'],
    ['v_1', '-18.0', 'exact'],
    ['x_1', '72.0', 'exact'],
    ["f'(x_1)", '144.0', 'exact'],
    ['v_2', '-30.59', 'truncated'],
    ['x_2', '41.4', 'exact'],
    ["f'(x_2)", '82.8', 'exact'],
    ['v_3', '-35.82', 'exact'],
    ['x_3', '5.58', 'exact'],
    ["f'(x_3)", '11.16', 'exact'],
    ['v_4', '-33.354', 'exact'],
    ['x_4', '-27.77', 'rounded'],
    ["f'(x_4)", '-55.54', 'truncated'],
    ['v_5', '-24.46', 'rounded'],
    ['x_5', '-52.23', 'truncated'],
  ],
  'rmsprop-square-9': [
    ["f'(x_0)", '18.0', 'exact'],
    ['s_1', '32.4', 'exact'],
    ['x_1', '8.6837', 'truncated'],
    ["f'(x_1)", '17.36', 'truncated'],
    ['s_2', '59.3', 'rounded'],
    ['x_2', '8.458', 'rounded'],
    ["f'(x_2)", '16.916', 'truncated'],
    ['s_3', '82.0', 'rounded'],
    ['x_3', '8.27', 'rounded', { erratum: 6, quantity: 'x_3', printed: '8.27', label: 'x_2' }],
  ],
}

/** A worked example of the slides. */
export interface PrintedGroup {
  /** As in `gd-square-70`: what `slideTable` asks for. */
  readonly group: string
  readonly deck: string
  /** For a reader: `f(x) = x² from x₀ = 70 with η = 0.1`. */
  readonly title: string
}

/** All worked examples, in the slides' order. */
export const printedGroups: readonly PrintedGroup[] = Object.entries(titles).map(([group, title]) => ({
  group,
  deck: 'E',
  title,
}))

/** The ledger of all printed numbers. */
export const printedNumbers: readonly PrintedNumber[] = Object.entries(groups).flatMap(([group, entries]) =>
  entries.map(([quantity, printed, verdict, correction]) => ({
    group,
    deck: 'E',
    quantity,
    printed,
    verdict,
    ...(correction && { correction }),
  })),
)
