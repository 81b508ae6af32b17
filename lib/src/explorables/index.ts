import { contourRace } from './contour-race'
import type { AnyExplorable } from './explorable'
import { scheduleComposer } from './schedule-composer'

/** All explorables, in the order of the lessons. */
export const explorables: readonly AnyExplorable[] = [scheduleComposer, contourRace]
