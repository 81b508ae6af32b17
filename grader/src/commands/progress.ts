import { SingleBar } from 'cli-progress'

/** Do work of so many steps behind a bar, in a terminal; elsewhere nothing is shown. Ctrl-C says how to go on. */
export async function withProgress(total: number, work: (step: () => void) => Promise<void>): Promise<void> {
  const bar = new SingleBar({
    format: 'Grading {bar} {value} of {total} answers, {eta_formatted} left',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    etaBuffer: 200,
  })
  const stop = () => {
    bar.stop()
    console.error('Stopped. The same command goes on from here.')
    process.exit(130)
  }
  process.once('SIGINT', stop)
  bar.start(total, 0)
  try {
    await work(() => bar.increment())
  } finally {
    bar.stop()
    process.off('SIGINT', stop)
  }
}
