/**
 * Decides which messages a subscription receives. A filter policy is an event pattern over the
 * message's attributes or body, so the event pattern engine evaluates it.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
import { parseJson } from '../../../../src/eventbridge/json.ts'
import { matches } from '../../../../src/eventbridge/match.ts'
import { parsePattern } from '../../../../src/eventbridge/parse-pattern.ts'
import type { AttributeValue } from '../sqs/message-digest.ts'

export type FilterPolicyScope = 'MessageAttributes' | 'MessageBody'

/** The reason why SNS would refuse the policy; undefined if it accepts it. */
export function filterPolicyFault(text: string): string | undefined {
  const parsed = parsePattern(text)
  return parsed.ok ? undefined : parsed.error
}

export function wants(
  policy: string,
  scope: FilterPolicyScope,
  message: string,
  attributes: Readonly<Record<string, AttributeValue>>,
): boolean {
  const parsed = parsePattern(policy)
  if (!parsed.ok) return false
  const subject = parseJson(scope === 'MessageBody' ? message : attributesAsJson(attributes))
  return subject.ok && matches(parsed.pattern, subject.value)
}

/** The attributes as JSON, without binary ones, which cannot be filtered on. */
function attributesAsJson(attributes: Readonly<Record<string, AttributeValue>>): string {
  const fields = Object.entries(attributes).flatMap(([name, { DataType, StringValue }]) => {
    if (StringValue === undefined) return []
    const isJson = DataType === 'Number' || DataType === 'String.Array'
    return [`${JSON.stringify(name)}:${isJson ? StringValue : JSON.stringify(StringValue)}`]
  })
  return `{${fields.join(',')}}`
}
