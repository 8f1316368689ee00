/**
 * Every responder, with one attack that it has an answer to. A name in src/ir/names.ts does not
 * type-check until it is here, and the tests that go over all responders then go over it.
 */
import { readFileSync } from 'node:fs'
import type { JsonObject } from '../../src/ir/json.ts'
import type { Responder as ResponderName } from '../../src/ir/names.ts'
import { responderEvent } from '../../src/respond/contract/event.ts'
import type { Facets, Responder } from '../../src/respond/contract/responder.ts'
import { changesOf } from '../../src/respond/history/iam/changes-of.ts'
import { blockPublicAccess } from '../../src/respond/responders/block-public-access/block-public-access.ts'
import { blockFacets } from '../../src/respond/responders/block-public-access/facets.ts'
import type { Openness } from '../../src/respond/responders/block-public-access/past.ts'
import { deactivateKey } from '../../src/respond/responders/deactivate-key/deactivate-key.ts'
import type { KeyOwner } from '../../src/respond/responders/deactivate-key/past.ts'
import type { TrailPast } from '../../src/respond/responders/restart-trail/past.ts'
import { restartTrail } from '../../src/respond/responders/restart-trail/restart-trail.ts'
import { ingressFacets } from '../../src/respond/responders/revoke-ingress/facets.ts'
import { revokeIngress } from '../../src/respond/responders/revoke-ingress/revoke-ingress.ts'
import type { History } from '../../src/respond/responders/rollback-iam/past.ts'
import { rollbackIam } from '../../src/respond/responders/rollback-iam/rollback-iam.ts'
import { cloudTrailEvent } from './cloudtrail-event.ts'

export interface ResponderCase<Past> {
  readonly responder: Responder<Past>
  /** The function; loading it loads the SDK. */
  readonly entry: () => Promise<{ readonly handler: unknown }>
  /** The event of an attack by the user mallory. */
  readonly attack: JsonObject
  readonly past: Past
  /** What there is after the attack. */
  readonly live: Facets
}

/** A record of `test/events` as mallory's own. */
function attack(file: string, more: JsonObject = {}): JsonObject {
  const record = JSON.parse(readFileSync(`test/events/${file}.json`, 'utf8')) as JsonObject
  const userIdentity = {
    type: 'IAMUser',
    principalId: 'AIDAMALLORY',
    arn: 'arn:aws:iam::111122223333:user/mallory',
    userName: 'mallory',
  }
  return { detail: { ...record, userIdentity, recipientAccountId: '111122223333', ...more } }
}

const keyCreated: ResponderCase<KeyOwner> = {
  responder: deactivateKey,
  entry: () => import('../../functions/deactivate-key.ts'),
  attack: attack('iam/create-access-key-for-another-user', {
    responseElements: { accessKey: { accessKeyId: 'AKIA1', userName: 'alice' } },
  }),
  past: { arn: 'arn:aws:iam::111122223333:user/alice', breakGlass: [] },
  live: { 'key:AKIA0': 'Active', 'key:AKIA1': 'Active' },
}

const sshOpened: ResponderCase<null> = {
  responder: revokeIngress,
  entry: () => import('../../functions/revoke-ingress.ts'),
  attack: attack('ec2/open-ssh-to-world', {
    requestParameters: { groupId: 'sg-0a1b' },
    responseElements: {
      securityGroupRuleSet: { items: [{ groupId: 'sg-0a1b', securityGroupRuleId: 'sgr-2' }] },
    },
  }),
  past: null,
  live: ingressFacets(
    [443, 22].map((port, index) => ({
      id: `sgr-${index + 1}`,
      protocol: 'tcp',
      fromPort: port,
      toPort: port,
      peer: { kind: 'ipv4', cidr: '0.0.0.0/0' },
    })),
  ),
}

const blockDeleted: ResponderCase<Openness> = {
  responder: blockPublicAccess,
  entry: () => import('../../functions/block-public-access.ts'),
  attack: attack('s3/public-access-block-deleted'),
  past: { policy: null, isGrantedToAll: false },
  live: blockFacets(null),
}

const trail: Facets = { S3BucketName: 'logs', S3KeyPrefix: null, selectors: '{}' }

const trailStopped: ResponderCase<TrailPast> = {
  responder: restartTrail,
  entry: () => import('../../functions/restart-trail.ts'),
  attack: attack('cloudtrail/stop-logging', { requestParameters: { name: 'account-trail' } }),
  past: {
    snapshot: {
      kind: 'observed',
      entity: 'trail/eu-west-1/account-trail',
      since: '2026-01-01T00:00:00.000Z',
      until: '2026-01-01T00:00:01.000Z',
      facets: { ...trail, logging: 'yes' },
    },
    since: '2026-05-14T23:24:00.000Z',
  },
  live: { ...trail, logging: null },
}

const attached = cloudTrailEvent({
  call: 'AttachRolePolicy',
  input: { RoleName: 'web', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
  by: 'mallory',
  at: '2026-11-21T09:00:00.000Z',
  id: 1,
})

const role: Facets = { entity: '{"path":"/"}', trust: '{"Statement":[]}' }

function changes(envelope: JsonObject) {
  const event = responderEvent(envelope)
  if (typeof event === 'string') throw new Error(event)
  return changesOf(event)
}

const policyAttached: ResponderCase<History> = {
  responder: rollbackIam,
  entry: () => import('../../functions/rollback-iam.ts'),
  attack: attached,
  past: {
    facts: [
      ...changes(attached),
      {
        kind: 'observed',
        entity: 'role/web',
        since: '2026-11-21T08:00:00.000Z',
        until: '2026-11-21T08:00:01.000Z',
        facets: role,
      },
    ],
    answered: {},
    ownRoles: [],
    baseline: '2026-11-21T07:00:00.000Z',
    isCut: false,
  },
  live: { ...role, 'attached:arn:aws:iam::aws:policy/AdministratorAccess': 'yes' },
}

const byName: { readonly [Name in ResponderName]: ResponderCase<unknown> } = {
  'rollback-iam': policyAttached,
  'restart-trail': trailStopped,
  'revoke-ingress': sshOpened,
  'block-public-access': blockDeleted,
  'deactivate-key': keyCreated,
}

/** For `describe.each`. */
export const responderCases: readonly (readonly [ResponderName, ResponderCase<unknown>])[] =
  Object.entries(byName) as never
