/** Records come twice, late and in pairs, exactly where `delivery.json` says so. */
import { describe, expect, test } from 'vitest'
import { delivered, delivery, found, inOrderOfName, type LogFile, records } from './committed.ts'

describe('delivery', () => {
  const placesOf = (eventID: string): readonly LogFile[] =>
    inOrderOfName.filter(({ records }) => records.some((one) => one.eventID === eventID))
  const deliveredAt = (path: string): string => /_20261014T(\d{4})Z_/.exec(path)?.[1] ?? ''
  const clock = (eventTime: string): string => eventTime.slice(11, 16).replace(':', '')

  test('event ids are unique but for those said to be repeated', () => {
    const counts = Map.groupBy(delivered, ({ eventID }) => eventID)
    const twice = [...counts].filter(([, copies]) => copies.length > 1)
    expect(twice.map(([id]) => id).sort()).toEqual([...delivery.repeated].sort())
    for (const [id, [first, second, ...more]] of twice) {
      expect(second).toEqual(first)
      expect(more).toEqual([])
      expect(placesOf(id)).toHaveLength(2)
    }
    const names = delivery.repeated.map((id) => found(id).eventName)
    expect(names).toEqual(expect.arrayContaining(['ConsoleLogin', 'StopLogging']))
  })

  test('nothing is delivered before it happens', () => {
    const early = inOrderOfName.flatMap(({ path, records }) =>
      records.filter(({ eventTime }) => clock(eventTime) > deliveredAt(path)),
    )
    expect(early).toEqual([])
  })

  test('late records come in files that sort after newer records', () => {
    expect(delivery.late.length).toBeGreaterThan(5)
    expect(delivery.late.map((id) => found(id).eventName)).toContain('CreateAccessKey')
    for (const id of delivery.late) {
      const [file] = placesOf(id)
      const late = found(id)
      const before = inOrderOfName.filter(
        ({ path, records }) =>
          path < (file?.path ?? '') &&
          records[0]?.recipientAccountId === late.recipientAccountId &&
          records[0].awsRegion === late.awsRegion,
      )
      const newest = before.flatMap(({ records }) => records.map(({ eventTime }) => eventTime))
      expect(newest.sort().at(-1) ?? '').toSatisfy((time: string) => time > late.eventTime)
    }
  })

  test('a call into another account is recorded for both', () => {
    expect(delivery.shared).toHaveLength(9)
    for (const { sharedEventID, caller, owner } of delivery.shared) {
      const [home, away] = [found(caller), found(owner)]
      expect([home.sharedEventID, away.sharedEventID]).toEqual([sharedEventID, sharedEventID])
      expect(home.requestID).toBe(away.requestID)
      expect(home.eventID).not.toBe(away.eventID)
      expect(home.userIdentity.accountId).toBe(home.recipientAccountId)
      expect(away.userIdentity.accountId).toBe(home.recipientAccountId)
      expect(away.recipientAccountId).not.toBe(home.recipientAccountId)
    }
    const shared = records.flatMap((one) => one.sharedEventID ?? [])
    const pairs = [...Map.groupBy(shared, (id) => id)].filter(([, copies]) => copies.length > 1)
    expect(pairs.map(([id]) => id).sort()).toEqual(
      delivery.shared.map(({ sharedEventID }) => sharedEventID).sort(),
    )
  })
})
