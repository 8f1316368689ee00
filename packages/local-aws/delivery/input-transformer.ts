/**
 * Transforms an event into the input of a target.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
import type { InputTransformer } from '@aws-sdk/client-eventbridge'
import type { BusEvent } from './bus-event-shape.ts'

/**
 * Fills the template. A placeholder within quotes is replaced by text, outside of quotes by JSON,
 * and an absent value by nothing.
 */
export function transformInput(
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

/**
 * The value at a path of names and dots, such as `$.detail.state.value`; no other syntax is
 * supported.
 */
function valueAt(event: BusEvent, path: string): unknown {
  let value: unknown = event
  for (const name of path.replace(/^\$\.?/, '').split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}
