/// <reference lib="dom" />
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Locator, type Page } from 'playwright-core'
import { findBrowser } from '../../tools/browser.mjs'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** JupyterLab as `npm start` starts it, and a browser to look at it with. */
export interface Lab {
  readonly browser: Browser
  /** The address that was printed, with its token. */
  readonly address: string
  close(): Promise<void>
}

/** Starts the course without opening a browser window, waits for the address, and starts a headless browser. */
export async function startLab(lesson: string): Promise<Lab> {
  const start = spawn(process.execPath, ['tools/start.mjs', '--no-browser', '--lesson', lesson], {
    cwd: root,
  })
  const address = await printedAddress(start)
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('no Chrome, Chromium or Edge was found')
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  return {
    browser,
    address,
    async close() {
      await browser.close()
      if (start.exitCode === null) {
        start.kill('SIGINT')
        await once(start, 'exit')
      }
    },
  }
}

async function printedAddress(start: ChildProcess): Promise<string> {
  let printed = ''
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += String(chunk)
      const address = /http:\/\/127\.0\.0\.1:\d+\S+/.exec(printed)
      if (address) resolve(address[0])
    }
    start.stdout?.on('data', read)
    start.stderr?.on('data', read)
    start.once('exit', () => reject(new Error(`npm start ended without an address; it printed:\n${printed}`)))
  })
}

/** Opens the lesson in a page that never saves, so that no test changes a notebook. `strangers` collects requests that leave the machine. */
export async function openLesson({ browser, address }: Lab): Promise<{ page: Page; strangers: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  const strangers: string[] = []
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (!['data:', 'blob:'].includes(protocol) && hostname !== '127.0.0.1') strangers.push(request.url())
  })
  await page.route('**/api/contents/**', (route) =>
    ['PUT', 'PATCH', 'DELETE'].includes(route.request().method()) ? route.abort() : route.continue(),
  )
  // As on a first visit: without the tabs that an earlier one left open.
  await page.goto(`${address}&reset`)
  await connected(page)
  return { page, strangers }
}

/** Lab drops what is run before the notebook is connected with its kernel, and shows by both signs together that it is. */
export async function connected(page: Page): Promise<void> {
  const panel = page.locator('.jp-NotebookPanel:visible')
  await panel.locator('.jp-KernelName', { hasText: 'TypeScript (Downhill)' }).waitFor({ timeout: 120_000 })
  await panel.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor({ timeout: 120_000 })
}

/** Closes the lesson that is open, and opens another in the same window. */
export async function turnTo(page: Page, lesson: string): Promise<void> {
  await choose(page, 'File', /^Close and Shut Down Notebook/)
  await page.locator('.jp-Dialog .jp-mod-accept').click()
  await page.locator('.jp-NotebookPanel').waitFor({ state: 'detached' })
  await choose(page, 'File', /^Open from Path/)
  await page.locator('.jp-Dialog input').fill(`notebooks/${lesson}.ipynb`)
  await page.keyboard.press('Enter')
  await connected(page)
}

async function choose(page: Page, menu: string, item: RegExp): Promise<void> {
  await page.locator('.lm-MenuBar-itemLabel', { hasText: new RegExp(`^${menu}$`) }).click()
  await page.locator('.lm-Menu-itemLabel', { hasText: item }).click()
}

/** The cells of the lesson, in order. */
export const codeCells = (page: Page): Locator => page.locator('.jp-NotebookPanel:visible .jp-CodeCell')

/** Runs every cell through the menu and waits until each has its number. */
export async function runAll(page: Page): Promise<void> {
  await choose(page, 'Run', /^Run All Cells$/)
  await page.waitForFunction(
    () => {
      const cells = [...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell')]
      const prompts = cells.map((cell) => cell.querySelector('.jp-InputPrompt')?.textContent.trim() ?? '')
      return prompts.length > 0 && prompts.every((prompt) => /^\[\d+\]:$/.test(prompt))
    },
    undefined,
    { timeout: 150_000 },
  )
}
