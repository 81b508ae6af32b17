import { adamFirstSteps } from './adam-first-steps'
import { averages } from './averages'
import { contourRace } from './contour-race'
import type { AnyExplorable } from './explorable'
import { momentumMap } from './momentum-map'
import { oneFormula } from './one-formula'
import { rateOnCurve } from './rate-on-curve'
import { scheduleComposer } from './schedule-composer'
import { sparseFeatures } from './sparse-features'

/** All explorables, in the order of the lessons. */
export const explorables: readonly AnyExplorable[] = [
  rateOnCurve,
  averages,
  momentumMap,
  sparseFeatures,
  adamFirstSteps,
  scheduleComposer,
  oneFormula,
  contourRace,
]
