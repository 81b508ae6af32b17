import { spawn, type ChildProcess } from 'node:child_process'
import { EventEmitter, once, setMaxListeners } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Dealer, Request, Subscriber } from 'zeromq'
import { Wire, type Content, type Message } from '../../tools/kernel/wire.mjs'
import { root } from '../../tools/files.mjs'

export interface Outcome {
  reply: Content
  /** All that came on iopub for this request, save status messages. */
  outputs: { type: string; content: Content }[]
  /** The texts of the streams, and of the last value. */
  stdout: string
  stderr: string
  value: unknown
  /** The traceback of the first `error` output, without colours. */
  error: string | undefined
}

/** A folder with the kernel in it and this project's packages: a project whose files a test may change. */
export function makeProject() {
  const folder = mkdtempSync(path.join(tmpdir(), 'down hill '))
  cpSync(path.join(root, 'tools', 'kernel'), path.join(folder, 'tools', 'kernel'), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction')
  mkdirSync(path.join(folder, 'exercises'))
  return {
    folder,
    write: (file: string, text: string) => writeFileSync(path.join(folder, 'exercises', file), text),
    remove: (file: string) => rmSync(path.join(folder, 'exercises', file)),
    clean: () => rmSync(folder, { recursive: true, force: true }),
  }
}

let lastPort = process.pid * 97

/**
 * Free ports below those that systems hand out by themselves: nobody takes one between this look and the kernel's
 * own. Processes that look at the same time begin far from each other.
 */
async function freePorts(count: number) {
  const ports: number[] = []
  while (ports.length < count) {
    const port = 10_000 + (++lastPort % 22_000)
    const server = createServer().listen(port, '127.0.0.1')
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!free) continue
    await once(server.close(), 'close')
    ports.push(port)
  }
  return ports
}

type Start = (args: string[], cwd: string) => ChildProcess

const startDirectly: Start = (args, cwd) =>
  spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], cwd })

