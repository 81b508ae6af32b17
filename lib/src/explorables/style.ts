import { ink } from '../figures/colours'

/** How explorables look: the page's own text colour, and greys that are read on white and on Lab's dark #111. */
export const style = `
:host { display: block; max-width: 60em; margin: 0.5em 0; color: inherit; font: 14px/1.45 system-ui, sans-serif; }
h3 { font-size: 1.05em; margin: 0 0 0.4em; }
p { margin: 0.4em 0; }
.row { display: flex; flex-wrap: wrap; gap: 0.5em 1.2em; align-items: center; margin: 0.4em 0; }
.pictures { display: flex; flex-wrap: wrap; gap: 0.5em; align-items: flex-start; }
.pictures > * { flex: 1 1 280px; min-width: 0; }
.pictures > .wide { flex: 3 1 400px; }
.row label { white-space: nowrap; max-width: 100%; }
label { display: inline-flex; min-height: 24px; align-items: center; gap: 0.4em; }
input[type='range'] { width: 11em; height: 24px; margin: 0; accent-color: #2759ff; vertical-align: middle; }
input[type='text'], select, button { font: inherit; color: inherit; background: transparent; border: 1px solid ${ink}; border-radius: 4px; padding: 0.2em 0.5em; }
input[type='text'] { width: 18em; max-width: 100%; min-width: 0; }
option { color: black; background: white; }
button { cursor: pointer; min-width: 2.4em; min-height: 28px; }
button[aria-pressed='true'] { border-width: 2px; font-weight: 600; }
:focus-visible { outline: 2px solid #2759ff; outline-offset: 2px; }
output { display: inline-block; text-align: left; font-variant-numeric: tabular-nums; min-width: 4em; }
td output { min-width: 5.5em; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.15em 0.7em; text-align: right; }
th { font-weight: 600; border-bottom: 1px solid ${ink}; }
th:first-child, td:first-child { text-align: left; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.words { border-left: 3px solid ${ink}; padding-left: 0.7em; }
.trouble { border-left: 3px solid #dc013f; padding-left: 0.7em; }
.sample { width: 2.2em; flex: none; }
button:disabled { opacity: 0.6; cursor: default; }
.swatch { display: inline-block; width: 0.9em; height: 0.9em; border-radius: 50%; }
.scroll { overflow-x: auto; }
.parts td { padding: 1px; text-align: center; }
.parts th { font-size: 12.5px; padding: 0.15em 0.4em; text-align: center; border: none; }
.parts th:first-child { text-align: left; }
.coloured { border-bottom: 3px solid; }
.parts label { position: relative; justify-content: center; width: 100%; min-height: 30px; font-size: 12.5px; line-height: 1.1; border: 1px solid transparent; border-radius: 4px; cursor: pointer; box-sizing: border-box; padding: 0 3px; }
.parts label:hover { border-color: ${ink}; }
.parts .on label { border: 2px solid #2759ff; font-weight: 600; }
.parts input { position: absolute; opacity: 0; inset: 0; width: 100%; height: 100%; margin: 0; cursor: pointer; }
.parts label:focus-within { outline: 2px solid #2759ff; outline-offset: 1px; }
.formula { font: 14px/1.6 ui-monospace, monospace; margin: 0.5em 0; }
.formula div { border-left: 4px solid transparent; padding-left: 0.5em; }
.formula .last { font-size: 16px; font-weight: 600; }
.copy { user-select: all; overflow-wrap: anywhere; }
svg { display: block; width: 100%; height: auto; overflow: visible; }
text { fill: ${ink}; font: 12px system-ui, sans-serif; stroke: none; }
.title { font-size: 13px; }
.axis, .grid { stroke: ${ink}; fill: none; }
.grid { stroke-opacity: 0.25; }
.line { fill: none; stroke-linejoin: round; stroke-linecap: round; }
.handle { cursor: grab; touch-action: none; }
.handle:focus-visible { outline: none; }
.handle .reach { fill: transparent; }
@media (pointer: coarse) { .handle .reach { r: 32px; } button, select, input[type='text'], label { min-height: 32px; } }
.handle .ring { fill: transparent; stroke: ${ink}; stroke-width: 1.5; stroke-dasharray: 3 3; }
.handle:hover .ring { stroke-width: 2.5; stroke-dasharray: none; }
.handle:focus-visible .ring { stroke: #2759ff; stroke-width: 3.5; stroke-dasharray: none; }
.tap { fill: transparent; cursor: crosshair; }
.narrow { display: none; }
@media (max-width: 500px) {
  .narrow { display: flex; }
  .broad { display: none; }
  table { font-size: 13px; }
  th, td { padding: 0.15em 0.2em; }
  td > span > label { display: none; }
  td input[type='range'] { width: 4.6em; }
  td output { display: block; min-width: 0; text-align: right; }
  svg[viewBox^='0 0 5'] text { font-size: 15.5px; }
  svg[viewBox^='0 0 6'] text, svg[viewBox^='0 0 7'] text { font-size: 18px; }
  svg text.tight { font-size: 13px; }
}
@media print { button, input[type='range'], label:has(input:placeholder-shown) { display: none; } }
`
