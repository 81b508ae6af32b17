import { AsyncLocalStorage } from 'node:async_hooks'
import { readFileSync } from 'node:fs'
import { formatWithOptions, types } from 'node:util'
import path from 'node:path'
import executing from 'tslab/dist/executor.js'
import jupyter from 'tslab/dist/jupyter.js'
import { CellConverter } from './converter.mjs'
import { interruptedFailure, thrownFailure, typeFailure } from './errors.mjs'
import { asked, heard, Interrupted, notAsked } from './interruption.mjs'
import { checkpoint } from './loops.mjs'
import { root } from './root.mjs'
import { Streams } from './streams.mjs'

/**
 * @typedef {import('./wire.mjs').Header} Header
 * @typedef {import('./wire.mjs').Content} Content
 * @typedef {import('./errors.mjs').Failure} Failure
 * @typedef {(type: string, content: Content, parent: Header | undefined) => void} Publish
 *
 * @typedef {object} Cell a request to run code, now or in the past
 * @property {string} id its name in stack frames
 * @property {string} name what readers call it
 * @property {string} code
 * @property {Header} parent the request that its output belongs to
 * @property {boolean} silent
 * @property {(text: string) => void} onResult takes the value of the last expression
 * @property {Failure} [failure]
 * @property {boolean} [interrupted]
 */

/** @param {string} file a path from the root */
function read(file) {
  try {
    return readFileSync(path.join(root, file), 'utf8')
  } catch {
    return undefined
  }
}

/** @param {unknown} value a field of a request */
const text = (value) => (typeof value === 'string' ? value : '')

/**
 * Jupyter counts characters, JavaScript counts UTF-16 units.
 * @param {string} code
 * @param {unknown} characters
 */
const toUnits = (code, characters) => Array.from(code).slice(0, Number(characters)).join('').length
/**
 * @param {string} code
 * @param {number} units
 */
const toCharacters = (code, units) => Array.from(code.slice(0, units)).length

const unawaited = 'A promise: its value comes later. Write await before it, and the cell waits.'

