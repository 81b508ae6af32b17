import { describe, expect, test } from 'vitest'
import { choosePython } from '../../tools/setup/python.mjs'
import { installProblem } from '../../tools/run.mjs'

const python = (version: readonly [number, number], canMakeVenv = true) => ({
  executable: `python${version.join('.')}`,
  version,
  canMakeVenv,
})

describe('the Python that makes the environment', () => {
  test('is the first that is recent and complete', () => {
    const found = [python([3, 9]), python([3, 12], false), python([3, 11]), python([3, 13])]
    expect(choosePython(found, 'linux').executable).toBe('python3.11')
  })

  test('may be a Python 4', () => {
    expect(choosePython([python([4, 0])], 'linux').executable).toBe('python4.0')
  })

  test.each([
    ['linux', 'apt install python3'],
    ['darwin', 'brew install python'],
    ['win32', 'Add python.exe to PATH'],
  ] as const)('when there is none on %s, the sentence says where to get it', (platform, remedy) => {
    expect(() => choosePython([], platform)).toThrow(remedy)
  })

  test('when it is too old, the sentence names its version and the one that is needed', () => {
    expect(() => choosePython([python([2, 7]), python([3, 9])], 'linux')).toThrow(
      /Python 2\.7 is too old.*3\.10 or later/,
    )
  })

  test('when its module venv is missing, the sentence names the package that brings it', () => {
    expect(() => choosePython([python([3, 12], false)], 'linux')).toThrow('apt install python3.12-venv')
  })
})

describe('a failed installation is explained by', () => {
  const why = (output: string) => installProblem('JupyterLab', 'the Python Package Index', output).message

  test.each([
    [
      'pip',
      "WARNING: Retrying (Retry(total=1)) after connection broken by 'NewConnectionError(…: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')'\nERROR: Could not find a version that satisfies the requirement anyio==4.16.0 (from versions: none)",
    ],
    ['uv', 'error: Failed to fetch: …\n  Caused by: error sending request for url\n  Caused by: dns error'],
    ['npm', 'npm error code EAI_AGAIN\nnpm error syscall getaddrinfo'],
    ['npm behind a dead proxy', 'npm error code ECONNREFUSED\nnpm error FetchError: request failed'],
  ])('the network, from what %s prints', (_, output) => {
    expect(why(output)).toMatch(/cannot be reached\. Connect to the internet/)
  })

  test.each([
    [
      'npm',
      "npm error code EACCES\nnpm error Error: EACCES: permission denied, mkdir '/course/node_modules'",
      '/course/node_modules',
    ],
    [
      'pip',
      "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/course/.venv/lib'",
      '/course/.venv/lib',
    ],
    ['venv', "Error: [Errno 30] Read-only file system: '/course/.venv'", '/course/.venv'],
  ])('the folder that may not be written to, from what %s prints', (_, output, folder) => {
    expect(why(output)).toContain(`${folder} may not be written to. Put the course into a folder of your own`)
  })

  test('the disk, when it is full', () => {
    expect(why('OSError: [Errno 28] No space left on device')).toContain('the disk is full')
  })

  test('the end of what the installer said, in any other case', () => {
    const message = why('Collecting anyio\nERROR: THESE PACKAGES DO NOT MATCH THE HASHES')
    expect(message).toContain('DO NOT MATCH THE HASHES')
    expect(message).not.toContain('internet')
  })
})
