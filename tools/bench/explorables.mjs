// @ts-check
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { findBrowser } from '../browser.mjs'
import { main as writeExplorables } from '../commands/explorables.mjs'
import { root } from '../files.mjs'

/**
 * How long a frame takes while an explorable moves, in a browser whose processor is made four times slower (60 frames a
 * second are 16.7 ms each), and how large everything is.
 */
export async function benchExplorables() {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('no Chrome, Chromium or Edge was found')
  const folder = mkdtempSync(join(tmpdir(), 'explorables-'))
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    await writeExplorables(['--out', folder])
    const open = async (/** @type {string} */ name) => {
      const page = await browser.newPage({ viewport: { width: 1000, height: 900 } })
      await page.goto(pathToFileURL(join(folder, `${name}.html`)).href)
      const throttle = await page.context().newCDPSession(page)
      await throttle.send('Emulation.setCPUThrottlingRate', { rate: 4 })
      return page
    }
    const race = await open('contour-race')
    await race.getByRole('button', { name: 'Play' }).click()
    const played = await frames(race, 6000)
    await race.close()

    const map = await open('momentum-map')
    const point = await dragged(map, map.locator('.handle').first())
    const bent = await dragged(map, map.getByLabel('curvature λ along y'))
    await map.close()

    writeFileSync(
      join(folder, 'large-race.html'),
      largeRace(readFileSync(join(folder, 'contour-race.html'), 'utf8')),
    )
    const large = await open('large-race')
    const start = await dragged(large, large.locator('.handle').first())
    const rate = await dragged(large, large.getByLabel('η of Adam', { exact: true }))

    console.log('explorables: milliseconds a frame, with the processor four times slower')
    console.table({
      'contour race, five optimizers play': inTable(played),
      'momentum map, its point is dragged': inTable(point),
      'momentum map, a curvature is dragged': inTable(bent),
      'contour race, eight optimizers, 2,000 steps, the start is dragged': inTable(start),
      'contour race, eight optimizers, 2,000 steps, a rate is dragged': inTable(rate),
    })
    console.log('explorables: sizes')
    console.table(sizes())
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true })
  }
}

/**
 * The time from each frame to the next, while a ball goes round in a circle, or a slider to and fro.
 * @param {import('playwright-core').Page} page
 * @param {import('playwright-core').Locator} what
 */
async function dragged(page, what) {
  const box = await what.boundingBox()
  if (!box) throw new Error('there is nothing to drag')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  const measured = frames(page, 4000)
  for (const until = Date.now() + 4000; Date.now() < until;) {
    const angle = Date.now() / 300
    await page.mouse.move(x - 40 + 40 * Math.cos(angle), y + 30 * Math.sin(angle))
  }
  await page.mouse.up()
  return measured
}

/**
 * The page of a contour race with as many optimizers and steps as one may have.
 * @param {string} html a page of any other
 */
function largeRace(html) {
  const { require, drawing, notebook } = modules()
  /** @type {unknown} */
  const library = require(join(root, 'lib', 'dist', 'index.js'))
  const rules = /** @type {typeof import('../../lib/src/index.ts')} */ (library)
  const settings = {
    optimizers: [
      rules.gradientDescent({ eta: 0.001 }),
      rules.momentum({ eta: 0.0003 }),
      rules.nesterov({ eta: 0.0003 }),
      rules.adagrad({ eta: 0.5 }),
      rules.rmsProp({ eta: 0.01 }),
      rules.adam({ eta: 0.05 }),
      rules.nadam({ eta: 0.05 }),
      rules.amsGrad({ eta: 0.05 }),
    ],
    steps: 2000,
  }
  const element = notebook.elementOf('contour-race', drawing.version, drawing.still('contour-race', settings))
  return html.replace(/<downhill-[^]*<\/downhill-[\w-]+>/, () => element)
}

function modules() {
  const require = createRequire(import.meta.url)
  /** @type {unknown} */
  const drawing = require(join(root, 'lib', 'dist', 'still.js'))
  /** @type {unknown} */
  const notebook = require(join(root, 'lib', 'dist', 'notebook', 'explore.js'))
  return {
    require,
    drawing: /** @type {typeof import('../../lib/src/explorables/still.ts')} */ (drawing),
    notebook: /** @type {typeof import('../../lib/src/notebook/explore.ts')} */ (notebook),
  }
}

/**
 * The time from each frame to the next.
 * @param {import('playwright-core').Page} page
 * @param {number} milliseconds
 * @returns {Promise<number[]>}
 */
const frames = (page, milliseconds) =>
  page.evaluate(
    (milliseconds) =>
      new Promise((done) => {
        /** @type {number[]} */
        const times = []
        const began = performance.now()
        let last = began
        requestAnimationFrame(function next(now) {
          times.push(now - last)
          last = now
          if (now - began < milliseconds) requestAnimationFrame(next)
          else done(times.slice(1))
        })
      }),
    milliseconds,
  )

/** @param {number[]} times */
function inTable(times) {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (/** @type {number} */ part) => Number(sorted[Math.floor(part * (sorted.length - 1))].toFixed(1))
  return { frames: times.length, median: at(0.5), '95 of 100 below': at(0.95), longest: at(1) }
}

/** What a page and a saved notebook carry. */
function sizes() {
  const { outputOf } = modules().notebook
  const page = join(root, 'lib', 'dist', 'page.js')
  const kB = (/** @type {number} */ bytes) => ({ kB: Number((bytes / 1000).toFixed(1)) })
  return {
    'the bundle, all explorables': kB(statSync(page).size),
    'one output in a saved notebook': kB(JSON.stringify(outputOf('contour-race', {})).length),
    'of it the bundle as JSON': kB(JSON.stringify(readFileSync(page, 'utf8')).length),
  }
}
