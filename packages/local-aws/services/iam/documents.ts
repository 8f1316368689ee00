/** Checks policy documents as IAM does, and encodes them for answers. */
import { AwsError } from '../../errors.ts'
import { limitExceeded } from './lookup.ts'

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const malformed = (message: string): AwsError => new AwsError('MalformedPolicyDocument', message)

const documentKeys = new Set(['Version', 'Id', 'Statement'])
const statementKeys = new Set([
  ...['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource'],
  ...['Principal', 'NotPrincipal', 'Condition'],
])

/** Throws `MalformedPolicyDocument` if the text is no identity policy. */
export function refuseBadPolicy(text: string): void {
  for (const statement of statementsOf(text)) {
    if ('Principal' in statement || 'NotPrincipal' in statement) {
      throw malformed('Policy document should not specify a principal.')
    }
    const resources = statement.Resource ?? statement.NotResource
    if (resources === undefined) throw malformed('Policy statement must contain resources.')
    for (const resource of textsOf(resources)) {
      if (resource !== '*' && !resource.startsWith('arn:')) {
        throw malformed(`Resource ${resource} must be in ARN format or "*".`)
      }
    }
  }
}

/** Throws `MalformedPolicyDocument` if the text is no trust policy. */
export function refuseBadTrust(text: string): void {
  for (const statement of statementsOf(text)) {
    if ('Resource' in statement || 'NotResource' in statement) {
      throw malformed('Has prohibited field Resource')
    }
    if (!('Principal' in statement || 'NotPrincipal' in statement)) {
      throw malformed('Missing required field Principal')
    }
    for (const action of textsOf(statement.Action ?? statement.NotAction ?? [])) {
      if (!/^sts:/i.test(action)) {
        throw malformed('AssumeRole policy may only specify STS AssumeRole actions.')
      }
    }
  }
}

function statementsOf(text: string): readonly Fields[] {
  const document = parse(text)
  if (!isFields(document)) throw malformed('Syntax errors in policy.')
  if (Object.keys(document).some((key) => !documentKeys.has(key))) {
    throw malformed('Syntax errors in policy.')
  }
  const { Version: version = '2008-10-17', Statement: given } = document
  if (version !== '2012-10-17' && version !== '2008-10-17') {
    throw malformed('The policy must contain a valid version string')
  }
  const statements = Array.isArray(given) ? given : [given]
  if (given === undefined || statements.length === 0) {
    throw malformed('Syntax errors in policy.')
  }
  for (const statement of statements) refuseBadStatement(statement)
  return statements
}

function refuseBadStatement(statement: unknown): asserts statement is Fields {
  if (!isFields(statement)) throw malformed('Syntax errors in policy.')
  if (Object.keys(statement).some((key) => !statementKeys.has(key))) {
    throw malformed('Syntax errors in policy.')
  }
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') {
    throw malformed('Syntax errors in policy.')
  }
  const actions = statement.Action ?? statement.NotAction
  if (actions === undefined) throw malformed('Policy statement must contain actions.')
  for (const action of textsOf(actions)) {
    if (action !== '*' && !/^[a-z0-9-]+:/i.test(action)) {
      throw malformed('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.')
    }
  }
}

function textsOf(value: unknown): readonly string[] {
  const texts: unknown[] = Array.isArray(value) ? value : [value]
  if (!texts.every((text) => typeof text === 'string')) throw malformed('Syntax errors in policy.')
  return texts
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw malformed('Syntax errors in policy.')
  }
}

/** The size of a document in characters, without white space. */
export const sizeOf = (document: string): number => document.replace(/\s/g, '').length

export function refuseTooLarge(size: number, maxSize: number, owner: string): void {
  if (size > maxSize) {
    throw limitExceeded(`Maximum policy size of ${maxSize} bytes exceeded for ${owner}`)
  }
}

/**
 * A document URL-encoded by RFC 3986, as IAM returns it.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
 */
export const urlEncoded = (document: string): string =>
  encodeURIComponent(document).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
