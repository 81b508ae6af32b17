import { several } from '../exercise'

/** Calls of a schedule: t = 0, every, 2 · every, … as far as `last`. */
export const upTo = (last: number, every = 1) =>
  several(Math.floor(last / every) + 1, () => 0).map((_, i): [number] => [i * every])
