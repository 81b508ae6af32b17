import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeHtml } from '../../grader/src/reports/html.ts'
import { findBrowser } from '../../tools/browser.mjs'
import { aClass } from '../grader/a-report.ts'

interface Axe {
  axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
}

const folder = mkdtempSync(join(tmpdir(), 'report-'))
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let browser: Browser
let address: string

beforeAll(async () => {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('no Chrome, Chromium or Edge was found')
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  address = pathToFileURL(writeHtml(aClass(), folder)).href
})
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true })
})

async function open(colorScheme: 'light' | 'dark', at = ''): Promise<{ page: Page; events: string[] }> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 900, height: 700 } })
  const events: string[] = []
  page.on('dialog', (dialog) => {
    events.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => events.push(request.url()))
  page.on('pageerror', (error) => events.push(error.message))
  await page.goto(`${address}${at}`)
  return { page, events }
}

test.each(['light', 'dark'] as const)('the report is accessible and loads nothing, %s', async (theme) => {
  const { page, events } = await open(theme)
  expect(events).toEqual([address])
  await page.evaluate(() => {
    for (const one of (
      globalThis as unknown as { document: { querySelectorAll(s: string): Iterable<{ open: boolean }> } }
    ).document.querySelectorAll('details'))
      one.open = true
  })
  await page.evaluate(axe)
  const { violations } = await page.evaluate(() => (globalThis as unknown as Axe).axe.run())
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  await page.close()
})

test('a link from a student’s row opens what there is to say of the student', async () => {
  const { page } = await open('light')
  const said = page.getByText('isn’t it').or(page.getByText("isn't it")).first()
  expect(await said.isVisible()).toBe(false)
  await page.getByRole('link', { name: 'Zoë' }).click()
  await said.waitFor({ state: 'visible' })
  await page.close()
})
