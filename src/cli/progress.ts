import type { Terminal } from './terminal.ts'

const quietMs = 1000
const everyMs = 100

/** One line on standard error that overwrites itself; silent for the first second, and always where nobody watches. */
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
