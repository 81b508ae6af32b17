import { deckA } from './errata/deck-a'
import { deckB } from './errata/deck-b'
import { deckC } from './errata/deck-c'
import { deckD } from './errata/deck-d'
import { deckE } from './errata/deck-e'
import type { Erratum } from './errata/erratum'

/** Every place where a deck is wrong, 1 to 24. */
export const errata: readonly Erratum[] = [...deckA, ...deckB, ...deckC, ...deckD, ...deckE].sort(
  (a, b) => a.number - b.number,
)

/**
 * The erratum of a number, as the lessons cite it.
 *
 * @throws RangeError when there is none
 */
export function erratum(number: number): Erratum {
  const found = errata.find((entry) => entry.number === number)
  if (!found) throw new RangeError(`there is no erratum ${number}; allowed: 1 to ${errata.length}`)
  return found
}
