import {
  badAttackId,
  badDate,
  badDuration,
  badJsonPath,
  badValue,
  idNotKebabCase,
} from '../diagnostics/catalogue/envelope.ts'
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
      return badJsonPath(written, 'is no JSONPath', node.span)
    case 'references':
      return badValue(
        key,
        `cannot be \`${written}\`: write a whole \`https://\` address`,
        node.span,
      )
    case 'controls':
      return badValue(key, `cannot be \`${written}\`: write it like \`cis-4.5\``, node.span)
    case 'accountId':
      return badValue(key, 'is no account id: twelve digits in quotes', node.span)
    case 'region':
      return badValue(key, `cannot be \`${written}\`: no region is called that`, node.span)
    case 'organizationId':
      return badValue(key, `cannot be \`${written}\`: write it like \`o-a1b2c3d4e5\``, node.span)
    case 'principal':
      return badValue(
        key,
        `cannot be \`${written}\`: write a unique id like \`AROA…\`, or an ARN`,
        node.span,
      )
    case 'subscription':
      return badValue(
        key,
        `cannot be \`${written}\`: write an e-mail address, a number like \`+4915112345678\`, an \`https://\` address, or the ARN of a queue, a function or a Firehose stream`,
        node.span,
      )
    case 'arn':
    case 'topic':
      return badValue(key, `cannot be \`${written}\`: an ARN starts with \`arn:aws:\``, node.span)
    default:
      return badValue(
        key,
        written.trim() === '' ? 'is empty' : `cannot be \`${written}\``,
        node.span,
      )
  }
}
