/**
 * Third-party records and rules as judges of what is known about names: what really occurs must be
 * known, and what is complained about must be wrong. Runs where the corpora are.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { findingsAmong, ruleFile } from './findings.ts'

const corpora = join(import.meta.dirname, '../../../shared/corpora')

describe.runIf(existsSync(corpora))('names in corpora', () => {
  test('recorded by AWS, or copied from its documentation: nothing is said', () => {
    const pairs = [...pairsIn('stratus'), ...pairsIn('opensearch-catalog'), ...pairsIn('awsdocs')]
    expect(pairs.length).toBeGreaterThan(150)
    expect(complaints(pairs)).toEqual([
      // Records of DynamoDB streams, which came along with those of CloudTrail.
      'aws:dynamodb INSERT: bad-event-source',
      'aws:dynamodb INSERT: unknown-event-name',
      'aws:dynamodb MODIFY: bad-event-source',
      'aws:dynamodb MODIFY: unknown-event-name',
    ])
  })

  test('made up for the tests of other systems: what is said is so', () => {
    const pairs = ['panther', 'trailalerts', 'streamalert'].flatMap(pairsIn)
    expect(pairs.length).toBeGreaterThan(100)
    expect(complaints(pairs)).toEqual([...madeUp].sort())
  })

  test('asked for by Sigma rules: what is said is so', () => {
    const pairs = globSync('sigma/**/*.yml', { cwd: corpora }).flatMap(pairsOfSigma)
    expect(pairs.length).toBeGreaterThan(40)
    expect(complaints(pairs)).toEqual([
      // ElastiCache has no rules for what leaves.
      'elasticache.amazonaws.com AuthorizeCacheSecurityGroupEgress: unknown-event-name',
      'elasticache.amazonaws.com RevokeCacheSecurityGroupEgress: unknown-event-name',
      // A domain's transfer lock belongs to route53domains.
      'route53.amazonaws.com DisableDomainTransferLock: wrong-service',
    ])
  })
})

/** Records that no service wrote. */
const madeUp: readonly string[] = [
  // One record for many tests, with another name put in.
  ...[
    ...['ApplySecurityGroupsToLoadBalancer', 'AuthorizeDBSecurityGroupIngress', 'CreateUser'],
    ...['CreateCacheSecurityGroup', 'CreateDevEndpoint', 'CreateNetworkAclEntry', 'DeleteRule'],
    ...['DeleteCacheSecurityGroup', 'DeleteIdentity', 'DeleteMountTarget', 'EnableRegion'],
    ...['DisableDomainTransferLock', 'DisableEbsEncryptionByDefault', 'GetParameter'],
    ...['GetSessionToken', 'ImportKeyPair', 'LeaveOrganization', 'ListNotificationHubs'],
    'ModifyDBCluster',
  ].map((name) => `cloudtrail.amazonaws.com ${name}: wrong-service`),
  'ec2.amazonaws.com DeleteBucketEncryption: wrong-service',
  'ec2.amazonaws.com PutBucketLogging: wrong-service',
  'ec2.amazonaws.com PutBucketVersioning: wrong-service',
  's3.amazonaws.com SetQueueAttributes: wrong-service',
  's3.amazonaws.com StopLogging: wrong-service',
  // Policies of Organizations and of other services; IAM has GetPolicy and PutUserPolicy.
  'iam.amazonaws.com DescribePolicy: wrong-service',
  'iam.amazonaws.com PutPolicy: wrong-service',
  // The agent registers with Systems Manager.
  'ec2.amazonaws.com RegisterManagedInstance: wrong-service',
  'route53.amazonaws.com DisableDomainTransferLock: wrong-service',
  // Names that are meant to match nothing, or were taken from IAM, or from an API.
  'iam.amazonaws.com NotCreateUser: unknown-event-name',
  'cloudtrail.amazonaws.com DescribeTrail: unknown-event-name',
  'lambda.amazonaws.com DeleteFunction: versioned-event-name',
  's3.amazonaws.com ListAllMyBuckets: not-an-event',
  's3.amazonaws.com ListBucket: not-an-event',
  's3.amazonaws.com getObject: misspelt-event-name',
  // Blanked out.
  '... PutBucketAcl: unknown-event-source',
  '... PutObjectAcl: unknown-event-source',
]

interface Pair {
  readonly source: string
  readonly name: string
}

function pairsIn(corpus: string): Pair[] {
  const lines = readFileSync(join(corpora, 'cloudtrail', `${corpus}.events.jsonl`), 'utf8')
  const records = lines.split('\n').filter((line) => line !== '')
  return records.flatMap((line) => {
    const event = JSON.parse(line)
    const { eventSource: source, eventName: name } = event.detail ?? event
    return typeof source === 'string' && typeof name === 'string' ? [{ source, name }] : []
  })
}

/** The names of each part of a rule with the sources beside them. */
function pairsOfSigma(file: string): Pair[] {
  const { detection } = parse(readFileSync(join(corpora, file), 'utf8'))
  const parts = Object.values<unknown>(detection).flat()
  return parts.flatMap((part) => {
    const { eventSource, eventName } = Object(part)
    const sources = [eventSource ?? []].flat()
    return sources.flatMap((source) => [eventName ?? []].flat().map((name) => ({ source, name })))
  })
}

/** What is wrong with each pair, once, sorted. */
function complaints(pairs: readonly Pair[]): string[] {
  const distinct = [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()]
  const quoted = (text: string) => JSON.stringify(text)
  const files = distinct.map(({ source, name }, index) =>
    ruleFile(
      `pair-${index}`,
      `match: { eventSource: ${quoted(source)}, eventName: ${quoted(name)} }`,
    ),
  )
  return findingsAmong(files)
    .filter(({ level, code }) => level !== 'note' && code !== 'subsumed-rule')
    .map(({ code, span }) => {
      const { source, name } = distinct[Number(/\d+/.exec(span.file)?.[0])] as Pair
      return `${source} ${name}: ${code}`
    })
    .sort()
}
