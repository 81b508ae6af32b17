import { randomUUID } from 'node:crypto'
import type { Figure } from '../figures/figure'
import { formatNumber } from '../figures/format-number'
import { config, titleText } from '../figures/layout'
import type { Table } from '../slides/table'

/** One Jupyter output: the same thing in several MIME types, of which a front end shows the richest it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>

/** What `show` can show. */
export type Showable = Figure | Table | string

/** The outputs for a figure (the picture, and its caption below), a table, or Markdown. */
export function outputsOf(item: Showable): MimeBundle[] {
  if (typeof item === 'string') return [{ 'text/markdown': item, 'text/plain': item }]
  if ('columns' in item) return [tableOutput(item)]
  return [figureOutput(item), captionOutput(item.caption)]
}

/** Lab and VS Code draw the first type; static pages, which do not know it, run the script with their own plotly.js. */
function figureOutput({ data, layout, frames }: Figure): MimeBundle {
  const plotly = { data, layout, config, ...(frames && { frames }) }
  const page = { ...plotly, config: { ...config, responsive: true } }
  const id = `figure-${randomUUID()}`
  const title = titleText(layout)
  return {
    'application/vnd.plotly.v1+json': plotly,
    'text/html':
      `<figure style="margin: 0" aria-label="${escapeHtml(title)}">` +
      `<div id="${id}" style="height: ${layout.height ?? 420}px">` +
      'This figure is drawn by plotly.js, which this page has not loaded.</div><script>{' +
      `const place = document.getElementById("${id}");` +
      `const draw = () => { place.textContent = ""; Plotly.newPlot(place, ${scriptJson(page)}) };` +
      'if (window.Plotly) draw(); else addEventListener("load", () => { if (window.Plotly) draw() })' +
      '}</script></figure>',
    'text/plain': `[figure: ${title}]`,
  }
}

/** In an output of its own, because a front end shows one type of each output: so it stands there once everywhere. */
const captionOutput = (caption: string): MimeBundle => ({
  'text/html': `<p style="max-width: 60em; font-size: 0.95em; margin: 0 0 1em 0">${escapeHtml(caption)}</p>`,
  'text/plain': caption,
})

function tableOutput({ caption, columns, rows }: Table): MimeBundle {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? formatNumber(cell) : cell)))
  const numeric = columns.map((_, i) => rows.length > 0 && rows.every((row) => looksNumeric(row[i])))
  const style = (i: number, more = '') =>
    `style="text-align: ${numeric[i] ? 'right' : 'left'}; padding: 0.3em 0.8em; ${more}"`
  const head = columns
    .map(
      (name, i) =>
        `<th scope="col" ${style(i, 'border-bottom: 1px solid currentColor')}>${escapeHtml(name)}</th>`,
    )
    .join('')
  const body = texts
    .map((row) => {
      const cells = row.map((text, i) => {
        const figures = numeric[i] ? 'font-variant-numeric: tabular-nums' : ''
        return i === 0
          ? `<th scope="row" ${style(i, `font-weight: normal; ${figures}`)}>${escapeHtml(text)}</th>`
          : `<td ${style(i, marks(text) ? 'font-weight: bold' : figures)}>${escapeHtml(text)}</td>`
      })
      return `<tr>${cells.join('')}</tr>`
    })
    .join('\n')
  return {
    'text/html':
      '<div style="overflow-x: auto" tabindex="0">' +
      '<table style="border-collapse: collapse; margin: 0.5em 0; color: inherit">' +
      `<caption style="caption-side: top; text-align: left; padding: 0.3em 0; color: inherit">${escapeHtml(caption)}</caption>` +
      `<thead><tr>${head}</tr></thead>\n<tbody>${body}</tbody></table></div>`,
    'text/plain': plainTable(caption, [columns, ...texts], numeric),
  }
}

/** Verdicts that the eye should find: what differs, and errata. The sign and the word say it; bold only helps. */
const marks = (text: string) => text.startsWith('✗') || text.startsWith('✎')

/** Numbers, and texts such as formatNumber writes: −0.5, 1.2 × 10⁻⁵, ∞. */
const looksNumeric = (cell: string | number | undefined) =>
  typeof cell === 'number' || (cell !== undefined && /^[-−]?(\d+(\.\d+)?( × 10⁻?[⁰¹²³⁴-⁹]+)?|∞)$/.test(cell))

function plainTable(
  caption: string,
  lines: readonly (readonly string[])[],
  numeric: readonly boolean[],
): string {
  const widths = numeric.map((_, i) => Math.max(...lines.map((line) => line[i].length)))
  const aligned = lines.map((line) =>
    line
      .map((text, i) => (numeric[i] ? text.padStart(widths[i]) : text.padEnd(widths[i])))
      .join('  ')
      .trimEnd(),
  )
  return [caption, ...aligned].join('\n')
}

/** Text as HTML, between tags or in quotes. */
export const escapeHtml = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** JSON that can stand inside a script element: no `</script>`, no line separators that end a line of code. */
export const scriptJson = (value: unknown) => inScript(JSON.stringify(value))

/** The same for JSON that is text already. */
export const inScript = (json: string) =>
  json
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
