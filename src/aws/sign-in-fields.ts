/**
 * Fields that records of one event have and no others.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html;
 * `PasswordUpdated` was found in real events.
 */

import { signInSource } from './event-types.ts'

export const signInFields: readonly (readonly string[])[] = [
  ['responseElements', 'ConsoleLogin'],
  ['responseElements', 'PasswordUpdated'],
]

/** Each is the name of its event too. */
const onlyIn: ReadonlyMap<string, string> = new Map(
  signInFields.map((path) => [path.join('.'), path.at(-1) ?? '']),
)

/** The `eventName` of the only records that have a field, all of them sign-ins; undefined if others may have it. */
export const onlyEventWith = (path: readonly string[]): string | undefined =>
  onlyIn.get(path.join('.'))

/**
 * Whether no record of these events has the field. A list that is undefined means that a record may
 * have any value there.
 */
export function isNeverIn(
  path: readonly string[],
  eventNames: readonly string[] | undefined,
  eventSources: readonly string[] | undefined,
): boolean {
  const owner = onlyEventWith(path)
  if (owner === undefined) return false
  const isOtherEvent = eventNames !== undefined && !eventNames.includes(owner)
  return isOtherEvent || (eventSources !== undefined && !eventSources.includes(signInSource))
}