/** A kernel and its only client, on the sockets themselves. */
export class Client {
  readonly kernel: ChildProcess
  readonly #wire = new Wire('a key')
  readonly #shell = new Dealer({ linger: 0 })
  readonly #control = new Dealer({ linger: 0 })
  readonly #iopub = new Subscriber({ linger: 0 })
  readonly #heartbeat = new Request({ linger: 0 })
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'downhill-kernel-'))
  readonly #replies = new Map<string, Message>()
  readonly #outputs = new Map<string, Message[]>()
  readonly #arrived = new EventEmitter().setMaxListeners(0)
  readonly #alive = new AbortController()

  private constructor(project: string, ports: number[], start: Start) {
    const [shell_port, control_port, iopub_port, stdin_port, hb_port] = ports
    const file = path.join(this.#folder, 'connection.json')
    const at = { shell_port, control_port, iopub_port, stdin_port, hb_port }
    writeFileSync(file, JSON.stringify({ transport: 'tcp', ip: '127.0.0.1', key: 'a key', ...at }))
    this.kernel = start([path.join(project, 'tools', 'kernel', 'main.mjs'), file], this.#folder)
    setMaxListeners(0, this.#alive.signal)
    this.kernel.once('exit', (code, signal) => {
      // What it sent last is still on its way.
      setTimeout(() => this.#alive.abort(`the kernel ended with ${String(code ?? signal)}`), 1000).unref()
    })
    this.#iopub.subscribe('')
    this.#iopub.connect(`tcp://127.0.0.1:${String(iopub_port)}`)
    this.#shell.connect(`tcp://127.0.0.1:${String(shell_port)}`)
    this.#control.connect(`tcp://127.0.0.1:${String(control_port)}`)
    this.#heartbeat.connect(`tcp://127.0.0.1:${String(hb_port)}`)
    const keepReply = (message: Message) => this.#replies.set(message.parent.msg_id ?? '', message)
    void this.#receive(this.#shell, keepReply)
    void this.#receive(this.#control, keepReply)
    void this.#receive(this.#iopub, (message) => {
      const id = message.parent.msg_id ?? ''
      this.#outputs.set(id, [...(this.#outputs.get(id) ?? []), message])
    })
  }

  static async start(project = root, start: Start = startDirectly) {
    const client = new Client(project, await freePorts(5), start)
    // The subscription to iopub may take longer than the first reply.
    for (let heard = false; !heard;) {
      const id = client.send('kernel_info_request', {})
      await client.reply(id)
      await new Promise((resolve) => setTimeout(resolve, 20))
      heard = client.#outputs.has(id)
    }
    return client
  }

  async #receive(socket: Dealer | Subscriber, keep: (message: Message) => void) {
    for await (const frames of socket) {
      keep(this.#wire.decode(frames))
      this.#arrived.emit('message')
    }
  }

  async #until<T>(look: () => T | undefined): Promise<T> {
    for (;;) {
      const found = look()
      if (found !== undefined) return found
      await once(this.#arrived, 'message', { signal: this.#alive.signal })
    }
  }

  /** Sends a request and gives its id. */
  send(type: string, content: Content, channel: 'shell' | 'control' = 'shell'): string {
    const frames = this.#wire.encode([], type, content, undefined)
    const header = JSON.parse(String(frames[2])) as { msg_id: string }
    void (channel === 'shell' ? this.#shell : this.#control).send(frames)
    return header.msg_id
  }

  /** Sends a heartbeat, and gives it back once it returns. */
  async beat(): Promise<string> {
    await this.#heartbeat.send('beat')
    return String(await this.#heartbeat.receive())
  }

  /** Sends a request that is signed with another key. */
  sendForged(channel: 'shell' | 'control') {
    return (channel === 'shell' ? this.#shell : this.#control).send(
      new Wire('another key').encode([], 'execute_request', { code: 'process.abort()' }, undefined),
    )
  }

  execute(code: string, more: Content = {}): string {
    return this.send('execute_request', { code, silent: false, store_history: true, ...more })
  }

  async reply(id: string): Promise<Content> {
    return (await this.#until(() => this.#replies.get(id))).content
  }

  hasReplied(id: string): boolean {
    return this.#replies.has(id)
  }

  outputs(id: string) {
    return (this.#outputs.get(id) ?? []).map(({ header, content }) => ({ type: header.msg_type, content }))
  }

  /** The first output of a type for a request, whenever it comes. */
  output(id: string, type: string) {
    return this.#until(() => this.outputs(id).find((output) => output.type === type)?.content)
  }

  async outcome(id: string): Promise<Outcome> {
    const reply = await this.reply(id)
    await this.#until(() => this.outputs(id).find(({ content }) => content.execution_state === 'idle'))
    const outputs = this.outputs(id).filter(({ type }) => type !== 'status')
    const stream = (name: string) =>
      outputs
        .filter(({ content }) => content.name === name)
        .map(({ content }) => content.text)
        .join('')
    const traceback = outputs.find(({ type }) => type === 'error')?.content.traceback as string[] | undefined
    const result = outputs.find(({ type }) => type === 'execute_result')?.content.data
    return {
      reply,
      outputs,
      stdout: stream('stdout'),
      stderr: stream('stderr'),
      value: (result as Record<string, unknown> | undefined)?.['text/plain'],
      // eslint-disable-next-line no-control-regex
      error: traceback?.join('\n').replaceAll(/\x1b\[[\d;]*m/g, ''),
    }
  }

  /** Runs a cell to its end. */
  run(code: string, more: Content = {}): Promise<Outcome> {
    return this.outcome(this.execute(code, more))
  }

  async stop() {
    if (this.kernel.exitCode === null && this.kernel.signalCode === null) {
      const ended = once(this.kernel, 'exit')
      this.kernel.kill('SIGKILL')
      await ended
    }
    for (const socket of [this.#shell, this.#control, this.#iopub, this.#heartbeat]) socket.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
