/** What a person can mend: the message is a sentence with the remedy, shown without a stack. */
export class Problem extends Error {
  override name = 'Problem'
}

/** A failed call of the system as its code: ENOENT. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)
