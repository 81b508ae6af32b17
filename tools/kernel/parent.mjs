import { parentPort } from 'node:worker_threads'

// Runs in a thread of its own, so that a kernel whose cell never ends goes away with the server that started it.
const parent = process.ppid

function isAlive() {
  if (process.ppid !== parent) return false
  try {
    process.kill(parent, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

if (parentPort) {
  setInterval(() => {
    if (!isAlive()) process.kill(process.pid, 'SIGKILL')
  }, 1000)
}
