/** IAM policy documents as text. */

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

export const policy = (statements: readonly (Statement | Omit<Statement, 'Resource'>)[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements })

/**
 * Only this service may take the role, and only on behalf of this account: without the account a
 * service can be talked into it by somebody else's resource.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const trust = (service: string, account: string): string =>
  policy([
    {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    },
  ])

/** For the services that set no source account when they take a role: Lambda, and SNS for Firehose. */
export const trustAlone = (service: string): string =>
  policy([{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }])

/** What is not encrypted on its way is refused, whoever sends it. */
export const onlyOverTls = (action: string, resource: string | readonly string[]): Statement => ({
  Sid: 'OnlyOverTls',
  Effect: 'Deny',
  Principal: '*',
  Action: action,
  Resource: resource,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
})

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
