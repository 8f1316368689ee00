/**
 * The operator `policy` against a third party's evaluator: what it finds in a document is what the
 * evaluator decides for the requests that a statement is about.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../src/ir/json.ts'
import type { PolicyTest } from '../../src/ir/policy-test.ts'
import { policyHolds } from '../../src/policy-document/holds.ts'
import { decide, type Question } from '../iam-judge/decide.ts'
import { managedPolicy, managedPolicyNames } from '../iam-judge/evaluator.ts'
import { probe } from '../probes/probe.ts'

const own = '111122223333'
const other = '444455556666'
const stranger = '777788889999'
const region = 'eu-west-1'

/** A resource that nobody named, for each action: its ARN with REGION and ACCOUNT. */
const unnamed: Readonly<Record<string, string>> = {
  'iam:PutUserPolicy': 'arn:aws:iam::ACCOUNT:user/zz-unnamed-5d41402abc4b',
  'iam:AttachRolePolicy': 'arn:aws:iam::ACCOUNT:role/zz-unnamed-5d41402abc4b',
  'iam:PassRole': 'arn:aws:iam::ACCOUNT:role/zz-unnamed-5d41402abc4b',
  'iam:AddUserToGroup': 'arn:aws:iam::ACCOUNT:group/zz-unnamed-5d41402abc4b',
  'iam:CreatePolicyVersion': 'arn:aws:iam::ACCOUNT:policy/zz-unnamed-5d41402abc4b',
  'sts:AssumeRole': 'arn:aws:iam::ACCOUNT:role/zz-unnamed-5d41402abc4b',
  's3:GetObject': 'arn:aws:s3:::zz-unnamed-5d41402abc4b/zz-unnamed-5d41402abc4b',
  's3:ListBucket': 'arn:aws:s3:::zz-unnamed-5d41402abc4b',
  'lambda:UpdateFunctionCode': 'arn:aws:lambda:REGION:ACCOUNT:function:zz-unnamed-5d41402abc4b',
  'sqs:SendMessage': 'arn:aws:sqs:REGION:ACCOUNT:zz-unnamed-5d41402abc4b',
}
const actions = Object.keys(unnamed)

const caller = (account: string): Pick<Question, 'principal' | 'context'> => {
  const id = `arn:aws:iam::${account}:user/ada`
  return {
    principal: { kind: 'user', id },
    context: { 'aws:PrincipalArn': id, 'aws:username': 'ada', 'aws:PrincipalAccount': account },
  }
}

/**
 * Whether the document lets a user of some account act on a resource that it does not name. The
 * operator does not know the account of a document: one that names another account could be any.
 */
async function allowsEverywhere(document: JsonObject, action: string): Promise<boolean> {
  const text = JSON.stringify(document)
  const places = new Set<string>()
  for (const account of [own, stranger, ...(text.match(/\b\d{12}\b/g) ?? [])])
    for (const place of [region, ...(text.match(/\b[a-z]{2}(?:-[a-z]+)+-\d\b/g) ?? [])])
      places.add(
        (unnamed[action] ?? '').replace('REGION', () => place).replace('ACCOUNT', () => account),
      )
  for (const arn of places) {
    const account = arn.split(':')[4] || own
    const answer = await decide({
      ...caller(account),
      action,
      resource: { arn, account },
      identityPolicies: [{ name: 'own', document: text }],
    })
    if (answer.allowed) return true
  }
  return false
}

const allowing = (statements: readonly JsonObject[]): JsonObject => ({
  Version: '2012-10-17',
  Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
})

const textPattern = (texts: readonly string[]) =>
  fc
    .constantFrom(...texts)
    .chain((text) =>
      fc.constantFrom(
        text,
        text.toUpperCase(),
        text.replace(/.$/, '?'),
        text.replace(/[^:]{3}$/, '*'),
        text.replace(/:.*/, ':*'),
        text.replace(/:\w{3}/, ':*'),
      ),
    )

