/** Puts events into envelopes, as Lambda and replay have them. */
import { inEnvelope } from '../../src/aws/envelope.ts'
import type { Event } from '../../src/ir/event.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { recordBy } from './events.ts'
import { randomFrom } from './random.ts'

export function recordTexts(count: number): string[] {
  const random = randomFrom(20261121)
  return Array.from({ length: count }, (_, at) => JSON.stringify(recordBy(random, at)))
}

export const eventOf = (text: string): Event => inEnvelope(JSON.parse(text) as JsonObject) as Event
