/** Fields of `userIdentity` that exclude each other. */
import { arnForms, typesWithoutArn } from '../../aws/field-values.ts'
import {
  type DeadValue,
  noArn,
  noUserName,
  otherArn,
} from '../../diagnostics/catalogue/lint/values.ts'
import { pathText } from '../../ir/path.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { needsValue } from '../logic/can-hold.ts'
import { shapeOf } from '../logic/text-shapes.ts'
import type { ValueContext } from './context.ts'

export function identityProblem(
  check: OperatorCheck,
  { path, types }: ValueContext,
): DeadValue | undefined {
  if (types.length === 0 || !needsValue(check)) return undefined
  const text = pathText(path)
  if (text === 'userIdentity.userName')
    return types.every((type) => type === 'IdentityCenterUser') ? noUserName : undefined
  if (text !== 'userIdentity.arn') return undefined
  if (types.every((type) => typesWithoutArn.has(type))) return noArn(types)
  const forms = types.map((type) => arnForms[type])
  const isOther = forms.every(
    (form) => form !== undefined && excludes(check, form.service, form.resource),
  )
  return isOther
    ? otherArn(
        types,
        forms.flatMap((form) => form?.example ?? []),
      )
    : undefined
}

/**
 * Whether a text names another kind of principal. Names in an ARN contain no colon, so what follows
 * the account is certain wherever a colon stands before it.
 */
function excludes(check: OperatorCheck, service: string, resource: string): boolean {
  const runs = shapeOf(check)?.runs ?? []
  const [, written] = /^arn:[\w-]+:(iam|sts):/.exec(runs[0] ?? '') ?? []
  if (written !== undefined && written !== service) return true
  return runs.some((run) => {
    const [, found] = /:(user\/|role\/|assumed-role\/|federated-user\/|root$)/.exec(run) ?? []
    return found !== undefined && found !== resource
  })
}
