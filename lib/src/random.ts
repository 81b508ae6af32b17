import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { mersenne } from 'pure-rand/generator/mersenne'

/**
 * A source of random numbers that are the same again for the same seed: evenly spread over 0 ≤ u < 1, 53 bits each.
 * Seeds that differ by a multiple of 2³² give the same numbers.
 *
 * @throws RangeError when the seed is not a whole number
 * @see Matsumoto and Nishimura, 1998 (the Mersenne Twister)
 */
export function random(seed: number): () => number {
  if (!Number.isSafeInteger(seed))
    throw new RangeError(`seed is ${seed}; allowed: a whole number from −2⁵³ + 1 to 2⁵³ − 1`)
  const generator = mersenne(seed)
  return () => uniformFloat64(generator)
}

/**
 * Turns evenly spread numbers into numbers from the standard normal distribution N(0, 1), two for two.
 *
 * z₁ = √(−2 ln(1 − u)) cos 2πv,  z₂ = √(−2 ln(1 − u)) sin 2πv
 *
 * @see Box and Muller, 1958
 */
export function normal(random: () => number): () => number {
  let spare: number | undefined
  return () => {
    if (spare !== undefined) {
      const z = spare
      spare = undefined
      return z
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()))
    const angle = 2 * Math.PI * random()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}
