// A thread of its own, for what must work however busy a cell keeps the kernel: the control channel, the heartbeat,
// and going away with the server that started the kernel.
import { parentPort, workerData } from 'node:worker_threads'
import { Reply, Router } from 'zeromq'
import { asked } from './interruption.mjs'
import { Wire } from './wire.mjs'

/** Milliseconds between two attempts to reach a busy kernel. */
const patience = 100
/** Milliseconds that a shutdown waits for a busy kernel. */
const grace = 1000

/** @type {unknown} */
const data = workerData
const { connection, interruption, linger } = /** @type {import('./server.mjs').ControlData} */ (data)
const { transport, ip, key, control_port, hb_port } = connection
const parent = process.ppid

const wire = new Wire(key)
const control = new Router({ linger })
const heartbeat = new Reply({ linger })

async function beat() {
  for await (const frames of heartbeat) await heartbeat.send(frames)
}

async function receive() {
  for await (const frames of control) {
    try {
      const message = wire.decode(frames)
      const type = message.header.msg_type
      if (type === 'interrupt_request') interrupt()
      if (type === 'shutdown_request') setTimeout(end, grace).unref()
      parentPort?.postMessage(message)
    } catch (error) {
      console.error('A message was left out:', error)
    }
  }
}

/**
 * Asks whatever runs to stop. The reader's loops see it at their next turn, and what is awaited ends when the kernel
 * hears of it. A loop inside a package sees nothing: a signal breaks into it, where there are signals.
 */
function interrupt() {
  Atomics.store(interruption, 0, asked)
  const attempts = setInterval(() => {
    if (Atomics.load(interruption, 0) !== asked) clearInterval(attempts)
    else if (process.platform !== 'win32') process.kill(process.pid, 'SIGINT')
  }, patience)
}

function end() {
  process.kill(process.pid, 'SIGKILL')
}

function hasParent() {
  if (process.ppid !== parent) return false
  try {
    process.kill(parent, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Lets go of all that keeps the thread alive: one that is ended from outside while its sockets work takes the process with it. */
function close() {
  control.close()
  heartbeat.close()
  clearInterval(watch)
  parentPort?.close()
}

const watch = setInterval(() => {
  if (!hasParent()) end()
}, 1000)

const bound = await Promise.allSettled([
  control.bind(`${transport}://${ip}:${control_port}`),
  heartbeat.bind(`${transport}://${ip}:${hb_port}`),
])
parentPort?.on('message', (/** @type {(string | Uint8Array)[] | 'close'} */ message) => {
  if (message === 'close') close()
  else void control.send(message)
})
const failed = bound.find((each) => each.status === 'rejected')
if (failed) parentPort?.postMessage(failed.reason)
else await Promise.all([receive(), beat()])
