import { readLines } from './read'

/**
 * 235 working-class households in Belgium: what they earned and what they spent on food in a year, in francs.
 *
 * @see Engel, Die Productions- und Consumtionsverhältnisse des Königreichs Sachsen, 1857
 */
export function households(): { readonly income: readonly number[]; readonly food: readonly number[] } {
  const rows = readLines('households.csv')
    .slice(1)
    .map((line) => line.split(',').map(Number))
  return { income: rows.map((row) => row[0]), food: rows.map((row) => row[1]) }
}
