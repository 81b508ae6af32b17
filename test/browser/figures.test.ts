import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outputsOf } from '../../lib/src/notebook/outputs'
import { findBrowser } from '../../tools/browser.mjs'
import { gallery } from '../lib/figures/gallery'

/** What the page's own scripts see of Plotly. */
interface Picture {
  data: { type: string; x?: unknown[] }[]
  layout: Record<string, unknown>
}
interface Box {
  top: number
  bottom: number
  left: number
  right: number
}
interface PageElement {
  innerHTML: string
  querySelector(selector: string): { getBoundingClientRect(): Box } | null
}
interface PlotlyPage {
  Plotly: { validate(data: unknown, layout: unknown): { msg: string }[] | undefined }
}

const names = Object.keys(gallery)
const folder = mkdtempSync(join(tmpdir(), 'figures-'))
let browser: Browser
let page: Page
const complaints: string[] = []
const requests: string[] = []

/** The figures on a static page, by their HTML fallback, with plotly.js as a file beside them. */
beforeAll(async () => {
  const plotly = pathToFileURL(createRequire(join(process.cwd(), 'test')).resolve('plotly.js-dist')).href
  const sections = Object.values(gallery).map(
    (figure) =>
      `<section>${outputsOf(figure)
        .map((output) => String(output['text/html']))
        .join('')}</section>`,
  )
  const file = join(folder, 'figures.html')
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><script src="${plotly}"></script>${sections.join('')}`,
  )
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('no Chrome, Chromium or Edge was found')
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  page = await browser.newPage({ viewport: { width: 800, height: 900 } })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith('file:') && !request.url().startsWith('data:')) requests.push(request.url())
  })
  await page.goto(pathToFileURL(file).href)
})
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true })
})

test('every figure is drawn on a static page, without an error and without network', async () => {
  for (const i of names.keys()) await page.locator('section').nth(i).locator('.main-svg').first().waitFor()
  expect(complaints).toEqual([])
  expect(requests).toEqual([])
})

describe.each(names)('%s', (name) => {
  const i = names.indexOf(name)

  test('is what Plotly expects', async () => {
    const said = await page
      .locator('.js-plotly-plot')
      .nth(i)
      .evaluate((element) => {
        const { Plotly } = globalThis as unknown as PlotlyPage
        const { data, layout } = element as unknown as Picture
        // Plotly 4.1.1 cannot validate a legend: it fails on its own schema.
        const { legend: _, ...rest } = JSON.parse(JSON.stringify(layout)) as Picture['layout']
        return (Plotly.validate(JSON.parse(JSON.stringify(data)), rest) ?? []).map(({ msg }) => msg)
      })
    // A style that the present mode does not need, and arguments of buttons, which Plotly copies.
    expect(
      said.filter(
        (message) => !/container (line|marker) did not|pattern\.fillmode did not|args\[/.test(message),
      ),
    ).toEqual([])
  })

  test('has its title, legend, slider and buttons beside each other at 800 pixels', async () => {
    const boxes = await page
      .locator('.js-plotly-plot')
      .nth(i)
      .evaluate((element) =>
        ['.gtitle', '.legend', '.xtitle', '.updatemenu-button', '.slider-current-value', '.slider-rail-rect']
          .flatMap((selector) => {
            const found = (element as unknown as PageElement).querySelector(selector)
            return found ? [{ selector, box: found.getBoundingClientRect() }] : []
          })
          .map(({ selector, box }) => ({
            selector,
            top: box.top,
            bottom: box.bottom,
            left: box.left,
            right: box.right,
          })),
      )
    const overlaps = boxes.flatMap((a, k) =>
      boxes
        .slice(k + 1)
        .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        .map((b) => `${a.selector} and ${b.selector}`),
    )
    expect(overlaps).toEqual([])
  })
})

const drawnPoints = (name: string) =>
  page
    .locator('.js-plotly-plot')
    .nth(names.indexOf(name))
    .evaluate((element) => JSON.stringify((element as unknown as Picture).data.map(({ x }) => x)))
const drawnPath = (name: string) =>
  page
    .locator('.js-plotly-plot')
    .nth(names.indexOf(name))
    .locator('.scatterlayer')
    .evaluate((layer) => (layer as unknown as PageElement).innerHTML)
const titleOf = (name: string) =>
  page.locator('.js-plotly-plot').nth(names.indexOf(name)).locator('.gtitle').textContent()

test('the slider changes the path, the title and the verdict', async () => {
  const name = 'a slider for η'
  const [points, path] = [await drawnPoints(name), await drawnPath(name)]
  expect(await titleOf(name)).toContain('converges')
  const rail = page.locator('.js-plotly-plot').nth(names.indexOf(name)).locator('.slider-rail-touch-rect')
  await rail.scrollIntoViewIfNeeded()
  const box = (await rail.boundingBox())!
  await page.mouse.click(box.x + box.width - 2, box.y + box.height / 2)
  await expect.poll(() => titleOf(name)).toContain('diverges')
  expect(await drawnPoints(name)).not.toBe(points)
  expect(await drawnPath(name)).not.toBe(path)
})

test('the play button plays a path to its end, and pause stops it', async () => {
  const name = 'a path in the plane played'
  const figure = page.locator('.js-plotly-plot').nth(names.indexOf(name))
  const before = await drawnPath(name)
  await figure.locator('.updatemenu-button', { hasText: 'Play' }).click()
  await expect.poll(() => titleOf(name), { timeout: 30_000 }).toContain('step 3')
  await figure.locator('.updatemenu-button', { hasText: 'Pause' }).click()
  await page.waitForTimeout(400)
  const [paused, path] = [await titleOf(name), await drawnPath(name)]
  await page.waitForTimeout(800)
  expect(await titleOf(name)).toBe(paused)
  expect(path).not.toBe(before)
  await figure.locator('.updatemenu-button', { hasText: 'Play' }).click()
  await expect.poll(() => titleOf(name), { timeout: 30_000 }).toContain('step 20')
})
