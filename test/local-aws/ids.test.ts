import { expect, test } from 'vitest'
import { startIds } from '../../packages/local-aws/ids.ts'

test('ids have the shapes of AWS, differ from one another, and come again with the same seed', () => {
  const draw = (seed: string) => {
    const ids = startIds(seed)
    return Array.from({ length: 50 }, () => [
      ids.uuid(),
      ids.hex(17),
      ids.base32(100),
      ids.base64(40),
    ])
  }
  const drawn = draw('a')
  for (const [uuid, hex, base32, base64] of drawn) {
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(hex).toMatch(/^[0-9a-f]{17}$/)
    expect(base32).toMatch(/^[A-Z2-7]{100}$/)
    expect(base64).toMatch(/^[A-Za-z0-9+/]{40}$/)
  }
  expect(new Set(drawn.flat()).size).toBe(200)
  expect(draw('a')).toEqual(drawn)
  expect(draw('b')).not.toEqual(drawn)
})