const oneOrSome = (one: fc.Arbitrary<string>): fc.Arbitrary<Json> =>
  fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 3 }))

const action = oneOrSome(
  fc.oneof(
    { weight: 6, arbitrary: textPattern(actions) },
    { weight: 1, arbitrary: fc.constantFrom('*', 'ec2:*', 's3:Get*') },
  ),
)

const resource = oneOrSome(
  fc.constantFrom(
    ...['*', 'arn:aws:iam::*:*', `arn:aws:iam::${own}:*`, `arn:aws:iam::${own}:user/*`],
    ...['arn:aws:iam::*:role/*', `arn:aws:iam::${own}:role/ci`, 'arn:aws:iam::*:group/?*'],
    ...[`arn:aws:iam::${own}:role/ci-*`, 'arn:aws:iam::*:policy/*', 'arn:aws:s3:::*'],
    ...['arn:aws:s3:::*/*', 'arn:aws:s3:::example', 'arn:aws:s3:::example/*', 'arn:aws:s3:::e*'],
    ...['arn:aws:lambda:*:*:function:*', `arn:aws:lambda:us-east-1:${own}:function:*`],
    ...['arn:aws:lambda:*:*:function:dev-*', 'arn:aws:sqs:*:*:*', `arn:aws:sqs:*:${own}:alarms`],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM
    ...['arn:aws:iam::*:user/${aws:username}', 'arn:aws:*:*:*:*', 'arn:*'],
  ),
)

