/** CloudWatch lists in pages of up to a hundred. */
import { AwsError } from '../../errors.ts'
import { offsetPages } from '../../paging.ts'

const maxItems = 100

const pages = offsetPages(
  'NextToken',
  () => new AwsError('InvalidNextToken', 'The next token specified is invalid.'),
)

export const pageOf = <Item>(all: readonly Item[], limit: number = maxItems, token?: string) =>
  pages(all, Math.min(limit, maxItems), token)
