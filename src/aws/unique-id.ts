/**
 * The unique ids of IAM's users and roles. IAM never uses one twice, so a user or role that is
 * deleted and created again under the same name has another.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */

/** `AIDA…` of a user, `AROA…` of a role. */
export const isUniqueId = (text: string): boolean => /^A(?:IDA|ROA)[A-Z0-9]+$/.test(text)

/**
 * The unique id in a `principalId` or in SQS's SenderId: `AROA…:session` → `AROA…`. Any other text,
 * such as the account of a federated user, is returned up to its first colon.
 */
export const uniqueIdIn = (id: string): string => id.split(':')[0] ?? id

/** `AROA…:session` → `session`; undefined for the id of a user. */
export function sessionNameIn(id: string): string | undefined {
  const colon = id.indexOf(':')
  return colon === -1 ? undefined : id.slice(colon + 1)
}
