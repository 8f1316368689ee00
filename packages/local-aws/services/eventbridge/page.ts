/** EventBridge lists in pages of up to a hundred. */
import { AwsError } from '../../errors.ts'
import { offsetPages } from '../../paging.ts'

const maxItems = 100

const invalidPage = () =>
  new AwsError('ValidationException', 'The token or the limit is not valid.')

const pages = offsetPages('NextToken', invalidPage, {
  write: (offset) => Buffer.from(String(offset)).toString('base64'),
  read: (token) => Number(Buffer.from(token, 'base64').toString()),
})

export function pageOf<Item>(all: readonly Item[], limit: number = maxItems, token?: string) {
  if (limit < 1 || limit > maxItems) throw invalidPage()
  return pages(all, limit, token)
}
