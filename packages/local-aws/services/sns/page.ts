/** SNS lists in pages of a hundred. */
import { AwsError } from '../../errors.ts'
import { offsetPages } from '../../paging.ts'

const pages = offsetPages(
  'NextToken',
  () => new AwsError('InvalidParameter', 'Invalid parameter: NextToken'),
)

export const pageOf = <Item>(all: readonly Item[], token: string | undefined) =>
  pages(all, 100, token === '' ? undefined : token)
