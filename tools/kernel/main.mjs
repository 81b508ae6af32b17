// The course's kernel: node main.mjs <connection file>, as a kernelspec starts it.
import './root.mjs'
import { readFileSync } from 'node:fs'
import { Server } from './server.mjs'

const connectionFile = process.argv.at(2)
if (connectionFile === undefined) {
  console.error('Jupyter starts this file. To open the course: npm start')
  process.exit(2)
}

const exit = process.exit.bind(process)
process.exit = () => {
  throw new Error(
    'process.exit() would end the kernel and forget every cell. To begin afresh, restart the kernel from its menu.',
  )
}

/** @type {unknown} */
const connection = JSON.parse(readFileSync(connectionFile, 'utf8'))
const server = new Server(/** @type {import('./server.mjs').Connection} */ (connection))

// Node breaks off a cell's script at this signal; whatever else it meets does not end for it.
process.on('SIGINT', () => undefined)
process.on('uncaughtException', (error) => {
  server.failLater(error)
})
process.on('unhandledRejection', (reason) => {
  server.failLater(reason)
})

try {
  await server.listen()
  exit(0)
} catch (error) {
  console.error('The kernel cannot listen where Jupyter told it to:', error)
  exit(1)
}
