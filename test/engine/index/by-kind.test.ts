/** Each kind is worked out once and never taken for another. */
import { expect, test } from 'vitest'
import { rememberByKind } from '../../../src/engine/index/by-kind.ts'
import type { Event } from '../../../src/ir/event.ts'

const event = (eventSource: string | undefined, eventName: string | undefined): Event => ({
  record: {
    ...(eventSource === undefined ? {} : { eventSource }),
    ...(eventName === undefined ? {} : { eventName }),
  },
  envelope: {},
})

test('kinds that look alike take turns in a place, and are worked out once', () => {
  const name = (at: number) => `x${String(at).padStart(4, '0')}`.padEnd(40)
  const events = [undefined, '', 'iam', 'sts', 'ec2'].flatMap((source) =>
    [undefined, '', ...Array.from({ length: 40 }, (_, at) => name(at))].map((each) =>
      event(source, each),
    ),
  )
  let computed = 0
  const kind = rememberByKind(({ record }) => {
    computed++
    return JSON.stringify(record)
  })
  for (let round = 0; round < 3; round++) {
    for (const each of events) expect(kind(each)).toBe(JSON.stringify(each.record))
  }
  expect(computed).toBe(events.length)
})
