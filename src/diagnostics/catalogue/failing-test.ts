/** What is wrong with the outcome of a rule's own test: one sentence each, and the diagnostic. */
import { error } from '../constructors.ts'
import type { Diagnostic, Span } from '../diagnostic.ts'
import { plural } from '../plural.ts'

/** `test` is the name of the test. `failure` is one of the sentences below. */
export const failingTest = (test: string, failure: string, span: Span): Diagnostic =>
  error(
    'failing-test',
    `${failure}: ${test}`,
    failure === ruleQuiet || failure === ruleFires
      ? 'change the rule or the event; `tripline explain` shows which clause decides'
      : 'change the rule, the events or the expectations of the test',
    span,
  )

export const ruleQuiet = 'the rule stays quiet, but this test expects it to fire'

export const ruleFires = 'the rule fires, but this test expects it to stay quiet'

export const noAlertSent = (matched: number, all: number): string =>
  `no alert is sent, but this test expects one; ${matched} of ${plural(all, 'event')} ${matched === 1 ? 'matches' : 'match'} the rule`

export const otherAlertCount = (sent: number, wanted: number): string =>
  `the number of alerts is ${sent}, but this test expects ${wanted}`

export const alertsBeforeQuiet = (sent: number, wanted: number): string =>
  `the number of alerts before the last event is ${sent}, but this test expects ${wanted}`

export const firesLast =
  'the rule sends an alert for the last event, but this test expects no alert'

export const otherTitle = (title: string, wanted: string): string =>
  `the title of the alert is \`${title}\`, but this test expects \`${wanted}\``

export const otherField = (label: string, value: string, wanted: string): string =>
  `the field \`${label}\` of the alert is \`${value}\`, but this test expects \`${wanted}\``

export const unknownAlertField = (label: string): string => `the alert has no field \`${label}\``

export const otherEventCount = (count: number, wanted: number): string =>
  `the alert counts ${plural(count, 'event')}, but this test expects ${wanted}`

export const otherKey = (key: string, wanted: string): string =>
  `the key of the alert is \`${key}\`, but this test expects \`${wanted}\``

export const certainAlert = 'no alert reports a possible match, but this test expects one'

export const possibleAlert =
  'an alert reports a possible match, but this test expects a certain match'

export const responderNotCalled = (responder: string): string =>
  `the rule does not start \`${responder}\`, but this test expects a response`

/** `why` is the reason of the responder. */
export const responderRefuses = (responder: string, why: string): string =>
  `\`${responder}\` does not act, but this test expects a response (${why})`
