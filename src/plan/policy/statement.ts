/** Statements of IAM policies as plain data, and policy documents as text. */

/** A statement of an IAM policy. */
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

/** A policy document as JSON text. A trust policy has no `Resource`. */
export const policy = (statements: readonly (Statement | Omit<Statement, 'Resource'>)[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements })

/** Allows actions on resources. */
export const allow = (Action: readonly string[], Resource: readonly string[]): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
})

/** Allows a service of AWS an action on behalf of the given resources only. */
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

/** Denies requests without TLS to every principal. */
export const onlyOverTls = (action: string, resource: string | readonly string[]): Statement => ({
  Sid: 'OnlyOverTls',
  Effect: 'Deny',
  Principal: '*',
  Action: action,
  Resource: resource,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
})
