import { objectOf, type ResponderEvent, textOf } from '../../contract/event.ts'

/**
 * The key that CreateAccessKey made, and its user; each is empty where the event does not contain
 * it. A caller who creates a key for themselves need not name a user.
 */
export function createdKey({ request, answer, principal }: ResponderEvent): {
  readonly id: string
  readonly user: string
} {
  const key = objectOf(answer.accessKey)
  const user = textOf(key.userName) || textOf(request.userName) || principal.userName || ''
  return { id: textOf(key.accessKeyId), user }
}
