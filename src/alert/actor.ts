import { isObject, type Json, type JsonObject } from '../ir/json.ts'

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** Who acted, in the words an investigator searches for: the ARN, else the best name the record has. */
export function actorOf(record: JsonObject): string | undefined {
  const identity = isObject(record.userIdentity) ? record.userIdentity : {}
  const { type, arn, userName, invokedBy, accountId, principalId } = identity
  if (type === 'AWSService') return text(invokedBy) ?? text(identity.userName) ?? 'an AWS service'
  const named = text(arn) ?? text(userName)
  if (named !== undefined) return named
  if (type === 'Root') return `root of ${text(accountId) ?? 'the account'}`
  return text(principalId) ?? text(accountId)
}
