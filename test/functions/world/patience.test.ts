/** How long a function waits for a table that does not answer. */
import { beforeEach, expect, test } from 'vitest'
import { maxCallMs, type Patience, patience } from '../../../functions/world/patience.ts'

let nowMs: number
let inTable: Patience
const after = (ms: number, error?: Error) => async () => {
  nowMs += ms
  if (error !== undefined) throw error
  return 'answer'
}
const hung = after(maxCallMs, new Error('aborted'))

beforeEach(() => {
  nowMs = 1_000_000
  inTable = patience({ nowMs: () => nowMs })
})

test('one call that is not answered is enough; the next invocation calls again', async () => {
  await expect(inTable(hung)).rejects.toThrow('aborted')
  const beforeMs = nowMs
  await expect(inTable(hung)).rejects.toThrow('skipped: the state table did not answer')
  expect(nowMs).toBe(beforeMs)
  nowMs += 20_000
  expect(await inTable(after(5))).toBe('answer')
})

test('a call that fails at once skips none', async () => {
  await expect(inTable(after(10, new Error('throttled')))).rejects.toThrow('throttled')
  expect(await inTable(after(5))).toBe('answer')
})

test('a key that throttles skips no other key', async () => {
  const throttled = inTable(async () => {
    await inTable(after(5))
    return hung()
  })
  await expect(throttled).rejects.toThrow('aborted')
  expect(await inTable(after(5))).toBe('answer')
})
