/**
 * A path's rows under the labels of deck E's slides “Keep doing” (errata 1 and 2): each label is one too low, as from a
 * loop that counts from 0 and prints after its step. Row 10 then holds what is x₁₁.
 *
 * @param rows the rows of a path, from t = 0 on; they are not changed
 * @see deck E, “Square function”, from x₁₀ = 6.012 and from x₃₀ = 0.069
 */
export const asPrintedLabels = <R extends { readonly t: number }>(rows: readonly R[]): R[] =>
  rows.slice(1).map((row) => ({ ...row, t: row.t - 1 }))
