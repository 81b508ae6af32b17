import type { AnyExercise } from '../exercise'
import { adadeltaStep } from './adadelta-step'
import { adagradStep } from './adagrad-step'
import { adamStep } from './adam-step'
import { adamaxStep } from './adamax-step'
import { averageWeights } from './average-weights'
import { batchGradient } from './batch-gradient'
import { batchNorm } from './batch-norm'
import { biasCorrection } from './bias-correction'
import { capstone } from './capstone'
import { compose } from './compose'
import { cosineRestarts } from './cosine-restarts'
import { derivative } from './derivative'
import { descend } from './descend'
import { descentStep } from './descent-step'
import { earlyStopping } from './early-stopping'
import { exponentialMovingAverage } from './exponential-moving-average'
import { gradient } from './gradient'
import { largestStableRate } from './largest-stable-rate'
import { lpNorm } from './lp-norm'
import { miniBatches } from './mini-batches'
import { momentumStep } from './momentum-step'
import { nadamStep } from './nadam-step'
import { nesterovStep } from './nesterov-step'
import { networkGradient } from './network-gradient'
import { noiseDeviation } from './noise-deviation'
import { quiz } from './quiz'
import { rmspropStep } from './rmsprop-step'
import { simpleMovingAverage } from './simple-moving-average'
import { stepDecay } from './step-decay'
import { triangular } from './triangular'
import { warmUpDecay } from './warm-up-decay'

/** All exercises, in the order of the lessons. */
export const exercises: readonly AnyExercise[] = [
  derivative,
  gradient,
  descentStep,
  descend,
  largestStableRate,
  miniBatches,
  batchGradient,
  simpleMovingAverage,
  exponentialMovingAverage,
  averageWeights,
  biasCorrection,
  momentumStep,
  nesterovStep,
  adagradStep,
  rmspropStep,
  adadeltaStep,
  adamStep,
  lpNorm,
  adamaxStep,
  nadamStep,
  stepDecay,
  triangular,
  cosineRestarts,
  warmUpDecay,
  compose,
  noiseDeviation,
  earlyStopping,
  batchNorm,
  networkGradient,
  quiz,
  capstone,
]
