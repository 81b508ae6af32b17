/** How a computed number relates to a printed one. */
export type Comparison = 'exact' | 'rounded' | 'truncated' | 'differs'

/**
 * Holds a computed number against the digits printed on a slide. Slides round some values and cut others short, so a
 * printed value matches when it is within one unit of its last digit.
 */
export function compare(printed: string, computed: number): Comparison {
  const stands = Number(printed)
  const digits = printed.split('.')[1]?.length ?? 0
  const apart = Math.abs(computed - stands)
  if (apart <= 1e-12 * Math.max(1, Math.abs(stands))) return 'exact'
  if (Number(computed.toFixed(digits)) === stands) return 'rounded'
  return apart <= 10 ** -digits * (1 + 1e-9) ? 'truncated' : 'differs'
}
