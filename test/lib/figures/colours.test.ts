import { describe, expect, test } from 'vitest'
import { ink, lookOf, looksOf, palette } from '../../../lib/src/figures/colours'

type Rgb = readonly [number, number, number]

const linear = (hex: string): Rgb => {
  const channel = (i: number) => {
    const c = parseInt(hex.slice(i, i + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b

/** WCAG 2.2, contrast ratio. */
const contrast = (a: string, b: string) => {
  const [low, high] = [luminance(linear(a)), luminance(linear(b))].sort((p, q) => p - q)
  return (high + 0.05) / (low + 0.05)
}

const times = (matrix: readonly Rgb[], v: Rgb) =>
  matrix.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Rgb

/** Machado, Oliveira and Fernandes, 2009: full protanopia and deuteranopia, on linear RGB. */
const eyes: Readonly<Record<string, readonly Rgb[]>> = {
  'an eye that sees all colours': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'an eye without red cones': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'an eye without green cones': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
}

/** Oklab, Ottosson 2020: equal distances look about equally different. */
const oklab = (rgb: Rgb): Rgb => {
  const [l, m, s] = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  ).map(Math.cbrt)
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [l, m, s],
  )
}
const seen = (hex: string, eye: readonly Rgb[]) =>
  oklab(times(eye, linear(hex)).map((c) => Math.min(1, Math.max(0, c))) as unknown as Rgb)

test.each(palette)('%s stands out from white and from the dark theme', (colour) => {
  expect(contrast(colour, '#ffffff')).toBeGreaterThanOrEqual(3)
  expect(contrast(colour, '#111111')).toBeGreaterThanOrEqual(3)
})

test('text is about as readable on white as on the dark theme', () => {
  expect(contrast(ink, '#ffffff')).toBeGreaterThanOrEqual(4.2)
  expect(contrast(ink, '#111111')).toBeGreaterThanOrEqual(4.2)
})

describe.each(Object.entries(eyes))('for %s', (_, eye) => {
  const pairs = palette.flatMap((a, i) => palette.slice(i + 1).map((b) => [a, b] as const))
  test.each(pairs)('%s and %s differ', (a, b) => {
    const [p, q] = [seen(a, eye), seen(b, eye)]
    // A distance of 0.02 is just noticed side by side; about five times that is told apart across a picture.
    expect(Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])).toBeGreaterThan(0.099)
  })
})

test('each optimizer has its colour and its marker, and no two share either', () => {
  const names = [
    'gradient descent',
    'momentum',
    'Nesterov',
    'Adagrad',
    'RMSProp',
    'Adadelta',
    'Adam',
    'AdaMax',
    'NAdam',
  ]
  const looks = names.map((name) => lookOf(name))
  expect(new Set(looks.map((look) => look.colour)).size).toBe(names.length)
  expect(new Set(looks.map((look) => look.symbol)).size).toBe(names.length)
})

test.each([
  ['momentum, subtracted', 'momentum'],
  ['RMSProp, centered', 'RMSProp'],
  ['Adam, without correction', 'Adam'],
  ['RMS-scaled descent', 'Adagrad'],
  ['AdamW', 'Adam'],
  ['AMSGrad', 'Adam'],
  ['Lion', 'momentum'],
])('%s has the colour of %s', (form, optimizer) => {
  expect(lookOf(form)).toEqual(lookOf(optimizer))
  expect(lookOf(form).colour).not.toBe(ink)
})

test('an optimizer that is not known is grey', () => {
  expect(lookOf('my own').colour).toBe(ink)
})

describe('of lines by their names,', () => {
  test('those that bear an optimizer’s name look like its paths, and what stands beside them is grey', () => {
    expect(looksOf(['|g|', 'Adagrad', 'RMSProp'])).toEqual(
      ['|g|', 'Adagrad', 'RMSProp'].map((name) => lookOf(name)),
    )
    expect(looksOf(['limit', 'RMSProp'])[0].colour).toBe(ink)
  })

  test('two of one colour differ by dash and marker', () => {
    expect(looksOf(['Adagrad', 'RMS-scaled descent'])[1]).toEqual(lookOf('Adagrad', 1))
  })

  test('those without any optimizer take the colours in order', () => {
    expect(looksOf(['forward', 'central']).map(({ colour }) => colour)).toEqual(palette.slice(0, 2))
  })
})
