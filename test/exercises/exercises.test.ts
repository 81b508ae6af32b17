import { describe, test } from 'vitest'
import { check } from './check.ts'

// Your exercises, one by one: click the sign beside a line, or run `npx vitest --project exercises`. Each name stands here
// as it is, so that an editor finds it without running anything.

describe('01-derivatives', () => {
  test('derivative', check)
  test('gradient', check)
})

describe('02-gradient-descent', () => {
  test('descent-step', check)
  test('descend', check)
})

describe('03-landscapes', () => {
  test('largest-stable-rate', check)
})

describe('04-batches', () => {
  test('mini-batches', check)
  test('batch-gradient', check)
})

describe('05-averages', () => {
  test('simple-moving-average', check)
  test('exponential-moving-average', check)
  test('average-weights', check)
  test('bias-correction', check)
})

describe('06-momentum', () => {
  test('momentum-step', check)
  test('nesterov-step', check)
})

describe('07-adagrad', () => {
  test('adagrad-step', check)
})

describe('08-rmsprop-adadelta', () => {
  test('rmsprop-step', check)
  test('adadelta-step', check)
})

describe('09-adam', () => {
  test('adam-step', check)
  test('lp-norm', check)
  test('adamax-step', check)
  test('nadam-step', check)
})

describe('10-schedules', () => {
  test('step-decay', check)
  test('triangular', check)
  test('cosine-restarts', check)
  test('warm-up-decay', check)
})

describe('11-one-formula', () => {
  test('compose', check)
})

describe('12-network', () => {
  test('noise-deviation', check)
  test('early-stopping', check)
  test('batch-norm', check)
  test('network-gradient', check)
})

describe('13-choosing', () => {
  test('quiz', check)
  test('capstone', check)
})
