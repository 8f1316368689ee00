/** The actors and resources of the intrusion, and the form of its steps. */
import { type Actor, browser, consoleUser, iamUser, program, sessionKey } from './actors.ts'
import { agents } from './agents.ts'
import { networks, type Place, prod } from './organization.ts'
import { type Random, random } from './random.ts'
import { type Call, type CloudTrailRecord, record } from './record.ts'
import { clock } from './time.ts'

/** One record of the intrusion, and its meaning. */
export interface Step {
  readonly record: CloudTrailRecord
  readonly what: string
}

/**
 * The region of most of the prod account's work, and of the intruder's. IAM is recorded in
 * us-east-1 anyway.
 */
export const place: Place = { account: prod, region: 'eu-west-1' }

/** The id of the key that the intruder creates at 02:50. */
export const stolenAdminKey = sessionKey('a second key for alice-admin').replace('ASIA', 'AKIA')

const terminal = program(networks.intruder, agents.intruderCli)
export const page = browser(networks.intruder, agents.firefox)

/** `build-bot` with the leaked key: the same user and key as those of the real build server. */
export const leakedKey: Actor = iamUser(prod, 'build-bot', terminal)
export const asAdmin: Actor = iamUser(prod, 'alice-admin', terminal, stolenAdminKey)

export const backdoor = 'support-2'
export const backdoorSignIn = clock('03:01:12')
export const asBackdoor: Actor = consoleUser(prod, backdoor, page, {
  at: backdoorSignIn,
  mfa: false,
})

/** The times at which the rest of the day changes; see `aftermath.ts`. */
export const turningPoints = {
  recorderStopped: clock('03:13:26'),
  trailStopped: clock('03:15:31'),
  bucketDeleted: clock('03:19:48'),
} as const

/** The random numbers of the whole intrusion, drawn in its order. */
export const storyDice = (): Random => random('the intrusion')

/** Makes steps of one actor, all in the home Region: `stepsBy(dice, actor)(when, call, what)`. */
export const stepsBy =
  (dice: Random, actor: Actor) =>
  (at: string, call: Call, what: string): Step => ({
    record: record(dice, actor, call, { ...place, at: clock(at) }),
    what,
  })
