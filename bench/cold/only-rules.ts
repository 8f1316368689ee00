/** A function that evaluates a rule set, and ignores which rules match. */
import type { SQSEvent } from 'aws-lambda'
import { loadRuleset } from '../../functions/support/ruleset.ts'
import type { Event } from '../../src/ir/event.ts'
import type { JsonObject } from '../../src/ir/json.ts'

export async function handler({ Records: [first] }: SQSEvent): Promise<number> {
  const ruleset = await loadRuleset()
  const { detail, ...envelope } = JSON.parse(first?.body ?? '{}') as JsonObject
  const event = { record: detail, envelope } as Event
  return ruleset.matching(event, '2026-11-20').length
}
