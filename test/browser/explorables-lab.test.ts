/// <reference lib="dom" />
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CDPSession, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { formatNumber } from '../../lib/src/figures/format-number'
import { descend, fromExpression, gradientDescent } from '../../lib/src/index'
import { codeCells, connected, root, runAll, startLab, type Lab } from './lab'

interface Cell {
  id: string
  cell_type: string
  source: string[]
}
interface Notebook {
  cells: Cell[]
}

/** A notebook of lesson 03's own cells, in a folder that git does not see: it is saved, and no lesson is touched. */
const folder = join(root, 'coverage')
const name = `explorables-${process.pid}.ipynb`
const file = join(folder, name)
const lesson = JSON.parse(readFileSync(join(root, 'notebooks/03-landscapes.ipynb'), 'utf8')) as Notebook
const race = 'wrong-race'
const write = (to: string, notebook: unknown) => writeFileSync(to, JSON.stringify(notebook, null, 1))

let lab: Lab
let page: Page
const problems: string[] = []
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  const cells = ['imports', race].map((id) => lesson.cells.find((cell) => cell.id === id)!)
  const map = { ...cells[1], id: 'map', metadata: {}, source: ['explore.momentumMap()'] }
  write(file, { ...lesson, cells: [...cells, map] })
  lab = await startLab('03')
  page = await openCopy(name)
  await runAll(page)
})
afterAll(async () => {
  await lab.close()
  for (const one of [name, `untrusted-${name}`]) rmSync(join(folder, one), { force: true })
})

async function openCopy(called: string, kernels = true): Promise<Page> {
  const page = await lab.browser.newPage({ viewport: { width: 1280, height: 1000 } })
  page.on('pageerror', (error) => problems.push(error.message))
  // As where there is none: nothing runs, and a new one never begins.
  if (!kernels)
    await page.route(/\/api\/(kernels|sessions)/, (route) =>
      route.request().method() === 'GET' ? route.fulfill({ json: [] }) : undefined,
    )
  await page.goto(`${lab.address.replace(/notebooks\/[^?]+/, `coverage/${called}`)}&reset`)
  await codeCells(page).first().waitFor({ timeout: 60_000 })
  if (kernels) await connected(page)
  return page
}

/** The element that a cell shows. */
const shownBy = (page: Page, cell: number): Locator =>
  codeCells(page).nth(cell).locator('.jp-OutputArea-output > [name]')
const racers = [0.01, 0.05, 0.09].map((eta) => gradientDescent({ eta }))
const oval = fromExpression('x^2 + 10y^2')
const ends = (start: readonly number[]) =>
  racers.map((racer) => formatNumber(descend(oval, start, racer, 30).last.f, 3))
const shown = (race: Locator) => race.locator('tbody td:nth-child(4)').allInnerTexts()

/** It shows what descend computes, and follows an arrow key. */
async function works(race: Locator): Promise<void> {
  await race.scrollIntoViewIfNeeded()
  expect(await shown(race)).toEqual(ends([-9, 2.5]))
  const ball = race.locator('.handle')
  await ball.press('ArrowRight')
  // The picture is 12 wide: an arrow key goes a hundredth of it.
  await expect.poll(() => shown(race)).toEqual(ends([-8.88, 2.5]))
  await ball.press('ArrowLeft')
  await expect.poll(() => shown(race)).toEqual(ends([-9, 2.5]))
}

test('the race of lesson 03 shows the numbers of descend, and follows the keyboard while Lab takes no command of it', async () => {
  await works(shownBy(page, 1))
  const line = shownBy(page, 1).getByLabel('or your own f(x, y) =')
  // In Lab's command mode, a, b and x would add cells and cut one.
  await line.click()
  await page.keyboard.type('abx')
  expect(await line.inputValue()).toBe('abx')
  await line.fill('')
  expect(await codeCells(page).count()).toBe(3)
  expect(problems).toEqual([])
})

