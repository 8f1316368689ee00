/**
 * The kinds of value that AWS documents for a path of a record in a trail's log group.
 *
 * A selector of a metric filter reads one plain value. For a list every test but `NOT EXISTS` is
 * false. So a path can be tested only if it has one value at most, and only if its kind of value
 * avoids the comparisons whose result CloudWatch Logs does not document.
 */
import { type FieldTree, recordFields } from '../../aws/record-fields.ts'
import { isNeverIn, onlyEventWith } from '../../aws/sign-in-fields.ts'
import { listsFromFor } from '../../aws/single-values.ts'
import { type Path, pathText } from '../../ir/path.ts'
import { type Kind, parameterKind } from './request-parameters.ts'

/** Documented as other kinds than text. `sessionCredentialFromConsole` occurs as text and as a boolean. */
const notText: ReadonlyMap<string, readonly Kind[]> = new Map<string, readonly Kind[]>([
  ['readOnly', ['boolean']],
  ['managementEvent', ['boolean']],
  ['sessionCredentialFromConsole', ['text', 'boolean']],
])

/**
 * Texts of sign-in events, in parts of the record that each service fills in its own way.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html;
 * `SamlProviderArn` and `PasswordUpdated` were found in real events.
 */
const signInTexts = new Set(
  ['LoginTo', 'MobileVersion', 'MFAUsed', 'MFAIdentifier', 'SamlProviderArn', 'UserName'].map(
    (name) => `additionalEventData.${name}`,
  ),
)

/** The records that a part of a rule is about; undefined if it does not say. */
export interface Around {
  readonly detailTypes: readonly string[]
  readonly eventSources: readonly string[] | undefined
  readonly eventNames: readonly string[] | undefined
}

/**
 * The kinds that a value at a path can have; empty if there is never a value. `list`: the path may lead
 * through a list or to one. `object`: the path leads to an object, which is not a value.
 */
export type Known = readonly Kind[] | 'list' | 'object'

export function knownValues(path: Path, around: Around): Known {
  const { detailTypes, eventSources: sources, eventNames } = around
  const text = pathText(path)
  if (onlyEventWith(path) !== undefined) return isNeverIn(path, eventNames, sources) ? [] : ['text']
  if (signInTexts.has(text)) return ['text']
  const [part, parameter, deeper] = path
  if (part === 'requestParameters' && parameter !== undefined && deeper === undefined) {
    const kinds = sources?.map((source) => parameterKind(source, parameter)) ?? []
    const [kind] = kinds
    if (kind !== undefined && kinds.every((each) => each === kind)) return [kind]
  }
  if (listsFromFor(detailTypes)(path) !== Number.POSITIVE_INFINITY) return 'list'
  return isLeaf(path) ? (notText.get(text) ?? ['text']) : 'object'
}

/** In API calls or in Insights records; fields that both have are the same. */
const isLeaf = (path: Path): boolean =>
  [recordFields.get('cloudtrail'), recordFields.get('insight')].some(
    (tree) => Object.keys(below(tree, path) ?? { none: true }).length === 0,
  )

function below(tree: FieldTree | undefined, path: Path): FieldTree | undefined {
  let at: FieldTree | '*' | undefined = tree
  for (const segment of path) {
    if (at === undefined || at === '*' || !Object.hasOwn(at, segment)) return undefined
    at = at[segment]
  }
  return at === '*' ? undefined : at
}
