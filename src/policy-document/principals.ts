/** Whom a statement trusts. */
import type { TrustKind } from '../ir/policy-test.ts'
import type { Principal, Statement } from './statement.ts'

type Trusting = Pick<Statement, 'principals' | 'excludesPrincipals'>

export const isStar = (id: string): boolean => /^\*+$/.test(id)

/** Whether a statement trusts a principal of a kind. Everybody but some (`NotPrincipal`) is `anyone`. */
export function trusts({ principals, excludesPrincipals }: Trusting, kind: TrustKind): boolean {
  if (excludesPrincipals) return kind === 'anyone'
  switch (kind) {
    case 'anyone':
      return principals.some(({ type, id }) => type === 'AWS' && isStar(id))
    case 'federated':
      return principals.some(({ type }) => type === 'Federated')
    case 'service':
      return principals.some(({ type }) => type === 'Service')
  }
}

/**
 * Whether a statement trusts a principal of AWS whose account is not one of these. Unique ids and
 * canonical ids name no account, so they count as outside.
 */
export const trustsOutside = (
  { principals, excludesPrincipals }: Trusting,
  accounts: readonly string[],
): boolean => excludesPrincipals || principals.some((principal) => isOutside(principal, accounts))

function isOutside({ type, id }: Principal, accounts: readonly string[]): boolean {
  if (type === 'CanonicalUser') return true
  if (type !== 'AWS') return false
  const account = /^arn:[^:]*:(?:iam|sts):[^:]*:(\d{12}):/.exec(id)?.[1] ?? id
  return !accounts.includes(account)
}
