import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const alias = { downhill: here('lib/src/index.ts'), 'downhill-grader': here('grader/src/index.ts') }

/** Files at a time: two on two cores as well, for much of the time they wait for processes of their own. */
const maxWorkers = Math.max(3, Math.floor(availableParallelism() / 2))

/** The files that take a minute or more begin first, so that none of them is left over for the end. */
class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]) {
    const long = ['browser/lessons', 'notebooks/notebooks', 'grader/faults', 'kernel/start', 'grader/mutants']
    const rank = ({ moduleId }: TestSpecification) => {
      const place = long.findIndex((name) => moduleId.includes(`/${name}.`))
      return place === -1 ? long.length : place
    }
    return Promise.resolve([...files].sort((a, b) => rank(a) - rank(b)))
  }
}

/**
 * Unit tests need node alone; kernel and notebooks need the project's Python environment; browser needs a browser as well.
 * The project exercises is the reader's: it checks their answers, and npm test leaves it out.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    watchTriggerPatterns: [
      { pattern: /exercises\/[^/]+\/[^/]+\.ts$/, testsToRun: () => here('test/exercises/exercises.test.ts') },
    ],
    projects: [
      {
        resolve: { alias },
        // As tools/bundle.mjs puts it into the explorables.
        define: { __VERSION__: '"0"' },
        test: {
          name: 'unit',
          include: ['test/{lib,grader,tools}/**/*.test.ts'],
          // The files of a worker share what they import: it is imported once.
          isolate: false,
          testTimeout: 60_000,
          maxWorkers,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'exercises',
          include: ['test/exercises/**/*.test.ts'],
          testTimeout: 60_000,
          maxWorkers,
        },
      },
      ...['kernel', 'notebooks', 'browser'].map((name) => ({
        resolve: { alias },
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          // What a page shall come to show may take its time on a busy machine.
          expect: { poll: { timeout: 30_000 } },
          maxWorkers,
          // A test of the browser puts a solution into the reader's place for a second: others read what is there.
          sequence: { groupOrder: name === 'kernel' ? 0 : 1 },
        },
      })),
    ],
  },
})
