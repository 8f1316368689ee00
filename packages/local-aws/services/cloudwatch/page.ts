/** CloudWatch lists in pages of up to a hundred. */
import { AwsError } from '../../errors.ts'

const PAGE = 100

export function pageOf<T>(
  all: readonly T[],
  limit: number = PAGE,
  token?: string,
): { readonly page: readonly T[]; readonly next: { readonly NextToken?: string } } {
  const from = token === undefined ? 0 : Number(token)
  if (!Number.isInteger(from) || from < 0)
    throw new AwsError('InvalidNextToken', 'The next token specified is invalid.')
  const to = from + Math.min(limit, PAGE)
  return { page: all.slice(from, to), next: to < all.length ? { NextToken: String(to) } : {} }
}
