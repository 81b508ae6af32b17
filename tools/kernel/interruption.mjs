/**
 * Whether somebody asked the running code to stop: one number, shared by the kernel and its control thread.
 * The control thread asks. The kernel, as soon as it is free to hear of it, says that it heard; from then on only the
 * cell that was meant has to stop, in whatever it left running.
 * @typedef {Int32Array<SharedArrayBuffer>} Interruption
 */
export const notAsked = 0
export const asked = 1
export const heard = 2

/** What a loop throws that was asked to stop. */
export class Interrupted extends Error {
  /** @override */
  name = 'Interrupted'
}
