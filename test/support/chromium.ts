/** A real browser for pages: Debian's chromium. A suite that needs it fails where it is missing. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export function startChromium(): Promise<Browser> {
  const executablePath = places.find(existsSync)
  if (executablePath === undefined) {
    throw new Error('chromium is not here: apt-get install chromium. This suite never skips.')
  }
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}
