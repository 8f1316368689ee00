/** The report in a real browser: it reads without scripts, asks for nothing, and fits a phone, paper, light and dark. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { processTerminal } from '../../src/cli/terminal.ts'
import { startChromium } from '../support/chromium.ts'
import { shippedRules } from '../support/shipped-rules.ts'

let browser: Browser
const file = join(mkdtempSync(join(tmpdir(), 'tripline-report-')), 'report.html')

beforeAll(async () => {
  const terminal = { ...processTerminal(), out: () => {}, err: () => {} }
  expect(await main(['replay', 'samples/history', '--report', file], terminal)).toBe(0)
  browser = await startChromium()
})
afterAll(async () => {
  await browser.close()
})

async function opened(
  options: BrowserContextOptions,
): Promise<{ page: Page; requested: string[] }> {
  const context = await browser.newContext({ javaScriptEnabled: false, ...options })
  const page = await context.newPage()
  const requested: string[] = []
  page.on('request', (request) => requested.push(request.url()))
  page.on('console', (message) => requested.push(message.text()))
  await page.goto(pathToFileURL(file).href)
  return { page, requested }
}

test('it asks for nothing but itself, and complains of nothing', async () => {
  const { page, requested } = await opened({})
  await page.screenshot({ fullPage: true })
  expect(requested).toEqual([pathToFileURL(file).href])
})

test('an alert of the story leads to what was sent, which opens without a script', async () => {
  const { page } = await opened({})
  const sent = page.locator('#alert-1 pre').first()
  expect(await sent.isVisible()).toBe(false)
  await page.locator('ol.story a').first().click()
  expect(await sent.isVisible()).toBe(true)
  expect((await sent.innerText()).length).toBeGreaterThan(80)
})

test('it has alerts, a matrix and a row for every rule', async () => {
  const { page } = await opened({})
  // The end of an Insights incident is one of them.
  expect(await page.locator('main details').count()).toBe(39)
  expect(await page.locator('.technique.seen').count()).toBeGreaterThan(5)
  expect(await page.locator('tbody tr').count()).toBe(shippedRules.length)
})

test.each([390, 768, 1440])('nothing is cut off at %i pixels', async (width) => {
  const { page } = await opened({ viewport: { width, height: 800 } })
  const [content = 0, window = 0] = await page.evaluate<number[]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  )
  expect(content).toBeLessThanOrEqual(window)
})

/** Runs in the page: the colours of each text, and of the nearest background under it. */
const inkAndPaper = `
  const paperOf = (element) => {
    const { backgroundColor } = getComputedStyle(element)
    if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor
    return element.parentElement === null ? 'rgb(255, 255, 255)' : paperOf(element.parentElement)
  };
  [...document.querySelectorAll('h1,p,time,.badge,td,th,summary h3,a,code,.technique')].map(
    (element) => ({
      name: element.tagName + ' ' + element.className,
      ink: getComputedStyle(element).color,
      paper: paperOf(element),
    }),
  )
`

test.each(['light', 'dark'] as const)('text can be read in %s', async (colorScheme) => {
  const { page } = await opened({ colorScheme })
  const pairs = await page.evaluate<{ name: string; ink: string; paper: string }[]>(inkAndPaper)
  expect(pairs.length).toBeGreaterThan(100)
  const faint = pairs.filter(({ ink, paper }) => contrast(ink, paper) < 4.5)
  expect(faint).toEqual([])
})

test('on paper it is black on white', async () => {
  const { page } = await opened({ colorScheme: 'dark' })
  await page.emulateMedia({ media: 'print' })
  expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)')
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(20_000)
})

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(ink: string, paper: string): number {
  const [a, b] = [luminance(ink), luminance(paper)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
    const value = Number(part) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
