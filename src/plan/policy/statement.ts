/** Statements of IAM policies as plain data, and policy documents as text. */

export interface Statement {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal?: '*' | { readonly [kind: string]: string | readonly string[] }
  readonly Action: string | readonly string[]
  readonly Resource: string | readonly string[]
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >
}

/** A policy document as JSON text. The policy of a role's trust has no `Resource`. */
export const policy = (statements: readonly (Statement | Omit<Statement, 'Resource'>)[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements })

export const allow = (Action: readonly string[], Resource: readonly string[]): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
})

/** A service of AWS may do this on behalf of these resources, and nobody else through it. */
export const allowService = (
  service: string | readonly string[],
  action: string,
  resource: string,
  sourceArns: readonly string[],
): Statement => ({
  Effect: 'Allow',
  Principal: { Service: service },
  Action: action,
  Resource: resource,
  Condition: { ArnLike: { 'aws:SourceArn': sourceArns } },
})

/** Refuses what is sent without TLS, whoever sends it. */
export const onlyOverTls = (action: string, resource: string | readonly string[]): Statement => ({
  Sid: 'OnlyOverTls',
  Effect: 'Deny',
  Principal: '*',
  Action: action,
  Resource: resource,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
})
