/**
 * What calls of EC2 need to be allowed.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
import type { Demand } from '../../authorization/authorization.ts'
import type { Call } from '../../call.ts'
import { memoryOf } from './lookup.ts'

interface Input {
  readonly GroupId?: string
  readonly GroupName?: string
}

export function ec2Demands(input: Input, call: Call): readonly Demand[] {
  const action = `ec2:${call.operation}`
  if (call.operation.startsWith('Describe')) return [{ action }]
  const id = call.operation === 'CreateSecurityGroup' ? '*' : (input.GroupId ?? idOf(input, call))
  const owner = `${call.region.name}:${call.account.id}`
  return [{ action, resource: `arn:aws:ec2:${owner}:security-group/${id}` }]
}

const idOf = ({ GroupName }: Input, call: Call): string | undefined =>
  memoryOf(call)
    .groups.values()
    .find(({ name }) => name === GroupName)?.id
