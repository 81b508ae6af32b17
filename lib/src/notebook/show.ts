import { outputsOf, type MimeBundle, type Showable } from './outputs'

/** What of the kernel `show` needs: it is there while a cell runs. */
interface Kernel {
  lastWriteDisplayData:
    null | ((output: { data: MimeBundle; metadata: object; transient: object }, update: boolean) => void)
}

/**
 * Shows a figure with its caption, a table, or text (Markdown with TeX between dollar signs) below the cell.
 *
 * @throws Error outside a notebook, where there is no cell to show anything under
 */
export const show = (item: Showable): void => emit(outputsOf(item))

/** Puts outputs below the cell that runs. */
export function emit(outputs: readonly MimeBundle[]): void {
  // The kernel's own copy, and only when needed: outside a kernel it would load native code for nothing.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { lastWriteDisplayData } = require('tslab/dist/jupyter') as Kernel
  if (!lastWriteDisplayData)
    throw new Error(
      'show was called outside a notebook, where there is no cell to show things under; run it in a cell',
    )
  for (const data of outputs) lastWriteDisplayData({ data, metadata: {}, transient: {} }, false)
}
