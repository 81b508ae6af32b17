/**
 * @typedef {object} Cell
 * @property {string} cell_type
 * @property {string} [id]
 * @property {Record<string, unknown>} [metadata]
 * @property {string | string[]} [source]
 * @property {unknown[]} [outputs]
 * @property {number | null} [execution_count]
 * @property {unknown} [attachments]
 *
 * @typedef {{ cells: Cell[], metadata: unknown, nbformat: unknown, nbformat_minor: unknown }} Notebook
 */

/** The kernel, in the metadata of every lesson. What else Jupyter writes there depends on who saved last. */
const kernel = {
  kernelspec: { display_name: 'TypeScript (Downhill)', language: 'typescript', name: 'downhill' },
  language_info: { file_extension: '.ts', mimetype: 'text/typescript', name: 'typescript' },
}

/** What a lesson's metadata say that it covers, by name: a test holds the catalogue against it. */
const kinds = /** @type {const} */ ([
  'groups',
  'errata',
  'optimizers',
  'schedules',
  'exercises',
  'explorables',
])

/**
 * The metadata of a lesson: the kernel, and under `downhill` what it covers, in the order of the kinds.
 * @param {unknown} found what the notebook has
 */
function metadataOf(found) {
  const downhill = coversOf(found)
  return { ...kernel, downhill: Object.fromEntries(kinds.map((kind) => [kind, downhill[kind] ?? []])) }
}

/**
 * What a notebook's metadata say that it covers.
 * @param {unknown} metadata
 * @returns {Partial<Record<string, unknown>>}
 */
export const coversOf = (metadata) =>
  typeof metadata === 'object' && metadata !== null && 'downhill' in metadata
    ? /** @type {Partial<Record<string, unknown>>} */ (metadata.downhill)
    : {}

const readableId = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
/** As nbformat and JupyterLab make them up: eight hexadecimal digits, or a UUID. */
const randomId = /^(?=.*\d)[0-9a-f]{8}(-[0-9a-f]{4}){0,4}[0-9a-f]*$/

/** @param {string | undefined} id */
const isGoodId = (id) => id !== undefined && id.length <= 64 && readableId.test(id) && !randomId.test(id)

/** @param {Cell} cell */
export const sourceOf = ({ source = '' }) => (typeof source === 'string' ? source : source.join(''))

/** @param {Cell} cell */
export const tagsOf = ({ metadata: own = {} }) => (Array.isArray(own.tags) ? own.tags.map(String) : [])

/**
 * @param {string} text
 * @returns {Notebook}
 * @throws {SyntaxError} when it is no JSON
 * @throws {TypeError} when it is no notebook
 */
export function parse(text) {
  const notebook = /** @type {unknown} */ (JSON.parse(text))
  const isNotebook = typeof notebook === 'object' && notebook !== null && 'cells' in notebook
  if (!isNotebook || !Array.isArray(notebook.cells)) throw new TypeError('the file has no list of cells')
  return /** @type {Notebook} */ (notebook)
}

/** @param {string} text a heading, of which the first few words are enough */
const slug = (text) =>
  (text.toLowerCase().match(/[a-z][a-z0-9]*/g) ?? []).slice(0, 4).join('-').slice(0, 40) || 'cell'

/**
 * An id for a cell that has none to keep: from its heading, or from the cell above.
 * @param {Cell} cell
 * @param {string} above
 */
function newId(cell, above) {
  const heading = /^#+ (.*)$/m.exec(cell.cell_type === 'markdown' ? sourceOf(cell) : '')?.[1]
  return heading === undefined
    ? `${above || 'first'}-${cell.cell_type === 'code' ? 'code' : 'text'}`
    : slug(heading)
}

/**
 * @param {unknown} value
 * @returns {unknown} the same with its keys in order, as Jupyter writes them
 */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]))
}

/** @param {Notebook} notebook */
const written = (notebook) => JSON.stringify(sorted(notebook), null, 1) + '\n'

/**
 * A lesson in the form in which lessons are kept.
 * @param {string} text
 */
export function mended(text) {
  const taken = new Set()
  let above = ''
  const cells = parse(text)
    .cells.filter((cell) => sourceOf(cell).trim() !== '')
    .map((cell) => {
      const wanted = isGoodId(cell.id) ? String(cell.id) : newId(cell, above)
      let id = wanted
      for (let n = 2; taken.has(id); n++) id = `${wanted}-${n}`
      taken.add(id)
      above = id
      const tags = tagsOf(cell)
      return {
        cell_type: cell.cell_type,
        id,
        metadata: tags.length > 0 ? { tags } : {},
        source: sourceOf(cell)
          .replaceAll('\r\n', '\n')
          .trimEnd()
          .split(/(?<=\n)/),
        ...(cell.attachments === undefined ? {} : { attachments: cell.attachments }),
        ...(cell.cell_type === 'code' ? { execution_count: null, outputs: [] } : {}),
      }
    })
  return written({ cells, metadata: metadataOf(parse(text).metadata), nbformat: 4, nbformat_minor: 5 })
}

/**
 * What is wrong with the form of a lesson, a sentence each.
 * @param {string} text
 * @returns {string[]}
 */
export function formProblems(text) {
  /** @type {Notebook} */
  let notebook
  try {
    notebook = parse(text)
  } catch (error) {
    return [`not a notebook: ${String(error)}`]
  }
  const problems = []
  if (notebook.nbformat !== 4 || notebook.nbformat_minor !== 5) {
    problems.push(
      `format ${String(notebook.nbformat)}.${String(notebook.nbformat_minor)}; lessons are kept in 4.5`,
    )
  }
  if (JSON.stringify(sorted(notebook.metadata)) !== JSON.stringify(sorted(metadataOf(notebook.metadata)))) {
    problems.push(`metadata other than the course's kernel and downhill: { ${kinds.join(', ')} }`)
  }
  for (const [kind, names] of Object.entries(coversOf(notebook.metadata)))
    if (
      !Array.isArray(names) ||
      names.some((name) => typeof name !== (kind === 'errata' ? 'number' : 'string'))
    )
      problems.push(`metadata: downhill.${kind} is no list of ${kind === 'errata' ? 'numbers' : 'names'}`)
  const seen = new Set()
  for (const [index, cell] of notebook.cells.entries()) {
    const name = `cell ${cell.id ?? `number ${index + 1}`}`
    if (!isGoodId(cell.id)) problems.push(`${name}: its id is no readable name (a-z, 0-9 and -)`)
    if (seen.has(cell.id)) problems.push(`${name}: another cell has the same id`)
    seen.add(cell.id)
    if (!['code', 'markdown'].includes(cell.cell_type))
      problems.push(`${name}: is of type ${cell.cell_type}; allowed: code, markdown`)
    if (sourceOf(cell).trim() === '') problems.push(`${name}: is empty`)
    if (typeof cell.source === 'string') problems.push(`${name}: its source is no list of lines`)
    if ((cell.outputs ?? []).length > 0) problems.push(`${name}: carries outputs`)
    if (typeof cell.execution_count === 'number') problems.push(`${name}: carries an execution count`)
    const extra = Object.keys(cell.metadata ?? {}).filter((key) => key !== 'tags')
    if (extra.length > 0) problems.push(`${name}: carries metadata (${extra.join(', ')}); allowed: tags`)
  }
  if (text.includes('\r')) problems.push('lines end in CRLF; in the repository they end in LF')
  if (problems.length === 0 && text !== mended(text)) {
    problems.push(
      'written otherwise than Jupyter does (indent of one space, keys in order, a newline at the end)',
    )
  }
  return problems
}
