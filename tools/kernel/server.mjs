import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import { Publisher, Reply, Router } from 'zeromq'
import { Kernel } from './kernel.mjs'
import { Wire } from './wire.mjs'

/**
 * @typedef {import('./wire.mjs').Message} Message
 * @typedef {import('./wire.mjs').Content} Content
 * @typedef {object} Connection
 * @property {string} transport
 * @property {string} ip
 * @property {string} key
 * @property {number} shell_port
 * @property {number} control_port
 * @property {number} iopub_port
 * @property {number} stdin_port
 * @property {number} hb_port
 */

/** Requests sent together arrive within this time (ms); those behind a failed cell wait for it, to be aborted with it. */
const together = 20

/** Milliseconds that a message may stay unsent when the kernel ends. */
const linger = 500

/** Jupyter's five sockets: takes requests, runs cells one after the other, answers. */
export class Server {
  #wire
  #connection
  #exit
  #shell = new Router({ linger })
  #control = new Router({ linger })
  #stdin = new Router({ linger })
  #heartbeat = new Reply({ linger })
  #iopub = new Publisher({ linger, sendHighWaterMark: 0 })
  /** @type {Message[]} */
  #queue = []
  #executing = false
  kernel

  /**
   * @param {Connection} connection
   * @param {() => void} exit
   */
  constructor(connection, exit) {
    this.#connection = connection
    this.#exit = exit
    this.#wire = new Wire(connection.key)
    this.kernel = new Kernel((type, content, parent) => {
      this.#post(this.#iopub, this.#wire.encode([type], type, content, parent))
    })
  }

  async listen() {
    const { transport, ip, shell_port, control_port, iopub_port, stdin_port, hb_port } = this.#connection
    const at = (/** @type {number} */ port) => `${transport}://${ip}:${port}`
    await Promise.all([
      this.#iopub.bind(at(iopub_port)),
      this.#shell.bind(at(shell_port)),
      this.#control.bind(at(control_port)),
      this.#stdin.bind(at(stdin_port)),
      this.#heartbeat.bind(at(hb_port)),
    ])
    await Promise.all([this.#receive(this.#shell), this.#receive(this.#control), this.#beat()])
  }

  async #beat() {
    for await (const frames of this.#heartbeat) await this.#heartbeat.send(frames)
  }

  /** @param {Router} socket */
  async #receive(socket) {
    for await (const frames of socket) {
      try {
        const message = this.#wire.decode(frames)
        if (message.header.msg_type === 'execute_request') {
          this.#queue.push(message)
          void this.#work()
        } else {
          this.#answer(socket, message)
        }
      } catch (error) {
        console.error('A message was left out:', error)
      }
    }
  }

  /**
   * @param {Router | Publisher} socket
   * @param {(string | Buffer)[]} frames
   */
  #post(socket, frames) {
    socket.send(frames).catch((/** @type {unknown} */ error) => {
      if (!socket.closed) throw error
    })
  }

  /**
   * @param {Router} socket
   * @param {Message} request
   * @param {Content} content
   */
  #reply(socket, { identities, header }, content) {
    const type = header.msg_type.replace('_request', '_reply')
    this.#post(socket, this.#wire.encode(identities, type, content, header))
  }

  /**
   * @param {Message} request
   * @param {'busy' | 'idle'} execution_state
   */
  #status({ header }, execution_state) {
    this.#post(this.#iopub, this.#wire.encode(['status'], 'status', { execution_state }, header))
  }

  /** Runs the waiting cells in order. After a failure those that wait are aborted; what is sent later runs. */
  async #work() {
    if (this.#executing) return
    this.#executing = true
    for (let request = this.#queue.shift(); request; request = this.#queue.shift()) {
      this.#status(request, 'busy')
      const { header, content } = request
      const reply = await this.kernel.execute(header, content)
      const stop = reply.status === 'error' && content.stop_on_error !== false
      const waiting = stop ? await this.#waiting() : []
      this.#reply(this.#shell, request, reply)
      this.#status(request, 'idle')
      for (const aborted of waiting) {
        this.#status(aborted, 'busy')
        this.#reply(this.#shell, aborted, { status: 'aborted' })
        this.#status(aborted, 'idle')
      }
    }
    this.#executing = false
  }

  async #waiting() {
    await delay(together)
    while (this.#shell.readable) await turn()
    return this.#queue.splice(0)
  }

  /**
   * @param {Router} socket
   * @param {Message} request
   */
  #answer(socket, request) {
    this.#status(request, 'busy')
    const type = request.header.msg_type
    try {
      const content = this.#content(type, request.content)
      if (content) this.#reply(socket, request, content)
    } catch (error) {
      const evalue = error instanceof Error ? error.message : String(error)
      this.#reply(socket, request, { status: 'error', ename: 'Error', evalue, traceback: [] })
    }
    this.#status(request, 'idle')
    if (type === 'shutdown_request') this.#close()
  }

  /**
   * @param {string} type
   * @param {Content} content
   * @returns {Content | undefined}
   */
  #content(type, content) {
    switch (type) {
      case 'kernel_info_request':
        return this.kernel.info()
      case 'is_complete_request':
        return { ...this.kernel.isComplete(content) }
      case 'inspect_request':
        return { ...this.kernel.inspect(content) }
      case 'complete_request':
        return { ...this.kernel.complete(content) }
      case 'comm_info_request':
        return { status: 'ok', comms: {} }
      case 'history_request':
        return { status: 'ok', history: [] }
      case 'interrupt_request':
        this.kernel.interrupt()
        return { status: 'ok' }
      case 'shutdown_request':
        return { status: 'ok', restart: content.restart === true }
      default:
        return undefined
    }
  }

  #close() {
    this.kernel.flush()
    this.kernel.close()
    for (const socket of [this.#iopub, this.#shell, this.#control, this.#stdin, this.#heartbeat])
      socket.close()
    this.#exit()
  }
}
