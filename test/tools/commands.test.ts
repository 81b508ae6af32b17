import { spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as explorablesCommand from '../../tools/commands/explorables.mjs'
import { readArguments } from '../../tools/commands/start.mjs'
import * as testCommand from '../../tools/commands/test.mjs'
import { root } from '../../tools/files.mjs'
import { takePort } from '../../tools/lab.mjs'
import { choose } from '../../tools/names.mjs'

describe('npm start reads', () => {
  test('nothing as the first lesson, a free port and a browser', () => {
    expect(readArguments([])).toEqual({ lesson: '00', port: undefined, browser: true, help: false })
  })

  test('lesson, port and browser in either way of writing', () => {
    const expected = { lesson: '06', port: 9999, browser: false, help: false }
    expect(readArguments(['--no-browser', '--port', '9999', '--lesson', '06'])).toEqual(expected)
    expect(readArguments(['--lesson=06', '--port=9999', '--no-browser'])).toEqual(expected)
  })

  test.each([
    [['--prot', '9999'], "Unknown option '--prot'. There are:"],
    [['06'], "Unexpected argument '06'"],
    [['--port', '99999'], "--port is '99999'; it has to be a number from 1 to 65535"],
    [['--port', 'x'], "--port is 'x'"],
    [['--port'], "Option '--port <value>' argument missing. There are:"],
    [['--lesson', '--no-browser'], "Option '--lesson' argument is ambiguous. There are:"],
    [['--no-browser=yes'], "Option '--no-browser' does not take an argument"],
  ])('%j as a mistake that it explains', (args, sentence) => {
    expect(() => readArguments(args)).toThrow(sentence)
  })
})

describe('a lesson or an exercise', () => {
  const names = ['00-start', '06-momentum', 'descend']

  test.each([
    ['06', '06-momentum'],
    ['6', '06-momentum'],
    ['0', '00-start'],
    ['momentum', '06-momentum'],
    ['06-momentum', '06-momentum'],
    ['notebooks/06-momentum.ipynb', '06-momentum'],
    ['exercises\\02-gradient-descent\\descend.ts', 'descend'],
  ])('is known as %s', (wanted, name) => {
    expect(choose(wanted, names, 'lesson')).toBe(name)
  })

  test.each(['', '1', '60', '066', 'momentu', '-'])(
    "is not known as '%s', and the sentence lists those that are",
    (wanted) => {
      expect(() => choose(wanted, names, 'lesson')).toThrow(
        `There is no lesson '${wanted}'. There are: 00-start, 06-momentum, descend.`,
      )
    },
  )
})

describe('a port', () => {
  test('that is taken is refused by number when asked for, and passed over when not', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const taken = typeof address === 'object' && address !== null ? address.port : 0
    try {
      await expect(takePort(taken)).rejects.toThrow(`Port ${taken} is taken`)
      expect(await takePort(undefined)).toBeGreaterThanOrEqual(8888)
    } finally {
      server.close()
    }
  })
})

describe('npm test', () => {
  const here = { python: undefined, browser: undefined }

  test('runs every part where everything is there', () => {
    expect(testCommand.plan(['unit', 'kernel', 'notebooks', 'browser'], here)).toEqual({
      run: ['unit', 'kernel', 'notebooks', 'browser'],
      leftOut: [],
    })
  })

  test('leaves out by name what needs a browser, or Python', () => {
    const all = ['unit', 'kernel', 'notebooks', 'browser']
    expect(testCommand.plan(all, { ...here, browser: 'no browser' })).toEqual({
      run: ['unit', 'kernel', 'notebooks'],
      leftOut: [{ part: 'browser', reason: 'no browser' }],
    })
    expect(
      testCommand.plan(all, { python: 'no Python', browser: 'no browser' }).leftOut.map(({ part }) => part),
    ).toEqual(['kernel', 'notebooks', 'browser'])
  })

  test('names what it leaves out, with each reason once', () => {
    const leftOut = testCommand.plan(['kernel', 'notebooks', 'browser'], {
      python: 'There is no Python: install it.',
      browser: undefined,
    }).leftOut
    expect(testCommand.sentences(leftOut)).toBe(
      'Left out: the tests of kernel, notebooks, browser. There is no Python: install it.',
    )
  })

  test('hands the projects and all other arguments on to vitest', () => {
    expect(
      testCommand.readArguments(['--project', 'unit', 'test/lib', '--project=kernel', '-t', 'momentum']),
    ).toEqual({
      wanted: ['unit', 'kernel'],
      rest: ['test/lib', '-t', 'momentum'],
    })
    expect(testCommand.readArguments([]).wanted).toEqual(['unit', 'kernel', 'notebooks', 'browser'])
  })
})

describe('npm run explorables', () => {
  test('writes into a folder of the course, or where it is told to', () => {
    expect(explorablesCommand.readArguments([])).toEqual({ out: join(root, 'explorables'), help: false })
    expect(explorablesCommand.readArguments(['--out', 'course'])).toEqual({ out: 'course', help: false })
  })

  test('explains a mistake, and itself', () => {
    expect(() => explorablesCommand.readArguments(['--outt', 'x'])).toThrow(
      "Unknown option '--outt'. There are:",
    )
    expect(explorablesCommand.readArguments(['-h']).help).toBe(true)
  })
})

test('a mistake at the command line ends in a sentence and exit code 1, without a stack trace', () => {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [join(root, 'tools', 'start.mjs'), '--lesson', 'nine'],
    {
      encoding: 'utf8',
    },
  )
  expect(status).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/^\s*There is no lesson 'nine'\. There are: .*\.\n$/)
})
