import { EventEmitter, once } from 'node:events'
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { Publisher, Router } from 'zeromq'
import { info } from './info.mjs'
import { notAsked } from './interruption.mjs'
import { Wire } from './wire.mjs'

/**
 * @typedef {import('./wire.mjs').Message} Message
 * @typedef {import('./wire.mjs').Content} Content
 * @typedef {import('./kernel.mjs').Kernel} Kernel
 * @typedef {object} Connection
 * @property {string} transport
 * @property {string} ip
 * @property {string} key
 * @property {number} shell_port
 * @property {number} control_port
 * @property {number} iopub_port
 * @property {number} stdin_port
 * @property {number} hb_port
 *
 * @typedef {{ connection: Connection, interruption: import('./interruption.mjs').Interruption, linger: number }} ControlData
 *   what the control thread is given
 * @typedef {(frames: (string | Uint8Array)[]) => void} Send
 */

/** Requests sent together arrive within this time (ms); those behind a failed cell wait for it, to be aborted with it. */
const together = 20

/** Jupyter asks who is there as soon as it can; after this time (ms) the kernel loads what runs cells all the same. */
const patience = 200

/** Milliseconds that a message may stay unsent when the kernel ends. */
const linger = 500

/** Jupyter's sockets, save those of the control thread: takes requests, runs cells one after the other, answers. */
export class Server {
  #wire
  #connection
  #shell = new Router({ linger })
  #stdin = new Router({ linger })
  #iopub = new Publisher({ linger, sendHighWaterMark: 0 })
  /** @type {Message[]} */
  #queue = []
  #executing = false
  #interruption = new Int32Array(new SharedArrayBuffer(4)).fill(notAsked)
  #thread
  #threadEnded
  /** What runs cells. @type {Kernel | undefined} */
  #kernel
  /** Told when Jupyter has had its first answer. */
  #greeted = new EventEmitter()
  #loading

  /** @param {Connection} connection */
  constructor(connection) {
    this.#connection = connection
    this.#wire = new Wire(connection.key)
    /** @type {ControlData} */
    const workerData = { connection, interruption: this.#interruption, linger }
    this.#thread = new Worker(new URL('./control.mjs', import.meta.url), { workerData })
    this.#threadEnded = new Promise((resolve) => this.#thread.once('exit', resolve))
    this.#loading = this.#load()
  }

  /**
   * Serves until a shutdown is asked for.
   * @throws when a socket cannot be bound
   */
  async listen() {
    const failure = new Promise((_, reject) => {
      this.#thread.once('error', reject)
      this.#thread.on('message', (/** @type {Message | Error} */ message) => {
        if (message instanceof Error) reject(message)
        else this.#obey(message)
      })
    })
    try {
      await Promise.race([failure, Promise.all([this.#serve(), this.#threadEnded])])
    } catch (error) {
      await this.#close()
      throw error
    }
  }

  async #serve() {
    const { transport, ip, shell_port, iopub_port, stdin_port } = this.#connection
    const at = (/** @type {number} */ port) => `${transport}://${ip}:${port}`
    await Promise.all([
      this.#iopub.bind(at(iopub_port)),
      this.#shell.bind(at(shell_port)),
      this.#stdin.bind(at(stdin_port)),
    ])
    await Promise.all([this.#loading, this.#receive()])
  }

  /** Loading takes half a second; Jupyter needs about as long from its first answer to its first cell. */
  async #load() {
    await Promise.race([once(this.#greeted, 'answer'), delay(patience)])
    const { Kernel } = await import('./kernel.mjs')
    return (this.#kernel = new Kernel(this.#interruption, (type, content, parent) => {
      this.#post(this.#iopub, this.#wire.encode([type], type, content, parent))
    }))
  }

  /**
   * An error that no cell caught.
   * @param {unknown} thrown
   */
  failLater(thrown) {
    if (this.#kernel) this.#kernel.failLater(thrown)
    else console.error(thrown)
  }

  /** @param {Message} request that came to the control thread */
  #obey(request) {
    void this.#answer((frames) => {
      this.#thread.postMessage(frames)
    }, request)
  }

  async #receive() {
    for await (const frames of this.#shell) {
      try {
        const message = this.#wire.decode(frames)
        if (message.header.msg_type === 'execute_request') {
          this.#queue.push(message)
          void this.#work()
        } else {
          await this.#answer((frames) => {
            this.#post(this.#shell, frames)
          }, message)
          this.#greeted.emit('answer')
        }
      } catch (error) {
        console.error('A message was left out:', error)
      }
    }
  }

  /**
   * @param {Router | Publisher} socket
   * @param {(string | Uint8Array)[]} frames
   */
  #post(socket, frames) {
    socket.send(frames).catch((/** @type {unknown} */ error) => {
      if (!socket.closed) throw error
    })
  }

  /**
   * @param {Message} request
   * @param {Content} content
   */
  #reply({ identities, header }, content) {
    const type = header.msg_type.replace('_request', '_reply')
    return this.#wire.encode(identities, type, content, header)
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
    const kernel = await this.#loading
    for (let request = this.#queue.shift(); request; request = this.#queue.shift()) {
      this.#status(request, 'busy')
      const { header, content } = request
      const reply = await kernel.execute(header, content)
      const stop = reply.status === 'error' && content.stop_on_error !== false
      const waiting = stop ? await this.#waiting() : []
      this.#post(this.#shell, this.#reply(request, reply))
      this.#status(request, 'idle')
      for (const aborted of waiting) {
        this.#status(aborted, 'busy')
        this.#post(this.#shell, this.#reply(aborted, { status: 'aborted' }))
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
   * @param {Send} send
   * @param {Message} request
   */
  async #answer(send, request) {
    this.#status(request, 'busy')
    const type = request.header.msg_type
    try {
      const content = await this.#content(type, request.content)
      if (content) send(this.#reply(request, content))
    } catch (error) {
      const evalue = error instanceof Error ? error.message : String(error)
      send(this.#reply(request, { status: 'error', ename: 'Error', evalue, traceback: [] }))
    }
    this.#status(request, 'idle')
    if (type === 'shutdown_request') void this.#close()
  }

  /**
   * @param {string} type
   * @param {Content} content
   * @returns {Promise<Content | undefined>}
   */
  async #content(type, content) {
    switch (type) {
      case 'kernel_info_request':
        return info()
      case 'is_complete_request':
        return { ...(await this.#loading).isComplete(content) }
      case 'inspect_request':
        return { ...(await this.#loading).inspect(content) }
      case 'complete_request':
        return { ...(await this.#loading).complete(content) }
      case 'comm_info_request':
        return { status: 'ok', comms: {} }
      case 'history_request':
        return { status: 'ok', history: [] }
      case 'interrupt_request':
        ;(await this.#loading).interrupt()
        return { status: 'ok' }
      case 'shutdown_request':
        return { status: 'ok', restart: content.restart === true }
      default:
        return undefined
    }
  }

  async #close() {
    this.#kernel?.flush()
    this.#kernel?.close()
    for (const socket of [this.#iopub, this.#shell, this.#stdin]) socket.close()
    this.#thread.postMessage('close')
    await this.#threadEnded
  }
}
