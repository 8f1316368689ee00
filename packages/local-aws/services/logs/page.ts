/** CloudWatch Logs lists in pages of fifty. */
import { AwsError } from '../../errors.ts'
import { offsetPages } from '../../paging.ts'

const pages = offsetPages(
  'nextToken',
  () => new AwsError('InvalidParameterException', 'The specified nextToken is invalid.'),
)

export const pageOf = <Item>(all: readonly Item[], limit: number = 50, token?: string) =>
  pages(all, limit, token)
