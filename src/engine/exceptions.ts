import type { Event } from '../ir/event.ts'
import type { Exception } from '../ir/rule.ts'
import { mustHold } from './evaluate.ts'

/**
 * The exception that suppresses alerts of a rule about an event on a day (`yyyy-mm-dd`, UTC), if any.
 * One that cannot be decided, because CloudTrail left out what it tests, suppresses nothing.
 */
export const exceptionFor = <E extends Exception>(
  exceptions: readonly E[],
  ruleId: string,
  event: Event,
  today: string,
): E | undefined =>
  exceptions.find(
    ({ rules, expires, match }) =>
      today <= expires && (rules === '*' || rules.includes(ruleId)) && mustHold(match, event),
  )
