/**
 * What a change of the plan stops detecting or doing. Each phrase continues a sentence that begins
 * with the rule or with the stage.
 */

// Of a rule.

export const removed = 'is removed'
export const disabled = 'is disabled'
export const staged = 'is staged: it evaluates events and sends no alert'

export const lostRegions = (regions: readonly string[]): string =>
  `no longer matches events in ${regions.join(', ')}`

/** `via`: a value of `via` in a rule. */
export const lostBackend = (via: string): string => `no longer uses ${via}`

/** `event` is an event in words. */
export const lostEvent = (event: string): string => `no longer fires for ${event}`

/** No such event was found, and it cannot be proven that there is none. */
export const mayLoseEvents = 'may no longer fire for some events, because its conditions changed'

export const lostChannel = (channel: string): string =>
  `no longer sends alerts to channel ${channel}`

export const lostResponse = (action: string): string => `no longer starts ${action}`

export const weakerMode = (action: string, mode: string, was: string): string =>
  `starts ${action} in mode ${mode} instead of ${was}`

export const stricterThreshold = (count: number): string =>
  `needs ${count} events for an alert, or counts them in a shorter time or by other fields`

export const stricterFirstSeen = 'fires only for new values, or counts fewer values as new'

export const widerDedup = 'groups more repeats into one alert'

export const newException = (expires: string, reason: string): string =>
  `is suppressed by an exception until ${expires}: ${reason}`

// Of a stage.

export const otherAccount = (account: string, was: string): string =>
  `moves from account ${was} to ${account}`

export const becameMember = (bus: string): string =>
  `no longer sends alerts or starts responders: it forwards events to ${bus}`

export const otherHub = (bus: string, was: string): string =>
  `forwards events to ${bus} instead of ${was}`

export const lostMember = (account: string): string =>
  `no longer receives the events of account ${account}`

export const lostTrail = (trail: string): string =>
  `no longer has the trail ${trail}: no event arrives unless another trail is logging`

export const lostOrganizationTrail = 'no longer has a trail for the whole organization'

export const otherLogGroup = (logGroup: string, was: string): string =>
  `moves its metric filters from log group ${was} to ${logGroup}`

/** `of`: the channel or the topic `health`. */
export const lostSubscriber = (subscriber: string, of: string): string =>
  `no longer sends to ${subscriber} (${of})`

export const lostTopic = (topic: string, of: string): string =>
  `no longer sends to the topic ${topic} (${of})`

export const channelNamed = (channel: string): string => `channel ${channel}`

export const exemptPrincipal = (principal: string): string =>
  `no longer responds to calls of ${principal}`

export const fewerActions = (count: number, was: number): string =>
  `responds at most ${count} times an hour instead of ${was}`

export const shorterApproval = 'accepts approvals for a shorter time'
