/** EventBridge lists in pages of up to a hundred. */
import { AwsError } from '../../errors.ts'

const PAGE = 100

export function pageOf<T>(
  all: readonly T[],
  limit: number = PAGE,
  token?: string,
): { readonly page: readonly T[]; readonly next: { readonly NextToken?: string } } {
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64').toString())
  if (!Number.isInteger(from) || from < 0 || limit < 1 || limit > PAGE)
    throw new AwsError('ValidationException', 'The token or the limit is not valid.')
  const to = from + limit
  return {
    page: all.slice(from, to),
    next: to < all.length ? { NextToken: Buffer.from(String(to)).toString('base64') } : {},
  }
}
