import { h, type ComponentType } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { explorables } from './index'
import { pack } from './pack'
import { style } from './style'

declare const __VERSION__: string

/** What the element in the page is called after: the program's own text. */
export const version = __VERSION__

/** What there is, to list it. */
export const all = explorables.map(({ name, title, about }) => ({ name, title, about }))

/** An explorable as the kernel writes it into an output. */
export interface Still {
  readonly title: string
  /** Its settings, complete, as text for the page. */
  readonly settings: string
  /** Its pictures as they are at first, each an SVG file of its own. */
  readonly pictures: readonly string[]
  /** What is seen at first, in words. */
  readonly words: string
}

/** @throws RangeError when a setting cannot be shown, or cannot be taken along into a page */
export function still(name: string, given: object): Still {
  const explorable = explorables.find((one) => one.name === name)
  if (!explorable) throw new RangeError(`there is no explorable ${name}`)
  const settings = explorable.complete(given as never)
  const text = pack(settings)
  const html = renderToString(h(explorable.View as ComponentType, settings))
  return {
    title: explorable.title,
    settings: text,
    pictures: [...html.matchAll(/<svg viewBox="0 0 [^]*?<\/svg>/g)].map(([svg]) =>
      svg
        .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
        .replace('>', `><style>${style.replace(/:host[^}]*}/, '')}</style>`),
    ),
    words: /<p class="words"[^>]*>([^<]*)<\/p>/.exec(html)?.[1] ?? '',
  }
}
