import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { huntQuery, literal } from '../../src/alert/hunt-query.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { probe } from '../probes/probe.ts'
import { decided, endedInsight, eventFrom, stopLogging } from './documents.ts'

/** The value of a literal by Trino's grammar: doubled quotes, and the escapes of `U&`. */
function decoded(sql: string): string {
  const [, unicode, body = ''] = /^(U&)?'((?:[^']|'')*)'$/s.exec(sql) ?? []
  const text = body.replaceAll("''", "'")
  return unicode === undefined
    ? text
    : text.replaceAll(/\\(?:\+([\da-f]{6})|([\da-f]{4}))/g, (_, long, short) =>
        String.fromCodePoint(Number.parseInt(long ?? short, 16)),
      )
}

test('asks for the next 24 hours of the caller, by ARN and by key', () => {
  expect(huntQuery(stopLogging())).toBe(
    `SELECT eventtime, eventsource, eventname, awsregion, sourceipaddress, errorcode, requestparameters
FROM cloudtrail_logs
WHERE (useridentity.arn = 'arn:aws:iam::111122223333:user/build-bot' OR useridentity.accesskeyid = 'AKIAI44QH8DHBEXAMPLE')
  AND eventtime BETWEEN '2026-05-14T23:25:09Z' AND '2026-05-15T23:25:09Z'
ORDER BY eventtime`,
  )
})

test('root is asked for by the account', () => {
  const query = huntQuery(decided(eventFrom('signin/root-console-login.json')))
  expect(query).toContain(
    "(useridentity.type = 'Root' AND useridentity.accountid = '111122223333')",
  )
})

const where = (userIdentity: JsonObject, more: JsonObject = {}) => {
  const event = eventFrom('cloudtrail/stop-logging.json')
  const document = decided({ ...event, record: { ...event.record, ...more, userIdentity } })
  return huntQuery(document)?.match(/WHERE \((.*)\)/)?.[1]
}

test.each([
  [
    'a role session: all sessions of the role',
    {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/deploy/x1',
      sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/ci/deploy' } },
    },
    "useridentity.sessioncontext.sessionissuer.arn = 'arn:aws:iam::111122223333:role/ci/deploy'",
  ],
  [
    'a person in a permission set: all permission sets',
    {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0a1b/eve',
      sessionContext: {
        sessionIssuer: {
          arn: 'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0a1b',
        },
      },
    },
    "useridentity.principalid LIKE '%:' || 'eve'",
  ],
  [
    'a person with an id',
    {
      type: 'IdentityCenterUser',
      onBehalfOf: {
        userId: '5448',
        identityStoreArn: 'arn:aws:identitystore::1:identitystore/d-90',
      },
    },
    "useridentity.onbehalfof.userid = '5448'",
  ],
  [
    'a user of an identity provider',
    { type: 'SAMLUser', identityProvider: 'idp', userName: 'bob' },
    "'idp/bob' LIKE '%' || useridentity.username",
  ],
  [
    'a principal of another account',
    { type: 'AWSAccount', accountId: '444455556666', principalId: 'AROA4:x' },
    "useridentity.principalid LIKE 'AROA4' || '%'",
  ],
  [
    'nobody who signed in',
    { type: 'AWSAccount', accountId: 'ANONYMOUS_PRINCIPAL', principalId: 'Anonymous' },
    "sourceipaddress = '192.0.2.7'",
  ],
  [
    'a service',
    { type: 'AWSService', invokedBy: 'config.amazonaws.com' },
    "useridentity.invokedby = 'config.amazonaws.com'",
  ],
] as const)('%s', (_, identity, condition) =>
  expect(
    where(identity, { sourceIPAddress: '192.0.2.7' })?.replace(
      /U&'[^']*'/g,
      (sql) => `'${decoded(sql)}'`,
    ),
  ).toBe(condition),
)

test('without a caller or a time there is nothing to ask', () => {
  expect(huntQuery(endedInsight())).toBe(undefined)
  expect(huntQuery({ ...stopLogging(), time: null })).toBe(undefined)
  expect(huntQuery({ ...stopLogging(), time: "2026'; DROP TABLE x" })).toBe(undefined)
})

describe('a literal', () => {
  test('of an ordinary name is the name', () =>
    expect(literal('arn:aws:iam::111122223333:user/alice')).toBe(
      "'arn:aws:iam::111122223333:user/alice'",
    ))

  test('says exactly the name, in one line, and ends where it ends', () => {
    const tricky = fc.array(
      fc.constantFrom("'", '\\', '\n', "U&'", '--', '😀', '\u202e', 'evil.example', '+'),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          tricky.map((parts) => parts.join('')),
        ),
        (name) => {
          const sql = literal(name)
          expect(sql).toMatch(/^(?:U&)?'(?:[^'\n])*'$/)
          expect(decoded(sql)).toBe(name)
        },
      ),
      probe('alert/hunt-query/names', { short: 100, long: 20_000 }),
    )
  })
})
