/** Policy documents that pass a test of the operator `policy`, in each form, and near misses. */
import type { Json, JsonObject, TestedValue } from '../ir/json.ts'
import type { PolicyTest } from '../ir/policy-test.ts'

/** None twice. The first ones pass. */
export function documentsAround(test: PolicyTest): TestedValue[] {
  if (test.onlyDenies) return [...forms(deny), ...forms(allow({})), documentOf(deny, allow({}))]
  const statement = passing(test)
  return [
    ...forms(statement),
    ...variants(statement, test).flatMap((each) => [documentOf(each), textOf(each)]),
    ...opposites(statement).map((each) => textOf(each)),
    documentOf(deny, statement),
    textOf(statement).slice(0, -3),
  ]
}

const deny: JsonObject = { Effect: 'Deny', Action: '*', Resource: '*' }

const allow = (members: JsonObject): JsonObject => ({
  Effect: 'Allow',
  Action: 's3:GetBucketAcl',
  Resource: '*',
  ...members,
})

const documentOf = (...statements: readonly JsonObject[]): JsonObject => ({
  Version: '2012-10-17',
  Statement: statements,
})

const textOf = (statement: JsonObject): string => JSON.stringify(documentOf(statement))

/** As an object, as text, with escapes, percent-encoded, and with one statement and no list. */
const forms = (statement: JsonObject): TestedValue[] => [
  documentOf(statement),
  textOf(statement),
  textOf(statement).replaceAll('*', '\\u002a').replaceAll('i', '\\u0069'),
  encodeURIComponent(textOf(statement)),
  { Statement: statement },
]

function passing(test: PolicyTest): JsonObject {
  const action = test.grants === 'anything' ? '*' : test.grants?.[0]
  const principal = principalFor(test)
  return allow({
    ...(action !== undefined && { Action: action }),
    ...(principal !== undefined && { Principal: principal }),
  })
}

const outsider = '999988887777'

function principalFor({ trusts = [], trustsOutside, isPublic }: PolicyTest): Json | undefined {
  const isOpen = isPublic === true || trusts[0] === 'anyone'
  const principal = {
    ...(isOpen ? { AWS: '*' } : trustsOutside !== undefined && { AWS: outsider }),
    ...(trusts[0] === 'federated' && { Federated: 'accounts.example.com' }),
    ...(trusts[0] === 'service' && { Service: 'ec2.amazonaws.com' }),
  }
  return Object.keys(principal).length === 0 ? undefined : principal
}

/** The same in other words. */
const variants = (statement: JsonObject, { grants }: PolicyTest): JsonObject[] => [
  rewritten(statement, 'Action', { Action: ['s3:ListBucket', statement.Action ?? ''] }),
  rewritten(statement, 'Action', { action: String(statement.Action).toUpperCase() }),
  rewritten(statement, 'Action', { NotAction: ['s3:ListBucket'] }),
  rewritten(statement, 'Resource', { NotResource: 'arn:aws:s3:::example' }),
  rewritten(statement, 'Resource', { Resource: ['arn:aws:s3:::example', 'arn:aws:*'] }),
  ...(Array.isArray(grants) ? grants.map((action) => ({ ...statement, Action: action })) : []),
  ...(statement.Principal === undefined
    ? []
    : [rewritten(statement, 'Principal', { NotPrincipal: { AWS: '111122223333' } })]),
]

/** Each lacks one property. */
const opposites = (statement: JsonObject): JsonObject[] => [
  { ...statement, Effect: 'Deny' },
  { ...statement, Action: 's3:ListBucket' },
  rewritten(statement, 'Action', { NotAction: statement.Action ?? '' }),
  { ...statement, Resource: 'arn:aws:s3:::example' },
  { ...statement, Principal: { AWS: '111122223333' } },
  { ...statement, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } },
]

const rewritten = (statement: JsonObject, without: string, members: JsonObject): JsonObject => {
  const { [without]: _, ...others } = statement
  return { ...others, ...members }
}
