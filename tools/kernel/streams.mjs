import { StringDecoder } from 'node:string_decoder'

/** Text is gathered up to this length, and for this time: a message for each line would drown the front end. */
const enough = 8192
const longEnough = 100

/**
 * What cells write to stdout and stderr, gathered into few messages.
 * @template Owner
 */
export class Streams {
  #publish
  /** @type {{ owner: Owner, name: string, text: string, since: number } | undefined} */
  #pending

  /** @param {(owner: Owner, name: string, text: string) => void} publish */
  constructor(publish) {
    this.#publish = publish
  }

  /**
   * Sends what a stream of this process writes to whoever owns it at that moment; while nobody does, it is left alone.
   * @param {'stdout' | 'stderr'} name
   * @param {() => Owner | undefined} ownerNow
   */
  capture(name, ownerNow) {
    const stream = process[name]
    const write = stream.write.bind(stream)
    const decoder = new StringDecoder()
    /**
     * @param {string | Uint8Array} chunk
     * @param {BufferEncoding | ((error?: Error | null) => void)} [encoding]
     * @param {(error?: Error | null) => void} [done]
     */
    stream.write = (chunk, encoding, done) => {
      const owner = ownerNow()
      const callback = typeof encoding === 'function' ? encoding : done
      if (owner === undefined) return write(chunk, callback)
      this.#add(owner, name, typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk)))
      if (callback) process.nextTick(callback)
      return true
    }
  }

  /**
   * @param {Owner} owner
   * @param {string} name
   * @param {string} text
   */
  #add(owner, name, text) {
    if (this.#pending?.owner !== owner || this.#pending.name !== name) this.flush()
    if (!this.#pending) {
      this.#pending = { owner, name, text: '', since: performance.now() }
      setImmediate(() => {
        this.flush()
      })
    }
    this.#pending.text += text
    if (this.#pending.text.length >= enough || performance.now() - this.#pending.since >= longEnough)
      this.flush()
  }

  flush() {
    const pending = this.#pending
    this.#pending = undefined
    if (pending && pending.text !== '') this.#publish(pending.owner, pending.name, pending.text)
  }
}
