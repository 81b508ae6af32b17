export { check } from './check'
export { exercises } from './exercises/index'
export { grade, type CheckResult, type Result, type Status } from './grade'
export { stub, type AnyExercise as Exercise } from './exercise'
