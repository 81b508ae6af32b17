import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ts } from './packages.mjs'
import converting from 'tslab/dist/converter.js'
import { stoppable } from './loops.mjs'
import { fromRoot } from './paths.mjs'
import { root } from './root.mjs'
import { withoutStrayExports, writeOutShorthands } from './shorthand.mjs'

/**
 * @typedef {import('tslab/dist/converter.js').Converter} Converter
 * @typedef {import('tslab/dist/converter.js').ConvertResult} ConvertResult
 * @typedef {import('tslab/dist/converter.js').Diagnostic} Diagnostic
 * @typedef {import('./positions.mjs').Script} Script
 */

/** TypeScript's code for "Cannot find module". */
const moduleNotFound = 2307

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/**
 * Whether a file is the reader's own: inside the project, and not a package or a declaration. Packages stay as
 * they were when the kernel started, in types as in code.
 * @param {string} file
 */
function isOwn(file) {
  const inside = path.relative(root, file)
  return (
    !inside.startsWith('..') &&
    !path.isAbsolute(inside) &&
    !/(^|[\\/])node_modules([\\/]|$)/.test(inside) &&
    /\.[jt]sx?$/.test(inside) &&
    !inside.endsWith('.d.ts')
  )
}

/** Every package of types that is installed would be read for every notebook; of these, cells use Node's. */
const types = /[\\/]node_modules[\\/]@types$/
const nodeTypes = /[\\/]node_modules[\\/]@types[\\/]node[\\/](ts[\d.]+[\\/])?index\.d\.ts$/
const fewGlobals = fileURLToPath(new URL('globals.d.ts', import.meta.url))
/** Four fifths of Plotly's megabyte of declarations are descriptions, which take longer to read than the types. */
const described = /[\\/]node_modules[\\/]plotly\.js-dist[\\/].*schema\.d\.ts$/

/**
 * tslab's converter from TypeScript to JavaScript, with files that change under it: before each cell the imported
 * files are compared with what TypeScript read, so an edit is never missed and no file watcher runs. When one
 * changed, every imported file is evaluated anew, since others may have imported it.
 */
export class CellConverter {
  /**
   * What a running script was written as, by the name in its stack frames.
   * @type {Map<string, Script>}
   */
  scripts = new Map()
  /**
   * What TypeScript refused in the last cell.
   * @type {Diagnostic[]}
   */
  diagnostics = []
  /** @type {Script & { id: string }} */
  #cell = { id: '', name: '', cell: true, source: '', output: '' }

  /** @type {Map<string, { text: string | undefined, notify: import('@tslab/typescript-for-tslab').FileWatcherCallback }>} */
  #watched = new Map()
  /** @type {Map<string, import('tslab/dist/converter.js').SideOutput>} */
  #emitted = new Map()
  /** @type {Map<string, Parameters<Converter['addModule']>>} */
  #modules = new Map()
  /** @type {Converter} */
  #tslab
  #unused = true
  /** Whether TypeScript knows all of Node, or only the few globals that most cells do with: those it reads in no time. */
  #wholeNode = false

