/**
 * Calls that reach into another account, which CloudTrail records twice: once for the caller's
 * account and once for the owner's, with different event ids and one `sharedEventID`
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/shared-event-ID.html).
 */
import { type Actor, program, roleId, roleSession } from './actors.ts'
import { agents } from './agents.ts'
import { bucketCall } from './calls.ts'
import { assumeRole } from './noise-keys.ts'
import { dev, networks, type Place, prod, security } from './organization.ts'
import { type Random, random } from './random.ts'
import { type Call, type CloudTrailRecord, record } from './record.ts'
import { clock } from './time.ts'

export interface SharedRecords {
  readonly sharedEventID: string
  readonly caller: CloudTrailRecord
  readonly owner: CloudTrailRecord
}

interface Caller {
  readonly account: string
  readonly role: string
  readonly session: string
  readonly agent: string
}

const auditor: Caller = {
  account: security,
  role: 'inventory',
  session: 'nightly',
  agent: agents.boto,
}
const builder: Caller = {
  account: dev,
  role: 'ci-build',
  session: 'GitHubActions-18431',
  agent: agents.javascript,
}

/** The owner learns the caller's account and principal id, and no names. */
function twice(dice: Random, caller: Caller, call: Call, owner: Place, at: number): SharedRecords {
  const origin = program(networks.gateways[0], caller.agent)
  const seenAtHome = roleSession(caller.account, caller.role, caller.session, origin)
  const principalId = `${roleId(caller.account, caller.role)}:${caller.session}`
  const stranger = { type: 'AWSAccount', principalId, accountId: caller.account }
  const seenByOwner: Actor = { ...origin, identity: () => stranger }
  const sharedEventID = dice.uuid()
  const shared = { ...call, sharedEventID }
  const home = { account: caller.account, region: owner.region, at }
  const first = record(dice, seenAtHome, shared, home)
  const second = record(dice, seenByOwner, shared, { ...owner, at })
  // One call, hence one request id.
  return {
    sharedEventID,
    caller: first,
    owner: { ...second, requestID: first.requestID ?? null },
  }
}

export function sharedCalls(): readonly SharedRecords[] {
  const dice = random('shared calls')
  const audits = ['01:15:20', '07:15:21', '13:15:19', '19:15:20'].flatMap((text) =>
    [prod, dev].map((account) => {
      const at = clock(text) + (account === dev ? 2 : 0)
      const assumed = { account, role: 'audit-reader', session: 'nightly', at }
      const call = assumeRole(dice, assumed)
      return twice(dice, auditor, call, { account, region: 'us-east-1' }, at)
    }),
  )
  const owner = { account: prod, region: 'eu-west-1' } as const
  const location = { name: 'GetBucketLocation', readOnly: true }
  const look = bucketCall(dice, owner, location, 'prod-artifacts', { location: '' })
  return [...audits, twice(dice, builder, look, owner, clock('12:20:44'))]
}