/** tslab's converter and executor behind Jupyter's requests; what goes where, and what counts as a failure. */
export class Kernel {
  #interruption
  #publish
  #converter = new CellConverter()
  #executor
  #tslab
  #count = 0
  #runs = 0
  /** The cell that asynchronous code was started by, however late it runs. @type {AsyncLocalStorage<Cell>} */
  #context = new AsyncLocalStorage()
  /** @type {Cell | undefined} */
  #running
  /** @type {Cell | undefined} */
  #last
  /** @type {Streams<Cell>} */
  #streams = new Streams((cell, name, text) => {
    if (!cell.silent) this.#publish('stream', { name, text }, cell.parent)
  })

  /**
   * @param {import('./interruption.mjs').Interruption} interruption
   * @param {Publish} publish sends a message on iopub
   */
  constructor(interruption, publish) {
    this.#interruption = interruption
    this.#publish = publish
    const converter = this.#converter
    const converters = {
      node: converter,
      browser: converter,
      close: () => {
        converter.close()
      },
    }
    this.#executor = executing.createExecutor(root, converters, {
      log: (/** @type {unknown} */ value) => {
        // Of a promise Node would print its inner parts; it is there because an await is not.
        const shown = types.isPromise(value) ? unawaited : formatWithOptions({}, value)
        this.#running?.onResult(shown)
      },
      error: (/** @type {unknown[]} */ ...values) => {
        this.#refuse(values)
      },
    })
    this.#tslab = new jupyter.JupyterHandlerImpl(this.#executor, false)
    this.#streams.capture('stdout', () => this.#owner())
    this.#streams.capture('stderr', () => this.#owner())
    // tslab.display, and with it the library's show(), sends its pictures and tables through this variable.
    Object.assign(jupyter, {
      lastWriteDisplayData: (/** @type {Content} */ data, /** @type {boolean} */ update) => {
        this.#send(this.#owner(), update ? 'update_display_data' : 'display_data', data)
      },
    })
    console.clear = () => {
      this.#send(this.#owner(), 'clear_output', { wait: false })
    }
    Object.defineProperty(globalThis, checkpoint, {
      value: () => {
        // Not Atomics.load, which takes five times as long; the other thread's word arrives without it.
        if (interruption[0] !== notAsked && this.#mustStop()) throw new Interrupted()
      },
    })
    Error.stackTraceLimit = 50
  }

  #mustStop() {
    return this.#interruption[0] === asked || this.#owner()?.interrupted === true
  }

  #owner() {
    return this.#context.getStore() ?? this.#running ?? this.#last
  }

  /**
   * @param {Cell | undefined} cell
   * @param {string} type
   * @param {Content} content
   */
  #send(cell, type, content) {
    this.#streams.flush()
    if (cell && !cell.silent) this.#publish(type, content, cell.parent)
  }

  /** Everything written so far is on its way. */
  flush() {
    this.#streams.flush()
  }

  /** @param {Content} request */
  isComplete(request) {
    return this.#tslab.handleIsComplete({ code: text(request.code) })
  }

  /** @param {Content} request */
  inspect(request) {
    const code = text(request.code)
    return this.#tslab.handleInspect({ code, cursor_pos: toUnits(code, request.cursor_pos), detail_level: 0 })
  }

  /** @param {Content} request */
  complete(request) {
    const code = text(request.code)
    const reply = this.#tslab.handleComplete({ code, cursor_pos: toUnits(code, request.cursor_pos) })
    const cursor_start = toCharacters(code, reply.cursor_start)
    const cursor_end = toCharacters(code, reply.cursor_end)
    return { ...reply, cursor_start, cursor_end }
  }

  /**
   * Runs a cell and gives the content of its execute_reply.
   * @param {Header} parent
   * @param {Content} request
   * @returns {Promise<Content & { status: 'ok' | 'error' }>}
   */
  async execute(parent, request) {
    const code = text(request.code)
    const silent = request.silent === true
    if (request.store_history !== false && !silent) this.#count++
    const execution_count = this.#count
    const cell = this.#cell(parent, code, silent, (shown) => {
      const data = { 'text/plain': shown }
      this.#send(cell, 'execute_result', { execution_count, data, metadata: {} })
    })
    this.#last = cell
    this.#send(cell, 'execute_input', { code, execution_count })
    await this.#run(cell)
    if (cell.failure) return { status: 'error', execution_count, ...cell.failure }
    /** @type {Content} */
    const user_expressions = {}
    for (const [name, expression] of Object.entries(request.user_expressions ?? {})) {
      user_expressions[name] = await this.#evaluate(parent, text(expression))
    }
    return { status: 'ok', execution_count, payload: [], user_expressions }
  }

  /**
   * @param {Header} parent
   * @param {string} code
   * @param {boolean} silent
   * @param {Cell['onResult']} onResult
   * @returns {Cell}
   */
  #cell(parent, code, silent, onResult) {
    const name = silent ? 'cell' : `cell [${this.#count}]`
    return { id: `cell-${++this.#runs}`, name, code, parent, silent, onResult }
  }

  /**
   * @param {Header} parent
   * @param {string} expression
   */
  async #evaluate(parent, expression) {
    let value = 'undefined'
    const cell = this.#cell(parent, expression, true, (shown) => {
      value = shown
    })
    await this.#run(cell)
    if (cell.failure) return { status: 'error', ...cell.failure }
    return { status: 'ok', data: { 'text/plain': value }, metadata: {} }
  }

  /** @param {Cell} cell */
  async #run(cell) {
    this.#running = cell
    Atomics.store(this.#interruption, 0, notAsked)
    this.#converter.begin(cell.id, cell.name)
    try {
      await this.#context.run(cell, () => this.#executor.execute(cell.code))
      // A rejection that nobody awaits is known one turn later.
      await new Promise((resolve) => setImmediate(resolve))
    } catch (error) {
      this.#fail(cell, this.#failureOf(error))
    }
    this.#running = undefined
    this.#streams.flush()
  }

  /**
   * tslab's report of a failed cell: the thrown value alone, or a format and what TypeScript has to say.
   * @param {unknown[]} values
   */
  #refuse(values) {
    const cell = this.#running
    if (!cell) return
    const { diagnostics } = this.#converter
    if (values.length === 1) {
      this.#fail(cell, this.#failureOf(values[0]))
    } else if (diagnostics.length > 0) {
      this.#fail(cell, typeFailure(diagnostics, cell.code, read))
    } else {
      console.error(...values)
    }
  }

  /** @param {unknown} thrown */
  #failureOf(thrown) {
    return this.#isInterrupt(thrown) ? interruptedFailure() : thrownFailure(thrown, this.#converter.scripts)
  }

  /** @param {unknown} value thrown by a loop, by Node at a signal, or by tslab in place of what is awaited */
  #isInterrupt(value) {
    try {
      if (!(value instanceof Error)) return false
      if (value instanceof Interrupted) return true
      if ('code' in value && value.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') return true
      return this.#running?.interrupted === true && value.message === 'Interrupted asynchronously'
    } catch {
      return false
    }
  }

  /**
   * Shows a failure with its cell. A running cell fails with its first one.
   * @param {Cell} cell
   * @param {Failure} failure
   */
  #fail(cell, failure) {
    if (cell === this.#running) {
      if (cell.failure) return
      cell.failure = failure
    }
    this.#send(cell, 'error', { ...failure })
  }

  /**
   * An error that no cell caught: thrown in a timer, or a rejection that nobody awaited.
   * @param {unknown} thrown
   */
  failLater(thrown) {
    const cell = this.#owner()
    if (!cell) {
      console.error(thrown)
      return
    }
    this.#fail(cell, this.#failureOf(thrown))
    // What the cell awaits may never come now.
    if (cell === this.#running) this.#executor.interrupt()
  }

  /** Ends what the running cell awaits; loops have seen by themselves that they are asked to stop. */
  interrupt() {
    const cell = this.#running
    Atomics.store(this.#interruption, 0, cell ? heard : notAsked)
    if (!cell) return
    cell.interrupted = true
    this.#executor.interrupt()
  }

  close() {
    this.#executor.close()
  }
}
