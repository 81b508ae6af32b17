import type { Data, Frame, Layout } from 'plotly.js-dist'

/** A Plotly figure as plain data, and what it shows in words, for those who cannot see it. `show` draws it. */
export interface Figure {
  readonly data: readonly Data[]
  readonly layout: Partial<Layout>
  /** What a slider or a play button steps through. */
  readonly frames?: readonly Frame[]
  readonly caption: string
}
