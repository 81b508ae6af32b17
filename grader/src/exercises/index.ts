import type { AnyExercise } from '../exercise'
import { descend } from './descend'
import { descentStep } from './descent-step'
import { exponentialMovingAverage } from './exponential-moving-average'
import { momentumStep } from './momentum-step'
import { simpleMovingAverage } from './simple-moving-average'

/** All exercises, in the order of the lessons. */
export const exercises: readonly AnyExercise[] = [
  descentStep,
  descend,
  simpleMovingAverage,
  exponentialMovingAverage,
  momentumStep,
]
