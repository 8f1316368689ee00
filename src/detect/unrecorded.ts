/**
 * An alert that may arrive twice is better than one that waits for the state table. So an alert whose
 * messages failed twice is sent although the table fails. It says so, because nothing records that it
 * was sent.
 */

/** The third delivery comes six minutes after the first: the queue hides a failed message for three. */
const firstDelivery = 3

/** A function that ended during the third delivery sends the alert in the next. */
const lastDelivery = 5

/** Once an hour after that: a message comes again where something else that it caused was not sent. */
const everyDeliveries = 20

/** Whether the alerts of a message are sent even if the table fails. `receiveCount` is 1 at first. */
export const isSentUnrecorded = (receiveCount: number): boolean =>
  receiveCount >= firstDelivery &&
  (receiveCount <= lastDelivery || receiveCount % everyDeliveries === 0)

/** A note of an alert that was sent without the ledger. */
export const unrecordedNote =
  'The state table failed, so Tripline cannot record that it sent this alert. It may arrive again.'

/** A note of an alert whose repeats could not be counted. */
export const uncountedNote =
  'The state table failed, so earlier alerts of this rule are unknown. This may be a repeat.'
