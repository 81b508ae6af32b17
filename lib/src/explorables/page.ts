import { h, render, type ComponentType } from 'preact'
import { explorables } from './index'
import { unpack } from './pack'
import { style } from './style'

declare const __VERSION__: string

/**
 * <downhill-explorable name="contour-race"> with its settings in a script element of type application/json. What else
 * stands in it is shown until this runs, and where it must not run. It begins when it comes into the page and ends when
 * it leaves: nothing of it is left then.
 */
class Element extends HTMLElement {
  connectedCallback() {
    const explorable = explorables.find(({ name }) => name === this.getAttribute('name'))
    const settings = this.querySelector('script[type="application/json"]')?.textContent
    if (!explorable || !settings) return
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(style)
    root.adoptedStyleSheets = [sheet]
    render(
      h('section', { 'aria-label': explorable.title }, [
        h('h3', null, explorable.title),
        h(explorable.View as ComponentType, unpack(settings)),
      ]),
      root,
    )
  }

  disconnectedCallback() {
    if (this.shadowRoot) render(null, this.shadowRoot)
  }
}

// Each version has an element of its own: a page may hold outputs of an older one.
const name = `downhill-explorable-${__VERSION__}`
if (!customElements.get(name)) customElements.define(name, Element)
