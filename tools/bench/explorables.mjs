// @ts-check
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
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

    const map = await open('momentum-map')
    const ball = await map.locator('.handle').first().boundingBox()
    if (!ball) throw new Error('the momentum map has no ball')
    const [x, y] = [ball.x + ball.width / 2, ball.y + ball.height / 2]
    await map.mouse.move(x, y)
    await map.mouse.down()
    const measured = frames(map, 4000)
    for (const until = Date.now() + 4000; Date.now() < until;) {
      const angle = Date.now() / 300
      await map.mouse.move(x - 40 + 40 * Math.cos(angle), y + 30 * Math.sin(angle))
    }
    const dragged = await measured

    console.log('explorables: milliseconds a frame, with the processor four times slower')
    console.table({
      'contour race, five optimizers play': inTable(played),
      'momentum map, its point is dragged': inTable(dragged),
    })
    console.log('explorables: sizes')
    console.table(sizes())
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true })
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
  const require = createRequire(import.meta.url)
  /** @type {unknown} */
  const notebook = require(join(root, 'lib', 'dist', 'notebook', 'explore.js'))
  const { outputOf } = /** @type {typeof import('../../lib/src/notebook/explore.ts')} */ (notebook)
  const page = join(root, 'lib', 'dist', 'page.js')
  const kB = (/** @type {number} */ bytes) => ({ kB: Number((bytes / 1000).toFixed(1)) })
  return {
    'the bundle, all explorables': kB(statSync(page).size),
    'one output in a saved notebook': kB(JSON.stringify(outputOf('contour-race', {})).length),
    'of it the bundle as JSON': kB(JSON.stringify(readFileSync(page, 'utf8')).length),
  }
}
