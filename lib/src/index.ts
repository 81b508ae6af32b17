// Functions to descend on
export type { Curvature, Domain, Plane, Point, ToyFunction } from './functions/function'
export { square } from './functions/square'
export { nineSquare } from './functions/nine-square'
export { twentySquare } from './functions/twenty-square'
export { logSquare } from './functions/log-square'
export { composite } from './functions/composite'
export { bowl } from './functions/bowl'
export { humps } from './functions/humps'
export { saddle } from './functions/saddle'
export { plateau } from './functions/plateau'
export { kink } from './functions/kink'
export { jump } from './functions/jump'
export { illConditioned } from './functions/ill-conditioned'
export { narrowValley } from './functions/narrow-valley'
export { twoMinima } from './functions/two-minima'
export { rosenbrock } from './functions/rosenbrock'
export { beale } from './functions/beale'
export { himmelblau } from './functions/himmelblau'
export { fromExpression } from './functions/expression'

// Slopes, curvatures and sizes
export { centralDifference, forwardDifference, numericalGradient } from './differences'
export { hessian } from './critical-points/hessian'
export { eigenvalues } from './critical-points/eigenvalues'
export { classify, type CriticalPoint } from './critical-points/classify'
export { lpNorm } from './norm'
export { convergenceFactor } from './convergence-factor'

// The loop, and what it saw
export { descend, type Path, type Row } from './descend'
export { behaviour, type Behaviour } from './behaviour'

// Optimizers
export type { Optimizer, Vector } from './optimizers/optimizer'
export { gradientDescent } from './optimizers/gradient-descent'
export { momentum } from './optimizers/momentum'
export { momentumSubtracted } from './optimizers/momentum-subtracted'
export { momentumScaled } from './optimizers/momentum-scaled'
export { momentumAveraged } from './optimizers/momentum-averaged'
export { nesterov } from './optimizers/nesterov'
export { rmsScaled } from './optimizers/rms-scaled'
export { adagrad } from './optimizers/adagrad'
export { rmsProp } from './optimizers/rmsprop'
export { rmsPropMomentum } from './optimizers/rmsprop-momentum'
export { rmsPropCentered } from './optimizers/rmsprop-centered'
export { adadelta } from './optimizers/adadelta'
export { adam } from './optimizers/adam'
export { adaMax } from './optimizers/adamax'
export { nadam } from './optimizers/nadam'
export { adamW } from './optimizers/adamw'
export { amsGrad } from './optimizers/amsgrad'
export { lion } from './optimizers/lion'
export { compose, type Part } from './optimizers/compose'
export { directions } from './optimizers/directions'
export { scales } from './optimizers/scales'
export { gradientNoise, noiseDeviation } from './optimizers/gradient-noise'
export { stepper, type Stepper } from './optimizers/stepper'

// Learning rates
export type { Rate, Schedule } from './schedules/rate'
export { everyPSteps } from './schedules/every-p-steps'
export { stepDecay } from './schedules/step-decay'
export { exponentialDecay } from './schedules/exponential-decay'
export { naturalDecay } from './schedules/natural-decay'
export { polynomial } from './schedules/polynomial'
export { cosine } from './schedules/cosine'
export { cosineRestarts } from './schedules/cosine-restarts'
export { triangular, triangular2 } from './schedules/triangular'
export { oneCycle } from './schedules/one-cycle'
export { hold } from './schedules/hold'
export { warmUp } from './schedules/warm-up'
export { warmUpDecay } from './schedules/warm-up-decay'

// Random numbers from a seed
export { random, normal } from './random'

// Data
export { digits, type Digits } from './data/digits'
export { households } from './data/households'
export { sentences, type Sentence } from './data/sentences'

// Training: what is made small, and how samples are dealt
export { lossFunction, type Objective } from './training/objective'
export { shuffle } from './training/shuffle'
export { miniBatches } from './training/mini-batches'
export { linearRegression } from './training/linear-regression'
export { bagOfWords, type BagOfWords } from './training/bag-of-words'
export { logisticRegression } from './training/logistic-regression'
export { train, type Epoch, type Training, type TrainSettings } from './training/train'
export { earlyStopping } from './training/early-stopping'
export { race, type Lane, type RaceSettings } from './training/race'

// A small network
export {
  network,
  type LayerParameters,
  type Network,
  type NetworkSettings,
  type Pass,
} from './network/network'
export { classification, type Classification, type Verdicts } from './network/classification'
export { regression, type Regression } from './network/regression'
export { batchNorm } from './network/batch-norm'

// Averages of the past
export { simpleMovingAverage } from './averages/simple'
export { exponentialMovingAverage, exponentialFromZero } from './averages/exponential'
export { averageWeights } from './averages/weights'
export { biasCorrection } from './averages/bias-correction'

// The slides' printed numbers
export {
  printedGroups,
  printedNumbers,
  type PrintedGroup,
  type PrintedNumber,
} from './slides/printed-numbers'
export { compare } from './slides/compare'
export { slideTable } from './slides/slide-table'
export { errata, erratum } from './slides/errata'
export type { Erratum } from './slides/errata/erratum'
export type { Table } from './slides/table'

// The decks' own wrong versions, for lesson 14
export { asPrintedDomain, asPrintedLocalMinimum, asPrintedAdagradRate } from './as-printed/claims'
export { asPrintedLabels } from './as-printed/labels'
export { asPrintedWeights, asPrintedSigma } from './as-printed/averages'
export { asPrintedMiniBatchGradient, asPrintedSparseDerivative } from './as-printed/gradients'
export { asPrintedNesterov } from './as-printed/nesterov'
export { asPrintedRmsPropSigned, asPrintedRmsPropLate } from './as-printed/rmsprop'
export {
  asPrintedAdadeltaWorkflow,
  asPrintedAdadeltaRate,
  asPrintedAdadeltaStart,
} from './as-printed/adadelta'
export { asPrintedAdamUncorrected, asPrintedAdamHalfCorrected, asPrintedAdamFedBack } from './as-printed/adam'
export { asPrintedAdaMax } from './as-printed/adamax'
export { asPrintedNadam } from './as-printed/nadam'
export { asPrintedTriangular } from './as-printed/triangular'

// Figures: numbers in, Plotly figure out
export type { Figure } from './figures/figure'
export { curve } from './figures/curve'
export { contour } from './figures/contour'
export { surface } from './figures/surface'
export { pathOnCurve } from './figures/path-on-curve'
export { pathOnContour } from './figures/path-on-contour'
export { playPath } from './figures/play-path'
export { cobweb } from './figures/cobweb'
export { byStep } from './figures/by-step'
export { series } from './figures/series'
export { weights } from './figures/weights'
export { lines } from './figures/lines'
export { fittedLines } from './figures/fitted-lines'
export { images } from './figures/images'
export { secant } from './figures/secant'
export { tangent } from './figures/tangent'
export { gradientField } from './figures/gradient-field'
export { computationGraph, type Quantity } from './figures/computation-graph'
export { lookAhead } from './figures/look-ahead'
export { rates } from './figures/rates'
export { unitBall } from './figures/unit-ball'
export { momentumMap, type MomentumSetting } from './figures/momentum-map'
export { withSlider } from './figures/with-slider'
export { formatNumber } from './figures/format-number'

// In the notebook
export { show } from './notebook/show'
export { explore } from './notebook/explore'
export { answer, predict, type Guess } from './notebook/predict'
export { progress } from './notebook/progress'
