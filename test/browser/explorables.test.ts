/// <reference lib="dom" />
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { explorables } from '../../lib/src/explorables/index'
import { samplesOf } from '../../lib/src/explorables/sparse-features'
import {
  adam,
  behaviour,
  biasCorrection,
  convergenceFactor,
  cosine,
  descend,
  exponentialFromZero,
  fromExpression,
  gradientDescent,
  hold,
  humps,
  momentum,
  random,
  rosenbrock,
  simpleMovingAverage,
  square,
  warmUp,
  type Optimizer,
} from '../../lib/src/index'
import { formatNumber } from '../../lib/src/figures/format-number'
import { stepper } from '../../lib/src/optimizers/stepper'
import { adagrad } from '../../lib/src/optimizers/adagrad'
import { rmsProp } from '../../lib/src/optimizers/rmsprop'
import { findBrowser } from '../../tools/browser.mjs'
import { sha256Base64 } from '../../tools/files.mjs'
import { root } from './lab'

/** The explorables as `npm run explorables` writes them: no Jupyter, no server. */
const folder = mkdtempSync(join(tmpdir(), 'explorables-'))
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Where the focus is. */
interface Stop {
  html: string
  /** The picture it is in, or the control it is. */
  picture: number
  left: number
  right: number
  top: number
  bottom: number
}
interface Axe {
  axe: {
    run(
      where: Document,
      rules: { runOnly?: string[] },
    ): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>
  }
}

