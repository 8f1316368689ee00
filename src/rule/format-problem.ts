import {
  badAttackId,
  badDate,
  badDuration,
  idNotKebabCase,
} from '../diagnostics/catalogue/envelope.ts'
import { notAJsonPath } from '../diagnostics/catalogue/path.ts'
import {
  badAccountId,
  badArn,
  badControl,
  badOrganizationId,
  badPrincipal,
  badReference,
  badRegion,
  badSubscription,
  emptyText,
  otherBadValue,
} from '../diagnostics/catalogue/values.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type Node, nounFor } from '../diagnostics/node.ts'

/**
 * The diagnostic for text of the wrong form. `kind` is the id of its schema, or its key if the
 * schema has no id.
 */
export function formatProblem(kind: string, key: string, node: Node): Diagnostic {
  const written = String(node.kind === 'scalar' ? node.value : nounFor(node))
  switch (kind) {
    case 'ruleId':
      return idNotKebabCase(written, node.span)
    case 'duration':
      return badDuration(key, written, node.span)
    case 'date':
    case 'expires':
      return badDate(key, written, node.span)
    case 'attackId':
      return badAttackId(written, node.span)
    case 'jsonPath':
      return notAJsonPath(written, node.span)
    case 'references':
      return badReference(written, node.span)
    case 'controls':
      return badControl(written, node.span)
    case 'accountId':
      return badAccountId(written, node.span)
    case 'region':
      return badRegion(written, node.span)
    case 'organizationId':
      return badOrganizationId(written, node.span)
    case 'principal':
      return badPrincipal(written, node.span)
    case 'subscription':
      return badSubscription(written, node.span)
    case 'arn':
    case 'topic':
      return badArn(written, node.span)
    default:
      return written.trim() === ''
        ? emptyText(key, node.span)
        : otherBadValue(key, nounFor(node), node.span)
  }
}
