/**
 * What a rule makes of an event for a target.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
import type { InputTransformer } from '@aws-sdk/client-eventbridge'
import type { BusEvent } from './bus-event-shape.ts'

/** A placeholder within quotes is filled in as text, outside of them as JSON; what is absent is empty. */
export function transformed(
  { InputPathsMap = {}, InputTemplate = '' }: InputTransformer,
  event: BusEvent,
): string {
  return InputTemplate.replaceAll(/<([A-Za-z0-9_-]+)>/g, (whole, name: string, at: number) => {
    const path = InputPathsMap[name]
    if (path === undefined) return whole
    const value = JSON.stringify(valueAt(event, path) ?? '')
    const isQuoted = (InputTemplate.slice(0, at).match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1
    return isQuoted ? value.replace(/^"|"$/g, '') : value
  })
}

/** `$.detail.state.value`: names and dots, and nothing more elaborate. */
function valueAt(event: BusEvent, path: string): unknown {
  let value: unknown = event
  for (const name of path.replace(/^\$\.?/, '').split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}
