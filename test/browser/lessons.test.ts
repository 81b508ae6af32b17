import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lessons } from '../../tools/names.mjs'
import { codeCells, openLesson, root, runAll, startLab, turnTo, type Lab } from './lab'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
interface Axe {
  axe: {
    run(context: string): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>
  }
}

const exercise = join(root, 'exercises/02-gradient-descent/descend.ts')
const kept = `${exercise}.kept`

/** The reader's file goes back to its place, also after a run that was killed. */
const putBack = () => {
  if (existsSync(kept)) renameSync(kept, exercise)
}

let lab: Lab
beforeAll(async () => {
  putBack()
  lab = await startLab('02')
})
afterAll(async () => {
  putBack()
  await lab.close()
})

const errors = (page: Page) =>
  page
    .locator(
      '.jp-NotebookPanel:visible [data-mime-type="application/vnd.jupyter.error"], .jp-NotebookPanel:visible [data-mime-type="application/vnd.jupyter.stderr"]',
    )
    .allInnerTexts()

describe('lesson 02 in the real JupyterLab', () => {
  let page: Page
  let strangers: string[]
  beforeAll(async () => {
    ;({ page, strangers } = await openLesson(lab))
    await runAll(page)
  })

  test('opens in view, alone, without launcher and without news', async () => {
    expect(await page.locator('.lm-DockPanel-tabBar .lm-TabBar-tabLabel').allInnerTexts()).toEqual([
      '02-gradient-descent.ipynb',
    ])
    expect(await page.locator('.Toastify__toast').count()).toBe(0)
  })

  test('runs every cell without an error', async () => {
    expect(await errors(page)).toEqual([])
  })

  test('draws each figure', async () => {
    const source = codeCells(page)
    let figures = 0
    for (let i = 0; i < (await source.count()); i++) {
      const cell = source.nth(i)
      await cell.scrollIntoViewIfNeeded()
      for (const plot of await cell
        .locator('.jp-RenderedPlotly, [data-mime-type="application/vnd.plotly.v1+json"]')
        .all()) {
        figures++
        await plot.locator('.main-svg').first().waitFor()
        expect(await plot.locator('.trace, .contourlayer path, .point').count()).toBeGreaterThan(0)
      }
    }
    expect(figures).toBeGreaterThanOrEqual(6)
  })

  test('a slider moves its figure', async () => {
    const rail = page.locator('.slider-rail-touch-rect').first()
    await rail.scrollIntoViewIfNeeded()
    const plot = page.locator('.js-plotly-plot', { has: rail }).first()
    const drawn = () => plot.locator('.scatterlayer').first().innerHTML()
    const before = await drawn()
    const { x, y, width, height } = (await rail.boundingBox())!
    await page.mouse.click(x + width * 0.93, y + height / 2)
    await expect.poll(drawn).not.toBe(before)
  })

  test('the check cell shows what is missing, and full marks once the solution is in place', async () => {
    const cell = codeCells(page).filter({ hasText: "check('descend')" }).first()
    await cell.scrollIntoViewIfNeeded()
    const output = () => cell.locator('.jp-OutputArea').innerText()
    expect(await output()).toMatch(/not written yet/i)
    copyFileSync(exercise, kept)
    try {
      copyFileSync(join(root, 'solutions/02-gradient-descent/descend.ts'), exercise)
      await cell.locator('.cm-content').click()
      await page.keyboard.press('Shift+Enter')
      await expect.poll(output, { timeout: 30_000 }).toMatch(/10 of 10 points/)
    } finally {
      putBack()
    }
    expect(readFileSync(exercise, 'utf8')).toMatch(/not written yet/i)
  })

  test('no request left the machine', () => {
    expect(strangers).toEqual([])
  })
})

describe('in the browser, without an error and without a request that leaves the machine,', () => {
  const others = lessons(root).filter((name) => !name.startsWith('02'))
  /** Where the last lesson was; a window in which something failed is left. */
  let window: Awaited<ReturnType<typeof openLesson>> | undefined
  const open = async (name: string) => {
    if (!window) return openLesson({ ...lab, address: lab.address.replace('02-gradient-descent', name) })
    const last = window
    window = undefined
    await turnTo(last.page, name)
    return last
  }
  test.each(others)('%s runs, draws, moves and can be read by all', async (name) => {
    const opened = await open(name)
    const { page, strangers } = opened
    await runAll(page)
    expect(await errors(page)).toEqual([])
    expect(await undrawn(page)).toEqual([])
    expect(await unmoved(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    expect(strangers).toEqual([])
    window = opened
  })
})

/** The figures that show nothing, by their titles. */
async function undrawn(page: Page): Promise<string[]> {
  // Lab draws a figure when it comes into view.
  for (const plot of await page.locator('.jp-NotebookPanel:visible .jp-RenderedPlotly').all())
    await plot.scrollIntoViewIfNeeded()
  const drawn =
    '.trace, .contourlayer path, .point, .gl-container canvas, .barlayer path, .annotation, image, .heatmaplayer'
  return page
    .locator('.jp-NotebookPanel:visible .jp-RenderedPlotly')
    .evaluateAll(
      (plots, drawn) =>
        plots
          .filter((plot) => plot.querySelector(drawn) === null)
          .map((plot) => plot.querySelector('.gtitle')?.textContent ?? 'a figure without a title'),
      drawn,
    )
}

/** The sliders that change nothing of their figure, by its title: moved to their other end. */
async function unmoved(page: Page): Promise<string[]> {
  const without: string[] = []
  for (const rail of await page.locator('.jp-NotebookPanel:visible .slider-rail-touch-rect').all()) {
    await rail.scrollIntoViewIfNeeded()
    const plot = rail.locator('xpath=ancestor::*[contains(@class, "js-plotly-plot")]')
    const look = () =>
      plot.locator('.main-svg').evaluateAll((svgs) => svgs.map((svg) => svg.innerHTML).join())
    const click = async (at: number) => {
      const { x, y, width, height } = (await rail.boundingBox())!
      await page.mouse.click(x + width * at, y + height / 2)
    }
    await click(0.98)
    await page.waitForTimeout(150)
    const before = await look()
    await click(0.02)
    const moved = await expect
      .poll(look, { timeout: 20_000 })
      .not.toBe(before)
      .then(
        () => true,
        () => false,
      )
    if (!moved) without.push((await plot.locator('.gtitle').textContent()) ?? 'a figure without a title')
  }
  return without
}

/** What axe finds serious or worse in the outputs of a lesson. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as Axe).axe.run(
      '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-OutputArea',
    )
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ html }) => html.slice(0, 200))
            .join(' | ')}`,
      )
  })
}
