/**
 * Makes rule sets of any size. `quiet` resembles a detection library: rare writes, and four rules
 * in a hundred about no event in particular. `typical` also has rules about frequent events. `scan`
 * is the worst case: no rule names its events.
 */
import type { Check, Field } from '../../src/ir/predicate.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { type CallKind, callKinds } from './calls.ts'
import { accounts, buckets, roles, users } from './events.ts'
import { type Random, randomFrom } from './random.ts'

export type RuleSet = 'quiet' | 'typical' | 'scan'

export function ruleSet(kind: RuleSet, count: number): Rule[] {
  const random = randomFrom(7)
  return Array.from({ length: count }, (_, at) => {
    const fields = kind === 'scan' ? scanFields(random, at) : ruleFields(random, kind, at)
    return rule(`${kind}-${at}`, fields)
  })
}

const rule = (id: string, fields: readonly Field[]): Rule => ({
  id,
  title: `Made-up rule ${id}`,
  severity: 'medium',
  why: 'It stands for a rule that somebody wrote.',
  status: 'enabled',
  on: {
    source: 'aws.',
    detailTypes: ['AWS API Call via CloudTrail', 'AWS Console Sign In via CloudTrail'],
  },
  match: { kind: 'block', fields },
  unless: undefined,
  via: 'eventbridge',
  threshold: undefined,
  firstSeen: undefined,
  dedup: undefined,
  alert: { title: undefined, fields: [] },
  notify: undefined,
  respond: [],
  attack: [],
  controls: [],
  references: [],
  falsePositives: [],
  runbook: undefined,
  tests: [],
})

const field = (path: string, check: Check): Field => ({ path: path.split('.'), check })
const equals = (...values: string[]): Check => {
  const of = [...new Set(values)].map((value): Check => ({ op: 'equals', value }))
  return of.length === 1 && of[0] !== undefined ? of[0] : { op: 'any', of }
}

/** Services and calls that the events do not contain, as for most rules of a library. */
const elsewhere = Array.from(
  { length: 120 },
  (_, at): CallKind => ({
    service: `service${at % 30}`,
    name: `${['Create', 'Delete', 'Put', 'Update'][at % 4]}Thing${at}`,
    weight: 0,
    isLoud: false,
  }),
)

const quietKinds = callKinds.filter(({ isLoud }) => !isLoud)

function ruleFields(random: Random, kind: RuleSet, at: number): Field[] {
  const likely = random.next()
  if (likely < 0.04) return openFields(random, at)
  const pool = random.chance(0.35)
    ? elsewhere
    : kind === 'typical' && random.chance(0.5)
      ? callKinds
      : quietKinds
  const { service } = random.pick(pool)
  const ofService = pool.filter((each) => each.service === service).map(({ name }) => name)
  const names = Array.from({ length: 1 + random.below(4) }, () => random.pick(ofService))
  const dispatch = [
    field('eventSource', equals(`${service}.amazonaws.com`)),
    field('eventName', equals(...names)),
  ]
  const account =
    at >= 200 && random.chance(0.5)
      ? [field('recipientAccountId', equals(random.pick(accounts), random.pick(accounts)))]
      : []
  return [...dispatch, ...account, ...detailFields(random)]
}

function detailFields(random: Random): Field[] {
  const likely = random.next()
  if (likely < 0.42) return []
  if (likely < 0.5)
    return [field('userIdentity.type', equals(random.pick(['Root', 'IAMUser', 'AssumedRole'])))]
  if (likely < 0.56)
    return [
      field('requestParameters.bucketName', {
        op: 'prefix',
        text: random.pick(['prod-', 'state', 'assets']),
      }),
    ]
  if (likely < 0.62)
    return [field('requestParameters.roleName', equals(random.pick(roles), random.pick(roles)))]
  if (likely < 0.66)
    return [
      field(
        'requestParameters.ipPermissions.items.ipRanges.items.cidrIp',
        equals('0.0.0.0/0', '::/0'),
      ),
    ]
  if (likely < 0.76) {
    const own = `arn:aws:sts::${random.pick(accounts)}:assumed-role/${random.pick(roles)}`
    return [field('userIdentity.arn', { op: 'not', of: { op: 'prefix', text: own } })]
  }
  if (likely < 0.82) return [field('errorCode', { op: 'exists', present: false })]
  if (likely < 0.9)
    return [
      field('userIdentity.arn', {
        op: 'wildcard',
        pattern: `arn:aws:sts::*:assumed-role/${random.pick(roles)}/*`,
      }),
    ]
  if (likely < 0.95)
    return [field('userIdentity.sessionContext.attributes.mfaAuthenticated', equals('false'))]
  return [
    field('sourceIPAddress', {
      op: 'cidr',
      network: `${random.pick([10, 52, 203])}.${random.below(256)}.0.0/16`,
    }),
  ]
}

/** Fields that do not name an event. */
function openFields(random: Random, at: number): Field[] {
  switch (at % 4) {
    case 0:
      return [
        field('userIdentity.type', equals('Root')),
        field('recipientAccountId', equals(random.pick(accounts))),
      ]
    case 1:
      return [
        field('errorCode', equals('AccessDenied')),
        field('userIdentity.userName', equals(random.pick(users))),
      ]
    case 2:
      return [field('sourceIPAddress', equals(address(at), address(at + 1), address(at + 2)))]
    default:
      return [
        field('userAgent', {
          op: 'wildcard',
          pattern: `*${random.pick(['kali', 'pacu', 'parrot'])}${at}*`,
        }),
      ]
  }
}

function scanFields(random: Random, at: number): Field[] {
  const suffix = at > 240 ? `-${at}` : ''
  switch (at % 4) {
    case 0:
      return [
        field('userIdentity.arn', {
          op: 'wildcard',
          pattern: `arn:aws:sts::*:assumed-role/${roles[at % 60]}${suffix}/*`,
        }),
      ]
    case 1:
      return [
        field(
          'sourceIPAddress',
          equals(address(at), address(at * 7), address(at * 13), address(at + 3)),
        ),
      ]
    case 2:
      return [
        field('requestParameters.bucketName', {
          op: 'prefix',
          text: `${buckets[at % 200]}${at > 800 ? suffix : ''}`,
        }),
        field('errorCode', { op: 'exists', present: false }),
      ]
    default:
      return [
        field('userAgent', {
          op: 'prefix',
          text: `${random.pick(['aws-cli/2.', 'Boto3/1.', 'tool-'])}${at}`,
        }),
      ]
  }
}

const address = (at: number): string => `198.51.${(at * 7) % 256}.${(at * 13) % 256}`
