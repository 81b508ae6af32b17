import { createHmac, randomUUID } from 'node:crypto'

/**
 * @typedef {{ msg_id: string, msg_type: string, session: string, username: string, date: string, version: string }} Header
 * @typedef {Record<string, unknown>} Content
 * @typedef {{ identities: Uint8Array[], header: Header, parent: Partial<Header>, content: Content }} Message
 */

export const protocolVersion = '5.3'

const delimiter = Buffer.from('<IDS|MSG>')

/** Jupyter messages as they travel: identities, delimiter, signature, header, parent header, metadata, content. */
export class Wire {
  #key
  #session = randomUUID()

  /** @param {string} key the connection's key; an empty one means that nothing is signed */
  constructor(key) {
    this.#key = key
  }

  /** @param {(string | Buffer)[]} parts */
  #sign(parts) {
    if (this.#key === '') return ''
    const hmac = createHmac('sha256', this.#key)
    for (const part of parts) hmac.update(part)
    return hmac.digest('hex')
  }

  /**
   * @param {Buffer[]} frames
   * @returns {Message}
   * @throws {Error} when the frames are no message, or not signed with the connection's key
   */
  decode(frames) {
    const at = frames.findIndex((frame) => frame.equals(delimiter))
    const body = frames.slice(at + 2, at + 6)
    if (at < 0 || body.length < 4) throw new Error('a message without its delimiter or parts')
    if (frames[at + 1]?.toString() !== this.#sign(body)) throw new Error('a message with a wrong signature')
    const [header, parent, , content] = body.map(
      (part) => /** @type {unknown} */ (JSON.parse(part.toString())),
    )
    return {
      identities: frames.slice(0, at),
      header: /** @type {Header} */ (header),
      parent: /** @type {Partial<Header>} */ (parent),
      content: /** @type {Content} */ (content),
    }
  }

  /**
   * @param {(string | Uint8Array)[]} identities whom it goes to; for iopub, its topic
   * @param {string} type
   * @param {Content} content
   * @param {Header | undefined} parent the request that it belongs to
   */
  encode(identities, type, content, parent) {
    const header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.#session,
      username: 'kernel',
      date: new Date().toISOString(),
      version: protocolVersion,
    }
    const body = [header, parent ?? {}, {}, content].map((part) => JSON.stringify(part))
    return [...identities, delimiter, this.#sign(body), ...body]
  }
}
