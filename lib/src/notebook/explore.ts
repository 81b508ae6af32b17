import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { AdamFirstSteps } from '../explorables/adam-first-steps'
import type { Averages } from '../explorables/averages'
import type { ContourRace } from '../explorables/contour-race'
import type { MomentumMap } from '../explorables/momentum-map'
import type { OneFormula } from '../explorables/one-formula'
import type { RateOnCurve } from '../explorables/rate-on-curve'
import type { ScheduleComposer } from '../explorables/schedule-composer'
import type { SparseFeatures } from '../explorables/sparse-features'
import type { Still } from '../explorables/still'
import { escapeHtml, inScript, type MimeBundle } from './outputs'
import { emit } from './show'

/** The explorables drawn once: half a second to compile with the rest, so it is loaded when first asked for. */
const drawing = () =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only `require` can wait without being asynchronous
  require('../still') as { version: string; still: (name: string, settings: object) => Still }

/** What the page runs: all explorables, without Plotly. */
const program = () => readFileSync(path.join(__dirname, '..', 'page.js'), 'utf8')

/**
 * Starts an explorable below the cell: a picture that one can take hold of, by mouse, finger or keyboard. What is left out
 * of the settings is put in. It runs in the page alone, so that it also works without the kernel, and after the notebook
 * was saved and opened again.
 *
 * @example explore.contourRace({ f: rosenbrock, optimizers: [momentum({ eta: 0.001 }), adam({ eta: 0.1 })] })
 * @throws RangeError when a setting cannot be shown; Error outside a notebook
 */
export const explore = {
  rateOnCurve: (settings: Partial<RateOnCurve> = {}) => start('rate-on-curve', settings),
  averages: (settings: Partial<Averages> = {}) => start('averages', settings),
  momentumMap: (settings: Partial<MomentumMap> = {}) => start('momentum-map', settings),
  sparseFeatures: (settings: Partial<SparseFeatures> = {}) => start('sparse-features', settings),
  adamFirstSteps: (settings: Partial<AdamFirstSteps> = {}) => start('adam-first-steps', settings),
  scheduleComposer: (settings: Partial<ScheduleComposer> = {}) => start('schedule-composer', settings),
  oneFormula: (settings: Partial<OneFormula> = {}) => start('one-formula', settings),
  contourRace: (settings: Partial<ContourRace> = {}) => start('contour-race', settings),
}

function start(name: string, settings: object): void {
  emit([outputOf(name, settings)])
}

/** The output of an explorable. Where scripts may not run, its pictures and words as they are at first stand there. */
export function outputOf(name: string, given: object): MimeBundle {
  const { version, still } = drawing()
  const drawn = still(name, given)
  return {
    'text/html': `${elementOf(name, version, drawn)}\n<script>${program()}</script>`,
    'text/plain': `[explorable: ${drawn.title}] ${drawn.words}`,
  }
}

/** The element that the page's program brings to life. */
export function elementOf(
  name: string,
  version: string,
  { title, settings, pictures, words }: Still,
): string {
  const element = `downhill-explorable-${version}`
  const images = pictures.map(
    (picture) =>
      `<img alt="" width="${/viewBox="0 0 (\d+)/.exec(picture)?.[1] ?? '560'}" src="data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}">`,
  )
  return (
    `<${element} name="${name}"><script type="application/json">${inScript(settings)}</script>` +
    `<h3>${escapeHtml(title)}</h3>${images.join('\n')}` +
    `<p>${words}</p>` +
    '<p>This is a picture of something that moves. Here, scripts may not run: run the cell yourself, and it comes to life.</p>' +
    `</${element}>`
  )
}
