/** What matched comes back whole and in the order of time, from memory and from a file. */
import { readdirSync, readlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { type Spool, spool } from '../../src/replay/spool.ts'
import { hitWriter } from '../../src/scan/hits.ts'

/** Files of ten hits each, their times going up and down, every third at one time. */
function filled(fileCount: number, sizeBytes: number): Spool {
  const kept = spool()
  for (let file = 0; file < fileCount; file++) {
    const written = hitWriter()
    for (let hit = 0; hit < 10; hit++) {
      const atMs = hit % 3 === 0 ? 500 : (file * 37 + hit * 11) % 1000
      const text = JSON.stringify({ file, hit, atMs, say: 'ü'.repeat(sizeBytes / 2) })
      written.add(atMs, hit % 2 === 0 ? [file % 3] : [1, 2], Buffer.from(text))
    }
    kept.add(written.hits(), file)
  }
  return kept
}

function expectInOrder(kept: Spool, count: number): void {
  let last = { atMs: -1, source: -1, hit: -1 }
  let seen = 0
  for (const { atMs, rules, source, json } of kept.inOrder()) {
    const record = JSON.parse(json)
    expect([record.file, record.atMs]).toEqual([source, atMs])
    expect(rules).toEqual(record.hit % 2 === 0 ? [source % 3] : [1, 2])
    const isLater =
      atMs > last.atMs ||
      (atMs === last.atMs &&
        (source > last.source || (source === last.source && record.hit > last.hit)))
    expect(isLater, `${json.slice(0, 60)} after ${JSON.stringify(last)}`).toBe(true)
    last = { atMs, source, hit: record.hit }
    seen++
  }
  expect(seen).toBe(count)
}

/** Files of spools that this process has open, and that have a name no more. */
const openSpools = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const file = readlinkSync(`/proc/self/fd/${fd}`)
      return file.includes('tripline-replay-') ? [file] : []
    } catch {
      return []
    }
  })

test('a few, from memory', () => {
  const kept = filled(20, 100)
  expectInOrder(kept, 200)
  expectInOrder(kept, 200)
  expect(openSpools()).toEqual([])
  kept.close()
})

test('many, from a file that nobody else finds and that is gone afterwards', () => {
  const kept = filled(300, 8000)
  expect(openSpools()).toEqual([expect.stringMatching(/\(deleted\)$/)])
  expect(
    readdirSync(tmpdir()).filter((name) => name.startsWith(`tripline-replay-${process.pid}-`)),
  ).toEqual([])
  expectInOrder(kept, 3000)
  expectInOrder(kept, 3000)
  kept.close()
  expect(openSpools()).toEqual([])
})

test('nothing', () => {
  expect([...spool().inOrder()]).toEqual([])
})