const either = (name: string, value: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
  fc.oneof(
    { weight: 4, arbitrary: value.map((each): JsonObject => ({ [name]: each })) },
    { weight: 1, arbitrary: value.map((each): JsonObject => ({ [`Not${name}`]: each })) },
  )

const statements = fc.array(
  fc
    .tuple(either('Action', action), either('Resource', resource))
    .map(([actions, resources]): JsonObject => ({ ...actions, ...resources })),
  { minLength: 1, maxLength: 2 },
)

/** The same document as other text: element names in another letter case, and characters escaped. */
const written = (document: JsonObject, seed: number): string =>
  JSON.stringify(document)
    .replaceAll(/"(Effect|Action|Resource|Principal|NotAction)":/g, (name) =>
      seed % 2 === 0 ? name : name.toLowerCase(),
    )
    .replaceAll(/[*a]/g, (character, at: number) =>
      (at + seed) % 3 === 0 ? `\\u00${character.charCodeAt(0).toString(16)}` : character,
    )

const result = (value: string | JsonObject, wanted: PolicyTest): boolean => {
  const found = policyHolds(value, wanted)
  expect(found).not.toBe('undecided')
  return found === 'yes'
}

describe('what an identity policy grants everywhere', () => {
  test('random documents', async () => {
    await fc.assert(
      fc.asyncProperty(
        statements,
        fc.constantFrom(...actions),
        fc.nat(11),
        async (list, wanted, seed) => {
          const document = allowing(list)
          const found = result(written(document, seed), { grants: [wanted], everywhere: true })
          expect(found).toBe(await allowsEverywhere(document, wanted))
        },
      ),
      probe('policy-document/judge/documents', { short: 300, long: 20_000 }),
    )
  })

  test('random actions on everything', async () => {
    await fc.assert(
      fc.asyncProperty(
        either('Action', action),
        fc.constantFrom(...actions),
        async (list, wanted) => {
          const document = allowing([{ ...list, Resource: '*' }])
          const found = result(document, { grants: [wanted] })
          expect(found).toBe(await allowsEverywhere(document, wanted))
        },
      ),
      probe('policy-document/judge/actions', { short: 300, long: 20_000 }),
    )
  })

  test('every managed policy of AWS', async () => {
    const wrong: string[] = []
    let granting = 0
    for (const name of managedPolicyNames()) {
      const document = withoutConditions(managedPolicy(name) as JsonObject)
      for (const wanted of actions) {
        const expected = await allowsEverywhere(document, wanted)
        const found = result(JSON.stringify(document), { grants: [wanted], everywhere: true })
        if (found !== expected) wrong.push(`${name}: ${wanted} ${found}`)
        if (found) granting++
      }
    }
    expect(wrong).toEqual([])
    expect(granting).toBeGreaterThan(100)
  })
})

/** What allows, without conditions: the operator evaluates neither conditions nor what denies. */
function withoutConditions({ Version, Statement }: JsonObject): JsonObject {
  const all = (Array.isArray(Statement) ? Statement : [Statement]) as readonly JsonObject[]
  return {
    Version: Version ?? null,
    Statement: all
      .filter(({ Effect }) => Effect === 'Allow')
      .map(({ Condition: _, ...statement }) => statement),
  }
}

const principal = fc.constantFrom<Json[]>(
  '*',
  { AWS: '*' },
  { AWS: own },
  { AWS: other },
  { AWS: [own, other] },
  { AWS: `arn:aws:iam::${other}:root` },
  { AWS: `arn:aws:iam::${other}:user/ada` },
  { AWS: [`arn:aws:iam::${own}:user/ada`] },
  { Service: 'ec2.amazonaws.com' },
  { Service: ['sns.amazonaws.com', 'ec2.amazonaws.com'], AWS: own },
  { Federated: 'accounts.google.com' },
)

const everything = JSON.stringify(allowing([{ Action: '*', Resource: '*' }]))

/** Whether the policy of a resource lets a user of an account in, who may do everything at home. */
async function letsIn(
  account: string,
  action: string,
  arn: string,
  resourcePolicy: JsonObject,
): Promise<boolean> {
  const { allowed } = await decide({
    ...caller(account),
    action,
    resource: { arn, account: own },
    identityPolicies: [{ name: 'own', document: everything }],
    resourcePolicy: JSON.stringify(resourcePolicy),
  })
  return allowed
}

describe('whom the policy of a resource trusts', () => {
  test('anyone, and accounts outside', async () => {
    const role = `arn:aws:iam::${own}:role/ci`
    await fc.assert(
      fc.asyncProperty(fc.array(principal, { minLength: 1, maxLength: 2 }), async (list) => {
        const document = allowing(
          list.map((Principal) => ({ Principal, Action: 'sts:AssumeRole' })),
        )
        const anyone = await letsIn(stranger, 'sts:AssumeRole', role, document)
        const outside = anyone || (await letsIn(other, 'sts:AssumeRole', role, document))
        expect(result(document, { trusts: ['anyone'] })).toBe(anyone)
        expect(result(document, { trustsOutside: [own] })).toBe(outside)
      }),
      probe('policy-document/judge/trusts', { short: 300, long: 20_000 }),
    )
  })

  test('services', async () => {
    const role = `arn:aws:iam::${own}:role/ci`
    for (const Principal of [{ Service: 'ec2.amazonaws.com' }, { AWS: own }, { AWS: other }]) {
      const document = allowing([{ Principal, Action: 'sts:AssumeRole' }])
      const { allowed } = await decide({
        principal: { kind: 'service', id: 'ec2.amazonaws.com' },
        context: { 'aws:PrincipalIsAWSService': 'true' },
        action: 'sts:AssumeRole',
        resource: { arn: role, account: own },
        identityPolicies: [],
        resourcePolicy: JSON.stringify(document),
      })
      expect(result(document, { trusts: ['service'] })).toBe(allowed)
    }
  })

  test('public', async () => {
    const object = 'arn:aws:s3:::example/report'
    await fc.assert(
      fc.asyncProperty(fc.array(principal, { minLength: 1, maxLength: 2 }), async (list) => {
        const document = allowing(
          list.map((Principal) => ({ Principal, Action: 's3:GetObject', Resource: '*' })),
        )
        const isPublic = await letsIn(stranger, 's3:GetObject', object, document)
        expect(result(document, { isPublic: true })).toBe(isPublic)
      }),
      probe('policy-document/judge/public', { short: 300, long: 20_000 }),
    )
  })
})
