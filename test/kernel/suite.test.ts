import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runInJupyter } from './jupyter.ts'

/** What the kernel cannot pass, and why. */
const exceptions: Record<string, string> = {
  test_pager: 'cells have no pager: every front end shows help by itself, with Shift-Tab',
  test_history: 'the kernel keeps no history: the notebook is the history',
}
// IopubWelcomeTests, the suite's other class, waits for ever where a kernel sends no iopub_welcome; Jupyter needs none.

test('the public suite for Jupyter kernels passes, save for the exceptions with their reasons', async () => {
  const outcomes = (await runInJupyter(fileURLToPath(new URL('suite.py', import.meta.url)))) as Record<
    string,
    string
  >
  const passed = Object.keys(outcomes).filter((name) => outcomes[name] === 'ok')
  const failed = Object.fromEntries(
    Object.entries(outcomes).filter(([name, outcome]) => outcome !== 'ok' && !(name in exceptions)),
  )
  expect(failed).toEqual({})
  expect(passed.filter((name) => name in exceptions)).toEqual([])
  expect(passed.sort()).toEqual([
    'test_clear_output',
    'test_completion',
    'test_display_data',
    'test_error',
    'test_execute_result',
    'test_execute_stderr',
    'test_execute_stdout',
    'test_inspect',
    'test_interrupt',
    'test_is_complete',
    'test_kernel_info',
  ])
})
