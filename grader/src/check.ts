import { examine, find } from './examine'
import { html, text } from './feedback'

/** What of the kernel `check` needs: it is there while a cell runs. */
interface Kernel {
  lastWriteDisplayData:
    | null
    | ((
        output: { data: Record<string, string>; metadata: object; transient: object },
        update: boolean,
      ) => void)
}

/**
 * Check an exercise: reads the file under exercises/ as it is now, runs it apart from the notebook, and shows below the
 * cell how far it is. With `{ hint: true }` the next hint is shown too.
 *
 * @throws RangeError for an id that is no exercise, with the ids there are
 */
export async function check(id: string, { hint = false }: { hint?: boolean } = {}): Promise<void> {
  const display = kernelDisplay()
  const feedback = await examine(find(id), { hint })
  const plain = text(feedback, `await check('${id}', { hint: true })`, false)
  if (!display) console.log(plain)
  else
    display(
      { data: { 'text/html': html(feedback), 'text/plain': plain }, metadata: {}, transient: {} },
      false,
    )
}

/** The kernel's way to show something under the cell, if this is a kernel: then its module is loaded already. */
function kernelDisplay() {
  try {
    const loaded = require.cache[require.resolve('tslab/dist/jupyter')]
    return (loaded?.exports as Kernel | undefined)?.lastWriteDisplayData
  } catch {
    return undefined
  }
}
