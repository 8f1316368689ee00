import type { Terminal } from './terminal.ts'

const quietMs = 1000
const everyMs = 100

/**
 * A progress line on standard error that overwrites itself. It is silent for the first second, and
 * if standard error is no terminal.
 */
export function progressLine({ live, err }: Terminal): { show(text: string): void; clear(): void } {
  const startedMs = performance.now()
  let shownMs = 0
  return {
    show(text) {
      const nowMs = performance.now()
      if (!live || nowMs - startedMs < quietMs || nowMs - shownMs < everyMs) return
      shownMs = nowMs
      err(`\r\x1b[2K${text}`)
    },
    clear() {
      if (shownMs > 0) err('\r\x1b[2K')
    },
  }
}
