/** CloudWatch Logs lists in pages of fifty. */
import { AwsError } from '../../errors.ts'

const PAGE = 50

export function pageOf<T>(
  all: readonly T[],
  limit: number = PAGE,
  token?: string,
): { readonly page: readonly T[]; readonly next: { readonly nextToken?: string } } {
  const from = token === undefined ? 0 : Number(token)
  if (!Number.isInteger(from) || from < 0)
    throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
  const to = from + limit
  return { page: all.slice(from, to), next: to < all.length ? { nextToken: String(to) } : {} }
}