  constructor() {
    const plain = { ...ts.sys }
    ts.sys.getDirectories = (folder) => (types.test(folder) ? ['node'] : plain.getDirectories(folder))
    ts.sys.readFile = (file, encoding) => {
      const text = plain.readFile(!this.#wholeNode && nodeTypes.test(file) ? fewGlobals : file, encoding)
      return described.test(file) ? text?.replace(/\/\*\*[^]*?\*\//g, '') : text
    }
    ts.sys.watchFile = (file, notify) => {
      if (!isOwn(file)) return { close: () => undefined }
      this.#watched.set(file, { text: read(file), notify })
      return { close: () => this.#watched.delete(file) }
    }
    ts.sys.watchDirectory = () => ({ close: () => undefined })
    this.#tslab = converting.createConverter()
  }

  /**
   * Names the cell that is converted next.
   * @param {string} id the name in its stack frames
   * @param {string} name what readers call it
   */
  begin(id, name) {
    this.#cell = { id, name, cell: true, source: '', output: '' }
    this.diagnostics = []
  }

  #renew() {
    this.#tslab.close()
    this.#watched.clear()
    this.#tslab = converting.createConverter()
    for (const module of this.#modules.values()) this.#tslab.addModule(...module)
    this.#unused = true
  }

  /** Lets TypeScript know what changed on the disk. Where a file came or went, it starts afresh (half a second). */
  #refresh() {
    for (const [file, seen] of [...this.#watched]) {
      const text = read(file)
      if (text === seen.text) continue
      if (text === undefined || seen.text === undefined) {
        this.#renew()
        return
      }
      seen.text = text
      seen.notify(file, ts.FileWatcherEventKind.Changed)
    }
  }

  /**
   * @param {string} previous
   * @param {string} source
   */
  #current(previous, source) {
    try {
      this.#refresh()
      const result = this.#tslab.convert(previous, source)
      if (result.diagnostics.length === 0) return result
      const missing = result.diagnostics.some((each) => each.code === moduleNotFound)
      // What it refuses may be Node's, or in a file that was made since TypeScript last looked for it.
      if (this.#wholeNode && (this.#unused || !missing)) return result
      this.#wholeNode = true
      this.#renew()
      return this.#tslab.convert(previous, source)
    } catch (error) {
      // After a failure inside TypeScript, tslab would refuse every further cell.
      this.#renew()
      throw error
    } finally {
      this.#unused = false
    }
  }

  /**
   * @param {string} previous declarations of the cells before
   * @param {string} code
   * @returns {ConvertResult}
   */
  convert(previous, code) {
    const source = fromRoot(code)
    const result = this.#current(previous, source)
    this.diagnostics = result.diagnostics.map((each) => this.#located(each, source))
    for (const side of result.sideOutputs ?? []) {
      side.data = stoppable(side.data)
      this.#emitted.set(side.path, side)
      const file = [...this.#watched.keys()].find((each) => each.replace(/\.[jt]sx?$/, '.js') === side.path)
      const name = path.relative(root, file ?? side.path).replaceAll('\\', '/')
      const text = file === undefined ? undefined : this.#watched.get(file)?.text
      this.scripts.set(path.normalize(side.path), {
        name,
        cell: false,
        source: text ?? '',
        output: side.data,
      })
    }
    if (result.sideOutputs) result.sideOutputs = [...this.#emitted.values()]
    if (result.output !== undefined) {
      result.output = stoppable(writeOutShorthands(previous, withoutStrayExports(result.output)))
      this.scripts.set(this.#cell.id, { ...this.#cell, source: code, output: result.output })
      result.output += `\n//# sourceURL=${this.#cell.id}`
    }
    return result
  }

  /**
   * tslab drops the file's name from a message of several parts; its position tells which file it was.
   * @param {Diagnostic} diagnostic
   * @param {string} source
   * @returns {Diagnostic}
   */
  #located({ messageText, ...rest }, source) {
    const diagnostic = { ...rest, messageText: messageText.replaceAll("'.//", "'../") }
    /** @param {string | undefined} text */
    const fits = (text) => {
      const lines = text?.slice(0, diagnostic.start.offset).split('\n')
      return (
        lines?.length === diagnostic.start.line + 1 && lines.at(-1)?.length === diagnostic.start.character
      )
    }
    if (diagnostic.fileName !== undefined || fits(source)) return diagnostic
    const file = [...this.#watched].find(([, seen]) => fits(seen.text))?.[0]
    return file === undefined ? diagnostic : { ...diagnostic, fileName: path.relative(root, file) }
  }

  /** @type {Converter['inspect']} */
  inspect(previous, code, position) {
    this.#unused = false
    return this.#tslab.inspect(previous, fromRoot(code), position)
  }

  /** @type {Converter['complete']} */
  complete(previous, code, position) {
    this.#unused = false
    return this.#tslab.complete(previous, fromRoot(code), position)
  }

  /** @type {Converter['addModule']} */
  addModule(name, content, meta) {
    this.#modules.set(name, [name, content, meta])
    return this.#tslab.addModule(name, content, meta)
  }

  close() {
    this.#tslab.close()
  }
}
