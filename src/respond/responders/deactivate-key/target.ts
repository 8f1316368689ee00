import { type Responder, refuse, type Target } from '../../contract/responder.ts'
import { createdKey } from './event.ts'

/** The user whose access key was created. */
export const target: Responder<unknown>['target'] = (event) => {
  const { source, name } = event
  if (source !== 'iam.amazonaws.com' || name !== 'CreateAccessKey') {
    return refuse(`${name} of ${source} does not create an access key`)
  }
  const { id, user } = createdKey(event)
  if (id === '') return refuse('the event does not contain the id of the new key')
  return user === ''
    ? refuse(`key ${id} belongs to the root user, and only root can deactivate it`)
    : { key: keyOf(user), name: `access key ${id} of user ${user}` }
}

/** The same key as rollback-iam's, so that the two responders never work on one user at once. */
const keyOf = (user: string): string => `user/${user}`

/** The user of a target. */
export const userOf = ({ key }: Target): string => key.slice(key.indexOf('/') + 1)
