/**
 * The operator `policy` a second time: patterns as regular expressions, and resources that nobody
 * named as examples. It shares no code with `src/policy-document`.
 */
import type { Json, JsonObject } from '../../src/ir/json.ts'
import type { PolicyTest } from '../../src/ir/policy-test.ts'

/** A document that cannot be read may hold, and need not. */
export function policyPasses(value: Json, test: PolicyTest, question: 'may' | 'must'): boolean {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return false
  if (typeof value === 'string' && value.trim() === '') return false
  const statements = statementsOf(value)
  if (statements === undefined) return question === 'may'
  if (test.onlyDenies)
    return statements.length > 0 && !statements.some(({ effect }) => effect === 'Allow')
  return statements.some((statement) => statement.effect === 'Allow' && fits(statement, test))
}

type Statement = Readonly<Record<string, Json>>

/** Undefined for what is no document. Only the mistakes that cases make are found. */
function statementsOf(value: Json): Statement[] | undefined {
  const json = typeof value === 'string' ? parsed(value) : value
  const document = lowered(json)
  const written = document?.statement
  if (written === undefined) return undefined
  const statements = listOf(written).map(lowered)
  return statements.every((each) => each?.effect === 'Allow' || each?.effect === 'Deny')
    ? (statements as Statement[])
    : undefined
}

function parsed(text: string): Json {
  try {
    const plain = text.trim().toLowerCase().startsWith('%7b') ? decodeURIComponent(text) : text
    const json = JSON.parse(plain) as Json
    // Written again it is as long as before, unless a key was there twice.
    const keys = plain.replaceAll(/\\u[0-9a-f]{4}/gi, 'x').match(/"[^"]*"\s*:/g)?.length
    const left = JSON.stringify(json).match(/"[^"]*"\s*:/g)?.length
    return keys === left ? json : null
  } catch {
    return null
  }
}

function lowered(json: Json): Statement | undefined {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return undefined
  const entries = Object.entries(json as JsonObject).map(([key, value]) => [
    key.toLowerCase(),
    value,
  ])
  const names = new Set(entries.map(([key]) => key))
  return names.size === entries.length ? Object.fromEntries(entries) : undefined
}

const listOf = (json: Json | undefined): Json[] =>
  json === undefined ? [] : Array.isArray(json) ? [...json] : [json]

function fits(statement: Statement, test: PolicyTest): boolean {
  const trusted = trustedBy(statement)
  if (test.trusts && !test.trusts.some((kind) => trusted.has(kind))) return false
  if (test.trustsOutside) {
    const outside = [...trusted].some(
      (one) => one === 'anyone' || (one.startsWith('aws ') && !isOf(one, test.trustsOutside ?? [])),
    )
    if (!outside) return false
  }
  if (test.isPublic && !(trusted.has('anyone') && !isLimited(statement.condition))) return false
  const actions =
    test.grants === 'anything' ? ['zzzzzzzzzz:Zzzzzzzzzz'] : (test.grants ?? [undefined])
  return actions.some(
    (action) =>
      (action === undefined || grants(statement, action)) &&
      (!test.everywhere || isEverywhere(statement, test.grants === 'anything' ? 'any' : action)),
  )
}

function trustedBy({ principal, notprincipal }: Statement): Set<string> {
  if (notprincipal !== undefined) return new Set(['anyone'])
  if (principal === '*') return new Set(['anyone'])
  const found = Object.entries(lowered(principal ?? null) ?? {}).flatMap(([type, ids]) =>
    listOf(ids).map((id) => (type === 'aws' ? (id === '*' ? 'anyone' : `aws ${id}`) : type)),
  )
  return new Set(found)
}

const isOf = (principal: string, accounts: readonly string[]): boolean =>
  accounts.some((account) => principal === `aws ${account}` || principal.split(':')[4] === account)

const limits =
  /^aws:(source(vpce?|account|owner|arn|ip|orgid)|principal(account|arn|orgid)|userid)$/

/** Any fixed value of a known key. Networks are as the cases have them: all of IPv4, or few addresses. */
function isLimited(condition: Json | undefined): boolean {
  return Object.entries(lowered(condition ?? null) ?? {}).some(([operator, keys]) =>
    Object.entries(lowered(keys) ?? {}).some(
      ([key, values]) =>
        /^(string(equals|like)|arn(equals|like)|ipaddress)$/.test(operator) &&
        limits.test(key) &&
        !listOf(values).some((value) => /[*?$]|\/0/.test(String(value))),
    ),
  )
}

const regexOf = (pattern: string, flags: string): RegExp =>
  RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    `s${flags}`,
  )

function grants({ action, notaction }: Statement, wanted: string): boolean {
  const among = (patterns: Json | undefined) =>
    listOf(patterns).some((pattern) => regexOf(String(pattern), 'i').test(wanted))
  return notaction === undefined ? among(action) : !among(notaction)
}

/** Examples of what an action is about, as the cases need them. */
const examples: Readonly<Record<string, readonly string[]>> = {
  any: ['arn:aws:zz-service:zz-region:ACCOUNT:zz-unnamed-1234'],
  iam: ['arn:aws:iam::ACCOUNT:user/zz-unnamed-1234'],
  s3: ['arn:aws:s3:::zz-unnamed-1234/zz-unnamed-1234'],
  lambda: ['arn:aws:lambda:zz-region:ACCOUNT:function:zz-unnamed-1234'],
}

function isEverywhere({ resource, notresource }: Statement, action: string | undefined): boolean {
  if (resource === undefined && notresource === undefined) return true
  const patterns = listOf(resource ?? notresource).map(String)
  const accounts = ['123450987654', ...(resource ? patterns.flatMap(accountsIn) : [])]
  const arns =
    action === undefined
      ? Object.values(examples).flat()
      : (examples[action.split(':')[0] ?? ''] ?? [])
  return arns
    .flatMap((arn) => accounts.map((account) => arn.replace('ACCOUNT', account)))
    .some(
      (arn) =>
        patterns.some((pattern) => regexOf(pattern, '').test(arn)) === (resource !== undefined),
    )
}

const accountsIn = (pattern: string): string[] => pattern.match(/\d{12}/g) ?? []
