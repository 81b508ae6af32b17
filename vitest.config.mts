import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const alias = { downhill: here('lib/src/index.ts'), 'downhill-grader': here('grader/src/index.ts') }

/**
 * Unit tests need node alone; kernel and notebooks need the project's Python environment; browser needs a browser as well.
 * The project exercises is the reader's: it checks their answers, and npm test leaves it out.
 */
export default defineConfig({
  test: {
    watchTriggerPatterns: [
      { pattern: /exercises\/[^/]+\/[^/]+\.ts$/, testsToRun: () => here('test/exercises/exercises.test.ts') },
    ],
    projects: [
      {
        resolve: { alias },
        // As tools/bundle.mjs puts it into the explorables.
        define: { __VERSION__: '"0"' },
        test: { name: 'unit', include: ['test/{lib,grader,tools}/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        resolve: { alias },
        test: { name: 'exercises', include: ['test/exercises/**/*.test.ts'], testTimeout: 60_000 },
      },
      ...['kernel', 'notebooks', 'browser'].map((name) => ({
        resolve: { alias },
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          // These run lessons, two at a time, and have the machine for themselves.
          fileParallelism: name === 'kernel',
          maxConcurrency: 2,
        },
      })),
    ],
  },
})
