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
export const requireTls = (action: string, resource: string | readonly string[]): Statement => ({
  Sid: 'OnlyOverTls',
  Effect: 'Deny',
  Principal: '*',
  Action: action,
  Resource: resource,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
})

/**
 * The same permissions in fewer statements: without actions that an earlier statement allows on the
 * same resources, and with one statement for each list of resources. A statement with a condition,
 * or one that denies, stays as it is.
 */
export function merged(statements: readonly Statement[]): readonly Statement[] {
  const seen = new Set<string>()
  const open = new Map<string, { Action: string[]; Resource: string[] }>()
  const others: Statement[] = []
  for (const statement of statements) {
    const { Effect, Action, Resource, Condition } = statement
    if (Effect === 'Deny' || Condition !== undefined) {
      others.push(statement)
      continue
    }
    const resources = [Resource].flat()
    const fresh = [Action].flat().filter((action) => {
      const pairs = resources.map((resource) => `${action} ${resource}`)
      const isNew = pairs.some((pair) => !seen.has(pair))
      for (const pair of pairs) seen.add(pair)
      return isNew
    })
    const key = resources.join()
    const same = open.get(key) ?? { Action: [], Resource: resources }
    same.Action.push(...fresh)
    open.set(key, same)
  }
  const allowed = [...open.values()].filter(({ Action }) => Action.length > 0)
  return [...allowed.map(({ Action, Resource }) => allow(Action, Resource)), ...others]
}
