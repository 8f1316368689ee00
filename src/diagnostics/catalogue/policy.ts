/** Diagnostics about the operator `policy`. */
import { error, warning } from '../constructors.ts'
import type { Diagnostic, Span } from '../diagnostic.ts'
import { nearest } from '../nearest.ts'
import { didYouMean, listed, listMark } from '../phrases.ts'

const example = 'write for example `{ policy: { grants: iam:PutUserPolicy, everywhere: true } }`'

export const notAPolicyTest = (found: string, span: Span): Diagnostic =>
  error('wrong-operand', `\`policy\` needs a mapping, not ${found}`, example, span)

export const emptyPolicyTest = (span: Span): Diagnostic =>
  error('empty-test', '`policy` is empty, so it tests nothing', example, span)

/** Keys of policy documents and of other words, and the key of this operator for each. */
const foreignKeys: ReadonlyMap<string, string> = new Map([
  ['action', 'grants'],
  ['actions', 'grants'],
  ['allows', 'grants'],
  ['principal', 'trusts'],
  ['resource', 'everywhere'],
  ['denies', 'only-denies'],
])

export function unknownPolicyKey(key: string, known: readonly string[], span: Span): Diagnostic {
  const guess = foreignKeys.get(key.toLowerCase()) ?? nearest(key, known)
  return error('unknown-key', `\`policy\` has no key \`${key}\``, didYouMean(guess, known), span)
}

export const notOnlyTrue = (key: string, found: string, span: Span): Diagnostic =>
  error(
    'wrong-operand',
    `\`${key}\` of \`policy\` can only be \`true\`, not ${found}`,
    `write \`${key}: true\`, or leave it out; for the opposite, write \`not\` before \`policy\``,
    span,
  )

export const emptyPolicyList = (key: string, span: Span): Diagnostic =>
  error(
    'empty-test',
    `\`${key}\` of \`policy\` has no value, so no document can pass`,
    `add a value to \`${key}\`, or remove the key`,
    span,
  )

export const notAPolicyValue = (key: string, found: string, span: Span): Diagnostic =>
  error(
    'wrong-operand',
    `\`${key}\` of \`policy\` needs text or a list of texts, not ${found}`,
    example,
    span,
  )

export const notAnAction = (written: string, span: Span): Diagnostic =>
  error(
    'wrong-operand',
    `\`${written}\` is not one action`,
    'write a service and an action without wildcards, for example `iam:PutUserPolicy`; to match statements that grant `*`, write `anything`',
    span,
  )

export const anythingBesideActions = (span: Span): Diagnostic =>
  error(
    'wrong-operand',
    '`anything` cannot be in a list with actions',
    'write two tests in a list: `[{ policy: { grants: anything } }, { policy: { grants: iam:PutUserPolicy } }]`',
    span,
  )

export const unknownTrust = (written: string, known: readonly string[], span: Span): Diagnostic =>
  error(
    'unknown-value',
    `\`trusts\` cannot be \`${written}\``,
    didYouMean(nearest(written, known), known),
    span,
  )

export const notAnAccount = (written: string, span: Span): Diagnostic =>
  error(
    'wrong-operand',
    `\`${written}\` is not an account id`,
    `write 12 digits in quotes, or \`${listMark}\``,
    span,
  )

export const onlyDeniesBesideOthers = (others: readonly string[], span: Span): Diagnostic =>
  error(
    'wrong-operand',
    `\`only-denies\` tests the whole document, so it cannot be combined with keys that test one statement: ${listed(others)}`,
    'write two tests under `all`, or remove one of the keys',
    span,
  )

export const unknownAction = (written: string, guess: string | undefined, span: Span): Diagnostic =>
  warning(
    'unknown-action',
    `no known action has the name \`${written}\``,
    guess === undefined
      ? 'copy the action from the documentation of IAM'
      : `did you mean \`${guess}\`?`,
    span,
  )
