/** SNS lists in pages of a hundred. */
import { AwsError } from '../../errors.ts'

const PAGE = 100

export function pageOf<T>(
  all: readonly T[],
  token: string | undefined,
): { readonly page: readonly T[]; readonly next: { readonly NextToken?: string } } {
  const from = token === undefined || token === '' ? 0 : Number(token)
  if (!Number.isInteger(from) || from < 0)
    throw new AwsError('InvalidParameter', 'Invalid parameter: NextToken')
  const page = all.slice(from, from + PAGE)
  return { page, next: from + PAGE < all.length ? { NextToken: String(from + PAGE) } : {} }
}
