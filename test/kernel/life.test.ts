import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { Client } from './client.ts'

const main = fileURLToPath(new URL('../../tools/kernel/main.mjs', import.meta.url))

for (const restart of [true, false]) {
  test(`a shutdown${restart ? ' for a restart' : ''} is answered and ends the process, though a timer still runs`, async () => {
    const client = await Client.start()
    try {
      await client.run('setInterval(() => undefined, 10)\n1')
      const ended = once(client.kernel, 'exit')
      expect(await client.reply(client.send('shutdown_request', { restart }, 'control'))).toEqual({
        status: 'ok',
        restart,
      })
      expect(await ended).toEqual([0, null])
    } finally {
      await client.stop()
    }
  })
}

test('a shutdown ends the process within two seconds though a loop runs', async () => {
  const client = await Client.start()
  try {
    await client.output(client.execute('await Promise.resolve()\nwhile (true) {}'), 'execute_input')
    const ended = once(client.kernel, 'exit')
    const sent = performance.now()
    client.send('shutdown_request', { restart: true }, 'control')
    await ended
    expect(performance.now() - sent).toBeLessThan(2000)
  } finally {
    await client.stop()
  }
})

test('a message with a wrong signature is left out, and the kernel goes on', async () => {
  const client = await Client.start()
  try {
    await client.sendForged('shell')
    await client.sendForged('control')
    expect((await client.run('1 + 1')).value).toBe('2')
    expect(await client.reply(client.send('kernel_info_request', {}, 'control'))).toMatchObject({
      status: 'ok',
    })
  } finally {
    await client.stop()
  }
})

test('started by hand, the kernel says what to start instead', async () => {
  const child = execFile(process.execPath, [main])
  let said = ''
  child.stderr?.on('data', (text: string) => (said += text))
  expect(await once(child, 'close')).toEqual([2, null])
  expect(said).toContain('npm start')
})

test('a kernel whose ports are taken says so and ends', async () => {
  const first = await Client.start()
  try {
    const [, file = ''] = first.kernel.spawnargs.slice(-2)
    const child = execFile(process.execPath, [main, file])
    let said = ''
    child.stderr?.on('data', (text: string) => (said += text))
    expect(await once(child, 'close')).toEqual([1, null])
    expect(said).toContain('cannot listen')
  } finally {
    await first.stop()
  }
})

/** Starts the kernel as the child of a process that does nothing else. */
const between =
  "require('node:child_process').spawn(process.execPath, process.argv.slice(1)); setInterval(() => undefined, 1000)"

test('a kernel goes when its parent goes, even from an endless loop', async () => {
  const client = await Client.start(undefined, (args, cwd) =>
    spawn(process.execPath, ['-e', between, '--', ...args], { cwd }),
  )
  const kernel = Number((await client.run('process.pid')).value)
  const isThere = () => {
    try {
      return process.kill(kernel, 0)
    } catch {
      return false
    }
  }
  const id = client.execute('while (true) {}')
  await client.output(id, 'execute_input')
  expect(isThere()).toBe(true)
  await client.stop()
  await expect.poll(isThere, { timeout: 30_000 }).toBe(false)
})