test('twenty runs of its cell leave no element, listener or node behind, and another cell’s picture alive', async () => {
  const inspector = await page.context().newCDPSession(page)
  await inspector.send('Performance.enable')
  const cell = codeCells(page).nth(1)
  const prompt = cell.locator('.jp-InputPrompt')
  const run = async () => {
    const before = await prompt.innerText()
    await cell.locator('.cm-content').click()
    await page.keyboard.press('Control+Enter')
    await expect.poll(() => prompt.innerText(), { interval: 20 }).toMatch(/^\[\d+\]:$/)
    await expect.poll(() => prompt.innerText(), { interval: 20 }).not.toBe(before)
    await shownBy(page, 1).locator('.words').waitFor()
  }
  for (let i = 0; i < 3; i++) await run()
  const before = await counts(inspector)
  for (let i = 0; i < 20; i++) await run()
  // The two that are seen, and at most the one that was there until just now; what has still something to do ends soon.
  await expect.poll(async () => (await counts(inspector)).alive).toBeLessThanOrEqual(3)
  const after = await counts(inspector)
  // Lab's own editors come and go by a few; twenty pictures left behind would be ten times as much.
  expect(after.listeners).toBeLessThanOrEqual(before.listeners + 20 * 10)
  expect(after.nodes).toBeLessThanOrEqual(before.nodes + 20 * 50)
  await works(shownBy(page, 1))
  // The other cell's goes on, though the output that came with its program is long gone.
  const setting = shownBy(page, 2).locator('.handle').first()
  const said = await setting.getAttribute('aria-valuetext')
  await setting.press('ArrowLeft')
  await expect.poll(() => setting.getAttribute('aria-valuetext')).not.toBe(said)
})

/** What lives in the page once the garbage is gone: elements of explorables, listeners, nodes. */
async function counts(inspector: CDPSession) {
  await inspector.send('HeapProfiler.collectGarbage')
  await inspector.send('HeapProfiler.collectGarbage')
  const { metrics } = await inspector.send('Performance.getMetrics')
  const metric = (wanted: string) => metrics.find((one) => one.name === wanted)!.value
  const { result: prototype } = await inspector.send('Runtime.evaluate', {
    expression: `customElements.get(document.querySelector('[name="contour-race"]').localName).prototype`,
  })
  const { objects } = await inspector.send('Runtime.queryObjects', { prototypeObjectId: prototype.objectId! })
  const { result } = await inspector.send('Runtime.callFunctionOn', {
    objectId: objects.objectId!,
    functionDeclaration: 'function () { return this.length }',
  })
  return {
    alive: result.value as number,
    listeners: metric('JSEventListeners'),
    nodes: metric('Nodes'),
  }
}

test('saved, it is under 3 MB, and opened again it works without a kernel', async () => {
  await codeCells(page).first().locator('.cm-content').click()
  await page.keyboard.press('Control+s')
  await expect
    .poll(() => readFileSync(file, 'utf8').includes('downhill-explorable-'), { timeout: 20_000 })
    .toBe(true)
  expect(statSync(file).size).toBeLessThan(3_000_000)
  await page.close()
  page = await openCopy(name, false)
  // Lab asks which kernel it shall be, and offers none.
  const question = page.locator('.jp-Dialog', { hasText: 'No Kernel' })
  await question.locator('.jp-mod-accept').click()
  await question.waitFor({ state: 'detached' })
  await works(shownBy(page, 1))
  await page.close()
})

test('in a notebook that somebody else ran stand the still pictures and the line that says how to wake them', async () => {
  // Changed by another hand, it bears no signature of this reader's.
  const saved = JSON.parse(readFileSync(file, 'utf8')) as Notebook
  saved.cells[0].source = ['// ', ...saved.cells[0].source]
  write(join(folder, `untrusted-${name}`), saved)
  const strange = await openCopy(`untrusted-${name}`, false)
  const output = codeCells(strange).nth(1).locator('.jp-OutputArea-output').first()
  await output.scrollIntoViewIfNeeded()
  await output.getByText('Here, scripts may not run: run the cell yourself').waitFor()
  expect(await output.getByText(/^On x² \+ 10y² from/).isVisible()).toBe(true)
  const images = output.locator('img')
  expect(await images.count()).toBe(3)
  for (const image of await images.all())
    expect(await image.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBeGreaterThan(
      100,
    )
  expect(await strange.evaluate(() => document.querySelectorAll('[name="contour-race"]').length)).toBe(0)
  await strange.close()
})
