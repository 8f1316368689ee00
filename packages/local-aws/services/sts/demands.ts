/** What calls of STS need to be allowed. Everybody may ask who they are. */
import type { Demand } from '../../authorization/authorization.ts'
import { assumption } from '../../authorization/questions.ts'
import type { Call } from '../../call.ts'

interface Input {
  readonly RoleArn?: string
  readonly RoleSessionName?: string
}

export const stsDemands = (
  { RoleArn = '', RoleSessionName = '' }: Input,
  { operation, cloud }: Call,
): readonly Demand[] =>
  operation === 'GetCallerIdentity'
    ? []
    : [{ ...assumption(cloud, RoleArn), context: { 'sts:RoleSessionName': RoleSessionName } }]
