/** Texts as the words in them, whatever their order: `rows[i]` lists the words of text i, each by its place in `words`. */
export interface BagOfWords {
  /** All words in lower case, the most frequent first, equally frequent ones by the alphabet. */
  readonly words: readonly string[]
  /** How often each word stands in all the texts. */
  readonly counts: readonly number[]
  /** A word that stands twice in a text is listed twice. */
  readonly rows: readonly (readonly number[])[]
}

/** Counts words: most features of a text are 0, and a few words make up much of every text. */
export function bagOfWords(texts: readonly string[]): BagOfWords {
  const split = texts.map((text) => text.toLowerCase().match(/\p{L}+(?:['’-]\p{L}+)*/gu) ?? [])
  const count = new Map<string, number>()
  for (const word of split.flat()) count.set(word, (count.get(word) ?? 0) + 1)
  const byCount = [...count].sort(([a, na], [b, nb]) => nb - na || (a < b ? -1 : 1))
  const place = new Map(byCount.map(([word], j) => [word, j]))
  return {
    words: byCount.map(([word]) => word),
    counts: byCount.map(([, n]) => n),
    rows: split.map((words) => words.map((word) => place.get(word)!)),
  }
}
