/** A failure that a person can mend: the message is a sentence with the remedy, shown without a stack trace. */
export class Problem extends Error {
  /** @override */
  name = 'Problem'
}