let browser: Browser
let server: Server
beforeAll(async () => {
  const written = spawnSync(process.execPath, ['tools/explorables.mjs', '--out', folder], {
    cwd: root,
    encoding: 'utf8',
  })
  if (written.status !== 0) throw new Error(`npm run explorables failed:\n${written.stderr}`)
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('no Chrome, Chromium or Edge was found')
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  server = createServer(({ url = '' }, response) => {
    const [, name, copies] = /^\/([\w-]+)\.html(\?twice)?$/.exec(url) ?? []
    if (!name) return response.writeHead(404).end()
    const html = readFileSync(join(folder, `${name}.html`), 'utf8')
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('content-security-policy', strict(html))
    return response.end(copies ? html.replace(/<downhill-[^]*<\/downhill-[\w-]+>/, '$&$&') : html)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(async () => {
  await browser.close()
  server.close()
  rmSync(folder, { recursive: true })
})

/** Nothing but this one script and this one style: no eval, no inline code, no address. */
const strict = (html: string) => {
  const hash = (tag: string) =>
    [...html.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, 'g'))].map(
      ([, text]) => `'sha256-${sha256Base64(text)}'`,
    )
  return `default-src 'none'; script-src ${hash('script').join(' ')}; style-src ${hash('style').join(' ')}; img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'`
}
const served = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`

/** A page with one explorable, and what it complained about or asked others for. */
async function open(
  address: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[]; one: Locator }> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 1100 }, ...options })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) complaints.push(request.url())
  })
  await page.goto(address)
  return { page, complaints, one: page.locator('main > *').first() }
}
const fileOf = (name: string) => pathToFileURL(join(folder, `${name}.html`)).href

/** What is seen: pictures, words and numbers. */
const seen = (element: Locator) =>
  element.evaluate(async (host) => {
    // Two frames: one that takes what was done, one that has drawn it.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const section = host.shadowRoot?.querySelector('section')
    const pictures = [...(section?.querySelectorAll('svg[viewBox^="0 0"]') ?? [])].map((svg) => svg.outerHTML)
    const words = [...(section?.querySelectorAll('.words, .trouble') ?? [])].map((p) => p.textContent)
    const tables = [...(section?.querySelectorAll('table') ?? [])].map((table) => table.textContent)
    return JSON.stringify([pictures, words, tables])
  })
const words = (element: Locator) => element.locator('.words').innerText()

const names = explorables.map(({ name }) => name)

describe.each(names)('%s as a plain file', (name) => {
  let page: Page
  let one: Locator
  let complaints: string[]
  beforeAll(async () => {
    ;({ page, one, complaints } = await open(fileOf(name)))
  })
  afterAll(() => page.close())

  test('opens without a request and without an error, with its pictures and words', async () => {
    const { title } = explorables.find((explorable) => explorable.name === name)!
    await one.getByRole('heading', { name: title }).waitFor()
    expect(await one.locator('svg[viewBox^="0 0"]').count()).toBeGreaterThan(0)
    expect((await words(one)).length).toBeGreaterThan(30)
    expect(complaints).toEqual([])
  })

  test('its ball can be taken hold of by mouse, and is let go', async () => {
    const ball = one.locator('.handle').first()
    const before = await seen(one)
    const { x, y } = await middle(ball)
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (let i = 1; i <= 4; i++) await page.mouse.move(x + 8 * i, y - 5 * i)
    await page.mouse.up()
    const after = await seen(one)
    expect(after).not.toBe(before)
    await page.mouse.move(x - 50, y + 20)
    expect(await seen(one)).toBe(after)
  })

  test('every slider and every ball moves by keyboard, and the picture or the words follow', async () => {
    const all = one.locator('input[type="range"]:visible, [role="slider"]')
    const count = await all.count()
    expect(count).toBeGreaterThan(0)
    const stuck = []
    for (let i = 0; i < count; i++) {
      const slider = all.nth(i)
      if (await slider.isDisabled()) continue
      await slider.focus()
      const before = await seen(one)
      let moved = false
      for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'PageDown', 'PageUp']) {
        await page.keyboard.press(key)
        if ((moved = (await seen(one)) !== before)) break
      }
      if (!moved) stuck.push(await slider.evaluate((element) => element.outerHTML))
    }
    expect(stuck).toEqual([])
    expect(complaints).toEqual([])
  })

  test('arrows, Page Up and Down, Home and End move its ball, and the words follow', async () => {
    const { page, one, complaints } = await open(fileOf(name))
    const ball = one.locator('.handle').first()
    await ball.focus()
    const at = () => ball.getAttribute('aria-valuetext')
    const said = []
    for (const key of [
      'End',
      'Home',
      'ArrowRight',
      'ArrowUp',
      'ArrowLeft',
      'ArrowDown',
      'PageUp',
      'PageDown',
    ]) {
      const before = await at()
      await page.keyboard.press(key)
      await seen(one)
      expect(await at(), key).not.toBe(before)
      said.push(await words(one))
    }
    expect(said[1]).not.toBe(said[0])
    expect(new Set(said).size).toBeGreaterThan(2)
    expect(await page.evaluate(() => scrollY)).toBe(0)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('Tab reaches every control, in the order in which they are seen', async () => {
    const { page, one } = await open(fileOf(name))
    // Of radio buttons Tab reaches the one that is on; the arrow keys reach the others.
    const every = 'select, button:enabled, input:not([type="radio"]), input:checked, [role="slider"]'
    const all = await one.evaluate(
      (host, every) =>
        [...host.shadowRoot!.querySelectorAll(every)].filter((element) => element.checkVisibility()).length,
      every,
    )
    const stops: (Stop | undefined)[] = []
    for (let i = 0; i < all; i++) {
      await page.keyboard.press('Tab')
      stops.push(
        await one.evaluate((host, every) => {
          const { activeElement } = host.shadowRoot!
          if (!activeElement?.matches(every)) return undefined
          const { left, right, top, bottom } = activeElement.getBoundingClientRect()
          const which = [...host.shadowRoot!.querySelectorAll('svg, select, button, input')]
          return {
            html: activeElement.outerHTML.slice(0, 120),
            picture: which.indexOf(activeElement.closest('svg') ?? activeElement),
            left: left + scrollX,
            right: right + scrollX,
            top: top + scrollY,
            bottom: bottom + scrollY,
          }
        }, every),
      )
    }
    expect(stops).not.toContain(undefined)
    expect(new Set(stops.map((stop) => `${stop!.html} ${stop!.left} ${stop!.top}`)).size).toBe(all)
    // Never back up to what stands above in the same column.
    const back = stops.filter((stop, i) => {
      const last = stops[i - 1]
      return last && last.picture !== stop!.picture && stop!.bottom <= last.top && stop!.left < last.right
    })
    expect(back).toEqual([])
    await page.close()
  })

  test('is printed as it is now, without its buttons', async () => {
    // What was coarse while it moved is drawn well once it rests.
    await page.waitForTimeout(500)
    const now = await seen(one)
    await page.emulateMedia({ media: 'print' })
    expect(await seen(one)).toBe(now)
    expect(await one.locator('.words').isVisible()).toBe(true)
    for (const svg of await one.locator('svg[viewBox^="0 0"]').all()) expect(await svg.isVisible()).toBe(true)
    for (const control of await one.locator('button, input[type="range"]').all())
      expect(await control.isVisible()).toBe(false)
  })

  test('its ball can be taken hold of by a finger, and the page does not scroll meanwhile', async () => {
    const { page, one } = await open(fileOf(name), { hasTouch: true, viewport: { width: 800, height: 500 } })
    const ball = one.locator('.handle').first()
    await ball.scrollIntoViewIfNeeded()
    const [before, scrolled] = [await seen(one), await page.evaluate(() => scrollY)]
    const { x, y } = await middle(ball)
    const finger = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', by = 0) =>
      finger.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x: x + 8 * by, y: y - 5 * by }],
      })
    await page.evaluate(() => {
      document.addEventListener('pointercancel', () => document.body.append('lost'))
    })
    await touch('touchStart')
    for (let i = 1; i <= 4; i++) await touch('touchMove', i)
    await touch('touchEnd')
    expect(await seen(one)).not.toBe(before)
    // A browser that took it for scrolling would have let the ball go.
    expect(await page.getByText('lost').count()).toBe(0)
    expect(await page.evaluate(() => scrollY)).toBe(scrolled)
    await page.close()
  })

  test('a finger that drags beside its ball scrolls the page, and leaves the ball where it is', async () => {
    const { page, one } = await open(fileOf(name), { hasTouch: true, viewport: { width: 800, height: 400 } })
    const before = await seen(one)
    const { x, y } = await beside(one)
    const finger = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', up = 0) =>
      finger.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x, y: y - up }],
      })
    await touch('touchStart')
    for (let up = 20; up <= 120; up += 20) await touch('touchMove', up)
    await touch('touchEnd')
    await page.waitForFunction(() => scrollY > 40)
    expect(await seen(one)).toBe(before)
    await page.close()
  })

  test('runs under a policy that allows its own script alone; two do not disturb each other; axe finds nothing serious', async () => {
    const { page, complaints } = await open(served(`${name}.html?twice`))
    const [first, second] = [page.locator('main > *').nth(0), page.locator('main > *').nth(1)]
    const [one, other] = [await seen(first), await seen(second)]
    const nudge = async (which: Locator) => {
      await which.locator('.handle').first().focus()
      const before = await seen(which)
      await page.keyboard.press('Shift+ArrowRight')
      if ((await seen(which)) === before) await page.keyboard.press('Shift+ArrowLeft')
    }
    await nudge(second)
    const moved = await seen(second)
    expect(moved).not.toBe(other)
    expect(await seen(first)).toBe(one)
    await nudge(first)
    expect(await seen(first)).not.toBe(one)
    expect(await seen(second)).toBe(moved)

    await page.evaluate(axe)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const { violations } = await page.evaluate(
        (rules) => (globalThis as unknown as Axe).axe.run(document, rules),
        // In the dark the colours alone are others.
        colorScheme === 'dark' ? { runOnly: ['color-contrast'] } : {},
      )
      expect(
        violations
          .filter(({ impact }) => ['serious', 'critical'].includes(impact))
          .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        colorScheme,
      ).toEqual([])
    }
    expect(complaints).toEqual([])
    await page.close()
  })

  test('where less motion is wished for, Play shows the end at once', async () => {
    const { page, one } = await open(fileOf(name), { reducedMotion: 'reduce' })
    const player = one.getByRole('group', { name: 'Play' })
    for (let i = 0; i < (await player.count()); i++) {
      const group = player.nth(i)
      const slider = group.locator('input[type="range"]')
      await group.getByRole('button', { name: 'Start' }).click()
      expect(await slider.inputValue()).toBe('0')
      await group.getByRole('button', { name: 'Play' }).click()
      await seen(one)
      expect(await slider.inputValue()).toBe(await slider.getAttribute('max'))
      expect(await group.getByRole('button', { name: 'Pause' }).count()).toBe(0)
    }
    const turning = await one.evaluate((host) =>
      (host.shadowRoot?.getAnimations() ?? []).map((animation) => animation.playState),
    )
    expect(turning).toEqual([])
    await page.close()
  })

  test('with scripts off stands its picture, its words and the line that says so', async () => {
    const { page, one, complaints } = await open(fileOf(name), { javaScriptEnabled: false })
    for (const image of await one.locator('img').all()) {
      const box = await image.boundingBox()
      expect(box?.height).toBeGreaterThan(20)
      // What the browser cannot read has no size of its own.
      expect(await image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(100)
    }
    expect(await one.locator('img').count()).toBeGreaterThan(0)
    expect(await one.getByText('Here, scripts may not run').isVisible()).toBe(true)
    expect((await one.locator('p').first().innerText()).length).toBeGreaterThan(30)
    expect(complaints).toEqual([])
    await page.close()
  })
})

test.each(names)('the words of %s are spoken once after a drag, and not while it lasts', async (name) => {
  const { page, one } = await open(fileOf(name))
  await one.evaluate((host) => {
    const spoken: string[] = ((globalThis as unknown as { spoken: string[] }).spoken = [])
    const status = host.shadowRoot!.querySelector('.spoken')!
    new MutationObserver(() => spoken.push(status.textContent)).observe(status, {
      childList: true,
      characterData: true,
      subtree: true,
    })
  })
  const spoken = () => page.evaluate(() => (globalThis as unknown as { spoken: string[] }).spoken)
  // However slow the machine is, the page's clock goes on by a frame with each move.
  await page.clock.install()
  await page.clock.pauseAt(Date.now() + 10_000)
  const said: string[] = []
  const ball = one.locator('.handle').first()
  // Inwards, and back a little.
  const inwards = (await middle(ball)).x < (await middle(one.locator('svg:has(.handle)').first())).x ? 1 : -1
  for (const by of [90 * inwards, -40 * inwards]) {
    const { x, y } = await middle(ball)
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (let i = 1; i <= 12; i++) {
      await page.mouse.move(x + (i / 12) * by, y + ((i / 12) * by) / 9)
      await page.clock.runFor(50)
    }
    expect(await spoken()).toEqual(said)
    await page.mouse.up()
    await page.clock.runFor(1500)
    said.push(await words(one))
    expect(await spoken()).toEqual(said)
  }
  expect(said[1]).not.toBe(said[0])
  await page.close()
})

/** A place in the first picture, low enough to drag upwards from, that is far from every ball. */
const beside = (one: Locator) =>
  one.evaluate((host) => {
    const root = host.shadowRoot!
    const picture = root.querySelector('svg[viewBox^="0 0"]')!.getBoundingClientRect()
    const balls = [...root.querySelectorAll('.handle .ring')].map((ball) => ball.getBoundingClientRect())
    const y = Math.min(picture.bottom - 20, innerHeight - 20)
    for (let x = picture.left + 80; x < picture.right; x += 20)
      if (
        balls.every(
          (ball) => Math.hypot((ball.left + ball.right) / 2 - x, (ball.top + ball.bottom) / 2 - y) > 60,
        )
      )
        return { x, y }
    throw new Error('the picture is full of balls')
  })

async function middle(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox()
  if (!box) throw new Error('nothing to take hold of is seen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

test('the list names every explorable and links to each', async () => {
  const { page, complaints } = await open(fileOf('index'))
  for (const { name, title } of explorables) {
    expect(await page.getByRole('link', { name: title, exact: true }).getAttribute('href')).toBe(
      `${name}.html`,
    )
  }
  expect(complaints).toEqual([])
  await page.close()
})

describe('the contour race', () => {
  const racers = [
    gradientDescent({ eta: 0.002 }),
    momentum({ eta: 0.001 }),
    adagrad({ eta: 0.5 }),
    rmsProp({ eta: 0.01 }),
    adam({ eta: 0.1 }),
  ]
  const column = (one: Locator, n: number) => one.locator(`tbody td:nth-child(${n})`).allInnerTexts()
  const startOf = async (one: Locator) => {
    const says = (await one.locator('.handle').getAttribute('aria-valuetext')) ?? ''
    return [...says.matchAll(/[xy] = (−?[\d.]+)/g)].map(([, number]) => Number(number.replace('−', '-')))
  }

  test('shows the numbers of descend, wherever the ball is dragged and at each step', async () => {
    const { page, one } = await open(fileOf('contour-race'))
    const table = (start: readonly number[], t: number) =>
      racers.map((racer) => formatNumber(descend(rosenbrock, start, racer, t).last.f, 3))
    expect(await column(one, 4)).toEqual(table([-1.2, 1], 300))
    await one.locator('.handle').focus()
    for (const key of ['ArrowRight', 'ArrowUp', 'ArrowUp', 'Shift+ArrowLeft']) await page.keyboard.press(key)
    // The picture is 4 by 4: an arrow key goes a hundredth, with Shift a tenth.
    expect(await startOf(one)).toEqual([-1.56, 1.08])
    expect(await column(one, 4)).toEqual(table([-1.56, 1.08], 300))
    await one.getByRole('button', { name: 'Start' }).click()
    for (let t = 0; t < 7; t++) await one.getByRole('button', { name: 'One step on' }).click()
    expect(await column(one, 3)).toEqual(table([-1.56, 1.08], 7))
    await page.close()
  })

  test('starts elsewhere at a click, with all paths from there', async () => {
    const { page, one } = await open(fileOf('contour-race'))
    const map = one.locator('.tap').first()
    const box = (await map.boundingBox())!
    await page.mouse.click(box.x + 0.75 * box.width, box.y + 0.25 * box.height)
    await seen(one)
    const start = await startOf(one)
    expect(start[0]).toBeCloseTo(1, 1)
    expect(start[1]).toBeCloseTo(2, 1)
    expect(await words(one)).toContain(`from (${start.join(', ')})`)
    await page.close()
  })

  test('plays to the end by itself', async () => {
    const { page, one } = await open(fileOf('contour-race'))
    await one.getByRole('button', { name: 'Play' }).click()
    await one.getByRole('button', { name: 'Pause' }).waitFor()
    const early = await seen(one)
    await page.waitForTimeout(200)
    expect(await seen(one)).not.toBe(early)
    await one.getByRole('button', { name: 'Pause' }).click()
    const stopped = await seen(one)
    await page.waitForTimeout(150)
    expect(await seen(one)).toBe(stopped)
    await page.close()
  })

  test('takes a formula, says what is wrong with one, and finds each one’s best rate', async () => {
    const { page, one, complaints } = await open(fileOf('contour-race'))
    const line = one.getByLabel('or your own f(x, y) =')
    const write = async (text: string) => {
      await line.fill(text)
      await page.keyboard.press('Enter')
    }
    await write('x^2 + 20y^')
    expect(await one.locator('.trouble').innerText()).toBe('The formula ends too early, after ^.')
    await write('x^2')
    expect(await one.locator('.trouble').innerText()).toBe(
      'The formula has no y: a landscape needs both x and y.',
    )
    await write('x^2 + 20y^2')
    expect(await one.locator('.trouble').count()).toBe(0)
    await one.getByRole('button', { name: 'Each at its best rate' }).click()
    await one.getByText('Each runs at the best of 49 rates').waitFor()
    // Of these rates, which suits plain descent on this bowl for 300 steps: tried here one by one.
    const f = fromExpression('x^2 + 20y^2')
    const start = await startOf(one)
    const rates = Array.from({ length: 49 }, (_, k) => Number((10 ** (-5 + k / 8)).toPrecision(3)))
    const ends = rates.map((eta) => {
      const { last, diverged } = descend(f, start, gradientDescent({ eta }), 300)
      return diverged === undefined ? last.f : Infinity
    })
    const best = rates[ends.indexOf(Math.min(...ends))]
    const slider = one.getByLabel('η of gradient descent')
    expect(await slider.getAttribute('aria-valuetext')).toBe(formatNumber(best, 3))
    // A rate that is too large is a sentence, and the page goes on.
    await slider.focus()
    await page.keyboard.press('End')
    await one.getByText(/gradient descent at step \d+ diverged/).waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe('the numbers of the library stand where the hand leaves', () => {
  /** The number in what a ball says: of `η = 0.9` 0.9. */
  const numberOf = async (ball: Locator, letter: string) => {
    const says = (await ball.getAttribute('aria-valuetext')) ?? ''
    return Number(new RegExp(`${letter} = (−?[\\d.]+)`).exec(says)![1].replace('−', '-'))
  }
  const drag = async (page: Page, ball: Locator, [across, down]: readonly [number, number]) => {
    const { x, y } = await middle(ball)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + across, y + down, { steps: 4 })
    await page.mouse.up()
  }

  test('a rate on a curve: descend and its fate, also on a curve of one’s own', async () => {
    const { page, one, complaints } = await open(fileOf('rate-on-curve'))
    const [ball, rate] = [one.locator('.handle').nth(0), one.locator('.handle').nth(1)]
    const expectPath = async (f: typeof square) => {
      await seen(one)
      const [start, eta] = [await numberOf(ball, 'x'), await numberOf(rate, 'η')]
      const path = descend(f, start, gradientDescent({ eta }), 20)
      expect(await words(one)).toContain(`With η = ${formatNumber(eta, 3)} the ball ${behaviour(path)}: `)
      expect(await words(one)).toContain(`it is at x = ${formatNumber(path.last.x, 3)}`)
      return { start, eta }
    }
    const first = await expectPath(square)
    await drag(page, ball, [60, 30])
    await drag(page, rate, [-90, 0])
    const second = await expectPath(square)
    expect([second.start > first.start, second.eta < first.eta]).toEqual([true, true])
    await rate.focus()
    await page.keyboard.press('Shift+ArrowRight')
    expect((await expectPath(square)).eta).toBeGreaterThan(second.eta)

    const line = one.getByLabel('or your own f(x) =')
    const write = async (text: string) => {
      await line.fill(text)
      await page.keyboard.press('Enter')
      await seen(one)
    }
    await write('2x^2 + ')
    expect(await one.locator('.trouble').innerText()).toBe('The formula ends too early, after +.')
    await write('x y')
    expect(await one.locator('.trouble').innerText()).toBe(
      'The formula has a y: a curve is a function of x alone.',
    )
    await write('0.2(x - 1)^2')
    expect(await one.locator('.trouble').count()).toBe(0)
    await expectPath(fromExpression('0.2(x - 1)^2'))
    expect(await words(one)).toContain('the limit is 2/f″ = 5, from any start.')
    expect(complaints).toEqual([])
    await page.close()
  })

  test('averages: at the moment that is looked at, corrected or not', async () => {
    const { page, one } = await open(fileOf('averages'))
    const uniform = random(1)
    const data = Array.from({ length: 120 }, (_, i) => Math.sin(i / 15) + 0.8 * (2 * uniform() - 1))
    const [moment, window, memory] = [0, 1, 2].map((i) => one.locator('.handle').nth(i))
    await drag(page, memory, [40, 0])
    await drag(page, window, [20, 0])
    await drag(page, moment, [-80, 10])
    await seen(one)
    const [t, k, rho] = [
      await numberOf(moment, 't'),
      await numberOf(window, 'k'),
      await numberOf(memory, 'ρ'),
    ]
    expect([t < 40, k > 10, rho > 0.9]).toEqual([true, true, true])
    const fromZero = exponentialFromZero(data, rho)
    const at = (values: readonly number[]) => `At t = ${t} the average is ${formatNumber(values[t - 1], 3)}`
    expect(await words(one)).toContain(at(biasCorrection(fromZero, rho)))
    if (t > k)
      expect(await words(one)).toContain(
        `the mean of the ${k} before is ${formatNumber(simpleMovingAverage(data, k)[t - k - 1], 3)}`,
      )
    await one.getByLabel('corrected for the start from 0').uncheck()
    await seen(one)
    expect(await words(one)).toContain(at(fromZero))
    await page.close()
  })

  test('the map of momentum: the share that a step leaves, and where 60 of them lead', async () => {
    const { page, one } = await open(fileOf('momentum-map'))
    const ball = one.locator('.handle')
    await drag(page, ball, [-50, 60])
    await one.getByLabel('curvature λ along y').focus()
    await page.keyboard.press('ArrowLeft')
    await seen(one)
    const [eta, m] = [await numberOf(ball, 'η'), await numberOf(ball, 'm')]
    const steep = Number(await one.getByLabel('curvature λ along y').getAttribute('aria-valuetext'))
    expect([eta < 0.045, m < 0.5, steep < 40]).toEqual([true, true, true])
    const { last } = descend(fromExpression(`x^2 + ${steep / 2} * y^2`), [-10, 1], momentum({ eta, m }), 60)
    expect(await words(one)).toContain(
      `a step leaves ${formatNumber(convergenceFactor([2, steep], { eta, m }), 3)} of the distance`,
    )
    expect(await words(one)).toContain(
      `the ball is ${formatNumber(Math.hypot(...last.x), 3)} from the minimum`,
    )
    await drag(page, ball, [400, 200])
    await one.getByText(/the ball diverges: η is above the limit/).waitFor()
    await page.close()
  })
})

describe('the first steps of Adam', () => {
  test('are those of the library, wherever the ball is dragged, corrected or not', async () => {
    const { page, one, complaints } = await open(fileOf('adam-first-steps'))
    const ball = one.locator('.handle')
    const { x, y } = await middle(ball)
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x - 40, y + 10, { steps: 4 })
    await page.mouse.up()
    await ball.press('ArrowLeft')
    await seen(one)
    const says = (await ball.getAttribute('aria-valuetext')) ?? ''
    const start = Number(says.replace('x = ', '').replace('−', '-'))
    expect(start).toBeLessThan(8)
    const places = () => one.locator('tr > td:nth-child(8)').allInnerTexts()
    const byLibrary = (corrected: boolean) =>
      descend(square, start, adam({ eta: 0.1, corrected }), 10)
        .rows.slice(1)
        .map((row) => formatNumber(row.x, 4))
    expect(await places()).toEqual(byLibrary(true))
    await one.getByLabel('correct m').press('Space')
    await one.getByLabel('correct v').press('Space')
    await seen(one)
    expect(await places()).toEqual(byLibrary(false))
    expect(await words(one)).toContain('= 3.16 times η, here 0.316')
    await one.getByRole('button', { name: '+1' }).click()
    await one.getByText(/^Step 2$/).waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe('rare features', () => {
  test('are dragged from place to place, and learn what the rule learns from these samples', async () => {
    const { page, one, complaints } = await open(fileOf('sparse-features'))
    const last = one.locator('.handle').last()
    await last.press('ArrowLeft')
    await last.press('ArrowLeft')
    expect(await last.getAttribute('aria-valuetext')).toBe('once in 50 samples')
    await one.getByLabel('Adam', { exact: true }).check()
    await seen(one)
    const samples = samplesOf({ frequencies: [1, 0.2, 0.05, 0.01, 0.02], samples: 1000, seed: 4 })
    const rows = await one.locator('tbody tr').allInnerTexts()
    for (const [i, rule] of [gradientDescent({ eta: 0.02 }), adagrad({ eta: 0.5 })].entries()) {
      const ball = stepper(rule, 5)
      const w = new Float64Array(5)
      for (const { x, y } of samples) {
        const error = x.reduce((sum, xj, j) => sum + w[j] * xj, 0) - y
        ball.move(
          w,
          x.map((xj) => error * xj),
        )
      }
      const shown = rows[i].split('\t').slice(-5)
      expect(shown).toEqual(Array.from(w, (weight) => formatNumber(weight, 2)))
    }
    expect(await words(one)).toContain('Feature E occurs once in 50 samples')
    expect(await words(one)).toMatch(/Adam [\d.]+\./)
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe('the schedule composer and the one formula', () => {
  test('the schedule that the balls set makes the path of the library, and its line can be copied', async () => {
    const { page, one, complaints } = await open(fileOf('schedule-composer'))
    await one.getByRole('slider', { name: 'End of the hold' }).focus()
    for (const key of ['Shift+ArrowRight', 'ArrowLeft', 'ArrowUp']) await page.keyboard.press(key)
    await one.getByRole('slider', { name: 'Final rate' }).focus()
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowUp')
    // From 15, ten steps on and one back; the rates go by a hundredth of 0.4.
    expect(await one.locator('.copy').innerText()).toBe(
      'warmUp({ warmSteps: 5, after: hold({ holdSteps: 19, after: cosine({ high: 0.204, low: 0.02, steps: 16 }) }) })',
    )
    const eta = warmUp({
      warmSteps: 5,
      after: hold({ holdSteps: 19, after: cosine({ high: 0.204, low: 0.02, steps: 16 }) }),
    })
    const { x } = descend(humps, -1.5, gradientDescent({ eta }), 40).last
    expect(await words(one)).toContain(`With it, x ends at ${x.toFixed(3).replace('-0.000', '0.000')}.`)
    const { rows } = descend(humps, -1.5, gradientDescent({ eta: 0.204 }), 40)
    const [low, high] = [rows[39].x, rows[40].x].sort((a, b) => a - b)
    expect(await words(one)).toContain(`bouncing between −${(-low).toFixed(3)} and ${high.toFixed(3)}.`)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('a pair of parts is chosen by mouse, finger and arrow keys, and is measured against the library', async () => {
    const { page, one, complaints } = await open(fileOf('one-formula'), { hasTouch: true })
    const valley = fromExpression('x^2 + 20y^2')
    await one.getByLabel('slope over sum: Adagrad').click()
    const ends = async (rule: Optimizer) => {
      const { last } = descend(valley, [-8, 4], rule, 40)
      expect(await words(one)).toContain(`40 steps: f ends at ${formatNumber(last.f, 3)}`)
    }
    const eta = async () => Number(await one.getByLabel('η', { exact: true }).getAttribute('aria-valuetext'))
    await ends(adagrad({ eta: await eta() }))
    await page.keyboard.press('ArrowUp')
    expect(await words(one)).toContain('The average one step ahead over the sum has no name.')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowLeft')
    expect(await words(one)).toContain('is gradient descent.')
    await ends(gradientDescent({ eta: await eta() }))
    await one.getByLabel('velocity over 1: momentum').tap()
    await one.getByLabel('dashed:').selectOption('momentum')
    await ends(momentum({ eta: await eta() }))
    expect(await words(one)).toMatch(/The library’s own momentum takes the same path/)
    expect(complaints).toEqual([])
    await page.close()
  })
})
