import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findBrowser } from '../../tools/browser.mjs'
import { jupyterEnvironment } from '../../tools/lab.mjs'
import { hashOf, packagesAreThere, readStamp, writeStamp } from '../../tools/setup/stages.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'downhill set-up é '))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const put = (path: string, content: unknown) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content))
}

describe('the node packages are there', () => {
  const locked = {
    '': { version: '0.1.0' },
    lib: { version: '0.1.0' },
    'node_modules/downhill': { link: true },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/for-another-system': { version: '1.0.0', optional: true },
  }
  beforeEach(() => {
    put('package-lock.json', { packages: locked })
    const installed: Partial<typeof locked> = { ...locked }
    delete installed['']
    delete installed['node_modules/for-another-system']
    put('node_modules/.package-lock.json', { packages: installed })
    put('node_modules/a/package.json', {})
    put('node_modules/downhill/package.json', {})
  })

  test('when each has its version, whatever is missing for another system', () => {
    expect(packagesAreThere(folder)).toBe(true)
  })

  test('but not when one has another version', () => {
    put('package-lock.json', { packages: { ...locked, 'node_modules/a': { version: '1.0.1' } } })
    expect(packagesAreThere(folder)).toBe(false)
  })

  test('but not when the folder of one is gone, or an installation did not end', () => {
    rmSync(join(folder, 'node_modules/a'), { recursive: true })
    expect(packagesAreThere(folder)).toBe(false)
    rmSync(join(folder, 'node_modules'), { recursive: true })
    expect(packagesAreThere(folder)).toBe(false)
  })
})

describe('the stamp', () => {
  test('keeps what other stages have noted, and forgets what is begun again', () => {
    writeStamp(folder, { build: 'b' })
    writeStamp(folder, { python: 'p' })
    expect(readStamp(folder)).toEqual({ build: 'b', python: 'p' })
    writeStamp(folder, { python: undefined })
    expect(readStamp(folder)).toEqual({ build: 'b' })
  })

  test('that is cut off counts as none', () => {
    put('.venv/stamp.json', '{"build":')
    expect(readStamp(folder)).toEqual({})
  })
})

test('the hash of sources changes with a text, a name and a new file', () => {
  put('src/a.ts', '1')
  const hash = () => hashOf(folder, ['src', 'not-there.json'])
  const hashes = [hash()]
  put('src/a.ts', '2')
  hashes.push(hash())
  put('src/deep/b.ts', '')
  hashes.push(hash())
  rmSync(join(folder, 'src/deep/b.ts'))
  put('src/deep/c.ts', '')
  hashes.push(hash())
  expect(new Set(hashes).size).toBe(4)
  expect(hash()).toBe(hashes.at(-1))
})

test("Jupyter's environment has none of the reader's Jupyter, Python or IPython in it", () => {
  const environment = jupyterEnvironment('/course', {
    PATH: '/bin',
    JUPYTER_PATH: '/evil',
    JUPYTER_TOKEN: 'evil',
    JUPYTERLAB_DIR: '/evil',
    PYTHONPATH: '/evil',
    PYTHONHOME: '/evil',
    IPYTHONDIR: '/evil',
  })
  expect(environment).toMatchObject({ PATH: '/bin', PYTHONNOUSERSITE: '1' })
  expect(JSON.stringify(environment)).not.toContain('evil')
})

describe('a browser is found', () => {
  test.skipIf(process.platform === 'win32')('on the PATH, by any of its names', () => {
    put('bin/google-chrome', '')
    const PATH = ['/nowhere', join(folder, 'bin')].join(delimiter)
    expect(findBrowser({ PATH }, 'linux')).toBe(join(folder, 'bin', 'google-chrome'))
    expect(findBrowser({ PATH: '/nowhere' }, 'linux')).toBeUndefined()
  })

  test('where CHROME_PATH says, and nowhere else', () => {
    put('my chrome', '')
    expect(findBrowser({ CHROME_PATH: join(folder, 'my chrome') })).toBe(join(folder, 'my chrome'))
    expect(findBrowser({ ...process.env, CHROME_PATH: join(folder, 'gone') })).toBeUndefined()
  })
})
