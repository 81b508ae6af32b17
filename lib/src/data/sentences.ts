import { readLines } from './read'

/** A sentence and the text it stands in. */
export interface Sentence {
  readonly text: string
  readonly from: 'Alice' | 'Constitution'
}

/** 284 sentences: 190 from “Alice’s Adventures in Wonderland” (1865), then 94 from the Constitution of the United States (1787). */
export function sentences(): Sentence[] {
  return [
    ...readLines('alice.txt').map((text) => ({ text, from: 'Alice' as const })),
    ...readLines('constitution.txt').map((text) => ({ text, from: 'Constitution' as const })),
  ]
}
