import { formatNumber } from '../figures/format-number'
import { show } from './show'

/** A guess, or what came of it: a number, or a word such as 'left'. */
export type Guess = number | string

/** The guesses of this session, by what they were about. */
const guesses = new Map<string, Guess>()

/** Keeps a guess, until `answer` is asked about the same thing. A later guess takes its place. Nothing is scored. */
export function predict(what: string, guess: Guess): void {
  guesses.set(what, guess)
}

/** Shows what came out beside what was guessed, and how far apart two numbers are; cells may be run in any order. */
export function answer(what: string, value: Guess): void {
  show(answerText(what, value, guesses.get(what)))
}

/** The sentence that `answer` shows. */
export function answerText(what: string, value: Guess, guess: Guess | undefined): string {
  const is = `**${what}: ${said(value)}.**`
  if (guess === undefined || Number.isNaN(guess))
    return `${is} There is no guess of yours yet: run the cell with \`predict('${what}', …)\`, then this one again.`
  if (typeof guess === 'number' && typeof value === 'number')
    return guess === value
      ? `${is} You said just that.`
      : `${is} You said ${said(guess)}, which is ${said(Math.abs(guess - value))} away.`
  return guess === value ? `${is} You said so.` : `${is} You said ${said(guess)}.`
}

const said = (guess: Guess) => (typeof guess === 'number' ? formatNumber(guess, 4) : guess)
