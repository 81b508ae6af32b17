import { contourRace } from './contour-race'
import type { AnyExplorable } from './explorable'

/** All explorables, in the order of the lessons. */
export const explorables: readonly AnyExplorable[] = [contourRace]
